/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-bulk-bar"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-bulk-bar.h"
#include "inn-overflow-layout.h"
#include "inn-popup.h"
#include "inn-text.h"

struct _InnBulkBar
{
  GtkWidget       parent_instance;

  InnVerbActions *actions;
  GSignalGroup   *actions_signals;

  /* Template */
  GtkActionBar   *bar;
  GtkLabel       *title;
  GtkWidget      *start;
  GtkWidget      *restore;
  GtkWidget      *pause;
  GtkWidget      *resume;
  GtkWidget      *shut_down;
  GtkWidget      *verbs;
  GtkMenuButton  *more;
};

enum
{
  MENU_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnBulkBar, inn_bulk_bar, GTK_TYPE_WIDGET)

static AdwButtonContent *
get_content (GtkWidget *button)
{
  if (ADW_IS_SPLIT_BUTTON (button))
    return ADW_BUTTON_CONTENT (adw_split_button_get_child (ADW_SPLIT_BUTTON (button)));

  return ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (button)));
}

static void
sync_verb (InnBulkBar *self,
           GtkWidget  *button,
           InnVerb     verb,
           guint       n_selected)
{
  const InnVerbInfo *info = inn_verb_get_info (verb);
  guint n = inn_verb_actions_count (self->actions, info->id);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (button, n > 0);
  if (n == 0)
    return;

  if (n == n_selected)
    label = g_strdup (_(info->label));
  else
    /* Translators: a verb such as “Start”, and how many of the selected machines take it */
    label = g_strdup_printf (_("%s (%u)"), _(info->label), n);
  adw_button_content_set_label (get_content (button), label);
  if (ADW_IS_SPLIT_BUTTON (button))
    inn_a11y_set_label (button, label);
}

static void
sync_bar (InnBulkBar *self)
{
  GListModel *domains = inn_verb_actions_get_domains (self->actions);
  guint n = domains != NULL ? g_list_model_get_n_items (domains) : 0;
  g_autofree char *count = NULL;
  g_autofree char *title = NULL;

  gtk_action_bar_set_revealed (self->bar, n >= 2);
  if (n < 2)
    return;

  count = inn_text_count (n);
  title = g_strdup_printf (ngettext ("%s machine selected", "%s machines selected", n), count);
  gtk_label_set_text (self->title, title);

  sync_verb (self, self->start, INN_VERB_START, n);
  sync_verb (self, self->restore, INN_VERB_RESTORE, n);
  sync_verb (self, self->pause, INN_VERB_PAUSE, n);
  sync_verb (self, self->resume, INN_VERB_RESUME, n);
  sync_verb (self, self->shut_down, INN_VERB_SHUT_DOWN, n);
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  g_signal_emit (user_data, signals[MENU_WANTED], 0);
}

static void
inn_bulk_bar_dispose (GObject *object)
{
  InnBulkBar *self = INN_BULK_BAR (object);

  g_clear_object (&self->actions_signals);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), INN_TYPE_BULK_BAR);

  G_OBJECT_CLASS (inn_bulk_bar_parent_class)->dispose (object);
}

static void
inn_bulk_bar_class_init (InnBulkBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_bulk_bar_dispose;

  signals[MENU_WANTED] =
    g_signal_new ("menu-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (INN_TYPE_OVERFLOW_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-bulk-bar.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.unselect-all", NULL);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, bar);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, more);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, pause);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, restore);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, resume);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, shut_down);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, start);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, title);
  gtk_widget_class_bind_template_child (widget_class, InnBulkBar, verbs);
}

static void
inn_bulk_bar_init (InnBulkBar *self)
{
  g_autoptr (GMenuModel) menu = inn_menu_new_from_resource ("shut-down-menu");

  gtk_widget_init_template (GTK_WIDGET (self));

  /* An action bar gives its end no more than half of its width, unless that expands by
   * itself. */
  gtk_widget_set_hexpand (gtk_widget_get_parent (self->verbs), TRUE);

  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->shut_down), menu);
  gtk_menu_button_set_create_popup_func (self->more, create_menu_cb, self, NULL);

  self->actions_signals = g_signal_group_new (INN_TYPE_VERB_ACTIONS);
  g_signal_group_connect_swapped (self->actions_signals, "updated", G_CALLBACK (sync_bar), self);
}

/**
 * inn_bulk_bar_set_actions:
 *
 * The bar follows what @actions says about the selection.
 */
void
inn_bulk_bar_set_actions (InnBulkBar     *self,
                          InnVerbActions *actions)
{
  g_return_if_fail (INN_IS_BULK_BAR (self));
  g_return_if_fail (INN_IS_VERB_ACTIONS (actions));

  if (!g_set_object (&self->actions, actions))
    return;

  g_signal_group_set_target (self->actions_signals, actions);
  sync_bar (self);
}

void
inn_bulk_bar_set_menu (InnBulkBar *self,
                       GMenuModel *menu)
{
  g_return_if_fail (INN_IS_BULK_BAR (self));

  inn_popup_set_menu (self->more, menu);
}

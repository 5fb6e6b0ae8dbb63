/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-compare-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-columns-layout.h"
#include "inn-compare-card.h"
#include "inn-compare-window.h"
#include "inn-save.h"
#include "inn-popup.h"
#include "inn-rate.h"
#include "inn-time-bar.h"
#include "inn-toast.h"
#include "inn-visibility.h"
#include "inn-window-size.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/tasks/inn-compare-window.ui"

struct _InnCompareWindow
{
  AdwWindow       parent_instance;

  InnCompareSet  *set;
  GSettings      *settings;
  guint           n_asked;       /* machines that were chosen */
  InnTimeView    *view;
  InnCompareCard *cards[INN_N_COMPARE_CARDS];
  InnVisibility  *visibility;
  GCancellable   *cancellable;

  /* Template */
  GtkBox         *content;
  GtkWidget      *header_bar;
  GtkWidget      *notice;
  GtkLabel       *notice_text;
  GtkWidget      *page;
  GtkWidget      *upper;
  GtkWidget      *lower;
  GtkMenuButton  *export_button;
  GMenuModel     *export_menu;
};

G_DEFINE_FINAL_TYPE (InnCompareWindow, inn_compare_window, ADW_TYPE_WINDOW)

static InnGraph *
get_graph (InnCompareWindow *self,
           guint             card)
{
  return inn_compare_card_get_graph (self->cards[card]);
}

static void
show_now (InnCompareWindow *self)
{
  gint64 time = inn_compare_set_get_time (self->set);

  for (guint i = 0; i < INN_N_COMPARE_CARDS; i++)
    inn_compare_card_show (self->cards[i]);
  inn_time_view_set_now (self->view, time > 0 ? time : inn_rate_now ());
}

static void
on_set_changed_cb (InnCompareWindow *self)
{
  if (inn_visibility_get (self->visibility))
    show_now (self);
}

static void
on_visibility_changed_cb (InnCompareWindow *self)
{
  inn_compare_set_set_visible (self->set, inn_visibility_get (self->visibility));
  on_set_changed_cb (self);
}

/* A machine that is hidden in one graph is hidden in all of them. */
static void
on_lines_changed_cb (InnCompareWindow *self,
                     InnGraph         *graph)
{
  for (guint i = 0; i < INN_N_COMPARE_CARDS; i++)
    for (guint line = 0; line < inn_graph_get_n_lines (graph); line++)
      inn_graph_set_shown (get_graph (self, i), line, inn_graph_get_shown (graph, line));
}

/*
 * Actions
 */

static void
fill_table (GtkWidget      *widget,
            InnSeriesTable *table)
{
  InnCompareWindow *self = INN_COMPARE_WINDOW (widget);

  for (guint i = 0; i < INN_N_COMPARE_CARDS; i++)
    inn_graph_fill_table (get_graph (self, i), table);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InnCompareWindow *self = INN_COMPARE_WINDOW (widget);

  inn_save_graphs (widget, self->page, fill_table, self->view,
                   g_variant_get_string (parameter, NULL),
                   /* Translators: how a file is called at first, without its ending */
                   _("comparison"), self->cancellable);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  InnCompareWindow *self = INN_COMPARE_WINDOW (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < INN_N_COMPARE_CARDS; i++)
    inn_graph_append_values (get_graph (self, i), text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  inn_toast_show (widget, _("Values copied"), NULL, NULL);
}

static gboolean
inn_compare_window_close_request (GtkWindow *window)
{
  InnCompareWindow *self = INN_COMPARE_WINDOW (window);

  inn_window_size_save (window, self->settings, "compare-window-size");

  return GTK_WINDOW_CLASS (inn_compare_window_parent_class)->close_request (window);
}

static void
inn_compare_window_dispose (GObject *object)
{
  InnCompareWindow *self = INN_COMPARE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->visibility);
  if (self->set != NULL)
    g_signal_handlers_disconnect_by_data (self->set, self);
  g_clear_object (&self->set);
  g_clear_object (&self->settings);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (inn_compare_window_parent_class)->dispose (object);
}

static void
inn_compare_window_class_init (InnCompareWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_compare_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = inn_compare_window_close_request;

  g_type_ensure (INN_TYPE_COLUMNS_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, content);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, notice_text);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, page);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, upper);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, lower);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, InnCompareWindow, export_menu);

  gtk_widget_class_install_action (widget_class, "compare.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "compare.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "compare.export", "s", "visible");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);
}

static void
inn_compare_window_init (InnCompareWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  inn_popup_set_menu (self->export_button, self->export_menu);
  self->cancellable = g_cancellable_new ();
}

static void
add_time_bar (InnCompareWindow *self)
{
  GtkWidget *bar = inn_time_bar_new (self->view);
  g_autoptr (GtkWidget) button = g_object_ref (GTK_WIDGET (self->export_button));

  gtk_box_remove (self->content, button);
  inn_time_bar_append (INN_TIME_BAR (bar), button);
  gtk_box_insert_child_after (self->content, bar, self->header_bar);
}

static void
add_cards (InnCompareWindow *self)
{
  for (guint i = 0; i < INN_N_COMPARE_CARDS; i++)
    {
      GtkWidget *row = i < INN_N_COMPARE_CARDS / 2 ? self->upper : self->lower;
      GtkWidget *card = inn_compare_card_new (i, self->set, self->view);

      gtk_widget_insert_before (card, row, NULL);
      self->cards[i] = INN_COMPARE_CARD (card);
    }

  for (guint i = 0; i < INN_N_COMPARE_CARDS; i++)
    g_signal_connect_object (get_graph (self, i), "lines-changed",
                             G_CALLBACK (on_lines_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
tell_numbers (InnCompareWindow *self)
{
  guint n = inn_compare_set_get_n (self->set);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  title = g_strdup_printf (ngettext ("Compare %u Machine", "Compare %u Machines", n), n);
  gtk_window_set_title (GTK_WINDOW (self), title);

  gtk_widget_set_visible (self->notice, self->n_asked > n);
  text = g_strdup_printf (ngettext ("%u machine is selected. Shown are the first %u of the table.",
                                    "%u machines are selected. Shown are the first %u of the "
                                    "table.", self->n_asked), self->n_asked, n);
  gtk_label_set_label (self->notice_text, text);
}

/**
 * inn_compare_window_new:
 * @settings: where the size of the window is remembered
 * @machines: of InnDomain; when there are too many, the first ones are shown
 */
GtkWidget *
inn_compare_window_new (GtkApplication *application,
                        GSettings      *settings,
                        GListModel     *machines)
{
  InnCompareWindow *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (machines), NULL);

  self = g_object_new (INN_TYPE_COMPARE_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  self->n_asked = g_list_model_get_n_items (machines);
  self->set = inn_compare_set_new (machines);
  self->view = inn_time_view_new ();
  add_time_bar (self);
  add_cards (self);
  tell_numbers (self);
  inn_window_size_load (GTK_WINDOW (self), self->settings, "compare-window-size");

  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (on_visibility_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->set, "changed", G_CALLBACK (on_set_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * inn_compare_window_is_of:
 * @machines: of InnDomain, in any order
 *
 * Returns: whether it is these machines, and no others, that it was made for
 */
gboolean
inn_compare_window_is_of (InnCompareWindow *self,
                          GListModel       *machines)
{
  g_return_val_if_fail (INN_IS_COMPARE_WINDOW (self), FALSE);
  g_return_val_if_fail (G_IS_LIST_MODEL (machines), FALSE);

  return self->n_asked == g_list_model_get_n_items (machines)
         && inn_compare_set_is_of (self->set, machines);
}

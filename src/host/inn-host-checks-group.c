/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-checks-group"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-host-checks.h"
#include "inn-host-checks-group.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-host-checks-group.ui"

/* To lay out text takes the longest; all rows in one frame would be felt by every window. */
#define ROWS_PER_FRAME 2

struct _InnHostChecksGroup
{
  AdwPreferencesGroup  parent_instance;

  GPtrArray           *checks;      /* what is shown; NULL: nothing */
  GPtrArray           *rows;        /* borrowed; of the first of them, while they are made */
  guint                tick_id;

  /* Template */
  GtkLabel            *count_label;
  GtkSpinner          *spinner;
  GtkWidget           *refresh_button;
  AdwActionRow        *message_row;
};

G_DEFINE_FINAL_TYPE (InnHostChecksGroup, inn_host_checks_group, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *icon;
  const char *css_class;
} looks[INN_N_CHECK_RESULTS] = {
  [INN_CHECK_FAILED] = { "dialog-error-symbolic", "bad" },
  [INN_CHECK_WARNING] = { "dialog-warning-symbolic", "warn" },
  [INN_CHECK_PASSED] = { "inn-done-symbolic", "ok" },
  [INN_CHECK_UNKNOWN] = { "dialog-question-symbolic", "sub" },
};

static GtkWidget *
create_row (const InnHostCheck *check)
{
  g_autofree char *title = inn_host_check_dup_title (check);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, check->text);
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[check->result].icon);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup", FALSE,
                                 "title", title,
                                 "subtitle", check->text,
                                 "activatable", FALSE,
                                 NULL);

  gtk_widget_add_css_class (icon, looks[check->result].css_class);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  inn_a11y_set_label (row, label);

  return row;
}

static void
remove_rows (InnHostChecksGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);

  g_ptr_array_set_size (self->rows, 0);
}

static gboolean
add_rows_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  InnHostChecksGroup *self = INN_HOST_CHECKS_GROUP (widget);

  for (guint i = 0; i < ROWS_PER_FRAME && self->rows->len < self->checks->len; i++)
    {
      GtkWidget *row = create_row (self->checks->pdata[self->rows->len]);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }

  if (self->rows->len < self->checks->len)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
inn_host_checks_group_finalize (GObject *object)
{
  InnHostChecksGroup *self = INN_HOST_CHECKS_GROUP (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (inn_host_checks_group_parent_class)->finalize (object);
}

static void
inn_host_checks_group_class_init (InnHostChecksGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_host_checks_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnHostChecksGroup, count_label);
  gtk_widget_class_bind_template_child (widget_class, InnHostChecksGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, InnHostChecksGroup, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, InnHostChecksGroup, message_row);
}

static void
inn_host_checks_group_init (InnHostChecksGroup *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_host_checks_group_set_checks:
 * @self: a group of checks
 * @checks: (nullable) (element-type InnHostCheck): what inn_host_checks_run() gave
 *
 * Rows of checks that say what they said before stay, and so does the keyboard on them.
 */
void
inn_host_checks_group_set_checks (InnHostChecksGroup *self,
                                  GPtrArray          *checks)
{
  g_autofree char *count = NULL;

  g_return_if_fail (INN_IS_HOST_CHECKS_GROUP (self));

  if (checks == NULL || (self->checks != NULL && inn_host_checks_equal (self->checks, checks)))
    return;

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  self->checks = g_ptr_array_ref (checks);
  remove_rows (self);

  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), add_rows_cb, NULL, NULL);

  count = inn_host_checks_dup_count (checks);
  gtk_label_set_label (self->count_label, count);
}

/**
 * inn_host_checks_group_set_loading:
 * @self: a group of checks
 * @loading: whether the host is being asked
 */
void
inn_host_checks_group_set_loading (InnHostChecksGroup *self,
                                   gboolean            loading)
{
  g_return_if_fail (INN_IS_HOST_CHECKS_GROUP (self));

  gtk_spinner_set_spinning (self->spinner, loading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
  gtk_widget_set_visible (self->refresh_button, !loading);
}

/**
 * inn_host_checks_group_set_message:
 * @self: a group of checks
 * @text: (nullable): why there is nothing new to see
 */
void
inn_host_checks_group_set_message (InnHostChecksGroup *self,
                                   const char         *text)
{
  g_return_if_fail (INN_IS_HOST_CHECKS_GROUP (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message_row),
                                 text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_row), text != NULL);
}

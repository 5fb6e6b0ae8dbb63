/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-application-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-about.h"
#include "inn-application-private.h"
#include "inn-compare-window.h"
#include "inn-connect-dialog.h"
#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-machine-finder.h"
#include "inn-preferences.h"

#define HELP_OVERLAY "/org/innkeeper/Innkeeper/ui/gtk/help-overlay.ui"

/* A job that took less is over before anybody has looked away. */
#define LONG_JOB_USEC (10 * G_USEC_PER_SEC)

static GtkWindow *
get_active_window (InnApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static void
present_dialog (InnApplication *self,
                GtkWidget      *dialog)
{
  GtkWindow *parent = get_active_window (self);

  /* Its buttons may ask for actions “app.…”. */
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  inn_dialogs_present (GTK_WINDOW (dialog), GTK_WIDGET (parent));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_autoptr (GPtrArray) windows = inn_application_dup_windows (user_data);

  /* Windows store their size when they close; nothing here waits for a host. GTK 4.8 would
   * use the parent of a dialog, after it is gone, if the key was pressed in the dialog. */
  for (guint i = 0; i < windows->len; i++)
    {
      gtk_window_set_transient_for (g_ptr_array_index (windows, i), NULL);
      gtk_window_close (g_ptr_array_index (windows, i));
    }

  g_application_quit (user_data);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  InnApplication *self = user_data;

  inn_about_present (get_active_window (self), self->hosts);
}

static InnPreferences *
present_preferences (InnApplication *self)
{
  GtkWidget *preferences;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (INN_IS_PREFERENCES (l->data))
        {
          gtk_window_present (l->data);
          return l->data;
        }
    }

  preferences = inn_preferences_new (self->settings, self->hosts);
  present_dialog (self, preferences);

  return INN_PREFERENCES (preferences);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  present_preferences (user_data);
}

static void
statistics_preferences_action (GSimpleAction *action,
                               GVariant      *parameter,
                               gpointer       user_data)
{
  inn_preferences_show_statistics (present_preferences (user_data));
}

static void
add_host_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  InnApplication *self = user_data;

  present_dialog (self, GTK_WIDGET (inn_connect_dialog_new (self->hosts, NULL)));
}

static void
edit_host_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  InnApplication *self = user_data;
  InnHost *host = inn_host_list_find (self->hosts, g_variant_get_string (parameter, NULL));

  if (host != NULL)
    present_dialog (self, GTK_WIDGET (inn_connect_dialog_new (self->hosts, host)));
}

static void
find_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (InnApplication) self = user_data;
  g_autoptr (InnDomain) domain = NULL;
  g_autoptr (GError) error = NULL;

  if ((domain = inn_machine_find_finish (result, &error)) != NULL)
    inn_application_open_machine (self, domain, NULL);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    inn_error_report_show (GTK_WIDGET (get_active_window (self)), _("Cannot Show the Machine"),
                           NULL, error);
}

static void
open_machine_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  InnApplication *self = user_data;
  const char *uri;
  const char *uuid;
  InnHost *host;

  g_variant_get (parameter, "(&s&s)", &uri, &uuid);

  if ((host = inn_host_list_find (self->hosts, uri)) == NULL)
    return;

  inn_machine_find_async (self->hosts, host, uuid, self->cancellable, find_cb, g_object_ref (self));
}

static void
open_host_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  InnApplication *self = user_data;
  InnHost *host = inn_host_list_find (self->hosts, g_variant_get_string (parameter, NULL));

  if (host != NULL)
    inn_application_open_host (self, host);
}

/* Presents the window of these machines, and makes it if there is none. */
static void
open_comparison (InnApplication *self,
                 GListModel     *machines)
{
  GtkWidget *window;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (INN_IS_COMPARE_WINDOW (l->data) && inn_compare_window_is_of (l->data, machines))
        {
          gtk_window_present (l->data);
          return;
        }
    }

  window = inn_compare_window_new (GTK_APPLICATION (self), self->settings, machines);
  gtk_window_present (GTK_WINDOW (window));
}

static void
compare_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  InnApplication *self = user_data;
  g_autoptr (GListStore) machines = g_list_store_new (INN_TYPE_DOMAIN);
  GVariantIter iter;
  const char *uri;
  const char *uuid;

  g_variant_iter_init (&iter, parameter);
  while (g_variant_iter_next (&iter, "(&s&s)", &uri, &uuid))
    {
      InnHost *host = inn_host_list_find (self->hosts, uri);
      InnDomain *domain = host != NULL ? inn_host_find_domain (host, uuid) : NULL;

      if (domain != NULL)
        g_list_store_append (machines, domain);
    }

  if (g_list_model_get_n_items (G_LIST_MODEL (machines)) > 0)
    open_comparison (self, G_LIST_MODEL (machines));
}

/* Made when it is first asked for: built with each window it would slow down the start. */
static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  InnApplication *self = user_data;
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (HELP_OVERLAY);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, get_active_window (self));
  gtk_window_set_modal (window, TRUE);
  gtk_window_present (window);
}

static void
show_jobs_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  InnApplication *self = user_data;

  inn_application_present_manager (self, NULL);
  gtk_widget_activate_action (GTK_WIDGET (get_active_window (self)), "win.show-jobs", NULL);
}

static const GActionEntry app_entries[] = {
  { "about", about_action },
  { "add-host", add_host_action },
  { "compare", compare_action, "a(ss)" },
  { "edit-host", edit_host_action, "s" },
  { "open-host", open_host_action, "s" },
  { "open-machine", open_machine_action, "(ss)" },
  { "preferences", preferences_action },
  { "quit", quit_action },
  { "shortcuts", shortcuts_action },
  { "show-jobs", show_jobs_action },
  { "statistics-preferences", statistics_preferences_action },
};

static const struct
{
  const char *action;
  const char *accels[2];
} accels[] = {
  { "app.add-host", { "<Control><Shift>n" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "<Control>question" } },
};

static gboolean
leave_popover_cb (GtkWidget *popover,
                  GVariant  *args,
                  gpointer   action)
{
  gtk_popover_popdown (GTK_POPOVER (popover));

  return gtk_widget_activate_action (popover, action, NULL);
}

/* GTK looks for the shortcuts of a window in the window, but a key that is pressed while
 * a popover is open goes no further than to the popover. So each popover gets those of the
 * application, GTK's own ones too: classes inherit what their parent has when they are
 * first used, and no popover has been yet. */
static void
add_popover_shortcut (const char *accel,
                      const char *action)
{
  GtkWidgetClass *klass = g_type_class_ref (GTK_TYPE_POPOVER);
  g_autoptr (GtkShortcut) shortcut =
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accel),
                      gtk_callback_action_new (leave_popover_cb, (gpointer) action, NULL));

  gtk_widget_class_add_shortcut (klass, shortcut);
  g_type_class_unref (klass);
}

/* Adds the actions “app.…” and their shortcuts. */
void
inn_application_add_actions (InnApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), app_entries,
                                   G_N_ELEMENTS (app_entries), self);

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    {
      gtk_application_set_accels_for_action (GTK_APPLICATION (self),
                                             accels[i].action, accels[i].accels);
      add_popover_shortcut (accels[i].accels[0], accels[i].action);
    }
}

/*
 * Notifications
 */

static gboolean
has_focus (InnApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (gtk_window_is_active (l->data))
        return TRUE;
    }

  return FALSE;
}

/* One notification for all that ended while nobody looked, not one each. */
static void
on_job_ended_cb (InnApplication *self,
                 InnJob         *job)
{
  InnJobState state = inn_job_get_state (job);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;

  g_debug ("%s: %s", inn_job_get_virsh (job),
           state == INN_JOB_STATE_FAILED ? inn_job_get_error_text (job) : "done");

  if (has_focus (self))
    {
      self->n_ended = 0;
      return;
    }

  if (state == INN_JOB_STATE_CANCELLED ||
      !g_settings_get_boolean (self->settings, "notify-jobs") ||
      inn_job_get_ended (job) - inn_job_get_started (job) < LONG_JOB_USEC)
    return;

  self->n_ended++;

  if (self->n_ended > 1)
    title = g_strdup_printf (ngettext ("%u job has ended", "%u jobs have ended", self->n_ended),
                             self->n_ended);
  else if (state == INN_JOB_STATE_FAILED)
    title = g_strdup (inn_job_get_failed_title (job));
  else
    /* Translators: %s is a job: “Save web-2” */
    title = g_strdup_printf (_("Done: %s"), inn_job_get_title (job));

  notification = g_notification_new (title);
  g_notification_set_default_action (notification, "app.show-jobs");

  if (self->n_ended == 1 && state == INN_JOB_STATE_FAILED)
    g_notification_set_body (notification, inn_job_get_sentence (job));

  g_application_send_notification (G_APPLICATION (self), "jobs", notification);
}

/* Tells of long jobs that end while no window has the focus. */
void
inn_application_watch_jobs (InnApplication *self)
{
  g_signal_connect_object (self->jobs, "job-ended", G_CALLBACK (on_job_ended_cb), self,
                           G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-application"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-application-private.h"
#include "inn-auth-dialogs.h"
#include "inn-client-config.h"
#include "inn-command-line.h"
#include "inn-host-window.h"
#include "inn-limit-notices.h"
#include "inn-machine-window.h"
#include "inn-manager-window.h"
#include "inn-settings.h"
#include "inn-stats-settings.h"
#include "inn-virt-init.h"

/* How long logins over SSH may take to end, so that nothing of them is left. */
#define LOGIN_PATIENCE_MS 500

G_DEFINE_FINAL_TYPE (InnApplication, inn_application, ADW_TYPE_APPLICATION)

static void
sync_style (InnApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };
  guint style = g_settings_get_enum (self->settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[MIN (style, G_N_ELEMENTS (schemes) - 1)]);
}

/* With references: closing one window may end others. */
GPtrArray *
inn_application_dup_windows (InnApplication *self)
{
  GPtrArray *windows = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    g_ptr_array_add (windows, g_object_ref (l->data));

  return windows;
}

static InnHost *
get_host_of_window (GtkWindow *window)
{
  InnDomain *domain = NULL;

  if (INN_IS_HOST_WINDOW (window))
    return inn_host_window_get_host (INN_HOST_WINDOW (window));

  if (INN_IS_MACHINE_WINDOW (window))
    domain = inn_machine_window_get_domain (INN_MACHINE_WINDOW (window));

  return domain != NULL ? inn_domain_get_host (domain) : NULL;
}

static void
close_windows_of (InnApplication *self,
                  InnHost        *host)
{
  g_autoptr (GPtrArray) windows = inn_application_dup_windows (self);

  for (guint i = 0; i < windows->len; i++)
    {
      GtkWindow *window = g_ptr_array_index (windows, i);

      if (get_host_of_window (window) == host)
        gtk_window_close (window);
    }
}

/* For --debug: what the hosts do is seen in the sidebar, but not when. */
static void
on_host_state_changed_cb (InnHost *host)
{
  const GError *error = inn_host_get_error (host);
  g_autofree char *state = g_enum_to_string (INN_TYPE_HOST_STATE, inn_host_get_state (host));

  g_debug ("%s: %s%s%s", inn_host_get_uri (host), state,
           error != NULL ? ": " : "", error != NULL ? error->message : "");
}

static void
on_hosts_changed_cb (InnApplication *self)
{
  GListModel *model = G_LIST_MODEL (self->hosts);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->known_hosts);

  self->known_hosts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      InnHost *host = g_list_model_get_item (model, i);

      g_ptr_array_add (self->known_hosts, host);

      if (!g_ptr_array_find (before, host, NULL))
        g_signal_connect (host, "notify::state", G_CALLBACK (on_host_state_changed_cb), NULL);
    }

  for (guint i = 0; i < before->len; i++)
    {
      InnHost *host = g_ptr_array_index (before, i);

      if (!g_ptr_array_find (self->known_hosts, host, NULL))
        close_windows_of (self, host);
    }
}

/*
 * The first run, and what is connected at start
 */

static void
load_default_uri_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (InnApplication) self = user_data;
  g_autofree char *uri = inn_client_config_load_default_uri_finish (result, NULL);

  /* By then the user may have added one. */
  if (uri != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->hosts)) == 0)
    inn_host_connect (inn_host_list_add (self->hosts, uri, NULL, TRUE, TRUE),
                      INN_HOST_CONNECT_INTERACTIVE);
}

/* Does not wait for what the first window does not need. */
static gboolean
start_later_cb (gpointer user_data)
{
  InnApplication *self = user_data;

  inn_job_list_load (self->jobs);
  self->waker = inn_host_waker_new (self->hosts);

  return G_SOURCE_REMOVE;
}

/* Once, with the first command line. */
void
inn_application_start_hosts (InnApplication *self,
                             gboolean        connect)
{
  if (self->started)
    return;

  self->started = TRUE;
  g_idle_add_full (G_PRIORITY_LOW, start_later_cb, g_object_ref (self), g_object_unref);

  if (!connect)
    return;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->hosts)) == 0)
    inn_client_config_load_default_uri_async (self->cancellable, load_default_uri_cb,
                                              g_object_ref (self));
  else
    inn_host_list_autoconnect (self->hosts);
}

/*
 * Windows
 */

static GtkWindow *
find_manager (InnApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (INN_IS_MANAGER_WINDOW (l->data))
        return l->data;
    }

  return NULL;
}

/* Presents the one manager window; with @host, that host is selected in it. */
void
inn_application_present_manager (InnApplication *self,
                                 InnHost        *host)
{
  GtkWindow *window = find_manager (self);

  if (window == NULL)
    window = GTK_WINDOW (inn_manager_window_new (GTK_APPLICATION (self), self->hosts,
                                                 self->jobs, self->settings));

  if (host != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.select-host", "s",
                                inn_host_get_uri (host));

  gtk_window_present (window);
}

static GtkWidget *
find_machine_window (InnApplication *self,
                     InnDomain      *domain)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (INN_IS_MACHINE_WINDOW (l->data) && inn_machine_window_get_domain (l->data) == domain)
      return l->data;

  return NULL;
}

/* Presents the window of @domain, and makes it if there is none; with @page, that page of it. */
void
inn_application_open_machine (InnApplication *self,
                              InnDomain      *domain,
                              const char     *page)
{
  GtkWidget *window = find_machine_window (self, domain);

  if (window == NULL)
    window = inn_machine_window_new (GTK_APPLICATION (self), domain, self->jobs, self->settings);

  if (page != NULL)
    gtk_widget_activate_action (window, "win.show-page", "s", page);

  gtk_window_present (GTK_WINDOW (window));
}

/* Presents the window of @host, and makes it if there is none. */
void
inn_application_open_host (InnApplication *self,
                           InnHost        *host)
{
  GtkWidget *window;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (INN_IS_HOST_WINDOW (l->data) && inn_host_window_get_host (l->data) == host)
        {
          gtk_window_present (l->data);
          return;
        }
    }

  window = inn_host_window_new (GTK_APPLICATION (self), host, self->settings);
  gtk_window_present (GTK_WINDOW (window));
}

static void
start_limits (InnApplication *self)
{
  static const char * const names[] = { "cpu", "memory", "disk", "network" };

  self->limits = inn_limits_new (G_LIST_MODEL (self->hosts));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strconcat ("limit-", names[i], NULL);

      g_settings_bind (self->settings, key, self->limits, names[i], G_SETTINGS_BIND_GET);
    }
  inn_limit_notices_watch (G_APPLICATION (self), self->limits);
}

static void
inn_application_startup (GApplication *application)
{
  InnApplication *self = INN_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (inn_application_parent_class)->startup (application);

  inn_virt_init ();

  if ((self->settings = inn_settings_new (&error)) == NULL)
    {
      g_printerr ("innkeeper: %s\n", error->message);
      exit (EXIT_FAILURE);
    }

  self->hosts = inn_host_list_new (self->settings);
  inn_stats_settings_follow (self->settings, self->hosts);
  start_limits (self);
  self->jobs = inn_job_list_new ();
  self->cancellable = g_cancellable_new ();
  self->known_hosts = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect_object (self->hosts, "items-changed", G_CALLBACK (on_hosts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  on_hosts_changed_cb (self);

  g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (sync_style), self,
                           G_CONNECT_SWAPPED);
  sync_style (self);

  inn_application_add_actions (self);
  inn_application_watch_jobs (self);
  inn_auth_dialogs_watch (GTK_APPLICATION (self), self->hosts);
}

static void
inn_application_activate (GApplication *application)
{
  InnApplication *self = INN_APPLICATION (application);

  inn_application_start_hosts (self, TRUE);
  inn_application_present_manager (self, NULL);
}

/* Logins over SSH end with the program; one that hangs ends by itself. */
static void
end_logins (InnApplication *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hosts)); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      inn_host_disconnect (host);
    }

  inn_virt_finish (LOGIN_PATIENCE_MS);
}

static void
inn_application_shutdown (GApplication *application)
{
  InnApplication *self = INN_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  inn_job_list_flush (self->jobs);
  end_logins (self);

  G_APPLICATION_CLASS (inn_application_parent_class)->shutdown (application);
}

static void
inn_application_dispose (GObject *object)
{
  InnApplication *self = INN_APPLICATION (object);

  g_clear_pointer (&self->known_hosts, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->jobs);
  g_clear_object (&self->waker);
  g_clear_object (&self->limits);
  g_clear_object (&self->hosts);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_application_parent_class)->dispose (object);
}

static void
inn_application_class_init (InnApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = inn_application_dispose;

  application_class->startup = inn_application_startup;
  application_class->activate = inn_application_activate;
  application_class->shutdown = inn_application_shutdown;
  application_class->handle_local_options = inn_command_line_handle_local_options;
  application_class->command_line = inn_command_line_handle;
}

static void
inn_application_init (InnApplication *self)
{
  inn_command_line_add_options (G_APPLICATION (self));
}

InnApplication *
inn_application_new (void)
{
  return g_object_new (INN_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-command-line"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-application-private.h"
#include "inn-command-line.h"
#include "inn-error-report.h"
#include "inn-machine-finder.h"
#include "inn-uri.h"

/* As long as a slow host is waited for without a window. */
#define SHOW_MANAGER_AFTER_MS 1000

/* All of them open the window of a machine. */
static const struct
{
  const char *option;
  const char *page;
} show_options[] = {
  { "show-domain-editor", "overview" },
  { "show-domain-performance", "performance" },
  { "show-domain-console", "console" },
};

static const GOptionEntry entries[] = {
  { "connect", 'c', 0, G_OPTION_ARG_STRING, NULL,
    /* Translators: description of a command line option */
    N_("Connect to this host and select it"), N_("URI") },
  { "show-domain-editor", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Open the window of a machine"), N_("NAME|ID|UUID") },
  { "show-domain-performance", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Open the performance of a machine"), N_("NAME|ID|UUID") },
  { "show-domain-console", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Open the console of a machine"), N_("NAME|ID|UUID") },
  { "show-host-summary", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Open the window of the host"), NULL },
  { "debug", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Write what is done to the standard error"), NULL },
  { "no-fork", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Show the version"), NULL },
  { NULL }
};

/* A machine that is waited for; the process that asked stays until it is there. */
typedef struct
{
  InnApplication          *application;
  GApplicationCommandLine *command_line;
  InnHost                 *host;
  const char              *page;
  guint                    slow_id;
} Request;

static void
request_free (Request *request)
{
  g_clear_handle_id (&request->slow_id, g_source_remove);
  g_application_release (G_APPLICATION (request->application));
  g_clear_object (&request->application);
  g_clear_object (&request->command_line);
  g_clear_object (&request->host);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* Messages of ours are told by their domain; GTK's go the usual way. */
static GLogWriterOutput
write_debug_log (GLogLevelFlags   level,
                 const GLogField *fields,
                 gsize            n_fields,
                 gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN") && fields[i].value != NULL &&
          g_str_has_prefix (fields[i].value, "inn-"))
        return g_log_writer_standard_streams (level, fields, n_fields, user_data);
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
show_manager_cb (gpointer user_data)
{
  Request *request = user_data;

  request->slow_id = 0;
  inn_application_present_manager (request->application, request->host);

  return G_SOURCE_REMOVE;
}

static void
find_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (InnDomain) domain = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *window;

  if ((domain = inn_machine_find_finish (result, &error)) != NULL)
    {
      inn_application_open_machine (request->application, domain, request->page);
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_application_command_line_printerr (request->command_line, "innkeeper: %s\n", error->message);
  g_application_command_line_set_exit_status (request->command_line, 1);

  inn_application_present_manager (request->application, request->host);
  window = gtk_application_get_active_window (GTK_APPLICATION (request->application));
  inn_error_report_show (GTK_WIDGET (window), _("Cannot Show the Machine"), NULL, error);
}

static void
show_machine (InnApplication          *self,
              GApplicationCommandLine *command_line,
              InnHost                 *host,
              const char              *text,
              const char              *page)
{
  Request *request = g_new0 (Request, 1);

  request->application = g_object_ref (self);
  request->command_line = g_object_ref (command_line);
  request->page = page;
  request->slow_id = g_timeout_add (SHOW_MANAGER_AFTER_MS, show_manager_cb, request);
  g_set_object (&request->host, host);

  /* Without a window yet, only this keeps the program running. */
  g_application_hold (G_APPLICATION (self));

  inn_machine_find_async (self->hosts, host, text, self->cancellable, find_cb, request);
}

/* Of --connect, or the only one that there is. */
static int
show_host (InnApplication          *self,
           GApplicationCommandLine *command_line,
           InnHost                 *host)
{
  GListModel *hosts = G_LIST_MODEL (self->hosts);
  g_autoptr (InnHost) only = NULL;

  if (host == NULL && g_list_model_get_n_items (hosts) == 1)
    host = only = g_list_model_get_item (hosts, 0);

  if (host == NULL)
    {
      g_application_command_line_printerr (
        command_line, "innkeeper: %s\n", _("--show-host-summary needs a host: say --connect URI"));
      return 1;
    }

  inn_application_open_host (self, host);

  return 0;
}

/* The host of --connect: known, or new and not in the settings until it has answered. */
static InnHost *
connect_host (InnApplication *self,
              const char     *uri)
{
  InnHost *host = inn_host_list_find (self->hosts, uri);

  if (host == NULL)
    host = inn_host_list_add (self->hosts, uri, NULL, FALSE, FALSE);

  if (inn_host_get_state (host) != INN_HOST_STATE_CONNECTED &&
      inn_host_get_state (host) != INN_HOST_STATE_CONNECTING)
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);

  return host;
}

static const char *
get_machine (GVariantDict  *options,
             const char   **page)
{
  const char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (show_options) && text == NULL; i++)
    {
      g_variant_dict_lookup (options, show_options[i].option, "&s", &text);
      *page = show_options[i].page;
    }

  return text;
}

/**
 * inn_command_line_add_options:
 * @application: the application, being made
 */
void
inn_command_line_add_options (GApplication *application)
{
  g_application_add_main_option_entries (application, entries);
  g_application_set_option_context_summary (
    application, _("Looks after the virtual machines of all your hosts."));
}

/**
 * inn_command_line_handle_local_options:
 *
 * What concerns the process itself, also if another one is running already.
 *
 * Returns: an exit status, or -1 to go on
 */
int
inn_command_line_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("innkeeper %s\n", PACKAGE_VERSION);
      return 0;
    }

  if (g_variant_dict_contains (options, "debug"))
    g_log_set_writer_func (write_debug_log, NULL, NULL);

  return -1;
}

/**
 * inn_command_line_handle:
 *
 * Does what a command line asks, of this process or of a later one.
 */
int
inn_command_line_handle (GApplication            *application,
                         GApplicationCommandLine *command_line)
{
  InnApplication *self = INN_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *page = NULL;
  const char *machine = get_machine (options, &page);
  gboolean summary = g_variant_dict_contains (options, "show-host-summary");
  const char *uri = NULL;
  InnHost *host = NULL;

  g_variant_dict_lookup (options, "connect", "&s", &uri);

  if (uri != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InnUri) parsed = inn_uri_new_parse (uri, &error);

      if (parsed == NULL)
        {
          g_application_command_line_printerr (command_line, "innkeeper: %s: %s\n",
                                               uri, error->message);
          return 2;
        }
    }

  /* Who asks for one machine or host does not want to wait for the other hosts. */
  if (uri != NULL)
    host = connect_host (self, uri);

  inn_application_start_hosts (self, host == NULL || (machine == NULL && !summary));

  if (summary)
    return show_host (self, command_line, host);

  if (machine != NULL)
    show_machine (self, command_line, host, machine, page);
  else
    inn_application_present_manager (self, host);

  return 0;
}

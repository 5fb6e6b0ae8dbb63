/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-finder"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-machine-finder.h"

/* Waits until one of the hosts has the machine, or none can have it any more. */
typedef struct
{
  GPtrArray *hosts;
  char      *text;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_ptr_array_unref (search->hosts);
  g_free (search->text);
  g_free (search);
}

static gboolean
matches_id (InnDomain  *domain,
            const char *text)
{
  gint64 id;

  return inn_domain_is_active (domain) &&
         g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &id, NULL) &&
         inn_domain_get_id (domain) == id;
}

/**
 * inn_machine_find:
 * @domains: a list of #InnDomain
 * @text: a UUID, a name, or the number of a running machine
 *
 * Finds a machine as the command line names it. A name that looks like a number
 * wins over the number.
 *
 * Returns: (transfer none) (nullable): the machine
 */
InnDomain *
inn_machine_find (GListModel *domains,
                  const char *text)
{
  InnDomain *by_name = NULL;
  InnDomain *by_id = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (domains), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (g_ascii_strcasecmp (inn_domain_get_uuid (domain), text) == 0)
        return domain;

      if (by_name == NULL && g_strcmp0 (inn_domain_get_name (domain), text) == 0)
        by_name = domain;

      if (by_id == NULL && matches_id (domain, text))
        by_id = domain;
    }

  return by_name != NULL ? by_name : by_id;
}

/* Whether the list of a host will not change by waiting. */
static gboolean
is_settled (InnHost *host)
{
  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_CONNECTED:
      return inn_host_get_loaded (host);

    case INN_HOST_STATE_CONNECTING:
      return FALSE;

    case INN_HOST_STATE_DISCONNECTED:
    case INN_HOST_STATE_RETRYING:
    case INN_HOST_STATE_AUTH_NEEDED:
    case INN_HOST_STATE_NOT_RESPONDING:
    default:
      return TRUE;
    }
}

static void
return_not_found (GTask  *task,
                  Search *search)
{
  InnHost *host = search->hosts->len == 1 ? g_ptr_array_index (search->hosts, 0) : NULL;

  if (host == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _("There is no machine “%s” on the hosts that are connected"),
                             search->text);
  else if (inn_host_get_state (host) == INN_HOST_STATE_CONNECTED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             /* Translators: a machine, and a host */
                             _("There is no machine “%s” on %s"),
                             search->text, inn_host_get_uri (host));
  else if (inn_host_get_error (host) != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "%s",
                             inn_host_get_error (host)->message);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                             /* Translators: %s is a host */
                             _("%s is not connected"), inn_host_get_uri (host));
}

static gboolean
check (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  gboolean settled = TRUE;

  if (g_task_return_error_if_cancelled (task))
    return TRUE;

  for (guint i = 0; i < search->hosts->len; i++)
    {
      InnHost *host = g_ptr_array_index (search->hosts, i);
      InnDomain *domain = inn_machine_find (inn_host_get_domains (host), search->text);

      if (domain != NULL)
        {
          g_task_return_pointer (task, g_object_ref (domain), g_object_unref);
          return TRUE;
        }

      settled = settled && is_settled (host);
    }

  if (!settled)
    return FALSE;

  return_not_found (task, search);

  return TRUE;
}

static void
check_and_stop (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (g_task_get_completed (task) || !check (task))
    return;

  for (guint i = 0; i < search->hosts->len; i++)
    {
      InnHost *host = g_ptr_array_index (search->hosts, i);

      g_signal_handlers_disconnect_by_data (inn_host_get_domains (host), task);
      g_signal_handlers_disconnect_by_data (host, task);
    }

  g_object_unref (task);
}

/**
 * inn_machine_find_async:
 * @hosts: the hosts of the program
 * @host: (nullable): where to look; everywhere if %NULL
 * @text: a UUID, a name, or the number of a running machine
 * @cancellable: (nullable): looked at when a host changes
 * @callback: called when the machine is there, or cannot be
 * @user_data: data for @callback
 *
 * Looks for a machine, waiting for the hosts that are still connecting. The
 * error is a sentence for the user.
 */
void
inn_machine_find_async (InnHostList         *hosts,
                        InnHost             *host,
                        const char          *text,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (INN_IS_HOST_LIST (hosts));
  g_return_if_fail (host == NULL || INN_IS_HOST (host));
  g_return_if_fail (text != NULL);

  search = g_new0 (Search, 1);
  search->text = g_strdup (text);
  search->hosts = g_ptr_array_new_with_free_func (g_object_unref);

  task = g_task_new (hosts, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_machine_find_async);
  g_task_set_task_data (task, search, search_free);

  if (host != NULL)
    g_ptr_array_add (search->hosts, g_object_ref (host));

  for (guint i = 0; host == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (hosts)); i++)
    g_ptr_array_add (search->hosts, g_list_model_get_item (G_LIST_MODEL (hosts), i));

  if (check (task))
    return;

  for (guint i = 0; i < search->hosts->len; i++)
    {
      InnHost *item = g_ptr_array_index (search->hosts, i);

      g_signal_connect_swapped (item, "notify", G_CALLBACK (check_and_stop), task);
      g_signal_connect_swapped (inn_host_get_domains (item), "items-changed",
                                G_CALLBACK (check_and_stop), task);
    }

  /* Owned by the handlers, until check_and_stop() is through. */
  g_steal_pointer (&task);
}

/**
 * inn_machine_find_finish:
 *
 * Returns: (transfer full): the machine, or %NULL with @error set
 */
InnDomain *
inn_machine_find_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_machine_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

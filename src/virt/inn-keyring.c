/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-keyring"

#include "config.h"

#include <libsecret/secret.h>

#include "inn-keyring.h"
#include "inn-secret.h"

/* A keyring that may not ask anything answers at once, or hangs: no host waits for it
 * longer than this, in milliseconds. */
#define QUIET_DEADLINE 3000

static const SecretSchema schema = {
  "org.innkeeper.Innkeeper.Host", SECRET_SCHEMA_NONE, {
    { "id", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  }
};

typedef struct
{
  GCancellable *cancellable;   /* of the search alone */
  guint         timeout;
  gboolean      late;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_handle_id (&search->timeout, g_source_remove);
  g_object_unref (search->cancellable);
  g_free (search);
}

static GHashTable *
new_attributes (const char *id)
{
  return secret_attributes_build (&schema, "id", id, NULL);
}

static void
free_items (GList *items)
{
  g_list_free_full (items, g_object_unref);
}

/*
 * Is there one?
 */

static void
collection_found_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretCollection) collection = NULL;
  GError *error = NULL;

  collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, collection != NULL);
}

static void
service_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretService) service = NULL;
  GError *error = NULL;

  service = secret_service_get_finish (result, &error);

  if (service == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               g_task_get_cancellable (task), collection_found_cb,
                               g_object_ref (task));
}

/**
 * inn_keyring_probe_async:
 *
 * Finds out whether there is a keyring that secrets would be stored in. Nothing is asked
 * of the user.
 */
void
inn_keyring_probe_async (GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_keyring_probe_async);
  secret_service_get (SECRET_SERVICE_NONE, cancellable, service_found_cb, task);
}

gboolean
inn_keyring_probe_finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  gboolean found;

  g_return_val_if_fail (g_async_result_is_tagged (result, inn_keyring_probe_async), FALSE);

  found = g_task_propagate_boolean (G_TASK (result), &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No keyring: %s", error->message);

  return found;
}

/*
 * Look up
 */

static gboolean
give_up_cb (gpointer data)
{
  Search *search = data;

  search->timeout = 0;
  search->late = TRUE;
  g_cancellable_cancel (search->cancellable);

  return G_SOURCE_REMOVE;
}

static char *
dup_secret (GList *items)
{
  SecretValue *value = items != NULL ? secret_item_get_secret (items->data) : NULL;
  char *secret = value != NULL ? g_strdup (secret_value_get_text (value)) : NULL;

  g_clear_pointer (&value, secret_value_unref);

  return secret;
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  GList *items = secret_service_search_finish (NULL, result, &error);

  g_clear_handle_id (&search->timeout, g_source_remove);

  if (error == NULL)
    {
      g_task_return_pointer (task, dup_secret (items), (GDestroyNotify) inn_secret_free);
    }
  else if (search->late)
    {
      g_error_free (error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               "The keyring does not answer");
    }
  else
    {
      g_task_return_error (task, error);
    }

  free_items (items);
}

static void
on_cancelled_cb (GCancellable *cancellable,
                 GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/**
 * inn_keyring_lookup_async:
 * @id: what the secret was stored under
 * @may_unlock: whether the user began this, and may be asked for the password of the
 *   keyring if that is locked; else a locked keyring has no secrets
 */
void
inn_keyring_lookup_async (const char          *id,
                          gboolean             may_unlock,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = new_attributes (id);
  Search *search = g_new0 (Search, 1);

  search->cancellable = g_cancellable_new ();
  g_task_set_source_tag (task, inn_keyring_lookup_async);
  g_task_set_task_data (task, search, search_free);

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb),
                             search->cancellable, 0);

  if (!may_unlock)
    search->timeout = g_timeout_add (QUIET_DEADLINE, give_up_cb, search);

  secret_service_search (NULL, &schema, attributes,
                         may_unlock ? SECRET_SEARCH_LOAD_SECRETS | SECRET_SEARCH_UNLOCK
                                    : SECRET_SEARCH_LOAD_SECRETS,
                         search->cancellable, searched_cb, task);
}

/**
 * inn_keyring_lookup_finish:
 * @result: from inn_keyring_lookup_async()
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with inn_secret_free();
 *   %NULL without an error if there is none
 */
char *
inn_keyring_lookup_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * List
 */

void
inn_keyring_entry_free (InnKeyringEntry *entry)
{
  g_free (entry->id);
  g_free (entry->label);
  g_free (entry);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const InnKeyringEntry *first = *(InnKeyringEntry * const *) a;
  const InnKeyringEntry *second = *(InnKeyringEntry * const *) b;

  return g_utf8_collate (first->label, second->label);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) inn_keyring_entry_free);
  GError *error = NULL;
  GList *items = secret_service_search_finish (NULL, result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr (GHashTable) attributes = secret_item_get_attributes (l->data);
      InnKeyringEntry *entry = g_new0 (InnKeyringEntry, 1);

      entry->id = g_strdup (g_hash_table_lookup (attributes, "id"));
      entry->label = secret_item_get_label (l->data);
      g_ptr_array_add (entries, entry);
    }

  g_ptr_array_sort (entries, compare_entries);
  g_task_return_pointer (task, g_steal_pointer (&entries), (GDestroyNotify) g_ptr_array_unref);
  free_items (items);
}

/**
 * inn_keyring_list_async:
 *
 * Lists what was stored, also in a keyring that is locked. Nothing is asked of the user.
 */
void
inn_keyring_list_async (GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = secret_attributes_build (&schema, NULL);

  g_task_set_source_tag (task, inn_keyring_list_async);
  secret_service_search (NULL, &schema, attributes, SECRET_SEARCH_ALL, cancellable, listed_cb,
                         task);
}

/**
 * inn_keyring_list_finish:
 *
 * Returns: (transfer full) (nullable) (element-type InnKeyringEntry): by label
 */
GPtrArray *
inn_keyring_list_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_keyring_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * Store and forget: libsecret's own results are passed on
 */

/**
 * inn_keyring_store_async:
 * @id: what to find it by
 * @label: what a person reads in a list of what the keyring has
 * @secret: the secret
 *
 * Puts @secret into the keyring of the session, in place of what is there under @id. The user may
 * be asked for the password of the keyring.
 */
void
inn_keyring_store_async (const char          *id,
                         const char          *label,
                         const char          *secret,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GHashTable) attributes = new_attributes (id);
  g_autoptr (SecretValue) value = secret_value_new (secret, -1, "text/plain");

  secret_service_store (NULL, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, value,
                        cancellable, callback, user_data);
}

gboolean
inn_keyring_store_finish (GAsyncResult  *result,
                          GError       **error)
{
  return secret_service_store_finish (NULL, result, error);
}

/**
 * inn_keyring_clear_async:
 * @id: what the secret was stored under
 *
 * Takes the secret out of the keyring.
 */
void
inn_keyring_clear_async (const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GHashTable) attributes = new_attributes (id);

  secret_service_clear (NULL, &schema, attributes, cancellable, callback, user_data);
}

/**
 * inn_keyring_clear_finish:
 *
 * Returns: whether there was one
 */
gboolean
inn_keyring_clear_finish (GAsyncResult  *result,
                          GError       **error)
{
  return secret_service_clear_finish (NULL, result, error);
}

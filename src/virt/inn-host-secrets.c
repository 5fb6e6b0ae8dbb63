/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include "inn-host-ask.h"
#include "inn-keyring.h"

/* A passphrase belongs to a key, which may lead to other hosts, too. */
#define OF_A_KEY "key:"

/**
 * inn_host_note_password:
 * @self: a host
 * @id: under what the keyring has an answer to @self
 * @kept: FALSE: or has none any more
 */
void
inn_host_note_password (InnHost    *self,
                        const char *id,
                        gboolean    kept)
{
  if (!kept)
    g_hash_table_remove (self->passwords, id);
  else if (!g_str_has_prefix (id, OF_A_KEY))
    g_hash_table_add (self->passwords, g_strdup (id));
}

/**
 * inn_host_has_password:
 * @self: a host
 *
 * Returns: whether the keyring is known to have a password of @self: one was stored, or used,
 *   since the program runs
 */
gboolean
inn_host_has_password (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), FALSE);

  return g_hash_table_size (self->passwords) > 0;
}

static void
forget_next (GTask *task);

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  inn_keyring_clear_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_hash_table_remove (INN_HOST (g_task_get_source_object (task))->passwords,
                       g_task_get_task_data (task));
  forget_next (task);
}

static void
forget_next (GTask *task)
{
  InnHost *self = g_task_get_source_object (task);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->passwords);
  if (!g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_task_set_task_data (task, g_strdup (id), g_free);
  inn_keyring_clear_async (id, NULL, cleared_cb, g_object_ref (task));
}

/**
 * inn_host_forget_passwords_async:
 * @self: a host
 *
 * Takes its passwords out of the keyring; the connection stays.
 */
void
inn_host_forget_passwords_async (InnHost             *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (INN_IS_HOST (self));

  g_task_set_source_tag (task, inn_host_forget_passwords_async);
  forget_next (task);
}

gboolean
inn_host_forget_passwords_finish (InnHost       *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

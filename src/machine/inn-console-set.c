/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-set"

#include "config.h"

#include "inn-console-set.h"

static void
entry_free (gpointer data)
{
  InnConsoleEntry *entry = data;

  if (entry->view != NULL)
    inn_console_view_close (entry->view);
  if (entry->window != NULL)
    {
      inn_console_frame_set_view (inn_console_window_get_frame (entry->window), NULL);
      gtk_window_destroy (GTK_WINDOW (entry->window));
    }

  g_clear_object (&entry->view);
  inn_console_device_free (entry->device);
  g_free (entry->id);
  g_free (entry);
}

InnConsoleSet *
inn_console_set_new (void)
{
  return g_ptr_array_new_with_free_func (entry_free);
}

/* The one that there was, or a new one. */
static InnConsoleEntry *
take_entry (InnConsoleSet *self,
            char          *id)
{
  InnConsoleEntry *entry = inn_console_set_find (self, id);

  if (entry != NULL)
    {
      g_free (id);
      inn_console_device_free (entry->device);
      return g_ptr_array_steal_index (self, inn_console_set_index (self, entry));
    }

  entry = g_new0 (InnConsoleEntry, 1);
  entry->id = id;

  return entry;
}

/**
 * inn_console_set_update:
 * @xml: the machine as it is now
 *
 * Keeps what is known of consoles that are still there.
 *
 * Returns: whether others are there now
 */
gboolean
inn_console_set_update (InnConsoleSet *self,
                        const char    *xml)
{
  g_autoptr (GPtrArray) devices = inn_console_devices_parse (xml);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  gboolean changed = devices->len != self->len;

  for (guint i = 0; i < devices->len; i++)
    {
      const InnConsoleDevice *device = g_ptr_array_index (devices, i);
      char *id = inn_console_device_dup_id (device);
      InnConsoleEntry *entry = take_entry (self, id);

      changed = changed || entry->device == NULL;
      entry->device = inn_console_device_copy (device);
      g_ptr_array_add (entries, entry);
    }

  /* What is left is no more. */
  g_ptr_array_set_size (self, 0);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (self, g_ptr_array_index (entries, i));

  return changed;
}

/**
 * inn_console_set_find:
 * @id: (nullable): see inn_console_device_dup_id()
 *
 * Returns: (transfer none) (nullable)
 */
InnConsoleEntry *
inn_console_set_find (InnConsoleSet *self,
                      const char    *id)
{
  for (guint i = 0; i < self->len; i++)
    {
      InnConsoleEntry *entry = g_ptr_array_index (self, i);

      if (g_strcmp0 (entry->id, id) == 0)
        return entry;
    }

  return NULL;
}

/* Its place in the order of the XML. */
guint
inn_console_set_index (InnConsoleSet   *self,
                       InnConsoleEntry *entry)
{
  guint index = 0;

  g_ptr_array_find (self, entry, &index);

  return index;
}

/* How many are in a window of their own. */
guint
inn_console_set_count_windows (InnConsoleSet *self)
{
  guint n = 0;

  for (guint i = 0; i < self->len; i++)
    if (((InnConsoleEntry *) g_ptr_array_index (self, i))->window != NULL)
      n++;

  return n;
}

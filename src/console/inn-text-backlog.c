/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-text-backlog"

#include "config.h"

#include <string.h>

#include "inn-text-backlog.h"

struct _InnTextBacklog
{
  GQueue chunks;      /* of GBytes */
  gsize  limit;
  gsize  n_bytes;
  gsize  n_dropped;   /* in front of what is left */
};

/**
 * inn_text_backlog_new:
 * @limit: in bytes
 */
InnTextBacklog *
inn_text_backlog_new (gsize limit)
{
  InnTextBacklog *self = g_new0 (InnTextBacklog, 1);

  g_queue_init (&self->chunks);
  self->limit = limit;

  return self;
}

void
inn_text_backlog_free (InnTextBacklog *self)
{
  inn_text_backlog_clear (self);
  g_free (self);
}

/* Takes the first @n bytes off the first chunk. */
static GBytes *
split (InnTextBacklog *self,
       gsize           n)
{
  GBytes *head = g_queue_pop_head (&self->chunks);
  gsize length = g_bytes_get_size (head);
  GBytes *taken;

  if (n >= length)
    {
      self->n_bytes -= length;
      return head;
    }

  taken = g_bytes_new_from_bytes (head, 0, n);
  g_queue_push_head (&self->chunks, g_bytes_new_from_bytes (head, n, length - n));
  g_bytes_unref (head);
  self->n_bytes -= n;

  return taken;
}

static void
drop (InnTextBacklog *self,
      gsize           n)
{
  g_autoptr (GBytes) dropped = split (self, n);

  self->n_dropped += g_bytes_get_size (dropped);
}

/* What is left begins with a line, if there is one. */
static void
drop_rest_of_line (InnTextBacklog *self)
{
  gsize length;
  const char *text = g_bytes_get_data (g_queue_peek_head (&self->chunks), &length);
  const char *end = memchr (text, '\n', length);

  if (end != NULL && end + 1 < text + length)
    drop (self, (gsize) (end + 1 - text));
}

/**
 * inn_text_backlog_push:
 * @bytes: not empty
 */
void
inn_text_backlog_push (InnTextBacklog *self,
                       GBytes         *bytes)
{
  g_queue_push_tail (&self->chunks, g_bytes_ref (bytes));
  self->n_bytes += g_bytes_get_size (bytes);

  if (self->n_bytes <= self->limit)
    return;

  /* Much at once, so that there are few places where something is missing. */
  while (self->n_bytes > self->limit / 2)
    drop (self, self->n_bytes - self->limit / 2);
  drop_rest_of_line (self);
}

/**
 * inn_text_backlog_pop:
 * @most: bytes to take
 * @n_dropped: (out): bytes before it that went
 *
 * Returns: (transfer full) (nullable): the oldest; %NULL: there is nothing
 */
GBytes *
inn_text_backlog_pop (InnTextBacklog *self,
                      gsize           most,
                      gsize          *n_dropped)
{
  *n_dropped = 0;
  if (g_queue_is_empty (&self->chunks))
    return NULL;

  *n_dropped = self->n_dropped;
  self->n_dropped = 0;

  return split (self, most);
}

gboolean
inn_text_backlog_is_empty (InnTextBacklog *self)
{
  return g_queue_is_empty (&self->chunks);
}

void
inn_text_backlog_clear (InnTextBacklog *self)
{
  g_queue_clear_full (&self->chunks, (GDestroyNotify) g_bytes_unref);
  self->n_bytes = 0;
  self->n_dropped = 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-vnc-guard"

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inn-rfb-check.h"
#include "inn-vnc-guard.h"

/* GTK draws first, whatever comes in. */
#define DOWN_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

#define CHUNK (64 * 1024)

/* Bytes that wait to be sent on; then no more are read. */
#define MAX_PENDING (4 * 1024 * 1024)

/* One direction. */
typedef struct
{
  InnVncGuard *guard;
  int          from;
  int          to;
  int          priority;
  guint        limit;      /* of pending */
  GByteArray  *pending;
  guint        read_id;
  guint        write_id;
  gboolean     ended;      /* nothing comes any more */
} Flow;

struct _InnVncGuard
{
  InnRfbCheck     *check;
  GByteArray      *held;     /* of the display, until gvnc has answered */
  int              outside;
  int              inside;
  int              client;   /* the end for gvnc, until it is stolen */
  Flow             down;
  Flow             up;
  InnVncGuardFunc  refused;
  gpointer         user_data;
};

static gboolean read_cb (int fd, GIOCondition condition, gpointer user_data);
static gboolean write_cb (int fd, GIOCondition condition, gpointer user_data);

static void
stop_flow (Flow *flow)
{
  g_clear_handle_id (&flow->read_id, g_source_remove);
  g_clear_handle_id (&flow->write_id, g_source_remove);
}

/* Reads while there is room, writes while there is something. */
static void
sync_flow (Flow *flow)
{
  gboolean held = flow == &flow->guard->down && flow->guard->held->len > 0;
  gboolean reads = !flow->ended && !held && flow->pending->len < flow->limit;
  gboolean writes = flow->pending->len > 0;

  if (!reads)
    g_clear_handle_id (&flow->read_id, g_source_remove);
  else if (flow->read_id == 0)
    flow->read_id = g_unix_fd_add_full (flow->priority, flow->from, G_IO_IN | G_IO_HUP | G_IO_ERR,
                                        read_cb, flow, NULL);

  if (!writes)
    g_clear_handle_id (&flow->write_id, g_source_remove);
  else if (flow->write_id == 0)
    flow->write_id = g_unix_fd_add_full (flow->priority, flow->to, G_IO_OUT | G_IO_HUP | G_IO_ERR,
                                         write_cb, flow, NULL);

  if (flow->ended && !writes && !held)
    shutdown (flow->to, SHUT_WR);
}

static void
flush (Flow *flow)
{
  gssize n;

  if (flow->pending->len == 0)
    return;

  n = send (flow->to, flow->pending->data, flow->pending->len, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n > 0)
    {
      g_byte_array_remove_range (flow->pending, 0, n);
    }
  else if (n < 0 && errno != EAGAIN && errno != EINTR)
    {
      g_byte_array_set_size (flow->pending, 0);
      flow->ended = TRUE;
    }
}

static gboolean
write_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  Flow *flow = user_data;

  flush (flow);
  sync_flow (flow);

  return G_SOURCE_CONTINUE;
}

static void
refuse (InnVncGuard  *self,
        const GError *error)
{
  stop_flow (&self->down);
  stop_flow (&self->up);
  self->refused (error->message, self->user_data);
}

/* Returns whether it may. */
static gboolean
pass_held (InnVncGuard *self)
{
  g_autoptr (GError) error = NULL;
  gssize n = inn_rfb_check_server (self->check, self->held->data, self->held->len, &error);

  if (n < 0)
    {
      refuse (self, error);
      return FALSE;
    }

  g_byte_array_append (self->down.pending, self->held->data, n);
  g_byte_array_remove_range (self->held, 0, n);
  flush (&self->down);

  return TRUE;
}

static gboolean
pass_up (InnVncGuard  *self,
         const guint8 *data,
         gsize         length)
{
  inn_rfb_check_client (self->check, data, length);
  g_byte_array_append (self->up.pending, data, length);
  flush (&self->up);

  if (self->held->len == 0)
    return TRUE;

  if (!pass_held (self))
    return FALSE;

  sync_flow (&self->down);

  return TRUE;
}

static gboolean
pass_down (InnVncGuard  *self,
           const guint8 *data,
           gsize         length)
{
  g_byte_array_append (self->held, data, length);

  return pass_held (self);
}

static gboolean
read_cb (int          fd,
         GIOCondition condition,
         gpointer     user_data)
{
  Flow *flow = user_data;
  InnVncGuard *self = flow->guard;
  guint8 buffer[CHUNK];
  gssize n = recv (flow->from, buffer, sizeof buffer, MSG_DONTWAIT);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;

  if (n <= 0)
    flow->ended = TRUE;
  else if (!(flow == &self->up ? pass_up (self, buffer, n) : pass_down (self, buffer, n)))
    return G_SOURCE_REMOVE;

  sync_flow (flow);

  return G_SOURCE_CONTINUE;
}

static void
init_flow (Flow        *flow,
           InnVncGuard *guard,
           int          from,
           int          to,
           int          priority,
           guint        limit)
{
  *flow = (Flow) {
    .guard = guard, .from = from, .to = to, .priority = priority, .limit = limit,
    .pending = g_byte_array_new (),
  };
  sync_flow (flow);
}

/**
 * inn_vnc_guard_new:
 * @fd: (transfer full): a socket with the display at its other end
 * @refused: called once, if the display sends what it must not
 *
 * Returns: (transfer full) (nullable): %NULL: there are no sockets left, and @fd is closed
 */
InnVncGuard *
inn_vnc_guard_new (int              fd,
                   InnVncGuardFunc  refused,
                   gpointer         user_data)
{
  InnVncGuard *self;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      close (fd);
      return NULL;
    }

  self = g_new0 (InnVncGuard, 1);
  self->check = inn_rfb_check_new ();
  self->held = g_byte_array_new ();
  self->outside = fd;
  self->inside = ends[0];
  self->client = ends[1];
  self->refused = refused;
  self->user_data = user_data;
  init_flow (&self->down, self, fd, ends[0], DOWN_PRIORITY, CHUNK);
  init_flow (&self->up, self, ends[0], fd, G_PRIORITY_DEFAULT, MAX_PENDING);

  return self;
}

void
inn_vnc_guard_free (InnVncGuard *self)
{
  stop_flow (&self->down);
  stop_flow (&self->up);
  g_byte_array_unref (self->down.pending);
  g_byte_array_unref (self->up.pending);
  if (self->client != -1)
    close (self->client);
  close (self->inside);
  shutdown (self->outside, SHUT_RDWR);
  close (self->outside);
  g_byte_array_unref (self->held);
  inn_rfb_check_free (self->check);
  g_free (self);
}

/**
 * inn_vnc_guard_steal_fd:
 *
 * Returns: (transfer full): a socket that is as good as the display's
 */
int
inn_vnc_guard_steal_fd (InnVncGuard *self)
{
  int fd = self->client;

  self->client = -1;

  return fd;
}

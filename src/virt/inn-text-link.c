/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-text-link"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-private.h"
#include "inn-text-link.h"
#include "inn-virt-error.h"

/* What libvirt takes at once, and what is taken from it before others have their turn. */
#define PIECE 4096
#define TURN 65536

/* What may wait for a guest that does not read. */
#define MAX_WAITING (4 * 1024 * 1024)

/* Milliseconds before the next try where libvirt had no room. */
#define NO_ROOM 10

/* The way from libvirt's callbacks to a link, which may have been closed. Counted. */
typedef struct
{
  gatomicrefcount  ref_count;
  InnTextLink     *link;        /* main thread only; NULL: closed, or not yet there */
  gboolean         broken;      /* main thread only: the connection is */
} Sink;

/* What the lane opens, and frees. */
typedef struct
{
  virConnectPtr  connection;
  virStreamPtr   stream;
  Sink          *sink;
} Stream;

struct _InnTextLink
{
  GObject   parent_instance;

  InnLane  *lane;
  Stream   *stream;      /* NULL: closed */
  GQueue    waiting;     /* of GBytes, to be sent */
  gsize     n_waiting;   /* bytes */
  gboolean  sending;
  guint     retry_id;
};

enum
{
  RECEIVED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnTextLink, inn_text_link, G_TYPE_OBJECT)

static void send_next (InnTextLink *self);

static Sink *
sink_new (void)
{
  Sink *sink = g_new0 (Sink, 1);

  g_atomic_ref_count_init (&sink->ref_count);

  return sink;
}

static gpointer
sink_ref (gpointer data)
{
  Sink *sink = data;

  g_atomic_ref_count_inc (&sink->ref_count);

  return sink;
}

static void
sink_unref (gpointer data)
{
  Sink *sink = data;

  if (g_atomic_ref_count_dec (&sink->ref_count))
    g_free (sink);
}

static void
end (InnTextLink  *self,
     const GError *error)
{
  g_object_ref (self);
  inn_text_link_close (self);
  g_signal_emit (self, signals[CLOSED], 0, error);
  g_object_unref (self);
}

/*
 * Callbacks of libvirt
 */

/* Takes what there is: that comes from the memory of libvirt's client, without a wait. */
static int
take (virStreamPtr  stream,
      GByteArray   *bytes)
{
  guint length = 0;
  int n;

  g_byte_array_set_size (bytes, TURN);
  while ((n = virStreamRecv (stream, (char *) bytes->data + length, TURN - length)) > 0 &&
         (length += (guint) n) < TURN)
    ;
  g_byte_array_set_size (bytes, length);

  return n;
}

/* On the main thread: there is something to read, be it the end. */
static void
on_stream_event_cb (virStreamPtr stream,
                    int          events,
                    void        *data)
{
  Sink *sink = data;
  g_autoptr (InnTextLink) self = sink->link != NULL ? g_object_ref (sink->link) : NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  int last;

  if (self == NULL)
    return;

  if ((last = take (stream, bytes)) == -1)
    inn_set_virt_error (&error, _("The console was closed"));

  if (bytes->len > 0)
    {
      g_autoptr (GBytes) received = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

      g_signal_emit (self, signals[RECEIVED], 0, received);
    }

  if (self->stream != NULL && (last == 0 || last == -1))
    end (self, error);
}

static GError *
new_broken_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                              _("The connection to the host was closed"));
}

static gboolean
disconnected_cb (gpointer data)
{
  Sink *sink = data;
  g_autoptr (GError) error = NULL;

  sink->broken = TRUE;
  if (sink->link == NULL)
    return G_SOURCE_REMOVE;

  error = new_broken_error ();
  end (sink->link, error);

  return G_SOURCE_REMOVE;
}

/* In any thread: streams are not told when their connection breaks. */
static void
on_connection_closed_cb (virConnectPtr  connection,
                         int            reason,
                         void          *data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, disconnected_cb, sink_ref (data), sink_unref);
}

/*
 * In the thread of the lane
 */

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  virConnectUnregisterCloseCallback (stream->connection, on_connection_closed_cb);
  virStreamEventRemoveCallback (stream->stream);
  virStreamAbort (stream->stream);
  virStreamFree (stream->stream);
  virConnectClose (stream->connection);
  sink_unref (stream->sink);
  g_free (stream);
}

typedef struct
{
  char     *uuid;
  char     *alias;
  gboolean  force;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->uuid);
  g_free (order->alias);
  g_free (order);
}

/* Drivers other than QEMU's know neither word, and take a console from whoever had it. */
static gboolean
open_console (virDomainPtr  domain,
              virStreamPtr  stream,
              Order        *order)
{
  unsigned int flags = order->force ? VIR_DOMAIN_CONSOLE_FORCE : VIR_DOMAIN_CONSOLE_SAFE;

  if (virDomainOpenConsole (domain, order->alias, stream, flags) == 0)
    return TRUE;

  return virGetLastErrorCode () == VIR_ERR_INVALID_ARG &&
         virDomainOpenConsole (domain, order->alias, stream, 0) == 0;
}

static Stream *
watch (virConnectPtr connection,
       virStreamPtr  handle)
{
  static const int events = VIR_STREAM_EVENT_READABLE | VIR_STREAM_EVENT_ERROR |
                            VIR_STREAM_EVENT_HANGUP;
  Stream *stream = g_new0 (Stream, 1);

  stream->connection = connection;
  virConnectRef (connection);
  stream->stream = handle;
  stream->sink = sink_new ();
  virConnectRegisterCloseCallback (connection, on_connection_closed_cb, sink_ref (stream->sink),
                                   sink_unref);
  virStreamEventAddCallback (handle, events, on_stream_event_cb, sink_ref (stream->sink),
                             sink_unref);

  return stream;
}

static gpointer
open_worker (virConnectPtr   connection,
             gpointer        data,
             GCancellable   *cancellable,
             GError        **error)
{
  Order *order = data;
  virDomainPtr domain = virDomainLookupByUUIDString (connection, order->uuid);
  virStreamPtr stream = domain != NULL ? virStreamNew (connection, VIR_STREAM_NONBLOCK) : NULL;
  gboolean open = stream != NULL && open_console (domain, stream, order);

  if (!open)
    inn_set_virt_error (error, _("Could not open the console"));
  if (!open && stream != NULL)
    virStreamFree (stream);
  if (domain != NULL)
    virDomainFree (domain);

  return open ? watch (connection, stream) : NULL;
}

typedef struct
{
  virStreamPtr  stream;
  GBytes       *bytes;
} Parcel;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  virStreamFree (parcel->stream);
  g_bytes_unref (parcel->bytes);
  g_free (parcel);
}

static gpointer
send_worker (virConnectPtr   connection,
             gpointer        data,
             GCancellable   *cancellable,
             GError        **error)
{
  Parcel *parcel = data;
  gsize length;
  const char *bytes = g_bytes_get_data (parcel->bytes, &length);
  int sent = virStreamSend (parcel->stream, bytes, MIN (length, PIECE));

  if (sent > 0)
    return GINT_TO_POINTER (sent);

  if (sent == -2)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "");
  else
    inn_set_virt_error (error, _("Could not write to the console"));

  return NULL;
}

/*
 * Sending
 */

static void
drop_sent (InnTextLink *self,
           gsize        sent)
{
  GBytes *head = g_queue_pop_head (&self->waiting);
  gsize length = g_bytes_get_size (head);

  self->n_waiting -= sent;
  if (sent < length)
    g_queue_push_head (&self->waiting, g_bytes_new_from_bytes (head, sent, length - sent));
  g_bytes_unref (head);
}

static gboolean
retry_cb (gpointer data)
{
  InnTextLink *self = data;

  self->retry_id = 0;
  send_next (self);

  return G_SOURCE_REMOVE;
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (InnTextLink) self = user_data;
  g_autoptr (GError) error = NULL;
  int sent = GPOINTER_TO_INT (inn_lane_call_finish (INN_LANE (object), result, &error));

  self->sending = FALSE;
  if (self->stream == NULL)
    return;

  if (sent > 0)
    {
      drop_sent (self, (gsize) sent);
      send_next (self);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      self->retry_id = g_timeout_add (NO_ROOM, retry_cb, self);
    }
  else
    {
      end (self, error);
    }
}

static void
send_next (InnTextLink *self)
{
  Parcel *parcel;

  if (self->sending || self->retry_id != 0 || g_queue_is_empty (&self->waiting))
    return;

  self->sending = TRUE;
  parcel = g_new0 (Parcel, 1);
  parcel->stream = self->stream->stream;
  virStreamRef (parcel->stream);
  parcel->bytes = g_bytes_ref (g_queue_peek_head (&self->waiting));

  /* A guest may take its time to read. */
  inn_lane_call_async (self->lane, INN_LANE_PRIORITY_HIGH, send_worker, parcel, parcel_free,
                       NULL, 0, NULL, sent_cb, g_object_ref (self));
}

/**
 * inn_text_link_send:
 * @bytes: what was typed
 *
 * Returns: whether there was room: a guest may read nothing at all, or it is closed
 */
gboolean
inn_text_link_send (InnTextLink *self,
                    GBytes      *bytes)
{
  gsize length = g_bytes_get_size (bytes);

  g_return_val_if_fail (INN_IS_TEXT_LINK (self), FALSE);

  if (self->stream == NULL || length > MAX_WAITING - self->n_waiting)
    return FALSE;

  if (length == 0)
    return TRUE;

  g_queue_push_tail (&self->waiting, g_bytes_ref (bytes));
  self->n_waiting += length;
  send_next (self);

  return TRUE;
}

/**
 * inn_text_link_close:
 *
 * Gives the console back, without waiting for it. What was not sent by then is lost. There
 * is no "closed" for it.
 */
void
inn_text_link_close (InnTextLink *self)
{
  g_return_if_fail (INN_IS_TEXT_LINK (self));

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) g_bytes_unref);
  self->n_waiting = 0;

  if (self->stream == NULL)
    return;

  /* At once: a stream that ended would call on and on. */
  self->stream->sink->link = NULL;
  virStreamEventRemoveCallback (self->stream->stream);
  inn_lane_dispose_of (self->lane, g_steal_pointer (&self->stream), stream_free);
  inn_lane_close (self->lane);
}

/*
 * GObject
 */

static void
inn_text_link_dispose (GObject *object)
{
  InnTextLink *self = INN_TEXT_LINK (object);

  inn_text_link_close (self);
  g_clear_object (&self->lane);

  G_OBJECT_CLASS (inn_text_link_parent_class)->dispose (object);
}

static void
inn_text_link_class_init (InnTextLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inn_text_link_dispose;

  signals[RECEIVED] = g_signal_new ("received", INN_TYPE_TEXT_LINK, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[CLOSED] = g_signal_new ("closed", INN_TYPE_TEXT_LINK, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
inn_text_link_init (InnTextLink *self)
{
  g_queue_init (&self->waiting);
}

/*
 * Opening
 */

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  InnLane *lane = INN_LANE (object);
  GError *error = NULL;
  Stream *stream = inn_lane_call_finish (lane, result, &error);
  InnTextLink *self;

  if (stream == NULL)
    {
      inn_lane_close (lane);
      g_task_return_error (task, error);
      return;
    }

  self = g_object_new (INN_TYPE_TEXT_LINK, NULL);
  self->lane = g_object_ref (lane);
  self->stream = stream;
  stream->sink->link = self;
  if (!stream->sink->broken)
    {
      g_task_return_pointer (task, self, g_object_unref);
      return;
    }

  g_object_unref (self);
  g_task_return_error (task, new_broken_error ());
}

/**
 * inn_text_link_open_async:
 * @domain: a machine that runs
 * @alias: (nullable): how libvirt calls the device; %NULL: the first one
 * @force: take it from whoever has it open
 *
 * Opens a text console, on a connection of its own that asks nobody for anything.
 */
void
inn_text_link_open_async (InnDomain           *domain,
                          const char          *alias,
                          gboolean             force,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (domain, cancellable, callback, user_data);
  InnHost *host = inn_domain_get_host (domain);
  g_autoptr (InnLane) lane = NULL;
  Order *order;

  g_task_set_source_tag (task, inn_text_link_open_async);

  /* A console that is open holds its place: who cancels has to get it back closed. */
  g_task_set_check_cancellable (task, FALSE);

  if (host == NULL || host->control == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                               _("The host is not connected"));
      return;
    }

  if (inn_host_has_single_lane (host))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("libvirt has no text consoles for this kind of host"));
      return;
    }

  order = g_new0 (Order, 1);
  order->uuid = g_strdup (inn_domain_get_uuid (domain));
  order->alias = g_strdup (alias);
  order->force = force;

  lane = inn_lane_new ("inn-text");
  inn_host_open_lane (host, lane, INN_HOST_OPEN_QUIET, cancellable, NULL, NULL);
  inn_lane_call_async (lane, INN_LANE_PRIORITY_HIGH, open_worker, order, order_free, stream_free,
                       INN_DEADLINE_OPEN, cancellable, opened_cb, g_object_ref (task));
}

/**
 * inn_text_link_open_finish:
 *
 * Returns: (transfer full) (nullable): an open console
 */
InnTextLink *
inn_text_link_open_finish (InnDomain     *domain,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, domain), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * inn_text_link_is_taken:
 * @error: (nullable): of opening without force
 *
 * Returns: whether somebody else has the console open
 */
gboolean
inn_text_link_is_taken (const GError *error)
{
  return g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_OPERATION_FAILED);
}

/**
 * inn_text_link_is_refusal:
 * @error: (nullable): of opening
 *
 * Returns: whether another attempt would only get the same answer
 */
gboolean
inn_text_link_is_refusal (const GError *error)
{
  if (error == NULL)
    return FALSE;

  return inn_virt_error_is_unsupported (error) || inn_virt_error_is_auth (error) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ||
         g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_INTERNAL_ERROR) ||
         g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_OPERATION_DENIED) ||
         g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_ACCESS_DENIED);
}

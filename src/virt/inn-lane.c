/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-lane"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-lane.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

/* What the lane and its thread share. The thread has a reference of its own: a
 * call that never comes back keeps this alive, not the lane. */
typedef struct
{
  gatomicrefcount ref_count;
  GMutex          mutex;
  GCond           cond;

  /* Guarded by the mutex */
  GQueue          calls[INN_LANE_PRIORITY_BACKGROUND + 1];
  struct _Call   *current;
  gboolean        closing;
  GPtrArray      *remains;       /* of Remains, for the thread to free at its end */

  int             clock_held;    /* atomic */
  int             running;       /* atomic: the thread has not ended */

  /* The thread's own */
  virConnectPtr   connection;
  GError         *open_error;
} Core;

typedef struct _Call
{
  gatomicrefcount ref_count;
  Core           *core;
  GTask          *task;
  InnLaneWorker   worker;
  InnLaneOpener   opener;
  gpointer        data;
  GDestroyNotify  free_data;
  GDestroyNotify  free_result;
  guint           deadline_ms;
  int             claimed;       /* atomic: result, deadline and cancel race for it */
  gint64          late_since;    /* guarded by the mutex of the core */
  GSource        *deadline;      /* the thread's own */
  gulong          cancelled_id;
} Call;

struct _InnLane
{
  GObject  parent_instance;

  char    *name;
  Core    *core;
  gboolean started;
};

enum {
  LATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnLane, inn_lane, G_TYPE_OBJECT)

static void
core_unref (Core *core)
{
  if (!g_atomic_ref_count_dec (&core->ref_count))
    return;

  g_assert (core->connection == NULL);
  g_clear_error (&core->open_error);
  g_mutex_clear (&core->mutex);
  g_cond_clear (&core->cond);
  g_free (core);
}

/* Something that holds the connection and that nobody wants any more. */
typedef struct
{
  gpointer       data;
  GDestroyNotify free_data;
} Remains;

static void
remains_free (gpointer data)
{
  Remains *remains = data;

  remains->free_data (remains->data);
  g_free (remains);
}

static Call *
call_ref (Call *call)
{
  g_atomic_ref_count_inc (&call->ref_count);
  return call;
}

static void
call_unref (gpointer data)
{
  Call *call = data;

  if (!g_atomic_ref_count_dec (&call->ref_count))
    return;

  if (call->free_data != NULL)
    call->free_data (call->data);

  g_object_unref (call->task);
  core_unref (call->core);
  g_free (call);
}

/* The first of result, deadline and cancel wins; the others leave the task alone. */
static gboolean
claim (Call *call)
{
  return g_atomic_int_compare_and_exchange (&call->claimed, FALSE, TRUE);
}

static gboolean
emit_late_cb (gpointer data)
{
  InnLane *self = data;

  if (!inn_lane_is_closed (self))
    g_signal_emit (self, signals[LATE], 0);

  return G_SOURCE_REMOVE;
}

/* On the main thread, when a call has run for longer than it may. */
static gboolean
on_deadline_passed_cb (gpointer data)
{
  Call *call = data;

  if (g_atomic_int_get (&call->core->clock_held))
    return G_SOURCE_CONTINUE;

  if (!claim (call))
    return G_SOURCE_REMOVE;

  g_mutex_lock (&call->core->mutex);
  call->late_since = g_get_monotonic_time ();
  g_mutex_unlock (&call->core->mutex);

  g_idle_add_full (G_PRIORITY_DEFAULT, emit_late_cb,
                   g_object_ref (g_task_get_source_object (call->task)), g_object_unref);

  g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _("The host did not answer within %u seconds"),
                           call->deadline_ms / 1000);

  return G_SOURCE_REMOVE;
}

static void
on_call_cancelled_cb (GCancellable *cancellable,
                      gpointer      data)
{
  Call *call = data;

  if (claim (call))
    g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             _("The operation was cancelled"));
}

static void
start_clock (Call *call)
{
  if (call->deadline_ms == 0)
    return;

  call->deadline = g_timeout_source_new (call->deadline_ms);
  g_source_set_callback (call->deadline, on_deadline_passed_cb, call_ref (call), call_unref);
  g_source_attach (call->deadline, NULL);
}

static void
stop_clock (Call *call)
{
  if (call->deadline != NULL)
    g_source_destroy (call->deadline);

  g_clear_pointer (&call->deadline, g_source_unref);
}

static void
run_opener (Core *core,
            Call *call)
{
  g_autoptr (GError) error = NULL;
  virConnectPtr connection;

  connection = call->opener (call->data, g_task_get_cancellable (call->task), &error);

  if (!claim (call))
    {
      if (connection != NULL)
        virConnectClose (connection);

      g_clear_error (&core->open_error);
      core->open_error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                              _("The connection was given up"));
      return;
    }

  if (connection == NULL)
    {
      g_clear_error (&core->open_error);
      core->open_error = g_error_copy (error);
      g_task_return_error (call->task, g_steal_pointer (&error));
      return;
    }

  core->connection = connection;
  g_task_return_boolean (call->task, TRUE);
}

static void
run_worker (Core *core,
            Call *call)
{
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (core->connection != NULL)
    result = call->worker (core->connection, call->data,
                           g_task_get_cancellable (call->task), &error);
  else if (core->open_error != NULL)
    error = g_error_copy (core->open_error);
  else
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                 _("The host is not connected"));

  g_assert (result != NULL || error != NULL);

  if (!claim (call))
    {
      if (result != NULL && call->free_result != NULL)
        call->free_result (result);
    }
  else if (result != NULL)
    {
      g_task_return_pointer (call->task, result, call->free_result);
    }
  else
    {
      g_task_return_error (call->task, g_steal_pointer (&error));
    }
}

static Call *
pop_call (Core *core)
{
  for (guint i = 0; i < G_N_ELEMENTS (core->calls); i++)
    {
      Call *call = g_queue_pop_head (&core->calls[i]);

      if (call != NULL)
        return call;
    }

  return NULL;
}

/* Waits for the next call; %NULL when the lane is closed. */
static Call *
next_call (Core *core)
{
  Call *call;

  g_mutex_lock (&core->mutex);

  while ((call = pop_call (core)) == NULL && !core->closing)
    g_cond_wait (&core->cond, &core->mutex);

  core->current = call;
  g_mutex_unlock (&core->mutex);

  return call;
}

static void
end_call (Core *core,
          Call *call)
{
  g_mutex_lock (&core->mutex);
  core->current = NULL;
  g_mutex_unlock (&core->mutex);

  if (call->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (call->task), call->cancelled_id);

  call_unref (call);
}

/* Ends the thread when nothing is left to free: from then on nobody else is
 * inside a call of this connection. */
static void
free_remains (Core *core)
{
  for (;;)
    {
      g_autoptr (GPtrArray) remains = NULL;

      g_mutex_lock (&core->mutex);
      remains = g_steal_pointer (&core->remains);
      if (remains == NULL)
        g_atomic_int_set (&core->running, FALSE);
      g_mutex_unlock (&core->mutex);

      if (remains == NULL)
        return;
    }
}

static gpointer
lane_thread (gpointer data)
{
  Core *core = data;
  Call *call;

  while ((call = next_call (core)) != NULL)
    {
      if (!g_atomic_int_get (&call->claimed))
        {
          start_clock (call);
          (call->opener != NULL ? run_opener : run_worker) (core, call);
          stop_clock (call);
        }

      end_call (core, call);
    }

  g_clear_pointer (&core->connection, inn_virt_connect_unref);
  free_remains (core);
  core_unref (core);

  return NULL;
}

static void
inn_lane_dispose (GObject *object)
{
  inn_lane_close (INN_LANE (object));

  G_OBJECT_CLASS (inn_lane_parent_class)->dispose (object);
}

static void
inn_lane_finalize (GObject *object)
{
  InnLane *self = INN_LANE (object);

  g_clear_pointer (&self->core, core_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (inn_lane_parent_class)->finalize (object);
}

static void
inn_lane_class_init (InnLaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_lane_dispose;
  object_class->finalize = inn_lane_finalize;

  /**
   * InnLane::late:
   *
   * A call has run for longer than its deadline and still occupies the lane.
   */
  signals[LATE] = g_signal_new ("late", INN_TYPE_LANE, G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_lane_init (InnLane *self)
{
  self->core = g_new0 (Core, 1);
  g_atomic_ref_count_init (&self->core->ref_count);
  g_mutex_init (&self->core->mutex);
  g_cond_init (&self->core->cond);

  for (guint i = 0; i < G_N_ELEMENTS (self->core->calls); i++)
    g_queue_init (&self->core->calls[i]);
}

/**
 * inn_lane_new:
 * @name: name of the thread, at most 15 bytes are seen in /proc
 *
 * Returns: (transfer full): a lane without a connection; its thread starts with
 *   the first call
 */
InnLane *
inn_lane_new (const char *name)
{
  InnLane *self = g_object_new (INN_TYPE_LANE, NULL);

  self->name = g_strdup (name);

  return self;
}

static void
start_thread (InnLane *self)
{
  if (self->started)
    return;

  self->started = TRUE;
  g_atomic_int_set (&self->core->running, TRUE);
  g_atomic_ref_count_inc (&self->core->ref_count);
  g_thread_unref (g_thread_new (self->name, lane_thread, self->core));
}

static Call *
call_new (InnLane             *self,
          gpointer             data,
          GDestroyNotify       free_data,
          guint                deadline_ms,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  Call *call = g_new0 (Call, 1);

  g_atomic_ref_count_init (&call->ref_count);
  g_atomic_ref_count_inc (&self->core->ref_count);
  call->core = self->core;
  call->data = data;
  call->free_data = free_data;
  call->deadline_ms = deadline_ms;
  call->task = g_task_new (self, cancellable, callback, user_data);

  /* The race is ours: a result that won it is delivered even if a cancel follows. */
  g_task_set_check_cancellable (call->task, FALSE);

  return call;
}

static void
push_call (InnLane         *self,
           InnLanePriority  priority,
           Call            *call)
{
  GCancellable *cancellable = g_task_get_cancellable (call->task);
  gboolean closing;

  if (cancellable != NULL)
    call->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_call_cancelled_cb),
                                                call_ref (call), call_unref);

  g_mutex_lock (&self->core->mutex);
  if (!(closing = self->core->closing))
    {
      g_queue_push_tail (&self->core->calls[priority], call);
      g_cond_signal (&self->core->cond);
    }
  g_mutex_unlock (&self->core->mutex);

  if (closing)
    {
      if (claim (call))
        g_task_return_new_error (call->task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                 _("The host is not connected"));

      if (call->cancelled_id != 0)
        g_cancellable_disconnect (cancellable, call->cancelled_id);

      call_unref (call);
      return;
    }

  start_thread (self);
}

/**
 * inn_lane_open_async:
 * @self: a lane that was not opened before
 * @opener: opens the connection, in the thread of the lane
 * @data: (transfer full): for @opener
 * @deadline_ms: milliseconds after which the caller gets %G_IO_ERROR_TIMED_OUT
 * @callback: called on the main thread
 *
 * Calls made meanwhile wait; if opening fails, they fail with the same error.
 */
void
inn_lane_open_async (InnLane             *self,
                     InnLaneOpener        opener,
                     gpointer             data,
                     GDestroyNotify       free_data,
                     guint                deadline_ms,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Call *call;

  g_return_if_fail (INN_IS_LANE (self));
  g_return_if_fail (!self->started);

  call = call_new (self, data, free_data, deadline_ms, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, inn_lane_open_async);
  call->opener = opener;

  push_call (self, INN_LANE_PRIORITY_HIGH, call);
}

gboolean
inn_lane_open_finish (InnLane       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * inn_lane_call_async:
 * @self: a lane
 * @priority: which calls go first
 * @worker: what to do, in the thread of the lane
 * @data: (transfer full): for @worker, freed in whichever thread is last
 * @free_result: for a result that comes too late, called in the thread of the lane
 * @deadline_ms: milliseconds @worker may run before the caller gets
 *   %G_IO_ERROR_TIMED_OUT; 0 for no deadline
 * @callback: called on the main thread
 *
 * The first of result, deadline and cancel answers the caller. A call that waits
 * in the queue is not late: its clock starts with it.
 */
void
inn_lane_call_async (InnLane             *self,
                     InnLanePriority      priority,
                     InnLaneWorker        worker,
                     gpointer             data,
                     GDestroyNotify       free_data,
                     GDestroyNotify       free_result,
                     guint                deadline_ms,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Call *call;

  g_return_if_fail (INN_IS_LANE (self));
  g_return_if_fail (worker != NULL);

  call = call_new (self, data, free_data, deadline_ms, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, inn_lane_call_async);
  call->worker = worker;
  call->free_result = free_result;

  push_call (self, priority, call);
}

gpointer
inn_lane_call_finish (InnLane       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * inn_lane_hold_clock:
 * @self: a lane
 * @hold: whether deadlines stand still, because a person is being asked
 *
 * May be called from any thread.
 */
void
inn_lane_hold_clock (InnLane  *self,
                     gboolean  hold)
{
  g_atomic_int_set (&self->core->clock_held, hold);
}

static void
collect_claimed (GPtrArray *tasks,
                 Call      *call)
{
  if (claim (call))
    g_ptr_array_add (tasks, g_object_ref (call->task));
}

/**
 * inn_lane_close:
 * @self: a lane
 *
 * Closes the connection as soon as the thread is free, without waiting for it.
 * Everybody who waits for an answer gets %G_IO_ERROR_NOT_CONNECTED at once. If the
 * thread is stuck in a call, it closes whenever that call returns.
 */
void
inn_lane_close (InnLane *self)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);
  Core *core;

  g_return_if_fail (INN_IS_LANE (self));

  core = self->core;

  /* Only the tasks are kept here: what belongs to the calls is the thread's to free. */
  g_mutex_lock (&core->mutex);
  for (guint i = 0; i < G_N_ELEMENTS (core->calls); i++)
    for (GList *l = core->calls[i].head; l != NULL; l = l->next)
      collect_claimed (tasks, l->data);
  if (core->current != NULL)
    collect_claimed (tasks, core->current);

  core->closing = TRUE;
  g_cond_signal (&core->cond);
  g_mutex_unlock (&core->mutex);

  for (guint i = 0; i < tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (tasks, i), G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                             _("The connection to the host was closed"));
}

/**
 * inn_lane_dispose_of:
 * @self: a lane
 * @data: (transfer full): something that holds the connection of the lane
 * @free_data: frees it, and may talk to the host
 *
 * For what the main thread has of a connection that is given up. The thread of the
 * lane frees it when it is through with its calls, so that two threads are never
 * inside calls on one connection.
 */
void
inn_lane_dispose_of (InnLane        *self,
                     gpointer        data,
                     GDestroyNotify  free_data)
{
  Core *core;
  gboolean running;

  g_return_if_fail (INN_IS_LANE (self));
  g_return_if_fail (free_data != NULL);

  core = self->core;

  g_mutex_lock (&core->mutex);
  running = g_atomic_int_get (&core->running);
  if (running)
    {
      Remains *remains = g_new (Remains, 1);

      remains->data = data;
      remains->free_data = free_data;
      if (core->remains == NULL)
        core->remains = g_ptr_array_new_with_free_func (remains_free);
      g_ptr_array_add (core->remains, remains);
    }
  g_mutex_unlock (&core->mutex);

  if (!running)
    inn_virt_dispose (data, free_data);
}

gboolean
inn_lane_is_closed (InnLane *self)
{
  gboolean closing;

  g_return_val_if_fail (INN_IS_LANE (self), TRUE);

  g_mutex_lock (&self->core->mutex);
  closing = self->core->closing;
  g_mutex_unlock (&self->core->mutex);

  return closing;
}

/**
 * inn_lane_is_running:
 * @self: a lane
 *
 * Returns: whether its thread is still there; a closed lane may be stuck in a call
 */
gboolean
inn_lane_is_running (InnLane *self)
{
  g_return_val_if_fail (INN_IS_LANE (self), FALSE);

  return g_atomic_int_get (&self->core->running);
}

/**
 * inn_lane_get_late_since:
 * @self: a lane
 *
 * Returns: the monotonic time at which the call that still runs passed its
 *   deadline; 0 if no call is late
 */
gint64
inn_lane_get_late_since (InnLane *self)
{
  gint64 since = 0;

  g_return_val_if_fail (INN_IS_LANE (self), 0);

  g_mutex_lock (&self->core->mutex);
  if (self->core->current != NULL)
    since = self->core->current->late_since;
  g_mutex_unlock (&self->core->mutex);

  return since;
}

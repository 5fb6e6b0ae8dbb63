/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-waker"

#include "config.h"

#include "inn-host-private.h"
#include "inn-host-waker.h"

struct _InnHostWaker
{
  GObject          parent_instance;

  InnHostList     *hosts;
  GNetworkMonitor *network;
  GDBusConnection *bus;
  GCancellable    *cancellable;
  guint            subscription;
};

G_DEFINE_FINAL_TYPE (InnHostWaker, inn_host_waker, G_TYPE_OBJECT)

static void
wake_host (InnHost  *host,
           gboolean  doubt_all)
{
  if (inn_host_get_state (host) == INN_HOST_STATE_RETRYING)
    inn_host_reconnect (host);
  else if (doubt_all && inn_host_get_state (host) == INN_HOST_STATE_CONNECTED)
    inn_host_refresh (host);
}

/* The call of a refresh finds out at once whether a connection has died. */
static void
wake_all (InnHostWaker *self,
          gboolean      doubt_all)
{
  GListModel *hosts = G_LIST_MODEL (self->hosts);

  for (guint i = 0; i < g_list_model_get_n_items (hosts); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (hosts, i);

      if (doubt_all || !inn_host_is_local (host))
        wake_host (host, doubt_all);
    }
}

static void
on_network_changed_cb (InnHostWaker *self,
                       gboolean      available)
{
  if (available)
    wake_all (self, FALSE);
}

/* org.freedesktop.login1.Manager.PrepareForSleep: true before, false after it. */
static void
on_prepare_for_sleep_cb (GDBusConnection *bus,
                         const char      *sender,
                         const char      *path,
                         const char      *interface,
                         const char      *signal,
                         GVariant        *parameters,
                         gpointer         user_data)
{
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &begins);

  if (!begins)
    wake_all (user_data, TRUE);
}

static void
got_bus_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InnHostWaker) self = user_data;

  /* Without a system bus this computer does not tell when it wakes up. */
  if ((self->bus = g_bus_get_finish (result, NULL)) == NULL ||
      g_cancellable_is_cancelled (self->cancellable))
    return;

  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, "org.freedesktop.login1",
                                        "org.freedesktop.login1.Manager", "PrepareForSleep",
                                        "/org/freedesktop/login1", NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep_cb,
                                        self, NULL);
}

/* Some monitors ask another process when they are made. */
static void
monitor_worker (GTask        *task,
                gpointer      source_object,
                gpointer      data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
got_monitor_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  InnHostWaker *self = INN_HOST_WAKER (object);

  if ((self->network = g_task_propagate_pointer (G_TASK (result), NULL)) != NULL)
    g_signal_connect_object (self->network, "network-changed",
                             G_CALLBACK (on_network_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
inn_host_waker_dispose (GObject *object)
{
  InnHostWaker *self = INN_HOST_WAKER (object);

  g_cancellable_cancel (self->cancellable);

  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;

  g_clear_object (&self->bus);
  g_clear_object (&self->network);
  g_clear_object (&self->hosts);

  G_OBJECT_CLASS (inn_host_waker_parent_class)->dispose (object);
}

static void
inn_host_waker_finalize (GObject *object)
{
  InnHostWaker *self = INN_HOST_WAKER (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (inn_host_waker_parent_class)->finalize (object);
}

static void
inn_host_waker_class_init (InnHostWakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_host_waker_dispose;
  object_class->finalize = inn_host_waker_finalize;
}

static void
inn_host_waker_init (InnHostWaker *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * inn_host_waker_new:
 * @hosts: the hosts to look after
 *
 * Returns: (transfer full): works as long as it is referenced
 */
InnHostWaker *
inn_host_waker_new (InnHostList *hosts)
{
  InnHostWaker *self = g_object_new (INN_TYPE_HOST_WAKER, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, got_monitor_cb, NULL);

  self->hosts = g_object_ref (hosts);
  g_task_run_in_thread (task, monitor_worker);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, got_bus_cb, g_object_ref (self));

  return self;
}

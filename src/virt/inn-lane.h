/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

#include "inn-virt.h"

G_BEGIN_DECLS

/* One connection to a host with one thread: at most one call is in flight, since
 * the client library of libvirt 9.0 does not survive a peer that dies with more. */
#define INN_TYPE_LANE (inn_lane_get_type ())
G_DECLARE_FINAL_TYPE (InnLane, inn_lane, INN, LANE, GObject)

typedef enum
{
  INN_LANE_PRIORITY_HIGH,       /* somebody waits for the answer */
  INN_LANE_PRIORITY_DEFAULT,
  INN_LANE_PRIORITY_BACKGROUND, /* yields to everything else */
} InnLanePriority;

/* Runs in the thread of the lane. Returns non-NULL, or NULL with @error set. */
typedef gpointer      (*InnLaneWorker) (virConnectPtr    connection,
                                        gpointer         data,
                                        GCancellable    *cancellable,
                                        GError         **error);

/* Opens the connection, in the thread of the lane. */
typedef virConnectPtr (*InnLaneOpener) (gpointer         data,
                                        GCancellable    *cancellable,
                                        GError         **error);

InnLane *inn_lane_new          (const char           *name);

void     inn_lane_open_async   (InnLane              *self,
                                InnLaneOpener         opener,
                                gpointer              data,
                                GDestroyNotify        free_data,
                                guint                 deadline_ms,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean inn_lane_open_finish  (InnLane              *self,
                                GAsyncResult         *result,
                                GError              **error);

void     inn_lane_call_async   (InnLane              *self,
                                InnLanePriority       priority,
                                InnLaneWorker         worker,
                                gpointer              data,
                                GDestroyNotify        free_data,
                                GDestroyNotify        free_result,
                                guint                 deadline_ms,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gpointer inn_lane_call_finish  (InnLane              *self,
                                GAsyncResult         *result,
                                GError              **error);

void     inn_lane_hold_clock   (InnLane              *self,
                                gboolean              hold);
void     inn_lane_close        (InnLane              *self);
void     inn_lane_dispose_of   (InnLane              *self,
                                gpointer              data,
                                GDestroyNotify        free_data);

gboolean inn_lane_is_closed    (InnLane              *self);
gboolean inn_lane_is_running   (InnLane              *self);
gint64   inn_lane_get_late_since (InnLane            *self);

G_END_DECLS

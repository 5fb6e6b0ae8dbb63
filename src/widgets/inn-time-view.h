/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What graphs that stand together share: the range of time that they show, the moment under the
 * pointer and the part that is being chosen. Times are microseconds of the boot clock.
 *
 * Signal “changed”: what is seen is another range of time, or there are new values in it.
 * Signal “cursor-changed”: the cursor or the selection.
 */
#define INN_TYPE_TIME_VIEW (inn_time_view_get_type ())
G_DECLARE_FINAL_TYPE (InnTimeView, inn_time_view, INN, TIME_VIEW, GObject)

#define INN_TIME_VIEW_DAY (24 * 3600 * (gint64) G_USEC_PER_SEC)

InnTimeView *inn_time_view_new           (void);

void         inn_time_view_set_now       (InnTimeView *self,
                                          gint64       now);
void         inn_time_view_set_range     (InnTimeView *self,
                                          gint64       range);
gint64       inn_time_view_get_range     (InnTimeView *self);
void         inn_time_view_set_paused    (InnTimeView *self,
                                          gboolean     paused);
gboolean     inn_time_view_get_paused    (InnTimeView *self);
void         inn_time_view_get_visible   (InnTimeView *self,
                                          gint64      *from,
                                          gint64      *to);

void         inn_time_view_zoom          (InnTimeView *self,
                                          gint64       from,
                                          gint64       to);
void         inn_time_view_zoom_by       (InnTimeView *self,
                                          double       factor,
                                          gint64       at);
void         inn_time_view_reset_zoom    (InnTimeView *self);
gboolean     inn_time_view_is_zoomed     (InnTimeView *self);

void         inn_time_view_set_cursor    (InnTimeView *self,
                                          gint64       time);
void         inn_time_view_clear_cursor  (InnTimeView *self);
gboolean     inn_time_view_get_cursor    (InnTimeView *self,
                                          gint64      *time);
void         inn_time_view_move_cursor   (InnTimeView *self,
                                          int          steps);
void         inn_time_view_select        (InnTimeView *self,
                                          gint64       from,
                                          gint64       to);
void         inn_time_view_end_selection (InnTimeView *self,
                                          gboolean     zoom);
gboolean     inn_time_view_get_selection (InnTimeView *self,
                                          gint64      *from,
                                          gint64      *to);

gint64       inn_time_view_get_now       (InnTimeView *self);
gint64       inn_time_view_to_real       (InnTimeView *self,
                                          gint64       time);
char        *inn_time_view_format        (InnTimeView *self,
                                          gint64       time);
char        *inn_time_view_format_range  (InnTimeView *self);

G_END_DECLS

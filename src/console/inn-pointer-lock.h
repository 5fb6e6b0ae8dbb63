/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Turns places of the pointer into movements, and keeps it over a widget. */
typedef struct _InnPointerLock InnPointerLock;

InnPointerLock *inn_pointer_lock_new   (GtkWidget      *widget,
                                        double          x,
                                        double          y);
void            inn_pointer_lock_free  (InnPointerLock *self);
void            inn_pointer_lock_move  (InnPointerLock *self,
                                        double          x,
                                        double          y,
                                        int            *dx,
                                        int            *dy);
void            inn_pointer_lock_enter (InnPointerLock *self,
                                        double          x,
                                        double          y);
void            inn_pointer_lock_leave (InnPointerLock *self);

G_END_DECLS

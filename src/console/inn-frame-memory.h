/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The memory by which frames get from cairo to an X server. */
typedef struct _InnFrameMemory InnFrameMemory;

InnFrameMemory *inn_frame_memory_new  (GdkSurface     *surface);
void            inn_frame_memory_keep (InnFrameMemory *self);
void            inn_frame_memory_free (InnFrameMemory *self);

G_END_DECLS

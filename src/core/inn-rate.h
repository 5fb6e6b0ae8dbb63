/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The last reading of a counter that only grows; zeros: none. */
typedef struct
{
  guint64 counter;
  gint64  at;        /* boot clock, µs */
} InnRate;

gint64 inn_rate_now     (void);

double inn_rate_add     (InnRate *self,
                         guint64  counter,
                         gint64   at,
                         gint64   max_gap);
void   inn_rate_restart (InnRate *self);

G_END_DECLS

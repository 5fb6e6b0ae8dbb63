/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* GSK draws everything if what has changed has more than 30 parts, and rectangles side by side are
 * cut into more. */
#define INN_DAMAGE_MAX 16

/* What of a picture has changed: few rectangles, and little beyond. */
typedef struct
{
  cairo_rectangle_int_t rectangles[INN_DAMAGE_MAX];
  guint                 n;
} InnDamage;

void inn_damage_add (InnDamage                   *self,
                     const cairo_rectangle_int_t *rectangle);

G_END_DECLS

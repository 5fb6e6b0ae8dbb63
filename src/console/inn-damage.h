/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Each rectangle costs the renderer of cairo about as much as a fifth of a screen: with twelve
 * a screen of scattered small changes takes 12 ms, with four 4.4 (inn-vnc-viewer, GTK 4.8). */
#define INN_DAMAGE_MAX 4

/* What of a picture has changed: few rectangles, and little beyond. */
typedef struct
{
  cairo_rectangle_int_t rectangles[INN_DAMAGE_MAX];
  guint                 n;
} InnDamage;

void inn_damage_add (InnDamage                   *self,
                     const cairo_rectangle_int_t *rectangle);

G_END_DECLS

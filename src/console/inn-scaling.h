/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>
#include <graphene.h>

G_BEGIN_DECLS

/* How the guest's screen fills the widget. */
typedef enum
{
  INN_SCALING_FIT,      /* as large as the widget; the aspect is kept */
  INN_SCALING_NATIVE,   /* a pixel of the guest is one of the screen */
  INN_SCALING_INTEGER,  /* … or 2 × 2, 3 × 3, as there is room; the same as FIT if there is none */
} InnScaling;

void  inn_scaling_get_bounds (InnScaling             scaling,
                              int                    width,
                              int                    height,
                              int                    scale_factor,
                              guint                  guest_width,
                              guint                  guest_height,
                              graphene_rect_t       *bounds);
guint inn_scaling_get_factor (const graphene_rect_t *bounds,
                              int                    scale_factor,
                              guint                  guest_width,
                              guint                  guest_height);
void  inn_scaling_find_pixel (const graphene_rect_t *bounds,
                              guint                  guest_width,
                              guint                  guest_height,
                              double                 x,
                              double                 y,
                              int                   *pixel_x,
                              int                   *pixel_y);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In this order when several of the same kind stand in one graph. */
typedef enum
{
  INN_GRAPH_BLUE,       /* CPU, read, received */
  INN_GRAPH_ORANGE,     /* steal, written, sent, balloon, drops */
  INN_GRAPH_PURPLE,     /* memory; never together with blue */
  INN_GRAPH_TEAL,
  INN_GRAPH_RED,
  INN_GRAPH_BROWN,
  INN_GRAPH_GREEN,
  INN_GRAPH_GRAY,
  INN_N_GRAPH_COLORS
} InnGraphColor;

/* How lines and all around them look now: light, dark or with high contrast. */
typedef struct
{
  GdkRGBA lines[INN_N_GRAPH_COLORS];
  GdkRGBA card;           /* what all is drawn on */
  GdkRGBA window;         /* around the cards */
  GdkRGBA grid;
  GdkRGBA base;
  GdkRGBA text;
  GdkRGBA cursor;
  GdkRGBA chip;
  GdkRGBA chip_text;
  double  fill;           /* alpha under a line */
  double  line_width;
} InnGraphPalette;

void inn_graph_palette_get (InnGraphPalette *palette);

G_END_DECLS

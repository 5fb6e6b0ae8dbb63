/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graph-colors"

#include "config.h"

#include <adwaita.h>

#include "inn-graph-colors.h"

static const struct
{
  const char *light;
  const char *dark;
} lines[] = {
  [INN_GRAPH_BLUE] = { "#1c71d8", "#78aeed" },
  [INN_GRAPH_ORANGE] = { "#c64600", "#ffa348" },
  [INN_GRAPH_PURPLE] = { "#813d9c", "#dc8add" },
  [INN_GRAPH_TEAL] = { "#12806f", "#5fd3bf" },
  [INN_GRAPH_RED] = { "#c01c28", "#ff8a80" },
  [INN_GRAPH_BROWN] = { "#865e3c", "#cdab8f" },
  [INN_GRAPH_GREEN] = { "#2b7d1e", "#8fde72" },
  [INN_GRAPH_GRAY] = { "#5e5c64", "#c0bfbc" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (lines) == INN_N_GRAPH_COLORS);

static const InnGraphPalette light = {
  .card = { 1, 1, 1, 1 },
  .window = { 0.98f, 0.98f, 0.98f, 1 },
  .grid = { 0, 0, 0, 0.07f },
  .base = { 0, 0, 0, 0.20f },
  .text = { 0, 0, 0, 0.58f },
  .cursor = { 0, 0, 0, 0.62f },
  .chip = { 0.188f, 0.188f, 0.188f, 1 },
  .chip_text = { 1, 1, 1, 1 },
  .fill = 0.13,
  .line_width = 1.5,
};

static const InnGraphPalette dark = {
  .card = { 0.212f, 0.212f, 0.212f, 1 },
  .window = { 0.141f, 0.141f, 0.141f, 1 },
  .grid = { 1, 1, 1, 0.09f },
  .base = { 1, 1, 1, 0.22f },
  .text = { 1, 1, 1, 0.58f },
  .cursor = { 1, 1, 1, 0.75f },
  .chip = { 0.929f, 0.929f, 0.929f, 1 },
  .chip_text = { 0, 0, 0, 1 },
  .fill = 0.20,
  .line_width = 1.5,
};

/**
 * inn_graph_palette_get:
 * @palette: (out): what graphs are to be drawn with now
 */
void
inn_graph_palette_get (InnGraphPalette *palette)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean is_dark = adw_style_manager_get_dark (manager);

  *palette = is_dark ? dark : light;
  for (guint i = 0; i < INN_N_GRAPH_COLORS; i++)
    gdk_rgba_parse (&palette->lines[i], is_dark ? lines[i].dark : lines[i].light);

  if (adw_style_manager_get_high_contrast (manager))
    {
      palette->line_width = 2;
      palette->grid.alpha = 0.20f;
      palette->base.alpha = 0.60f;
      palette->text.alpha = 0.90f;
    }
}

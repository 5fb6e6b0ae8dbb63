/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal-colors"

#include "config.h"

#include "inn-terminal-colors.h"

#define N_COLORS 16

typedef struct
{
  const char *foreground;
  const char *background;
  const char *palette[N_COLORS];
} Scheme;

static const Scheme light = {
  "#1e1e1e", "#ffffff",
  {
    "#1e1e1e", "#a51d2d", "#1b7a48", "#8a5a00", "#1a5fb4", "#813d9c", "#0b7285", "#c0bfbc",
    "#5e5c64", "#c01c28", "#1f8a50", "#9c6500", "#1c71d8", "#9141ac", "#0e8499", "#deddda",
  }
};

static const Scheme dark = {
  "#f6f5f4", "#1e1e1e",
  {
    "#241f31", "#e8545f", "#33c97f", "#f5c211", "#4a90e6", "#b56cd4", "#1bb7d6", "#c0bfbc",
    "#77767b", "#f66151", "#57e389", "#f8e45c", "#78aeed", "#cd8ae0", "#4fd2fd", "#ffffff",
  }
};

static GdkRGBA
parse (const char *text)
{
  GdkRGBA color;

  g_assert (gdk_rgba_parse (&color, text));

  return color;
}

/**
 * inn_terminal_colors_apply:
 * @is_dark: whether the window around it is
 *
 * The colours of the text, and the sixteen that programs ask for by number.
 */
void
inn_terminal_colors_apply (VteTerminal *terminal,
                           gboolean     is_dark)
{
  const Scheme *scheme = is_dark ? &dark : &light;
  GdkRGBA foreground = parse (scheme->foreground);
  GdkRGBA background = parse (scheme->background);
  GdkRGBA palette[N_COLORS];

  for (guint i = 0; i < N_COLORS; i++)
    palette[i] = parse (scheme->palette[i]);

  vte_terminal_set_colors (terminal, &foreground, &background, palette, N_COLORS);
}

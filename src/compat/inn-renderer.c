/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-renderer"

#include "config.h"

#include <gtk/gtk.h>

#include "inn-renderer.h"

/* The first GTK 4 that asks what to leave out in a variable of its own. */
#define DISABLE_MINOR 16

static gboolean
has_graphics_card (void)
{
  g_autoptr (GDir) cards = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (cards != NULL && (name = g_dir_read_name (cards)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;

  return FALSE;
}

/**
 * inn_renderer_choose:
 *
 * GL in software is many times slower than cairo (console.md 3): without a graphics card, GTK is
 * told to use the latter. It would start the former all the same: without it, a window of one
 * machine takes 39 MiB (PSS) in place of 76, and two thirds of the CPU (GTK 4.8, Xvfb).
 *
 * To be called before GTK starts. What the user has set stays.
 */
void
inn_renderer_choose (void)
{
  if (!has_graphics_card ())
    g_setenv ("GSK_RENDERER", "cairo", FALSE);

  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") != 0)
    return;

  if (gtk_get_minor_version () < DISABLE_MINOR)
    g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
  else
    g_setenv ("GDK_DISABLE", "gl,vulkan", FALSE);
}

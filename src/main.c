/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "inn-application.h"

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

/* GL in software is many times slower than cairo (console.md 3): without a graphics card, GTK is
 * told to use the latter. It would start the former all the same: without it, the window of one
 * machine takes 39 MiB (PSS) in place of 76, and two thirds of the CPU. */
static void
choose_renderer (void)
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

int
main (int   argc,
      char *argv[])
{
  g_autoptr (InnApplication) application = NULL;
  const char *localedir;

  setlocale (LC_ALL, "");
  choose_renderer ();
  /* Set by tools/run: translations of a program that is not installed. */
  localedir = g_getenv ("INNKEEPER_LOCALEDIR");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = inn_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "inn-application.h"

/* GL in software is many times slower than cairo: without a graphics card, GTK is told to use
 * the latter (console.md 3). */
static void
choose_renderer (void)
{
  g_autoptr (GDir) cards = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (cards != NULL && (name = g_dir_read_name (cards)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return;

  g_setenv ("GSK_RENDERER", "cairo", FALSE);
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

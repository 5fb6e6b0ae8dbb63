/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "inn-application.h"
#include "inn-renderer.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (InnApplication) application = NULL;
  const char *localedir;

  setlocale (LC_ALL, "");
  inn_renderer_choose ();
  /* Set by tools/run: translations of a program that is not installed. */
  localedir = g_getenv ("INNKEEPER_LOCALEDIR");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = inn_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>

#include "inn-renderer.h"

static const char * const variables[] = { "GSK_RENDERER", "GDK_DEBUG", "GDK_DISABLE" };

static void
unset_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
}

/* GL is left out where it is not used, in the words of this GTK. */
static gboolean
is_left_out (void)
{
  return g_getenv ("GDK_DEBUG") != NULL || g_getenv ("GDK_DISABLE") != NULL;
}

static void
test_chosen (void)
{
  unset_all ();
  g_setenv ("GSK_RENDERER", "gl", TRUE);
  inn_renderer_choose ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "gl");
  g_assert_false (is_left_out ());

  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  inn_renderer_choose ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "cairo");
  g_assert_true (is_left_out ());
}

/* What is chosen depends on the computer, but goes together. */
static void
test_not_chosen (void)
{
  unset_all ();
  inn_renderer_choose ();
  g_assert_true (is_left_out () == (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/renderer/chosen", test_chosen);
  g_test_add_func ("/renderer/not-chosen", test_not_chosen);

  return g_test_run ();
}

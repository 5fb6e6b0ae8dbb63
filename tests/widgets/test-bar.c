/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "inn-bar.h"

static void
assert_classes (GtkWidget *bar,
                gboolean   warn,
                gboolean   bad)
{
  g_assert_cmpint (gtk_widget_has_css_class (bar, "warn"), ==, warn);
  g_assert_cmpint (gtk_widget_has_css_class (bar, "bad"), ==, bad);
}

static void
test_classes (void)
{
  GtkWidget *bar = g_object_ref_sink (inn_bar_new ());

  assert_classes (bar, FALSE, FALSE);
  inn_bar_set_fraction (INN_BAR (bar), 0.84);
  assert_classes (bar, FALSE, FALSE);
  inn_bar_set_fraction (INN_BAR (bar), 0.85);
  assert_classes (bar, TRUE, FALSE);
  inn_bar_set_fraction (INN_BAR (bar), 0.95);
  assert_classes (bar, FALSE, TRUE);
  inn_bar_set_fraction (INN_BAR (bar), 1.7);
  assert_classes (bar, FALSE, TRUE);
  inn_bar_set_fraction (INN_BAR (bar), NAN);
  assert_classes (bar, FALSE, FALSE);

  g_assert_finalize_object (bar);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/bar/classes", test_classes);

  return g_test_run ();
}

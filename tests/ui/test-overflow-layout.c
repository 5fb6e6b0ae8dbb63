/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gtk/gtk.h>

#include "inn-overflow-layout.h"

#define N_VERBS 3
#define VERB 100
#define MENU 40
#define SPACING 6

typedef struct
{
  GtkWidget *box;
  GtkWidget *children[N_VERBS + 1];
} Fixture;

/* No names of widgets in it: they are as wide as they are asked to be. */
static GtkWidget *
add_child (Fixture *fixture,
           int      width)
{
  GtkWidget *child = gtk_drawing_area_new ();

  gtk_widget_set_size_request (child, width, 20);
  gtk_box_append (GTK_BOX (fixture->box), child);

  return child;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkLayoutManager *layout = g_object_new (INN_TYPE_OVERFLOW_LAYOUT, NULL);

  fixture->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_layout_manager (fixture->box, layout);
  for (guint i = 0; i < N_VERBS; i++)
    fixture->children[i] = add_child (fixture, VERB);
  fixture->children[N_VERBS] = add_child (fixture, MENU);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->box);
}

static void
allocate (Fixture *fixture,
          int      width)
{
  gtk_layout_manager_allocate (gtk_widget_get_layout_manager (fixture->box), fixture->box, width,
                               20, -1);
}

/* Which children are there, one letter each, and that the last one ends at @width. */
static void
assert_present (Fixture    *fixture,
                int         width,
                const char *expected)
{
  GtkWidget *last = fixture->children[N_VERBS];
  gboolean rtl = gtk_widget_get_direction (fixture->box) == GTK_TEXT_DIR_RTL;
  char present[N_VERBS + 2] = { 0 };
  GtkAllocation place;

  allocate (fixture, width);
  for (guint i = 0; i <= N_VERBS; i++)
    present[i] = gtk_widget_get_child_visible (fixture->children[i]) ? 'a' + i : '-';

  g_assert_cmpstr (present, ==, expected);
  gtk_widget_get_allocation (last, &place);
  g_assert_cmpint (place.width, ==, MENU);
  g_assert_cmpint (place.x, ==, rtl ? 0 : width - MENU);
}

static void
test_measure (Fixture       *fixture,
              gconstpointer  data)
{
  int minimum;
  int natural;

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                      NULL);
  g_assert_cmpint (minimum, ==, MENU);
  g_assert_cmpint (natural, ==, N_VERBS * (VERB + SPACING) + MENU);

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 20);
  g_assert_cmpint (natural, ==, 20);
}

static void
test_widths (Fixture       *fixture,
             gconstpointer  data)
{
  int all = N_VERBS * (VERB + SPACING) + MENU;

  assert_present (fixture, all + 200, "abcd");
  assert_present (fixture, all, "abcd");
  assert_present (fixture, all - 1, "ab-d");
  assert_present (fixture, all - VERB - SPACING, "ab-d");
  assert_present (fixture, MENU, "---d");
  /* And back. */
  assert_present (fixture, all, "abcd");

  gtk_widget_set_direction (fixture->box, GTK_TEXT_DIR_RTL);
  assert_present (fixture, all + 200, "abcd");
  assert_present (fixture, all - 1, "ab-d");
}

/* What is hidden takes no room, and nothing jumps over what does not fit. */
static void
test_choice (Fixture       *fixture,
             gconstpointer  data)
{
  int two = 2 * (VERB + SPACING) + MENU;

  gtk_widget_set_visible (fixture->children[1], FALSE);
  allocate (fixture, two);
  g_assert_true (gtk_widget_get_child_visible (fixture->children[2]));

  gtk_widget_set_visible (fixture->children[1], TRUE);
  gtk_widget_set_size_request (fixture->children[1], 2 * VERB, 20);
  assert_present (fixture, two, "a--d");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

  ADD ("/overflow-layout/measure", test_measure);
  ADD ("/overflow-layout/widths", test_widths);
  ADD ("/overflow-layout/choice", test_choice);

  return g_test_run ();
}

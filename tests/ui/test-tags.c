/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "inn-tag-color.h"
#include "inn-tag-colors.h"
#include "inn-tag-palette.h"
#include "inn-tag-strip.h"

#define WIDTH 220

static const char * const three[] = { "lab", "prod", "a-tag-with-a-very-long-name", NULL };
static const char * const six[] = { "lab", "prod", "web", "db", "old", "new", NULL };

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
spin (guint msec)
{
  gboolean time_is_up = FALSE;

  g_timeout_add (msec, time_is_up_cb, &time_is_up);
  while (!time_is_up)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
present (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), widget);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  spin (200);

  return window;
}

/* What the widget has drawn last, as text. */
static char *
dup_drawing (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GdkPaintable) now = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GBytes) bytes = NULL;
  GskRenderNode *node;

  now = gdk_paintable_get_current_image (paintable);
  gdk_paintable_snapshot (now, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  bytes = gsk_render_node_serialize (node);
  gsk_render_node_unref (node);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
shows_color (GtkWidget *widget,
             guint      index)
{
  g_autofree char *drawing = dup_drawing (widget);
  g_autofree char *text = NULL;
  GdkRGBA color;

  gdk_rgba_parse (&color, inn_tag_color_get_hex (index));
  text = gdk_rgba_to_string (&color);

  return strstr (drawing, text) != NULL;
}

static void
assert_tag_at (GtkWidget  *strip,
               double      x,
               const char *expected)
{
  g_assert_cmpstr (inn_tag_strip_get_at (INN_TAG_STRIP (strip), x), ==, expected);
}

static void
test_dots (void)
{
  GtkWidget *strip = inn_tag_strip_new (INN_TAG_LOOK_DOTS);
  GtkWidget *window;

  inn_tag_strip_set_tags (INN_TAG_STRIP (strip), six);
  window = present (strip);

  assert_tag_at (strip, -1, NULL);
  assert_tag_at (strip, 4, "lab");
  assert_tag_at (strip, 15, "prod");
  assert_tag_at (strip, 26, "web");
  assert_tag_at (strip, 37, "db");
  /* The others are only a number. */
  g_assert_cmpint (gtk_widget_get_width (strip), >, 48);
  assert_tag_at (strip, 48, NULL);

  inn_tag_strip_set_tags (INN_TAG_STRIP (strip), NULL);
  g_assert_false (gtk_widget_get_visible (strip));
  assert_tag_at (strip, 4, NULL);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Pills take the room that there is and ask for none. */
static void
test_pills (void)
{
  GtkWidget *strip = inn_tag_strip_new (INN_TAG_LOOK_PILLS);
  GtkWidget *window;
  int minimum;

  inn_tag_strip_set_tags (INN_TAG_STRIP (strip), three);
  window = present (strip);

  gtk_widget_measure (strip, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
  g_assert_cmpint (gtk_widget_get_width (strip), ==, WIDTH);
  assert_tag_at (strip, 10, "lab");
  assert_tag_at (strip, WIDTH - 10, three[2]);
  assert_tag_at (strip, WIDTH + 10, NULL);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_repainted (InnTagLook look)
{
  const char * const tags[] = { "lab", NULL };
  guint natural = inn_tag_color_get_index ("lab", NULL);
  guint other = (natural + 1) % INN_N_TAG_COLORS;
  GtkWidget *strip = inn_tag_strip_new (look);
  GtkWidget *window;

  inn_tag_strip_set_tags (INN_TAG_STRIP (strip), tags);
  window = present (strip);
  g_assert_true (shows_color (strip, natural));

  inn_tag_colors_choose ("lab", other);
  spin (200);
  g_assert_true (shows_color (strip, other));
  g_assert_false (shows_color (strip, natural));

  inn_tag_colors_choose ("lab", -1);
  spin (200);
  g_assert_true (shows_color (strip, natural));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_repaint (void)
{
  assert_repainted (INN_TAG_LOOK_DOTS);
  assert_repainted (INN_TAG_LOOK_PILLS);
}

/* Depth first, as they are read. */
static void
collect_buttons (GtkWidget *widget,
                 GPtrArray *buttons)
{
  if (GTK_IS_BUTTON (widget))
    g_ptr_array_add (buttons, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_buttons (child, buttons);
}

static void
click (GtkMenuButton *opener,
       GPtrArray     *buttons,
       guint          index)
{
  gtk_menu_button_popup (opener);
  spin (100);
  g_signal_emit_by_name (g_ptr_array_index (buttons, index), "clicked");
  spin (100);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (opener))));
}

static void
test_palette (void)
{
  guint natural = inn_tag_color_get_index ("prod", NULL);
  guint other = (natural + 3) % INN_N_TAG_COLORS;
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  GtkWidget *opener = inn_tag_palette_new_button ("prod");
  GtkWidget *window = present (opener);

  collect_buttons (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (opener))), buttons);
  g_assert_cmpuint (buttons->len, ==, INN_N_TAG_COLORS + 1);

  click (GTK_MENU_BUTTON (opener), buttons, other);
  g_assert_cmpuint (inn_tag_colors_get_index ("prod"), ==, other);
  g_assert_cmpuint (inn_tag_colors_get_index ("lab"), ==, inn_tag_color_get_index ("lab", NULL));

  /* The last one is the colour of the name; what is marked is the colour of now. */
  click (GTK_MENU_BUTTON (opener), buttons, INN_N_TAG_COLORS);
  g_assert_cmpuint (inn_tag_colors_get_index ("prod"), ==, natural);
  gtk_menu_button_popup (GTK_MENU_BUTTON (opener));
  spin (100);
  for (guint i = 0; i < INN_N_TAG_COLORS; i++)
    g_assert_cmpint (gtk_toggle_button_get_active (g_ptr_array_index (buttons, i)), ==,
                     i == natural);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GSettings) settings = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  settings = g_settings_new (APP_ID);
  inn_tag_colors_set_settings (settings);

  g_test_add_func ("/tags/dots", test_dots);
  g_test_add_func ("/tags/pills", test_pills);
  g_test_add_func ("/tags/repaint", test_repaint);
  g_test_add_func ("/tags/palette", test_palette);

  return g_test_run ();
}

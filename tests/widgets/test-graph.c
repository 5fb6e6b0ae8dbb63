/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "inn-graph-export.h"
#include "inn-graph-legend.h"
#include "inn-graph-private.h"
#include "inn-heat-strip-private.h"

#define S ((gint64) G_USEC_PER_SEC)
#define NOW (200000 * S)
#define NBSP "\302\240"

typedef struct
{
  InnTimeView *view;
  InnGraph    *graph;
  GtkWidget   *legend;
  GtkWidget   *window;
  InnSeries   *series[2];
} Fixture;

/* Ten minutes of 20 %, but for a peak of 90 % 100 seconds ago; steal is always 5 %. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->view = inn_time_view_new ();
  inn_time_view_set_now (fixture->view, NOW);
  fixture->graph = INN_GRAPH (inn_graph_new (fixture->view, "CPU", INN_UNIT_PERCENT,
                                             INN_GRAPH_LARGE));
  fixture->legend = inn_graph_legend_new (fixture->graph);
  fixture->series[0] = inn_series_new ();
  fixture->series[1] = inn_series_new ();
  for (gint64 at = NOW - 600 * S; at < NOW; at += S)
    {
      inn_series_add (fixture->series[0], at, at + S,
                      at >= NOW - 110 * S && at < NOW - 100 * S ? 90 : 20);
      inn_series_add (fixture->series[1], at, at + S, 5);
    }

  fixture->window = gtk_window_new ();
  gtk_box_append (GTK_BOX (box), fixture->legend);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->graph));
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 200);
}

static void
add_lines (Fixture *fixture)
{
  inn_graph_add_line (fixture->graph, INN_METRIC_CPU, "Total", INN_GRAPH_BLUE, INN_GRAPH_FILLED);
  inn_graph_add_line (fixture->graph, INN_METRIC_CPU_STEAL, NULL, INN_GRAPH_ORANGE,
                      INN_GRAPH_DASHED);
  for (guint i = 0; i < 2; i++)
    inn_graph_set_series (fixture->graph, i, fixture->series[i], FALSE);
}

static gboolean
count_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  int *n_frames = data;

  (*n_frames)++;

  return G_SOURCE_CONTINUE;
}

static void
draw (Fixture *fixture)
{
  int n_frames = 0;
  guint id;

  gtk_window_present (GTK_WINDOW (fixture->window));
  id = gtk_widget_add_tick_callback (fixture->window, count_cb, &n_frames, NULL);
  while (n_frames < 3)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (fixture->window, id);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *graph = GTK_WIDGET (fixture->graph);

  g_object_add_weak_pointer (G_OBJECT (graph), (gpointer *) &graph);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_null (graph);
  g_assert_finalize_object (fixture->view);
  inn_series_unref (fixture->series[0]);
  inn_series_unref (fixture->series[1]);
}

static GtkWidget *
get_button (Fixture *fixture,
            guint    line)
{
  GtkWidget *button = gtk_widget_get_first_child (fixture->legend);

  while (line-- > 0)
    button = gtk_widget_get_next_sibling (button);

  return button;
}

static void
assert_value (Fixture    *fixture,
              guint       line,
              const char *expected)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (get_button (fixture, line)));
  GtkWidget *label = gtk_widget_get_last_child (box);

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, expected);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  draw (fixture);
  g_assert_nonnull (fixture->graph->node);

  inn_graph_add_line (fixture->graph, INN_METRIC_CPU, NULL, INN_GRAPH_BLUE, INN_GRAPH_LINE);
  draw (fixture);
  assert_value (fixture, 0, "–");
  g_assert_true (isnan (inn_graph_get_extent (fixture->graph, 0).mean));

  inn_graph_set_message (fixture->graph, "Shut off since 14:06", TRUE);
  draw (fixture);
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  InnSeriesPoint extent;

  add_lines (fixture);
  draw (fixture);
  assert_value (fixture, 0, "20" NBSP "%");
  assert_value (fixture, 1, "5" NBSP "%");

  inn_time_view_set_cursor (fixture->view, NOW - 105 * S);
  assert_value (fixture, 0, "90" NBSP "%");
  assert_value (fixture, 1, "5" NBSP "%");
  draw (fixture);
  inn_time_view_clear_cursor (fixture->view);
  assert_value (fixture, 0, "20" NBSP "%");

  extent = inn_graph_get_extent (fixture->graph, 0);
  g_assert_cmpfloat (extent.min, ==, 20);
  g_assert_cmpfloat (extent.max, ==, 90);
  g_assert_cmpfloat_with_epsilon (extent.mean, 20 + 70 / 60.0, 0.01);

  /* Not running: what was last is not what is now. */
  inn_graph_set_message (fixture->graph, "Shut off since 14:06", TRUE);
  inn_time_view_set_now (fixture->view, NOW);
  assert_value (fixture, 0, "–");
}

/* While it is paused the newest value is the last that is seen. */
static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  add_lines (fixture);
  draw (fixture);
  inn_time_view_set_paused (fixture->view, TRUE);
  inn_series_add (fixture->series[0], NOW + 5 * S, NOW + 6 * S, 70);
  inn_time_view_set_now (fixture->view, NOW + 6 * S);
  assert_value (fixture, 0, "20" NBSP "%");
  inn_time_view_set_paused (fixture->view, FALSE);
  assert_value (fixture, 0, "70" NBSP "%");
}

static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  InnGraphLine *line;

  add_lines (fixture);
  draw (fixture);
  line = g_ptr_array_index (fixture->graph->lines, 0);
  g_assert_nonnull (line->points);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 100);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_button (fixture, 0)), FALSE);
  g_assert_false (inn_graph_get_shown (fixture->graph, 0));
  draw (fixture);
  g_assert_null (line->points);

  inn_graph_set_shown (fixture->graph, 0, TRUE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_button (fixture, 0))));
  draw (fixture);
  g_assert_nonnull (line->points);
}

static void
test_scale (Fixture       *fixture,
            gconstpointer  data)
{
  add_lines (fixture);
  inn_graph_set_shown (fixture->graph, 0, FALSE);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 10);

  /* Another range: it fits at once. */
  inn_graph_set_shown (fixture->graph, 0, TRUE);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 100);
  inn_time_view_set_range (fixture->view, 60 * S);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 20);

  inn_graph_set_limit (fixture->graph, 150, "A limit");
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 200);
  inn_graph_set_top (fixture->graph, 100);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 100);
}

static void
test_stacked (Fixture       *fixture,
              gconstpointer  data)
{
  InnGraphLine *upper;

  inn_graph_add_line (fixture->graph, INN_METRIC_MEMORY, NULL, INN_GRAPH_PURPLE,
                      INN_GRAPH_STACKED);
  inn_graph_add_line (fixture->graph, INN_METRIC_MEM_CACHE, NULL, INN_GRAPH_PURPLE,
                      INN_GRAPH_STACKED);
  for (guint i = 0; i < 2; i++)
    inn_graph_set_series (fixture->graph, i, fixture->series[i], FALSE);
  draw (fixture);
  upper = g_ptr_array_index (fixture->graph->lines, 1);
  g_assert_cmpfloat (upper->points[fixture->graph->grid.n - 1].mean, ==, 25);
  assert_value (fixture, 1, "5" NBSP "%");

  inn_graph_set_shown (fixture->graph, 0, FALSE);
  draw (fixture);
  g_assert_cmpfloat (upper->points[fixture->graph->grid.n - 1].mean, ==, 5);
}

/* What stays where it is is drawn when there is something new, not when the pointer moves. */
static void
test_cached (Fixture       *fixture,
             gconstpointer  data)
{
  GskRenderNode *node;

  add_lines (fixture);
  inn_graph_add_event (fixture->graph, NOW - 50 * S, "rebooted");
  draw (fixture);
  node = gsk_render_node_ref (fixture->graph->node);
  for (guint i = 0; i < 5; i++)
    {
      inn_time_view_set_cursor (fixture->view, NOW - i * 50 * S);
      draw (fixture);
      g_assert_true (fixture->graph->node == node);
    }

  inn_time_view_set_now (fixture->view, NOW + S);
  draw (fixture);
  g_assert_true (fixture->graph->node != node);
  gsk_render_node_unref (node);
}

static void
test_grid (void)
{
  g_autoptr (InnTimeView) view = inn_time_view_new ();
  const gint64 ranges[] = { 5, 60, 600, 3600, 86400 };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (double width = 100; width < 2000; width += 77)
      {
        InnGraphGrid grid;

        inn_time_view_set_range (view, ranges[i] * S);
        inn_time_view_set_now (view, NOW + (gint64) width * 1234567);
        inn_graph_fit_grid (&grid, view, width);
        g_assert_cmpint (grid.first % grid.step, ==, 0);
        g_assert_cmpint (grid.first, <=, grid.from);
        g_assert_cmpint (grid.first + grid.n * grid.step, >=, grid.to);
        g_assert_cmpint (grid.first + (grid.n - 1) * grid.step, <, grid.to);
        g_assert_cmpfloat (width * grid.step / (grid.to - grid.from), >=, 1.99);
      }
}

static double
get_light (float part)
{
  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * get_light (color->red) + 0.7152 * get_light (color->green)
         + 0.0722 * get_light (color->blue);
}

static void
test_colors (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      InnGraphPalette palette;
      double card;

      adw_style_manager_set_color_scheme (manager, schemes[i]);
      inn_graph_palette_get (&palette);
      card = get_luminance (&palette.card);
      for (guint j = 0; j < INN_N_GRAPH_COLORS; j++)
        {
          double line = get_luminance (&palette.lines[j]);

          g_assert_cmpfloat ((MAX (card, line) + 0.05) / (MIN (card, line) + 0.05), >=, 3);
        }
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

/* The legend does not name what never comes. */
static void
test_offered (Fixture       *fixture,
              gconstpointer  data)
{
  add_lines (fixture);
  draw (fixture);
  g_assert_true (gtk_widget_get_visible (get_button (fixture, 1)));

  inn_graph_set_offered (fixture->graph, 1, FALSE);
  g_assert_true (gtk_widget_get_visible (get_button (fixture, 0)));
  g_assert_false (gtk_widget_get_visible (get_button (fixture, 1)));
  draw (fixture);

  inn_graph_set_offered (fixture->graph, 1, TRUE);
  g_assert_true (gtk_widget_get_visible (get_button (fixture, 1)));
}

static void
test_common_top (Fixture       *fixture,
                 gconstpointer  data)
{
  add_lines (fixture);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 100);
  g_assert_cmpfloat_with_epsilon (inn_graph_get_highest (fixture->graph), 90, 0.5);

  inn_graph_set_common_top (fixture->graph, 400);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), ==, 400);
  inn_graph_set_shown (fixture->graph, 0, FALSE);
  g_assert_cmpfloat_with_epsilon (inn_graph_get_highest (fixture->graph), 5, 0.5);

  inn_graph_set_common_top (fixture->graph, 0);
  draw (fixture);
  g_assert_cmpfloat (inn_graph_get_top (fixture->graph), <=, 100);
}

/* CPUs of even numbers only: the others are off. */
static void
set_cpus (InnHeatStrip *strip,
          guint         n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) numbers = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 2 * i);

      g_strv_builder_add (builder, number);
    }

  numbers = g_strv_builder_end (builder);
  inn_heat_strip_set_numbers (strip, (const char * const *) numbers);
}

static InnHeatStrip *
add_strip (Fixture *fixture)
{
  GtkWidget *strip = inn_heat_strip_new (fixture->view, "vCPU", INN_METRIC_VCPU,
                                         INN_GRAPH_LARGE);

  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (fixture->window))), strip);
  draw (fixture);

  return INN_HEAT_STRIP (strip);
}

static void
assert_row (InnHeatStrip *strip,
            guint         row,
            gint64        time,
            const char   *expected)
{
  g_autofree char *text = inn_heat_strip_format_row (strip, row, time);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_heat_strip (Fixture       *fixture,
                 gconstpointer  data)
{
  InnHeatStrip *strip = add_strip (fixture);
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;

  set_cpus (strip, 3);
  draw (fixture);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (strip)), ==, 33);
  g_assert_false (inn_heat_strip_note (NOW, &label, &value, strip));

  inn_heat_strip_set_series (strip, 0, 0, fixture->series[1]);
  inn_heat_strip_set_series (strip, 0, 2, fixture->series[0]);
  draw (fixture);
  g_assert_true (inn_heat_strip_note (NOW - 105 * S, &label, &value, strip));
  g_assert_cmpstr (value, ==, "vCPU 4 90" NBSP "%");
  assert_row (strip, 0, NOW, "vCPU 0 5" NBSP "%");
  assert_row (strip, 1, NOW, "vCPU 2 –");

  /* What else is known of them, where it is known. */
  inn_heat_strip_add_detail (strip, INN_METRIC_VCPU_WAIT, "Wait");
  inn_heat_strip_add_detail (strip, INN_METRIC_VCPU_STEAL, "Steal");
  inn_heat_strip_set_series (strip, 2, 0, fixture->series[0]);
  assert_row (strip, 0, NOW, "vCPU 0 5" NBSP "% · Steal 20" NBSP "%");
  inn_heat_strip_set_series (strip, 1, 0, fixture->series[1]);
  assert_row (strip, 0, NOW, "vCPU 0 5" NBSP "% · Wait 5" NBSP "% · Steal 20" NBSP "%");
}

/* Many: low rows, and several in one. */
static void
test_many_cpus (Fixture       *fixture,
                gconstpointer  data)
{
  InnHeatStrip *strip = add_strip (fixture);

  set_cpus (strip, 40);
  draw (fixture);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (strip)), ==, 160);
  set_cpus (strip, 256);
  for (guint i = 0; i < 256; i++)
    inn_heat_strip_set_series (strip, 0, i, fixture->series[i == 6 ? 0 : 1]);
  draw (fixture);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (strip)), ==, 256);
  assert_row (strip, 1, NOW, "vCPU 8–14 9" NBSP "% · Busiest vCPU 12 20" NBSP "%");

  /* The last ones may be fewer. */
  set_cpus (strip, 129);
  g_assert_cmpuint (inn_heat_strip_get_n_rows (strip), ==, 43);
  set_cpus (strip, 130);
  assert_row (strip, 43, NOW, "vCPU 258 –");
}

static void
test_strip_colors (Fixture       *fixture,
                   gconstpointer  data)
{
  InnHeatStrip *strip = add_strip (fixture);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  set_cpus (strip, 2);
  draw (fixture);
  g_assert_nonnull (strip->node);
  g_object_notify (G_OBJECT (manager), "high-contrast");
  g_assert_null (strip->node);
  draw (fixture);
  g_object_notify (G_OBJECT (manager), "dark");
  g_assert_null (strip->node);
}

static void
on_exported_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  gboolean *done = data;
  g_autoptr (GError) error = NULL;

  inn_graph_export_finish (result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static GFile *
make_file (void)
{
  g_autoptr (GFileIOStream) stream = NULL;
  GFile *file = g_file_new_tmp ("inn-graph-XXXXXX", &stream, NULL);

  g_assert_nonnull (file);

  return file;
}

static void
test_csv (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GFile) file = make_file ();
  InnSeriesTable *table;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean done = FALSE;

  add_lines (fixture);
  inn_graph_set_shown (fixture->graph, 1, FALSE);
  inn_time_view_zoom (fixture->view, NOW - 120 * S, NOW - 90 * S);
  table = inn_graph_export_new_table (fixture->view, FALSE);
  inn_graph_fill_table (fixture->graph, table);
  inn_graph_export_csv_async (table, file, NULL, on_exported_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  g_file_load_contents (file, NULL, &text, NULL, NULL, NULL);
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 32);
  g_assert_cmpstr (lines[0], ==, "time,\"cpu (%)\",\"cpu (%) min\",\"cpu (%) max\"");
  g_assert_true (g_str_has_suffix (lines[5], ",20,20,20"));
  g_assert_true (g_str_has_suffix (lines[15], ",90,90,90"));
  g_file_delete (file, NULL, NULL);
}

static void
test_png (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *pixels = NULL;
  GtkWidget *widget = GTK_WIDGET (fixture->graph);
  gboolean done = FALSE;
  guint n_blue = 0;
  gsize n;

  add_lines (fixture);
  draw (fixture);
  picture = inn_graph_export_render (widget);
  inn_graph_export_png_async (picture, file, NULL, on_exported_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  texture = gdk_texture_new_from_file (file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * gtk_widget_get_width (widget));
  n = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture);
  pixels = g_malloc (n * 4);
  gdk_texture_download (texture, pixels, gdk_texture_get_width (texture) * 4);
  for (gsize i = 0; i < n; i++)
    n_blue += pixels[4 * i] == 0xd8 && pixels[4 * i + 1] == 0x71 && pixels[4 * i + 2] == 0x1c;
  g_assert_cmpuint (n_blue, >, 500);
  g_file_delete (file, NULL, NULL);
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_lines (fixture);
  inn_time_view_set_cursor (fixture->view, NOW - 105 * S);
  inn_graph_append_values (fixture->graph, text);
  g_assert_cmpstr (text->str, ==, "CPU\tTotal\t90" NBSP "%\nCPU\tSteal\t5" NBSP "%\n");
}

#define ADD(name, func) \
  g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/graph/empty", test_empty);
  ADD ("/graph/values", test_values);
  ADD ("/graph/paused", test_paused);
  ADD ("/graph/hidden", test_hidden);
  ADD ("/graph/scale", test_scale);
  ADD ("/graph/stacked", test_stacked);
  ADD ("/graph/cached", test_cached);
  ADD ("/graph/offered", test_offered);
  ADD ("/graph/common-top", test_common_top);
  ADD ("/graph/heat-strip", test_heat_strip);
  ADD ("/graph/heat-strip/many", test_many_cpus);
  ADD ("/graph/heat-strip/colors", test_strip_colors);
  ADD ("/graph/csv", test_csv);
  ADD ("/graph/png", test_png);
  ADD ("/graph/text", test_text);
  g_test_add_func ("/graph/grid", test_grid);
  g_test_add_func ("/graph/colors", test_colors);

  return g_test_run ();
}

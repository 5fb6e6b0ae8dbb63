/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 *
 * What a display of a guest draws, as it stands on the screen: run with each renderer, and with
 * GDK_SCALE=2.
 */
#include <X11/Xutil.h>
#include <gdk/x11/gdkx.h>

#include "inn-display.h"

#define WIDTH  640
#define HEIGHT 480

/* Of a colour: GL rounds in its own way. */
#define TOLERANCE 2

#define TIMEOUT (10 * G_USEC_PER_SEC)

/*
 * A guest
 */

#define TEST_TYPE_GUEST (test_guest_get_type ())
G_DECLARE_FINAL_TYPE (TestGuest, test_guest, TEST, GUEST, GObject)

struct _TestGuest
{
  GObject         parent_instance;

  InnFramebuffer *framebuffer;
};

static void test_guest_iface_init (InnRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestGuest, test_guest, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (INN_TYPE_REMOTE, test_guest_iface_init))

static InnFramebuffer *
test_guest_get_framebuffer (InnRemote *remote)
{
  return TEST_GUEST (remote)->framebuffer;
}

static GdkTexture *
test_guest_get_cursor (InnRemote *remote,
                       int       *hot_x,
                       int       *hot_y)
{
  return NULL;
}

static gboolean
test_guest_is_absolute (InnRemote *remote)
{
  return TRUE;
}

static void
test_guest_send_pointer (InnRemote *remote,
                         guint      buttons,
                         int        x,
                         int        y)
{
}

static void
test_guest_iface_init (InnRemoteInterface *iface)
{
  iface->get_framebuffer = test_guest_get_framebuffer;
  iface->get_cursor = test_guest_get_cursor;
  iface->is_absolute = test_guest_is_absolute;
  iface->send_pointer = test_guest_send_pointer;
}

static void
test_guest_finalize (GObject *object)
{
  g_clear_pointer (&TEST_GUEST (object)->framebuffer, inn_framebuffer_unref);

  G_OBJECT_CLASS (test_guest_parent_class)->finalize (object);
}

static void
test_guest_class_init (TestGuestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_guest_finalize;
}

static void
test_guest_init (TestGuest *self)
{
}

static void
set_size (TestGuest *self,
          guint      width,
          guint      height)
{
  g_clear_pointer (&self->framebuffer, inn_framebuffer_unref);
  self->framebuffer = inn_framebuffer_new (width, height);
  g_signal_emit_by_name (self, "framebuffer-changed");
}

static guint32 *
get_pixel (TestGuest *self,
           guint      x,
           guint      y)
{
  return (guint32 *) (inn_framebuffer_get_pixels (self->framebuffer) +
                      y * inn_framebuffer_get_stride (self->framebuffer)) + x;
}

static void
fill (TestGuest                   *self,
      const cairo_rectangle_int_t *area)
{
  guint32 color = (guint32) g_test_rand_int ();

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      *get_pixel (self, x, y) = color + x * 3 + y * 0x500;

  inn_framebuffer_damage (self->framebuffer, area);
  g_signal_emit_by_name (self, "damaged");
}

static void
fill_some (TestGuest *self,
           int        largest)
{
  int width = inn_framebuffer_get_width (self->framebuffer);
  int height = inn_framebuffer_get_height (self->framebuffer);
  cairo_rectangle_int_t area;

  area.width = g_test_rand_int_range (1, MIN (largest, width) + 1);
  area.height = g_test_rand_int_range (1, MIN (largest, height) + 1);
  area.x = g_test_rand_int_range (0, width - area.width + 1);
  area.y = g_test_rand_int_range (0, height - area.height + 1);
  fill (self, &area);
}

/*
 * The screen
 */

typedef struct
{
  TestGuest  *guest;
  GtkWidget  *window;
  InnDisplay *display;
  guint       n_frames;
} Fixture;

static void
on_frame_painted_cb (Fixture *fixture)
{
  fixture->n_frames++;
}

static void
wait_frames (Fixture *fixture,
             guint    n)
{
  guint end = fixture->n_frames + n;

  while (fixture->n_frames < end)
    {
      gtk_widget_queue_draw (GTK_WIDGET (fixture->display));
      g_main_context_iteration (NULL, TRUE);
    }
  gdk_display_sync (gdk_display_get_default ());
}

static int
get_factor (Fixture *fixture)
{
  return gtk_widget_get_scale_factor (fixture->window);
}

static void
resize (Fixture *fixture,
        int      width,
        int      height)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  while (gtk_widget_get_width (GTK_WIDGET (fixture->display)) != width ||
         gtk_widget_get_height (GTK_WIDGET (fixture->display)) != height)
    g_main_context_iteration (NULL, TRUE);
  wait_frames (fixture, 2);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GdkSurface *surface;

  fixture->guest = g_object_new (TEST_TYPE_GUEST, NULL);
  set_size (fixture->guest, WIDTH, HEIGHT);

  fixture->display = g_object_new (INN_TYPE_DISPLAY, "scaling", INN_SCALING_FIT, NULL);
  inn_display_set_remote (fixture->display, INN_REMOTE (fixture->guest));

  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->display));
  gtk_window_present (GTK_WINDOW (fixture->window));

  surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  g_signal_connect_swapped (gdk_surface_get_frame_clock (surface), "after-paint",
                            G_CALLBACK (on_frame_painted_cb), fixture);
  resize (fixture, WIDTH / get_factor (fixture), HEIGHT / get_factor (fixture));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));

  g_signal_handlers_disconnect_by_data (gdk_surface_get_frame_clock (surface), fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->guest);
}

static XImage *
take_picture (Fixture *fixture)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  Display *display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  XImage *image = XGetImage (display, gdk_x11_surface_get_xid (surface), 0, 0,
                             gdk_surface_get_width (surface) * get_factor (fixture),
                             gdk_surface_get_height (surface) * get_factor (fixture),
                             AllPlanes, ZPixmap);

  g_assert_nonnull (image);

  return image;
}

static gboolean
is_near (guint32 a,
         guint32 b)
{
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > TOLERANCE)
      return FALSE;

  return TRUE;
}

/* Whether each pixel of the guest is a square of @times pixels from @x, @y on. */
static gboolean
is_shown (Fixture *fixture,
          guint    x,
          guint    y,
          guint    times)
{
  XImage *image = take_picture (fixture);
  guint width = inn_framebuffer_get_width (fixture->guest->framebuffer) * times;
  guint height = inn_framebuffer_get_height (fixture->guest->framebuffer) * times;
  gboolean shown = x + width <= (guint) image->width && y + height <= (guint) image->height;

  for (guint j = 0; shown && j < height; j++)
    for (guint i = 0; shown && i < width; i++)
      shown = is_near (XGetPixel (image, x + i, y + j),
                       *get_pixel (fixture->guest, i / times, j / times));
  XDestroyImage (image);

  return shown;
}

static void
assert_shown (Fixture *fixture,
              guint    x,
              guint    y,
              guint    times)
{
  gint64 end = g_get_monotonic_time () + TIMEOUT;

  while (!is_shown (fixture, x, y, times))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

/*
 * Tests
 */

/* Little and much, here and there: what has changed is drawn, and what was drawn stays. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint round = 0; round < 40; round++)
    {
      guint n = g_test_rand_int_range (1, 40);
      int largest = g_test_rand_bit () ? 20 : 300;

      for (guint i = 0; i < n; i++)
        fill_some (fixture->guest, largest);
      assert_shown (fixture, 0, 0, 1);
    }
}

/* The same place again and again, and many places in one part of the screen. */
static void
test_same_place (Fixture       *fixture,
                 gconstpointer  data)
{
  const cairo_rectangle_int_t same = { 100, 100, 30, 10 };

  for (guint round = 0; round < 40; round++)
    {
      const cairo_rectangle_int_t other = { 7 * (round % 30), 11 * (round % 20), 5, 9 };

      fill (fixture->guest, round % 4 == 0 ? &same : &other);
      assert_shown (fixture, 0, 0, 1);
    }
}

/* A whole factor blurs nothing, and what is left over is even on both sides. */
static void
test_integer (Fixture       *fixture,
              gconstpointer  data)
{
  set_size (fixture->guest, 200, 100);
  inn_display_set_scaling (fixture->display, INN_SCALING_INTEGER);

  for (guint round = 0; round < 10; round++)
    {
      fill_some (fixture->guest, 50);
      assert_shown (fixture, 20, 90, 3);
    }

  inn_display_set_scaling (fixture->display, INN_SCALING_NATIVE);
  assert_shown (fixture, 220, 190, 1);
}

/* What is drawn piece by piece is what would be drawn at once: without seams. */
static void
assert_even (Fixture *fixture,
             guint    width,
             guint    height)
{
  XImage *pieces;
  XImage *whole;

  set_size (fixture->guest, width, height);
  wait_frames (fixture, 2);
  for (guint round = 0; round < 40; round++)
    {
      fill_some (fixture->guest, 60);
      if (round % 4 == 0)
        wait_frames (fixture, 1);
    }
  wait_frames (fixture, 3);
  pieces = take_picture (fixture);

  inn_display_set_scaling (fixture->display, INN_SCALING_NATIVE);
  wait_frames (fixture, 3);
  inn_display_set_scaling (fixture->display, INN_SCALING_FIT);
  wait_frames (fixture, 3);
  whole = take_picture (fixture);

  for (int y = 0; y < whole->height; y++)
    for (int x = 0; x < whole->width; x++)
      g_assert_true (is_near (XGetPixel (pieces, x, y), XGetPixel (whole, x, y)));
  XDestroyImage (pieces);
  XDestroyImage (whole);
}

static void
test_scaled (Fixture       *fixture,
             gconstpointer  data)
{
  assert_even (fixture, 383, 287);
  assert_even (fixture, 91, 67);
}

/* The guest takes another size while it draws, the window as well. */
static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint round = 0; round < 20; round++)
    {
      fill_some (fixture->guest, 300);
      set_size (fixture->guest, g_test_rand_int_range (1, 800), g_test_rand_int_range (1, 600));
      fill_some (fixture->guest, 300);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window),
                                   g_test_rand_int_range (100, 800),
                                   g_test_rand_int_range (100, 600));
      if (round % 3 == 0)
        wait_frames (fixture, 1);
      fill_some (fixture->guest, 300);
    }

  set_size (fixture->guest, 320, 200);
  resize (fixture, 320 / get_factor (fixture), 200 / get_factor (fixture));
  fill_some (fixture->guest, 300);
  assert_shown (fixture, 0, 0, 1);
}

/* To another window and back: what was made for one renderer is of no use for another. */
static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GtkWidget) display = GTK_WIDGET (g_object_ref (fixture->display));
  GtkWidget *other = gtk_window_new ();

  fill_some (fixture->guest, 300);
  assert_shown (fixture, 0, 0, 1);

  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  gtk_window_set_child (GTK_WINDOW (other), display);
  gtk_window_present (GTK_WINDOW (other));
  fill_some (fixture->guest, 300);
  while (gtk_widget_get_width (display) == 0)
    g_main_context_iteration (NULL, TRUE);

  gtk_window_set_child (GTK_WINDOW (other), NULL);
  gtk_window_destroy (GTK_WINDOW (other));
  gtk_window_set_child (GTK_WINDOW (fixture->window), display);
  inn_display_set_scaling (fixture->display, INN_SCALING_NATIVE);
  resize (fixture, (WIDTH + 20) / get_factor (fixture), (HEIGHT + 20) / get_factor (fixture));
  fill_some (fixture->guest, 300);
  assert_shown (fixture, 10, 10, 1);

  /* The last picture goes with the guest. */
  inn_display_set_remote (fixture->display, NULL);
  wait_frames (fixture, 2);
  g_assert_false (is_shown (fixture, 10, 10, 1));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/display/damage", test_damage },
    { "/display/same-place", test_same_place },
    { "/display/integer", test_integer },
    { "/display/scaled", test_scaled },
    { "/display/resize", test_resize },
    { "/display/move", test_move },
  };

  gtk_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-framebuffer.h"

static void
test_damage (void)
{
  g_autoptr (InnFramebuffer) framebuffer = inn_framebuffer_new (64, 48);
  const cairo_rectangle_int_t inside = { 1, 2, 3, 4 };
  const cairo_rectangle_int_t beyond = { 60, 40, 1000, 1000 };
  const cairo_rectangle_int_t outside = { 64, 0, 10, 10 };
  const cairo_rectangle_int_t corner = { 60, 40, 4, 8 };
  InnDamage damage;

  inn_framebuffer_damage (framebuffer, &inside);
  inn_framebuffer_damage (framebuffer, &beyond);
  inn_framebuffer_damage (framebuffer, &outside);

  inn_framebuffer_take_damage (framebuffer, &damage);
  g_assert_cmpuint (damage.n, ==, 2);
  g_assert_cmpmem (&damage.rectangles[0], sizeof inside, &inside, sizeof inside);
  g_assert_cmpmem (&damage.rectangles[1], sizeof corner, &corner, sizeof corner);

  inn_framebuffer_take_damage (framebuffer, &damage);
  g_assert_cmpuint (damage.n, ==, 0);
}

static void
test_copy (void)
{
  g_autoptr (InnFramebuffer) framebuffer = inn_framebuffer_new (2, 1);
  g_autoptr (GdkTexture) texture = NULL;
  guint32 *pixels = (guint32 *) inn_framebuffer_get_pixels (framebuffer);
  guint32 copied[2];

  /* The first byte means nothing. */
  pixels[0] = 0x00ff8040;
  pixels[1] = 0x80010203;
  texture = inn_framebuffer_copy (framebuffer);
  pixels[0] = 0;

  gdk_texture_download (texture, (guchar *) copied, sizeof copied);
  g_assert_cmphex (copied[0], ==, 0xffff8040);
  g_assert_cmphex (copied[1], ==, 0xff010203);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/framebuffer/damage", test_damage);
  g_test_add_func ("/framebuffer/copy", test_copy);

  return g_test_run ();
}

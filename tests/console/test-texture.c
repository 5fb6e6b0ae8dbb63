/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-texture.h"

/* Each pixel becomes a square, with its transparency. */
static void
test_enlarge (void)
{
  const guint8 pixels[] = {
    0xff, 0x80, 0x40, 0xff,   0, 0, 0, 0,
    0, 0, 0, 0xff,            0xff, 0xff, 0xff, 0x80,
  };
  const guint32 corners[] = { 0xffff8040, 0, 0xff000000, 0x80808080 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) texture =
    gdk_memory_texture_new (2, 2, GDK_MEMORY_R8G8B8A8, bytes, 2 * 4);
  g_autoptr (GdkTexture) large = inn_texture_enlarge (texture, 3);
  guint32 found[6 * 6];

  g_assert_cmpint (gdk_texture_get_width (large), ==, 6);
  g_assert_cmpint (gdk_texture_get_height (large), ==, 6);

  gdk_texture_download (large, (guchar *) found, 6 * sizeof *found);
  for (guint y = 0; y < 6; y++)
    for (guint x = 0; x < 6; x++)
      g_assert_cmphex (found[y * 6 + x], ==, corners[y / 3 * 2 + x / 3]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/texture/enlarge", test_enlarge);

  return g_test_run ();
}

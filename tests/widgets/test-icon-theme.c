/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "test-icon-theme"

#include <gtk/gtk.h>

#define ICONS "/org/innkeeper/Innkeeper/icons"

/* Every icon of ours is found by its name alone and is drawn in the colour of the text. */
static void
test_icon (gconstpointer data)
{
  const char *name = data;
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon = NULL;
  g_autoptr (GFile) file = NULL;

  g_assert_true (gtk_icon_theme_has_icon (theme, name));

  icon = gtk_icon_theme_lookup_icon (theme, name, NULL, 16, 1, GTK_TEXT_DIR_LTR, 0);
  file = gtk_icon_paintable_get_file (icon);
  g_assert_nonnull (file);
  g_assert_true (g_file_has_uri_scheme (file, "resource"));
  g_assert_cmpint (gtk_icon_paintable_is_symbolic (icon), ==, g_str_has_suffix (name, "-symbolic"));
}

static void
add_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) files = g_resources_enumerate_children (folder, 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; files[i] != NULL; i++)
    {
      char *name = g_strndup (files[i], strlen (files[i]) - strlen (".svg"));
      g_autofree char *path = g_strdup_printf ("/icon-theme/%s", name);

      g_test_add_data_func_full (path, name, test_icon, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  /* GtkApplication does this for its own base path. */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    ICONS);
  add_folder (ICONS "/scalable/actions");
  add_folder (ICONS "/scalable/apps");

  return g_test_run ();
}

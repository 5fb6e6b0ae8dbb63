/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tag-palette"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-tag-color.h"
#include "inn-tag-colors.h"
#include "inn-tag-palette.h"
#include "inn-tag-strip.h"

#define SWATCH 20
#define COLUMNS 4

/* What a button of the palette has as data: the index of its colour plus one, so that
 * the one of the name is none. */
#define CHOICE "inn-choice"
#define TAG "inn-tag"

static GdkPaintable *
new_swatch (const char *hex)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  graphene_rect_t rect = GRAPHENE_RECT_INIT (0, 0, SWATCH, SWATCH);
  GskRoundedRect round;
  GdkRGBA color;

  gdk_rgba_parse (&color, hex);
  gsk_rounded_rect_init_from_rect (&round, &rect, SWATCH / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &color, &rect);
  gtk_snapshot_pop (snapshot);

  return gtk_snapshot_to_paintable (snapshot, &rect.size);
}

static void
on_clicked_cb (GtkWidget  *button,
               GtkPopover *popover)
{
  int choice = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), CHOICE));

  inn_tag_colors_choose (g_object_get_data (G_OBJECT (popover), TAG), choice - 1);
  gtk_popover_popdown (popover);
}

static GtkWidget *
new_color_button (GtkWidget *popover,
                  guint      index)
{
  g_autoptr (GdkPaintable) swatch = new_swatch (inn_tag_color_get_hex (index));
  const char *name = inn_tag_color_get_name (index);
  GtkWidget *image = gtk_image_new_from_paintable (swatch);
  GtkWidget *button = gtk_toggle_button_new ();

  /* Else it is drawn as large as the button. */
  gtk_image_set_pixel_size (GTK_IMAGE (image), SWATCH);
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), image);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_object_set_data (G_OBJECT (button), CHOICE, GINT_TO_POINTER (index + 1));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked_cb), popover, 0);

  return button;
}

/* The colour of now, and the keyboard on it. */
static void
on_map_cb (GtkWidget *popover,
           GtkWidget *grid)
{
  guint index = inn_tag_colors_get_index (g_object_get_data (G_OBJECT (popover), TAG));
  GtkWidget *button = gtk_grid_get_child_at (GTK_GRID (grid), index % COLUMNS, index / COLUMNS);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  gtk_widget_grab_focus (button);
}

static GtkWidget *
new_grid (GtkWidget *popover)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *first = NULL;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 3);

  for (guint i = 0; i < INN_N_TAG_COLORS; i++)
    {
      GtkWidget *button = new_color_button (popover, i);

      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      gtk_grid_attach (GTK_GRID (grid), button, i % COLUMNS, i / COLUMNS, 1, 1);
      if (first == NULL)
        first = button;
    }

  return grid;
}

static char *
dup_label (const char *tag)
{
  /* Translators: %s is a tag, such as “lab” */
  return g_strdup_printf (_("Color of %s"), tag);
}

/**
 * inn_tag_palette_new:
 *
 * Returns: (transfer floating): a popover with the colours that @tag may have; the one
 *   that is chosen is stored at once
 */
GtkWidget *
inn_tag_palette_new (const char *tag)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = new_grid (popover);
  /* Translators: the colour that a tag has while nobody has chosen one */
  GtkWidget *automatic = gtk_button_new_with_label (_("Automatic"));
  g_autofree char *label = dup_label (tag);

  g_object_set_data_full (G_OBJECT (popover), TAG, g_strdup (tag), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  gtk_widget_add_css_class (automatic, "flat");
  g_signal_connect_object (automatic, "clicked", G_CALLBACK (on_clicked_cb), popover, 0);

  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), automatic);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "map", G_CALLBACK (on_map_cb), grid, 0);

  return popover;
}

/**
 * inn_tag_palette_new_button:
 *
 * Returns: (transfer floating): a button that shows the colour of @tag and opens the palette
 */
GtkWidget *
inn_tag_palette_new_button (const char *tag)
{
  const char * const tags[] = { tag, NULL };
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *dot = inn_tag_strip_new (INN_TAG_LOOK_DOTS);
  g_autofree char *label = dup_label (tag);

  inn_tag_strip_set_tags (INN_TAG_STRIP (dot), tags);
  gtk_widget_set_halign (dot, GTK_ALIGN_CENTER);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), dot);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), inn_tag_palette_new (tag));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _("Color"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

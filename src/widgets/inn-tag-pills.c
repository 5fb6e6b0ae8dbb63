/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tag-pills"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-tag-colors.h"
#include "inn-tag-pills.h"
#include "inn-widget-color.h"

/* All pills of a cell are drawn by one widget: a label each would be the most
 * expensive thing in a row. */
#define GAP 4
#define PAD 7
#define HEIGHT 20
#define DOT 8

struct _InnTagPills
{
  GtkWidget   parent_instance;

  char      **tags;
  GPtrArray  *layouts;
};

G_DEFINE_FINAL_TYPE (InnTagPills, inn_tag_pills, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (InnTagPills *self,
            guint        index)
{
  if (self->layouts->len == 0)
    for (guint i = 0; self->tags[i] != NULL; i++)
      g_ptr_array_add (self->layouts,
                       gtk_widget_create_pango_layout (GTK_WIDGET (self), self->tags[i]));

  return g_ptr_array_index (self->layouts, index);
}

static void
inn_tag_pills_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  g_ptr_array_set_size (INN_TAG_PILLS (widget)->layouts, 0);
  GTK_WIDGET_CLASS (inn_tag_pills_parent_class)->css_changed (widget, change);
}

static void
inn_tag_pills_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
snapshot_pill (InnTagPills *self,
               GtkSnapshot *snapshot,
               guint        index,
               float        x,
               float        width)
{
  PangoLayout *layout = get_layout (self, index);
  float y = (gtk_widget_get_height (GTK_WIDGET (self)) - HEIGHT) / 2;
  graphene_rect_t rect = GRAPHENE_RECT_INIT (x, y, width, HEIGHT);
  graphene_rect_t dot = GRAPHENE_RECT_INIT (x + PAD, y + (HEIGHT - DOT) / 2, DOT, DOT);
  GskRoundedRect round;
  GdkRGBA color;
  int height;

  inn_tag_colors_get (self->tags[index], &color);

  gsk_rounded_rect_init_from_rect (&round, &dot, DOT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &color, &dot);
  gtk_snapshot_pop (snapshot);

  color.alpha = 0.16f;
  gsk_rounded_rect_init_from_rect (&round, &rect, HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &color, &rect);
  gtk_snapshot_pop (snapshot);

  pango_layout_get_pixel_size (layout, NULL, &height);
  inn_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + PAD + DOT + GAP,
                                                          y + (HEIGHT - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
inn_tag_pills_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  InnTagPills *self = INN_TAG_PILLS (widget);
  float available = gtk_widget_get_width (widget);
  float x = 0;

  for (guint i = 0; self->tags != NULL && self->tags[i] != NULL && x < available; i++)
    {
      PangoLayout *layout = get_layout (self, i);
      float extra = PAD + DOT + GAP + PAD;
      float width;
      int text_width;

      pango_layout_set_width (layout, -1);
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      width = MIN (text_width + extra, available - x);
      if (width < extra + 16 && text_width + extra > width)
        break;

      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (width - extra + 1) * PANGO_SCALE);
      snapshot_pill (self, snapshot, i, x, width);
      x += width + GAP;
    }
}

static void
inn_tag_pills_finalize (GObject *object)
{
  InnTagPills *self = INN_TAG_PILLS (object);

  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_tag_pills_parent_class)->finalize (object);
}

static void
inn_tag_pills_class_init (InnTagPillsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_tag_pills_finalize;

  widget_class->css_changed = inn_tag_pills_css_changed;
  widget_class->measure = inn_tag_pills_measure;
  widget_class->snapshot = inn_tag_pills_snapshot;

  gtk_widget_class_set_css_name (widget_class, "tagpills");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_tag_pills_init (InnTagPills *self)
{
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
inn_tag_pills_new (void)
{
  return g_object_new (INN_TYPE_TAG_PILLS, NULL);
}

/**
 * inn_tag_pills_set_tags:
 * @tags: (nullable) (array zero-terminated=1): copied
 */
void
inn_tag_pills_set_tags (InnTagPills        *self,
                        const char * const *tags)
{
  const char * const none[] = { NULL };
  g_autofree char *names = NULL;

  g_return_if_fail (INN_IS_TAG_PILLS (self));

  tags = tags != NULL ? tags : none;
  if (self->tags != NULL && g_strv_equal (tags, (const char * const *) self->tags))
    return;

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
  g_ptr_array_set_size (self->layouts, 0);

  names = g_strjoinv (", ", self->tags);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, names, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

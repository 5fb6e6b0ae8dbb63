/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tag-dots"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-tag-colors.h"
#include "inn-tag-dots.h"
#include "inn-widget-color.h"

#define DOT 8
#define GAP 3
#define MAX_DOTS 4

struct _InnTagDots
{
  GtkWidget    parent_instance;

  char       **tags;
  guint        n_tags;
  PangoLayout *more;
};

G_DEFINE_FINAL_TYPE (InnTagDots, inn_tag_dots, GTK_TYPE_WIDGET)

static guint
n_dots (InnTagDots *self)
{
  return MIN (self->n_tags, MAX_DOTS);
}

static int
dots_width (InnTagDots *self)
{
  guint n = n_dots (self);

  return n > 0 ? (int) (n * (DOT + GAP)) - GAP : 0;
}

static void
inn_tag_dots_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  InnTagDots *self = INN_TAG_DOTS (widget);
  int width = dots_width (self);
  int more_width;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = DOT;
      return;
    }

  if (self->more != NULL)
    {
      pango_layout_get_pixel_size (self->more, &more_width, NULL);
      width += GAP + more_width;
    }

  *minimum = *natural = width;
}

static void
inn_tag_dots_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  InnTagDots *self = INN_TAG_DOTS (widget);
  int height = gtk_widget_get_height (widget);
  float y = (height - DOT) / 2;
  GdkRGBA text_color;
  int more_height;

  for (guint i = 0; i < n_dots (self); i++)
    {
      graphene_rect_t rect = GRAPHENE_RECT_INIT (i * (DOT + GAP), y, DOT, DOT);
      GskRoundedRect round;
      GdkRGBA color;

      inn_tag_colors_get (self->tags[i], &color);
      gsk_rounded_rect_init_from_rect (&round, &rect, DOT / 2.0f);
      gtk_snapshot_push_rounded_clip (snapshot, &round);
      gtk_snapshot_append_color (snapshot, &color, &rect);
      gtk_snapshot_pop (snapshot);
    }

  if (self->more == NULL)
    return;

  pango_layout_get_pixel_size (self->more, NULL, &more_height);
  inn_widget_get_color (widget, &text_color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (dots_width (self) + GAP,
                                                          (height - more_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->more, &text_color);
  gtk_snapshot_restore (snapshot);
}

static void
inn_tag_dots_finalize (GObject *object)
{
  InnTagDots *self = INN_TAG_DOTS (object);

  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_object (&self->more);

  G_OBJECT_CLASS (inn_tag_dots_parent_class)->finalize (object);
}

static void
inn_tag_dots_class_init (InnTagDotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_tag_dots_finalize;

  widget_class->measure = inn_tag_dots_measure;
  widget_class->snapshot = inn_tag_dots_snapshot;

  gtk_widget_class_set_css_name (widget_class, "tagdots");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_tag_dots_init (InnTagDots *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
inn_tag_dots_new (void)
{
  return g_object_new (INN_TYPE_TAG_DOTS, NULL);
}

/**
 * inn_tag_dots_set_tags:
 * @tags: (nullable) (array zero-terminated=1): copied
 *
 * Hides the widget while there are no tags.
 */
void
inn_tag_dots_set_tags (InnTagDots         *self,
                       const char * const *tags)
{
  const char * const none[] = { NULL };
  g_autofree char *names = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (INN_IS_TAG_DOTS (self));

  tags = tags != NULL ? tags : none;
  if (self->tags != NULL && g_strv_equal (tags, (const char * const *) self->tags))
    return;

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
  self->n_tags = g_strv_length (self->tags);

  g_clear_object (&self->more);
  if (self->n_tags > MAX_DOTS)
    {
      g_autofree char *text = g_strdup_printf ("+%u", self->n_tags - MAX_DOTS);

      self->more = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    }

  names = g_strjoinv (", ", self->tags);
  /* Translators: %s are the tags of a machine, such as “lab, prod” */
  label = g_strdup_printf (_("Tags: %s"), names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_tags > 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * inn_tag_dots_get_at:
 * @x: in pixels from the left end of the widget
 *
 * Returns: (nullable): the tag whose dot is there
 */
const char *
inn_tag_dots_get_at (InnTagDots *self,
                     double      x)
{
  guint index;

  g_return_val_if_fail (INN_IS_TAG_DOTS (self), NULL);

  if (x < 0)
    return NULL;
  index = (guint) (x + GAP / 2.0) / (DOT + GAP);

  return index < n_dots (self) ? self->tags[index] : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tag-strip"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-snapshot.h"
#include "inn-tag-colors.h"
#include "inn-tag-strip.h"
#include "inn-widget-color.h"

#define DOT 8
#define DOT_GAP 3
#define MAX_DOTS 4

#define PILL_GAP 4
#define PILL_HEIGHT 20
#define PAD 7
#define MIN_TEXT 16

struct _InnTagStrip
{
  GtkWidget   parent_instance;

  InnTagLook  look;
  char      **tags;
  guint       n_tags;
  GPtrArray  *layouts;       /* of the pills; of the dots one, the “+2” */
};

G_DEFINE_FINAL_TYPE (InnTagStrip, inn_tag_strip, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (InnTagStrip *self,
            guint        index)
{
  if (self->layouts->len > 0)
    return g_ptr_array_index (self->layouts, index);

  if (self->look == INN_TAG_LOOK_DOTS)
    {
      g_autofree char *more = g_strdup_printf ("+%u", self->n_tags - MAX_DOTS);

      g_ptr_array_add (self->layouts, gtk_widget_create_pango_layout (GTK_WIDGET (self), more));
    }
  else
    {
      for (guint i = 0; i < self->n_tags; i++)
        g_ptr_array_add (self->layouts,
                         gtk_widget_create_pango_layout (GTK_WIDGET (self), self->tags[i]));
    }

  return g_ptr_array_index (self->layouts, index);
}

static guint
n_dots (InnTagStrip *self)
{
  return MIN (self->n_tags, MAX_DOTS);
}

static int
dots_width (InnTagStrip *self)
{
  guint n = n_dots (self);

  return n > 0 ? (int) (n * (DOT + DOT_GAP)) - DOT_GAP : 0;
}

/* Gives the pill what it needs of what is there; %FALSE: too little even to
 * ellipsize its name. */
static gboolean
fit_pill (InnTagStrip *self,
          guint        index,
          float        x,
          float       *width)
{
  PangoLayout *layout = get_layout (self, index);
  float available = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  float extra = PAD + DOT + PILL_GAP + PAD;
  int text_width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  *width = MIN (text_width + extra, available);
  if (*width < extra + MIN_TEXT && text_width + extra > *width)
    return FALSE;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (*width - extra + 1) * PANGO_SCALE);

  return TRUE;
}

static gboolean
fit (InnTagStrip *self,
     guint        index,
     float        x,
     float       *width)
{
  if (self->look == INN_TAG_LOOK_PILLS)
    return fit_pill (self, index, x, width);

  *width = DOT;

  return index < MAX_DOTS;
}

static float
get_gap (InnTagStrip *self)
{
  return self->look == INN_TAG_LOOK_PILLS ? PILL_GAP : DOT_GAP;
}

static void
snapshot_text (InnTagStrip *self,
               GtkSnapshot *snapshot,
               PangoLayout *layout,
               float        x)
{
  GdkRGBA color;
  int height;
  int y;

  pango_layout_get_pixel_size (layout, NULL, &height);
  y = (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2;

  inn_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_tag (InnTagStrip *self,
              GtkSnapshot *snapshot,
              guint        index,
              float        x,
              float        width)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA color;

  inn_tag_colors_get (self->tags[index], &color);
  if (self->look == INN_TAG_LOOK_DOTS)
    {
      inn_snapshot_append_round (snapshot, &color, x, (height - DOT) / 2, DOT, DOT);
      return;
    }

  inn_snapshot_append_round (snapshot, &color, x + PAD, (height - DOT) / 2, DOT, DOT);
  color.alpha = 0.16f;
  inn_snapshot_append_round (snapshot, &color, x, (height - PILL_HEIGHT) / 2, width, PILL_HEIGHT);
  snapshot_text (self, snapshot, get_layout (self, index), x + PAD + DOT + PILL_GAP);
}

static void
inn_tag_strip_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  InnTagStrip *self = INN_TAG_STRIP (widget);
  gboolean dots = self->look == INN_TAG_LOOK_DOTS;
  int more_width = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = dots ? DOT : PILL_HEIGHT;
      return;
    }

  if (dots && self->n_tags > MAX_DOTS)
    {
      pango_layout_get_pixel_size (get_layout (self, 0), &more_width, NULL);
      more_width += DOT_GAP;
    }

  *minimum = *natural = dots ? dots_width (self) + more_width : 0;
}

static void
inn_tag_strip_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  InnTagStrip *self = INN_TAG_STRIP (widget);
  float width;
  float x = 0;

  for (guint i = 0; i < self->n_tags && fit (self, i, x, &width); i++)
    {
      snapshot_tag (self, snapshot, i, x, width);
      x += width + get_gap (self);
    }

  if (self->look == INN_TAG_LOOK_DOTS && self->n_tags > MAX_DOTS)
    snapshot_text (self, snapshot, get_layout (self, 0), x);
}

/* The font may be another one now. */
static void
inn_tag_strip_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  g_ptr_array_set_size (INN_TAG_STRIP (widget)->layouts, 0);
  GTK_WIDGET_CLASS (inn_tag_strip_parent_class)->css_changed (widget, change);
}

static void
inn_tag_strip_finalize (GObject *object)
{
  InnTagStrip *self = INN_TAG_STRIP (object);

  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_tag_strip_parent_class)->finalize (object);
}

static void
inn_tag_strip_class_init (InnTagStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_tag_strip_finalize;

  widget_class->css_changed = inn_tag_strip_css_changed;
  widget_class->measure = inn_tag_strip_measure;
  widget_class->snapshot = inn_tag_strip_snapshot;

  gtk_widget_class_set_css_name (widget_class, "tagstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_tag_strip_init (InnTagStrip *self)
{
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  inn_tag_colors_follow (GTK_WIDGET (self));
}

GtkWidget *
inn_tag_strip_new (InnTagLook look)
{
  InnTagStrip *self = g_object_new (INN_TYPE_TAG_STRIP, NULL);

  self->look = look;
  gtk_widget_set_hexpand (GTK_WIDGET (self), look == INN_TAG_LOOK_PILLS);

  return GTK_WIDGET (self);
}

/**
 * inn_tag_strip_set_tags:
 * @tags: (nullable) (array zero-terminated=1): copied
 *
 * Hides the widget while there are no tags.
 */
void
inn_tag_strip_set_tags (InnTagStrip        *self,
                        const char * const *tags)
{
  const char * const none[] = { NULL };
  g_autofree char *names = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (INN_IS_TAG_STRIP (self));

  tags = tags != NULL ? tags : none;
  if (self->tags != NULL && g_strv_equal (tags, (const char * const *) self->tags))
    return;

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
  self->n_tags = g_strv_length (self->tags);
  g_ptr_array_set_size (self->layouts, 0);

  names = g_strjoinv (", ", self->tags);
  /* Translators: %s are the tags of a machine, such as “lab, prod” */
  label = g_strdup_printf (_("Tags: %s"), names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_tags > 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * inn_tag_strip_get_at:
 * @x: in pixels from the left end of the widget
 *
 * Returns: (nullable): the tag that is drawn there
 */
const char *
inn_tag_strip_get_at (InnTagStrip *self,
                      double       x)
{
  float left = 0;
  float width;

  g_return_val_if_fail (INN_IS_TAG_STRIP (self), NULL);

  for (guint i = 0; x >= 0 && i < self->n_tags && fit (self, i, left, &width); i++)
    {
      left += width + get_gap (self);
      /* Dots are small: the gap after them belongs to them. */
      if (x < left)
        return self->tags[i];
    }

  return NULL;
}

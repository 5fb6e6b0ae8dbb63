/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-bar"

#include "config.h"

#include <math.h>

#include "inn-bar.h"
#include "inn-snapshot.h"
#include "inn-text.h"
#include "inn-widget-color.h"

#define TRACK_ALPHA 0.22f
#define STEPS 200           /* finer changes are not drawn */
#define WARNING 0.85
#define ERROR 0.95

struct _InnBar
{
  GtkWidget parent_instance;

  int       steps;           /* of STEPS; -1: not known, nothing is drawn */
};

G_DEFINE_FINAL_TYPE (InnBar, inn_bar, GTK_TYPE_WIDGET)

static void
set_class (InnBar     *self,
           const char *name,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
sync_accessible (InnBar *self)
{
  g_autofree char *text = NULL;

  if (self->steps < 0)
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
      return;
    }

  text = inn_text_percent (self->steps * 100.0 / STEPS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  self->steps * 100.0 / STEPS,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

static void
inn_bar_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  InnBar *self = INN_BAR (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);
  float used = MAX (width * self->steps / STEPS, height);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;
  GdkRGBA track;

  if (self->steps < 0 || width < height)
    return;

  inn_widget_get_color (widget, &color);
  track = color;
  track.alpha *= TRACK_ALPHA;
  inn_snapshot_append_round (snapshot, &track, 0, 0, width, height);
  if (self->steps > 0)
    inn_snapshot_append_round (snapshot, &color, mirrored ? width - used : 0, 0, used, height);
}

static void
inn_bar_class_init (InnBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = inn_bar_snapshot;

  gtk_widget_class_set_css_name (widget_class, "usagebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
inn_bar_init (InnBar *self)
{
  self->steps = -1;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  -1);
}

GtkWidget *
inn_bar_new (void)
{
  return g_object_new (INN_TYPE_BAR, NULL);
}

/**
 * inn_bar_set_fraction:
 * @fraction: how much is used, 0 to 1; %NAN: not known, the widget stays empty
 *
 * Sets the class "warn" or "bad" when little is left.
 */
void
inn_bar_set_fraction (InnBar *self,
                      double  fraction)
{
  int steps = isnan (fraction) ? -1 : lround (CLAMP (fraction, 0, 1) * STEPS);

  g_return_if_fail (INN_IS_BAR (self));

  if (steps == self->steps)
    return;

  self->steps = steps;
  set_class (self, "warn", steps >= WARNING * STEPS && steps < ERROR * STEPS);
  set_class (self, "bad", steps >= ERROR * STEPS);
  sync_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

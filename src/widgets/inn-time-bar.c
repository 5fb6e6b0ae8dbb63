/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-time-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-series.h"
#include "inn-stats-need.h"
#include "inn-time-bar.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-time-bar.ui"

static const gint64 ranges[] = {
  60 * (gint64) G_USEC_PER_SEC,
  600 * (gint64) G_USEC_PER_SEC,
  3600 * (gint64) G_USEC_PER_SEC,
  INN_TIME_VIEW_DAY,
};

struct _InnTimeBar
{
  GtkWidget        parent_instance;

  InnTimeView     *view;
  gboolean         syncing;       /* it is not the user who changes buttons */

  /* Template */
  GtkToggleButton *minute;
  GtkToggleButton *ten_minutes;
  GtkToggleButton *hour;
  GtkToggleButton *day;
  GtkToggleButton *pause;
  GtkLabel        *text;
  GtkButton       *reset;
};

G_DEFINE_FINAL_TYPE (InnTimeBar, inn_time_bar, GTK_TYPE_WIDGET)

static GtkToggleButton *
get_button (InnTimeBar *self,
            guint       range)
{
  GtkToggleButton *buttons[G_N_ELEMENTS (ranges)] = {
    self->minute, self->ten_minutes, self->hour, self->day,
  };

  return buttons[range];
}

/* How far apart the values are at the left end, where they are farthest. */
static char *
format_step (InnTimeBar *self)
{
  gint64 from;
  guint step;

  inn_time_view_get_visible (self->view, &from, NULL);
  step = inn_series_get_step (inn_time_view_get_now (self->view) - from) / G_USEC_PER_SEC;
  step = MAX (step, inn_stats_get_interval ());
  if (step >= 60 && step % 60 == 0)
    return g_strdup_printf (ngettext ("one value per minute", "one value per %u minutes",
                                      step / 60), step / 60);

  return g_strdup_printf (ngettext ("one value per second", "one value per %u seconds", step),
                          step);
}

static char *
format_text (InnTimeBar *self)
{
  g_autofree char *range = inn_time_view_format_range (self->view);
  g_autofree char *time = NULL;
  gint64 to;

  if (inn_time_view_is_zoomed (self->view))
    /* Translators: %s is a range of time: “14:21:18 – 14:21:58” */
    return g_strdup_printf (_("%s · zoomed"), range);

  if (inn_time_view_get_paused (self->view))
    {
      inn_time_view_get_visible (self->view, NULL, &to);
      time = inn_time_view_format (self->view, to);
      return g_strdup_printf (_("Paused at %s · still recording"), time);
    }

  time = format_step (self);

  return g_strdup_printf ("%s · %s", range, time);
}

/* Not just “Pause”: that is what machines are told. */
static void
sync_pause (InnTimeBar *self)
{
  gboolean paused = inn_time_view_get_paused (self->view);

  gtk_toggle_button_set_active (self->pause, paused);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause), paused ? _("Resume Graphs (Space)")
                                                                : _("Pause Graphs (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  paused ? _("Resume Graphs") : _("Pause Graphs"), -1);
}

static void
on_view_changed_cb (InnTimeBar *self)
{
  g_autofree char *text = format_text (self);

  self->syncing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (inn_time_view_get_range (self->view) == ranges[i])
      gtk_toggle_button_set_active (get_button (self, i), TRUE);
  sync_pause (self);
  self->syncing = FALSE;

  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->reset), inn_time_view_is_zoomed (self->view));
}

static void
on_range_toggled_cb (InnTimeBar *self)
{
  if (self->syncing)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (gtk_toggle_button_get_active (get_button (self, i))
        && inn_time_view_get_range (self->view) != ranges[i])
      inn_time_view_set_range (self->view, ranges[i]);
}

static void
on_pause_toggled_cb (InnTimeBar *self)
{
  if (!self->syncing)
    inn_time_view_set_paused (self->view, gtk_toggle_button_get_active (self->pause));
}

static void
on_reset_clicked_cb (InnTimeBar *self)
{
  gboolean focused = gtk_widget_has_focus (GTK_WIDGET (self->reset));

  inn_time_view_reset_zoom (self->view);
  /* The button has gone. */
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->pause));
}

static void
inn_time_bar_dispose (GObject *object)
{
  InnTimeBar *self = INN_TIME_BAR (object);
  GtkWidget *child;

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (inn_time_bar_parent_class)->dispose (object);
}

static void
inn_time_bar_class_init (InnTimeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_time_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, minute);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, ten_minutes);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, hour);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, day);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, pause);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, text);
  gtk_widget_class_bind_template_child (widget_class, InnTimeBar, reset);
  gtk_widget_class_bind_template_callback (widget_class, on_range_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_clicked_cb);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
inn_time_bar_init (InnTimeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_time_bar_new:
 * @view: what the graphs below share
 */
GtkWidget *
inn_time_bar_new (InnTimeView *view)
{
  InnTimeBar *self;

  g_return_val_if_fail (INN_IS_TIME_VIEW (view), NULL);

  self = g_object_new (INN_TYPE_TIME_BAR, NULL);
  self->view = g_object_ref (view);
  g_signal_connect_swapped (view, "changed", G_CALLBACK (on_view_changed_cb), self);
  on_view_changed_cb (self);

  return GTK_WIDGET (self);
}

/**
 * inn_time_bar_append:
 * @widget: comes at the end, after all that is there
 */
void
inn_time_bar_append (InnTimeBar *self,
                     GtkWidget  *widget)
{
  g_return_if_fail (INN_IS_TIME_BAR (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_insert_before (widget, GTK_WIDGET (self), NULL);
}

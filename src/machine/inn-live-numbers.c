/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-live-numbers"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "inn-live-numbers.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-text.h"
#include "inn-visibility.h"

/* The network's two directions are details, which are kept only for a machine that is followed. */
#define GROUPS (INN_STATS_CPU | INN_STATS_MEMORY | INN_STATS_NET)

#define GAP "   "

struct _InnLiveNumbers
{
  GtkWidget      parent_instance;

  GtkWidget     *label;
  InnDomain     *domain;
  InnStatsNeed  *need;
  GSignalGroup  *host_signals;
  InnVisibility *visibility;
};

G_DEFINE_FINAL_TYPE (InnLiveNumbers, inn_live_numbers, GTK_TYPE_WIDGET)

/* Takes @part. */
static void
append (GString *text,
        char    *part)
{
  if (text->len > 0)
    g_string_append (text, GAP);
  g_string_append (text, part);
  g_free (part);
}

static void
append_cpu (GString *text,
            double   percent)
{
  g_autofree char *value = inn_text_percent (percent);

  if (!isnan (percent))
    append (text, g_strdup_printf (_("CPU %s"), value));
}

static void
append_memory (GString   *text,
               InnDomain *domain,
               double     used)
{
  guint64 size_kib = inn_domain_get_size_kib (domain);
  double share = inn_domain_get_memory_share (domain, used);
  g_autofree char *value = NULL;

  if (isnan (share))
    return;

  value = inn_text_memory_of ((guint64) (share * size_kib), size_kib);
  /* Translators: memory of a machine in use, and all of it: “Memory 1.3 of 4 GiB” */
  append (text, g_strdup_printf (_("Memory %s"), value));
}

static void
append_rate (GString    *text,
             const char *arrow,
             double      rate)
{
  g_autofree char *value = inn_text_rate (rate);

  if (!isnan (rate))
    append (text, g_strconcat (arrow, INN_NBSP, value, NULL));
}

static char *
dup_text (InnLiveNumbers *self)
{
  InnStats *stats = inn_domain_get_stats (self->domain);
  GString *text = g_string_new (NULL);

  if (stats != NULL && inn_domain_is_active (self->domain) && !inn_stats_is_stale (stats))
    {
      append_cpu (text, inn_stats_get (stats, INN_METRIC_CPU, NULL));
      append_memory (text, self->domain, inn_stats_get (stats, INN_METRIC_MEMORY, NULL));
      append_rate (text, "↓", inn_stats_get (stats, INN_METRIC_NET_RX, NULL));
      append_rate (text, "↑", inn_stats_get (stats, INN_METRIC_NET_TX, NULL));
    }

  return g_string_free (text, FALSE);
}

static void
sync_text (InnLiveNumbers *self)
{
  g_autofree char *text = dup_text (self);

  gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
sync_need (InnLiveNumbers *self)
{
  gboolean visible = inn_visibility_get (self->visibility);

  if (self->need == NULL)
    return;

  inn_stats_need_set_visible (self->need, visible);
  inn_stats_need_set_groups (self->need, visible ? GROUPS : 0);
  if (visible)
    sync_text (self);
}

static void
on_sampled_cb (InnLiveNumbers *self)
{
  if (inn_visibility_get (self->visibility))
    sync_text (self);
}

static void
inn_live_numbers_dispose (GObject *object)
{
  InnLiveNumbers *self = INN_LIVE_NUMBERS (object);

  g_clear_pointer (&self->need, inn_stats_need_free);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->visibility);
  g_clear_object (&self->domain);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (inn_live_numbers_parent_class)->dispose (object);
}

static void
inn_live_numbers_class_init (InnLiveNumbersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_live_numbers_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
inn_live_numbers_init (InnLiveNumbers *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "small");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "sampled",
                                  G_CALLBACK (on_sampled_cb), self);

  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (sync_need), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
inn_live_numbers_new (void)
{
  return g_object_new (INN_TYPE_LIVE_NUMBERS, NULL);
}

/**
 * inn_live_numbers_set_domain:
 * @domain: whose numbers are shown, and collected while they can be seen
 */
void
inn_live_numbers_set_domain (InnLiveNumbers *self,
                             InnDomain      *domain)
{
  g_return_if_fail (INN_IS_LIVE_NUMBERS (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (!g_set_object (&self->domain, domain))
    return;

  g_clear_pointer (&self->need, inn_stats_need_free);
  self->need = inn_host_need_stats (inn_domain_get_host (domain), domain, 0, FALSE);
  g_signal_group_set_target (self->host_signals, inn_domain_get_host (domain));
  sync_need (self);
}

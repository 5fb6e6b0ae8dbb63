/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-cell"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-column-view.h"
#include "inn-host.h"
#include "inn-job.h"
#include "inn-machine-cell.h"
#include "inn-state-icon.h"
#include "inn-stats-cell.h"
#include "inn-tag-strip.h"
#include "inn-text.h"

/* Without the padding of the cell: the column is 180 px wide or more. */
#define MIN_NAME_WIDTH 168

struct _InnMachineCell
{
  GtkWidget            parent_instance;

  const InnColumnInfo *info;
  GSettings           *settings;
  InnDomain           *domain;
  gulong               changed_id;
  InnJob              *job;          /* the one whose progress is shown */
  gulong               progress_id;
  const char          *css;          /* the class that depends on the machine */
  gboolean             stale;
  gboolean             fixed;        /* the cell around it does not handle clicks */

  /* Children, as the kind of the cell needs them */
  GtkWidget           *state;
  GtkWidget           *text;
  GtkWidget           *check;
  GtkWidget           *job_icon;
  GtkWidget           *job_bar;
  GtkWidget           *job_label;
  GtkWidget           *tags;
  GtkWidget           *stats;
  double               ceiling;      /* of the line in there */
};

G_DEFINE_FINAL_TYPE (InnMachineCell, inn_machine_cell, GTK_TYPE_WIDGET)

static void
set_css (InnMachineCell *self,
         GtkWidget      *child,
         const char     *css)
{
  if (g_strcmp0 (self->css, css) == 0)
    return;

  if (self->css != NULL)
    gtk_widget_remove_css_class (child, self->css);
  if (css != NULL)
    gtk_widget_add_css_class (child, css);
  self->css = css;
}

/* Name and title are one text: a widget less per row, and the title gives way
 * before the name does. */
static void
set_name_text (InnMachineCell *self)
{
  const char *first = inn_domain_get_name (self->domain);
  const char *second = inn_domain_get_title (self->domain);
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *text = NULL;
  PangoAttribute *attribute;
  guint start;

  if (second == NULL || *second == '\0' || g_str_equal (first, second))
    {
      gtk_inscription_set_attributes (GTK_INSCRIPTION (self->text), NULL);
      gtk_inscription_set_text (GTK_INSCRIPTION (self->text), first);
      return;
    }

  if (g_settings_get_boolean (self->settings, "title-first"))
    {
      const char *swap = first;

      first = second;
      second = swap;
    }

  text = g_strdup_printf ("%s\302\240 %s", first, second);
  start = strlen (first) + 2;
  attributes = pango_attr_list_new ();

  attribute = pango_attr_scale_new (0.9);
  attribute->start_index = start;
  pango_attr_list_insert (attributes, attribute);
  attribute = pango_attr_foreground_alpha_new (45875);
  attribute->start_index = start;
  pango_attr_list_insert (attributes, attribute);

  gtk_inscription_set_attributes (GTK_INSCRIPTION (self->text), attributes);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
}

static void
sync_job_progress (InnMachineCell *self)
{
  double progress = inn_job_get_progress (self->job);
  g_autofree char *text = NULL;

  if (progress >= 0 && inn_job_get_state (self->job) == INN_JOB_STATE_RUNNING)
    text = inn_text_percent (progress * 100);
  gtk_label_set_text (GTK_LABEL (self->job_label), text != NULL ? text : "");
  gtk_widget_set_visible (self->job_label, text != NULL);

  if (self->job_bar != NULL)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->job_bar), CLAMP (progress, 0, 1));
}

static void
ensure_job_children (InnMachineCell *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->job_label != NULL)
    return;

  self->job_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->job_label, "numeric");

  if (self->info->kind == INN_CELL_JOB)
    {
      self->job_bar = gtk_progress_bar_new ();
      gtk_widget_set_valign (self->job_bar, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (self->job_bar, TRUE);
      gtk_widget_add_css_class (self->job_bar, "cpu");
      gtk_widget_set_parent (self->job_bar, widget);
      gtk_widget_set_parent (self->job_label, widget);
      return;
    }

  self->job_icon = gtk_image_new ();
  gtk_widget_add_css_class (self->job_icon, "cpu");
  gtk_widget_add_css_class (self->job_icon, "job-mark");
  gtk_widget_add_css_class (self->job_label, "cpu");
  gtk_widget_add_css_class (self->job_label, "job-mark");
  gtk_widget_insert_after (self->job_icon, widget, self->text);
  gtk_widget_insert_after (self->job_label, widget, self->job_icon);
}

static void
sync_job (InnMachineCell *self)
{
  InnJob *job = self->domain != NULL ? inn_domain_get_job (self->domain) : NULL;

  if (job != self->job)
    {
      g_clear_signal_handler (&self->progress_id, self->job);
      g_set_object (&self->job, job);
      if (job != NULL)
        self->progress_id = g_signal_connect_swapped (job, "notify",
                                                      G_CALLBACK (sync_job_progress), self);
    }

  if (job == NULL && self->job_label == NULL)
    return;

  ensure_job_children (self);
  gtk_widget_set_visible (self->job_label, job != NULL);
  if (self->job_bar != NULL)
    gtk_widget_set_visible (self->job_bar, job != NULL);
  if (self->job_icon != NULL)
    gtk_widget_set_visible (self->job_icon, job != NULL);
  if (job == NULL)
    return;

  if (self->job_icon != NULL)
    {
      const char *icon_name = inn_job_get_icon_name (job);

      gtk_image_set_from_icon_name (GTK_IMAGE (self->job_icon),
                                    icon_name != NULL ? icon_name : "inn-jobs-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->job_icon),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, inn_job_get_title (job), -1);
    }
  sync_job_progress (self);
}

/* The row is what a screen reader reads; it has no name of its own. */
static void
sync_row_label (InnMachineCell *self,
                InnDomainState  state)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *label = NULL;

  if (row == NULL)
    return;

  label = g_strdup_printf ("%s, %s, %s", inn_domain_get_name (self->domain),
                           _(inn_domain_state_get_label (state)),
                           inn_host_get_name (inn_domain_get_host (self->domain)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
sync_name (InnMachineCell *self)
{
  InnDomainState state = inn_domain_is_stale (self->domain) ? INN_DOMAIN_STATE_UNKNOWN
                                                            : inn_domain_get_state (self->domain);

  inn_state_icon_set_state (INN_STATE_ICON (self->state), state);
  set_name_text (self);
  inn_tag_strip_set_tags (INN_TAG_STRIP (self->tags), inn_domain_get_tags (self->domain));
  sync_job (self);
  sync_row_label (self, state);
}

static void
sync_stale (InnMachineCell *self)
{
  gboolean stale = inn_domain_is_stale (self->domain) && !g_str_equal (self->info->id, "host");

  if (stale == self->stale)
    return;

  self->stale = stale;
  if (stale)
    gtk_widget_add_css_class (GTK_WIDGET (self), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stale");
}

static void
sync_text (InnMachineCell *self)
{
  gboolean known = self->info->is_known == NULL || self->info->is_known (self->domain)
                   || g_str_equal (self->info->id, "state");
  g_autofree char *text = known ? self->info->dup_text (self->domain) : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  if (self->info->get_css != NULL)
    set_css (self, self->text, self->info->get_css (self->domain));
}

static void
sync_cell (InnMachineCell *self)
{
  sync_stale (self);

  switch (self->info->kind)
    {
    case INN_CELL_NAME:
      sync_name (self);
      break;

    case INN_CELL_TEXT:
      sync_text (self);
      break;

    case INN_CELL_CHECK:
      gtk_widget_set_visible (self->check, self->info->is_known (self->domain));
      break;

    case INN_CELL_TAGS:
      inn_tag_strip_set_tags (INN_TAG_STRIP (self->tags), inn_domain_get_tags (self->domain));
      break;

    case INN_CELL_JOB:
      sync_job (self);
      break;

    case INN_CELL_VALUE:
      inn_stats_cell_show (INN_STATS_CELL (self->stats), self->domain, self->ceiling);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
on_title_first_changed_cb (InnMachineCell *self)
{
  if (self->domain != NULL)
    sync_cell (self);
}

static GtkWidget *
add_text (InnMachineCell *self)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 0);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 0);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), self->info->align_end ? 1 : 0);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (text), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (text), 1);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (text, TRUE);
  if (self->info->css_class != NULL)
    gtk_widget_add_css_class (text, self->info->css_class);
  gtk_widget_set_parent (text, GTK_WIDGET (self));

  return text;
}

static void
add_children (InnMachineCell *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  switch (self->info->kind)
    {
    case INN_CELL_NAME:
      gtk_widget_set_size_request (widget, MIN_NAME_WIDTH, -1);
      self->state = inn_state_icon_new ();
      gtk_widget_set_parent (self->state, widget);
      self->text = add_text (self);
      self->tags = inn_tag_strip_new (INN_TAG_LOOK_DOTS);
      gtk_widget_set_parent (self->tags, widget);
      break;

    case INN_CELL_TEXT:
      self->text = add_text (self);
      break;

    case INN_CELL_CHECK:
      self->check = gtk_image_new_from_icon_name ("object-select-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->check),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->info->title), -1);
      gtk_widget_set_parent (self->check, widget);
      break;

    case INN_CELL_TAGS:
      self->tags = inn_tag_strip_new (INN_TAG_LOOK_PILLS);
      gtk_widget_set_parent (self->tags, widget);
      break;

    case INN_CELL_VALUE:
      self->stats = inn_stats_cell_new (self->info->value, self->info->css_class);
      self->ceiling = inn_machine_value_get_least_ceiling (self->info->value);
      gtk_widget_set_hexpand (self->stats, TRUE);
      gtk_widget_set_parent (self->stats, widget);
      break;

    case INN_CELL_JOB:
    default:
      break;
    }
}

static void
inn_machine_cell_root (GtkWidget *widget)
{
  InnMachineCell *self = INN_MACHINE_CELL (widget);

  GTK_WIDGET_CLASS (inn_machine_cell_parent_class)->root (widget);

  if (!self->fixed)
    inn_column_view_fix_cell (widget);
  self->fixed = TRUE;
}

/* Many more rows are bound than seen: only those on the screen are urgent. */
static void
want_details (InnMachineCell *self)
{
  if (self->info->kind == INN_CELL_NAME && self->domain != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    inn_domain_want_details (self->domain);
}

static void
inn_machine_cell_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (inn_machine_cell_parent_class)->map (widget);

  want_details (INN_MACHINE_CELL (widget));
}

static void
inn_machine_cell_dispose (GObject *object)
{
  InnMachineCell *self = INN_MACHINE_CELL (object);
  GtkWidget *child;

  inn_machine_cell_set_domain (self, NULL);
  g_clear_object (&self->settings);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (inn_machine_cell_parent_class)->dispose (object);
}

static void
inn_machine_cell_class_init (InnMachineCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_cell_dispose;
  widget_class->map = inn_machine_cell_map;
  widget_class->root = inn_machine_cell_root;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "machinecell");
}

static void
inn_machine_cell_init (InnMachineCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
}

/**
 * inn_machine_cell_new:
 * @info: the column
 * @settings: how names are written
 */
GtkWidget *
inn_machine_cell_new (const InnColumnInfo *info,
                      GSettings           *settings)
{
  InnMachineCell *self;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (INN_TYPE_MACHINE_CELL, NULL);
  self->info = info;
  self->settings = g_object_ref (settings);
  add_children (self);

  if (info->kind == INN_CELL_NAME)
    g_signal_connect_object (settings, "changed::title-first",
                             G_CALLBACK (on_title_first_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

const InnColumnInfo *
inn_machine_cell_get_info (InnMachineCell *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_CELL (self), NULL);

  return self->info;
}

InnDomain *
inn_machine_cell_get_domain (InnMachineCell *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_CELL (self), NULL);

  return self->domain;
}

/**
 * inn_machine_cell_set_domain:
 * @domain: (nullable): the machine to show and follow
 */
void
inn_machine_cell_set_domain (InnMachineCell *self,
                             InnDomain      *domain)
{
  g_return_if_fail (INN_IS_MACHINE_CELL (self));
  g_return_if_fail (domain == NULL || INN_IS_DOMAIN (domain));

  if (self->domain == domain)
    return;

  g_clear_signal_handler (&self->changed_id, self->domain);
  g_set_object (&self->domain, domain);

  if (domain == NULL)
    {
      g_clear_signal_handler (&self->progress_id, self->job);
      g_clear_object (&self->job);
      return;
    }

  self->changed_id = g_signal_connect_swapped (domain, "changed", G_CALLBACK (sync_cell), self);
  sync_cell (self);
  want_details (self);
}

/**
 * inn_machine_cell_show_value:
 * @ceiling: what the full height of a line stands for
 *
 * Shows what the machine does now, if this is a cell for that.
 */
void
inn_machine_cell_show_value (InnMachineCell *self,
                             double          ceiling)
{
  g_return_if_fail (INN_IS_MACHINE_CELL (self));

  if (self->info->kind != INN_CELL_VALUE || self->domain == NULL)
    return;

  self->ceiling = ceiling;
  inn_stats_cell_show (INN_STATS_CELL (self->stats), self->domain, ceiling);
}

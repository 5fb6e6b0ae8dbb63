/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-jobs-popover"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "inn-job-heading.h"
#include "inn-job-row.h"
#include "inn-jobs-popover.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-jobs-popover.ui"

/* A verb on a thousand machines makes a thousand jobs; rows are made in portions. */
#define PAGE_SIZE 60

struct _InnJobsPopover
{
  GtkPopover         parent_instance;

  InnJobList        *jobs;
  GtkSliceListModel *slice;
  guint              headings_source;

  /* Template */
  GtkStack          *stack;
  GtkScrolledWindow *scrolled;
  GtkListBox        *list;
  GtkButton         *more_button;
};

G_DEFINE_FINAL_TYPE (InnJobsPopover, inn_jobs_popover, GTK_TYPE_POPOVER)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  InnJobsPopover *self = user_data;
  GtkWidget *row = inn_job_row_new (item, self->jobs);

  if (inn_job_get_group (item) != NULL)
    gtk_widget_add_css_class (row, "grouped");

  return row;
}

static gboolean
begins_group (GtkListBoxRow *row,
              GtkListBoxRow *before)
{
  InnJob *job = inn_job_row_get_job (INN_JOB_ROW (row));

  if (inn_job_get_group (job) == NULL)
    return FALSE;

  return before == NULL ||
         !inn_job_begun_with (job, inn_job_row_get_job (INN_JOB_ROW (before)));
}

static gboolean
sync_headings_cb (gpointer user_data)
{
  InnJobsPopover *self = user_data;
  GtkListBoxRow *row;

  self->headings_source = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_list_box_row_get_header (row) != NULL)
      inn_job_heading_sync (INN_JOB_HEADING (gtk_list_box_row_get_header (row)),
                            G_LIST_MODEL (self->jobs), i);

  return G_SOURCE_REMOVE;
}

/* A job that changes leaves its place and takes another; a heading is right once both
 * are done, and before that is drawn. */
static void
queue_headings (InnJobsPopover *self)
{
  if (self->headings_source == 0)
    self->headings_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_headings_cb, self, NULL);
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  if (!begins_group (row, before))
    {
      gtk_list_box_row_set_header (row, NULL);
    }
  else if (gtk_list_box_row_get_header (row) == NULL)
    {
      gtk_list_box_row_set_header (row, inn_job_heading_new ());
      queue_headings (user_data);
    }
}

static void
sync_counts (InnJobsPopover *self)
{
  guint n_jobs = self->jobs != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) : 0;
  guint n_active = self->jobs != NULL ? inn_job_list_get_n_active (self->jobs) : 0;
  guint n_shown = gtk_slice_list_model_get_size (self->slice);

  gtk_stack_set_visible_child_name (self->stack, n_jobs > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "jobs.clear-finished", n_jobs > n_active);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), n_jobs > n_shown);

  if (n_jobs > n_shown)
    {
      guint n_more = n_jobs - n_shown;
      g_autofree char *label = NULL;

      label = g_strdup_printf (ngettext ("%u More Job", "%u More Jobs", n_more), n_more);
      gtk_button_set_label (self->more_button, label);
    }
}

/* What fails before the eyes of the user is seen. */
static void
on_jobs_changed_cb (InnJobsPopover *self)
{
  sync_counts (self);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  queue_headings (self);

  if (inn_job_list_get_has_unseen_failure (self->jobs))
    inn_job_list_mark_seen (self->jobs);
}

/* The rows are there before a size is asked for: a popover does not grow once it is shown. */
static void
inn_jobs_popover_show (GtkWidget *widget)
{
  InnJobsPopover *self = INN_JOBS_POPOVER (widget);

  if (self->jobs != NULL)
    {
      gtk_slice_list_model_set_size (self->slice, PAGE_SIZE);
      gtk_slice_list_model_set_model (self->slice, G_LIST_MODEL (self->jobs));
      sync_counts (self);
    }

  GTK_WIDGET_CLASS (inn_jobs_popover_parent_class)->show (widget);
}

static void
on_mapped_cb (InnJobsPopover *self)
{
  if (self->jobs == NULL)
    return;

  on_jobs_changed_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_closed_cb (InnJobsPopover *self)
{
  gtk_slice_list_model_set_model (self->slice, NULL);
}

static void
on_row_activated_cb (InnJobsPopover *self,
                     InnJobRow      *row)
{
  inn_job_row_toggle_details (row);
}

/*
 * Actions
 */

static void
clear_finished_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *param)
{
  inn_job_list_clear_ended (INN_JOBS_POPOVER (widget)->jobs);
}

static void
show_more_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  InnJobsPopover *self = INN_JOBS_POPOVER (widget);

  gtk_slice_list_model_set_size (self->slice,
                                 gtk_slice_list_model_get_size (self->slice) + PAGE_SIZE);
  sync_counts (self);
}

static void
inn_jobs_popover_dispose (GObject *object)
{
  InnJobsPopover *self = INN_JOBS_POPOVER (object);

  inn_jobs_popover_set_jobs (self, NULL);
  g_clear_object (&self->slice);
  g_clear_handle_id (&self->headings_source, g_source_remove);

  G_OBJECT_CLASS (inn_jobs_popover_parent_class)->dispose (object);
}

static void
inn_jobs_popover_class_init (InnJobsPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WIDGET_CLASS (klass)->show = inn_jobs_popover_show;
  object_class->dispose = inn_jobs_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnJobsPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, InnJobsPopover, scrolled);
  gtk_widget_class_bind_template_child (widget_class, InnJobsPopover, list);
  gtk_widget_class_bind_template_child (widget_class, InnJobsPopover, more_button);
  gtk_widget_class_bind_template_callback (widget_class, on_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);

  gtk_widget_class_install_action (widget_class, "jobs.clear-finished", NULL,
                                   clear_finished_action);
  gtk_widget_class_install_action (widget_class, "jobs.show-more", NULL, show_more_action);
}

static void
inn_jobs_popover_init (InnJobsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->slice = gtk_slice_list_model_new (NULL, 0, PAGE_SIZE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->slice), create_row, self, NULL);
  gtk_list_box_set_header_func (self->list, update_header, self, NULL);
  sync_counts (self);
}

void
inn_jobs_popover_set_jobs (InnJobsPopover *self,
                           InnJobList     *jobs)
{
  g_return_if_fail (INN_IS_JOBS_POPOVER (self));
  g_return_if_fail (jobs == NULL || INN_IS_JOB_LIST (jobs));

  if (self->jobs == jobs)
    return;

  if (self->jobs != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->jobs, self);
      gtk_slice_list_model_set_model (self->slice, NULL);
    }

  g_set_object (&self->jobs, jobs);

  if (jobs != NULL)
    {
      g_signal_connect_swapped (jobs, "items-changed", G_CALLBACK (on_jobs_changed_cb), self);
      g_signal_connect_swapped (jobs, "notify", G_CALLBACK (on_jobs_changed_cb), self);
      sync_counts (self);
    }
}

/**
 * inn_jobs_popover_show_job:
 * @self: the popover, shown
 * @job: a job of its list
 *
 * Opens the details of @job and moves the focus to it.
 */
void
inn_jobs_popover_show_job (InnJobsPopover *self,
                           InnJob         *job)
{
  GtkListBoxRow *row;

  g_return_if_fail (INN_IS_JOBS_POPOVER (self));
  g_return_if_fail (INN_IS_JOB (job));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (inn_job_row_get_job (INN_JOB_ROW (row)) != job)
        continue;

      inn_job_row_show_details (INN_JOB_ROW (row));
      gtk_widget_grab_focus (GTK_WIDGET (row));
      break;
    }
}

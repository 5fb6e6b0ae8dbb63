/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job-heading"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-job-heading.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-job-heading.ui"
#define N_STATES (INN_JOB_STATE_CANCELLED + 1)

struct _InnJobHeading
{
  GtkWidget  parent_instance;

  /* Template */
  GtkLabel  *title_label;
  GtkLabel  *tally_label;
  GtkLabel  *failed_label;
};

G_DEFINE_FINAL_TYPE (InnJobHeading, inn_job_heading, GTK_TYPE_WIDGET)

/* Takes @text. */
static void
append_part (GPtrArray *parts,
             guint      count,
             char      *text)
{
  if (count > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

static char *
dup_tally (const guint *counts)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint n_running = counts[INN_JOB_STATE_RUNNING];
  guint n_waiting = counts[INN_JOB_STATE_WAITING];
  guint n_done = counts[INN_JOB_STATE_DONE];
  guint n_cancelled = counts[INN_JOB_STATE_CANCELLED];

  /* Translators: these tell how many of several jobs are in that state */
  append_part (parts, n_running, g_strdup_printf (C_("jobs", "%u running"), n_running));
  append_part (parts, n_waiting, g_strdup_printf (C_("jobs", "%u waiting"), n_waiting));
  append_part (parts, n_done, g_strdup_printf (C_("jobs", "%u done"), n_done));
  append_part (parts, n_cancelled, g_strdup_printf (C_("jobs", "%u cancelled"), n_cancelled));
  /* The next label goes on with those that failed. */
  if (parts->len > 0 && counts[INN_JOB_STATE_FAILED] > 0)
    g_ptr_array_add (parts, g_strdup (""));
  g_ptr_array_add (parts, NULL);

  return g_strchomp (g_strjoinv (" · ", (char **) parts->pdata));
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
inn_job_heading_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), INN_TYPE_JOB_HEADING);

  G_OBJECT_CLASS (inn_job_heading_parent_class)->dispose (object);
}

static void
inn_job_heading_class_init (InnJobHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_job_heading_dispose;

  gtk_widget_class_set_css_name (widget_class, "jobheading");
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnJobHeading, title_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobHeading, tally_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobHeading, failed_label);
}

static void
inn_job_heading_init (InnJobHeading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inn_job_heading_new (void)
{
  return g_object_new (INN_TYPE_JOB_HEADING, NULL);
}

/**
 * inn_job_heading_sync:
 * @self: a heading
 * @jobs: a list model of #InnJob
 * @position: of the first one below the heading
 *
 * Shows the state of the job at @position and of those begun with it.
 */
void
inn_job_heading_sync (InnJobHeading *self,
                      GListModel    *jobs,
                      guint          position)
{
  g_autoptr (InnJob) first = NULL;
  g_autofree char *tally = NULL;
  g_autofree char *failed = NULL;
  guint counts[N_STATES] = { 0 };

  g_return_if_fail (INN_IS_JOB_HEADING (self));
  g_return_if_fail (G_IS_LIST_MODEL (jobs));

  first = g_list_model_get_item (jobs, position);
  g_return_if_fail (first != NULL && inn_job_get_group (first) != NULL);

  for (guint i = position; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (InnJob) job = g_list_model_get_item (jobs, i);

      if (!inn_job_begun_with (job, first))
        break;

      counts[inn_job_get_state (job)]++;
    }

  tally = dup_tally (counts);
  /* Translators: how many of several jobs have failed */
  failed = g_strdup_printf (C_("jobs", "%u failed"), counts[INN_JOB_STATE_FAILED]);

  gtk_label_set_label (self->title_label, inn_job_get_group (first));
  set_text (self->tally_label, tally);
  set_text (self->failed_label, counts[INN_JOB_STATE_FAILED] > 0 ? failed : "");
}

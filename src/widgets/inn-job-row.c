/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job-row"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-host.h"
#include "inn-job-details.h"
#include "inn-job-row.h"
#include "inn-text.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-job-row.ui"
#define PULSE_MS 100

struct _InnJobRow
{
  GtkListBoxRow    parent_instance;

  InnJob          *job;
  InnJobList      *jobs;
  InnJobDetails   *details;
  guint            pulse_id;
  guint            n_pulses;

  /* Template */
  GtkImage        *icon;
  GtkBox          *content;
  GtkLabel        *title_label;
  GtkLabel        *when_label;
  GtkProgressBar  *progress;
  GtkLabel        *facts_label;
  GtkWidget       *cancel_button;
  GtkToggleButton *details_button;
};

G_DEFINE_FINAL_TYPE (InnJobRow, inn_job_row, GTK_TYPE_LIST_BOX_ROW)

/* How one state of a job looks. */
typedef struct
{
  const char *icon_name;      /* NULL: the icon of the job */
  const char *icon_class;
  const char *facts_class;
} JobLook;

static const JobLook looks[] = {
  [INN_JOB_STATE_WAITING] = { NULL, "cpu", "sub" },
  [INN_JOB_STATE_RUNNING] = { NULL, "cpu", "sub" },
  [INN_JOB_STATE_DONE] = { "inn-done-symbolic", "ok", "sub" },
  [INN_JOB_STATE_FAILED] = { "dialog-error-symbolic", "bad", "bad" },
  [INN_JOB_STATE_CANCELLED] = { "process-stop-symbolic", "sub", "sub" },
};

static const char * const look_classes[] = { "cpu", "ok", "bad", "sub" };

static void
set_look_class (GtkWidget  *widget,
                const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (look_classes); i++)
    {
      if (g_str_equal (look_classes[i], name))
        gtk_widget_add_css_class (widget, name);
      else
        gtk_widget_remove_css_class (widget, look_classes[i]);
    }
}

static char *
dup_when (InnJob *job)
{
  double progress = inn_job_get_progress (job);

  switch (inn_job_get_state (job))
    {
    case INN_JOB_STATE_WAITING:
      return g_strdup (C_("job", "Waiting"));

    case INN_JOB_STATE_RUNNING:
      return progress < 0 ? g_strdup ("") : inn_text_percent (progress * 100);

    case INN_JOB_STATE_DONE:
    case INN_JOB_STATE_FAILED:
    case INN_JOB_STATE_CANCELLED:
    default:
      return inn_text_time_of_day (inn_job_get_ended (job));
    }
}

static gboolean
pulse_cb (gpointer user_data)
{
  InnJobRow *self = user_data;

  gtk_progress_bar_pulse (self->progress);

  /* The time it has taken; the job does not notify of every second. */
  if (++self->n_pulses % (1000 / PULSE_MS) == 0)
    {
      g_autofree char *facts = inn_job_dup_facts (self->job);

      gtk_label_set_label (self->facts_label, facts);
    }

  return G_SOURCE_CONTINUE;
}

/* A bar without known progress moves, but only where somebody can see it. */
static void
sync_progress (InnJobRow *self)
{
  gboolean running = inn_job_get_state (self->job) == INN_JOB_STATE_RUNNING;
  double progress = inn_job_get_progress (self->job);
  gboolean pulse = running && progress < 0 && gtk_widget_get_mapped (GTK_WIDGET (self));

  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);

  if (running && progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (progress, 0, 1));

  if (!pulse)
    g_clear_handle_id (&self->pulse_id, g_source_remove);
  else if (self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_MS, pulse_cb, self);
}

/* A failure that nobody has seen yet opens by itself. */
static void
open_details_as_before (InnJobRow *self)
{
  int open = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->job), "inn-job-row-open"));

  if (open > 0 || (open == 0 && inn_job_get_state (self->job) == INN_JOB_STATE_FAILED &&
                   !inn_job_get_seen (self->job)))
    inn_job_row_show_details (self);
}

static void
sync_job (InnJobRow *self)
{
  InnJobState state = inn_job_get_state (self->job);
  const JobLook *look = &looks[state];
  gboolean ended = inn_job_is_ended (self->job);
  g_autofree char *when = dup_when (self->job);
  g_autofree char *facts = inn_job_dup_facts (self->job);
  g_autofree char *name = NULL;

  gtk_image_set_from_icon_name (self->icon,
                                look->icon_name != NULL ? look->icon_name
                                                        : inn_job_get_icon_name (self->job));
  set_look_class (GTK_WIDGET (self->icon), look->icon_class);
  gtk_label_set_label (self->title_label, inn_job_get_title (self->job));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), inn_job_get_title (self->job));
  gtk_label_set_label (self->when_label, when);
  gtk_label_set_label (self->facts_label, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_label), facts != NULL && *facts != '\0');
  set_look_class (GTK_WIDGET (self->facts_label), look->facts_class);

  gtk_widget_set_visible (self->cancel_button, !ended);
  gtk_widget_set_visible (GTK_WIDGET (self->details_button), ended);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "job.cancel", inn_job_can_cancel (self->job));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "job.clear", ended);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "job.retry", inn_job_can_retry (self->job));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "job.copy-command",
                                 inn_job_get_virsh (self->job) != NULL);

  name = g_strjoin (", ", inn_job_get_title (self->job), facts != NULL ? facts : when, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  sync_progress (self);
  open_details_as_before (self);

  if (self->details != NULL)
    inn_job_details_sync (self->details);
}

static void
on_details_toggled_cb (InnJobRow *self)
{
  gboolean open = gtk_toggle_button_get_active (self->details_button);

  g_assert (INN_IS_JOB_ROW (self));

  if (open && self->details == NULL)
    {
      self->details = INN_JOB_DETAILS (inn_job_details_new (self->job));
      gtk_box_append (self->content, GTK_WIDGET (self->details));
    }

  if (self->details != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->details), open);

  gtk_button_set_icon_name (GTK_BUTTON (self->details_button),
                            open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);

  /* The list makes new rows when jobs change their order; what was open stays open. */
  g_object_set_data (G_OBJECT (self->job), "inn-job-row-open", GINT_TO_POINTER (open ? 1 : -1));
}

/*
 * Actions
 */

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  inn_job_cancel (INN_JOB_ROW (widget)->job);
}

static void
retry_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  InnJobRow *self = INN_JOB_ROW (widget);

  inn_job_list_retry (self->jobs, self->job);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnJobRow *self = INN_JOB_ROW (widget);
  g_autoptr (InnJob) undo = inn_job_list_undo (self->jobs, self->job);
}

static void
repair_confirmed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (InnJobRow) self = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    inn_job_list_repair (self->jobs, self->job);
}

/* What stays changed is asked about once, with the name of what changes. */
static void
repair_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  g_autoptr (InnJobRow) self = g_object_ref (INN_JOB_ROW (widget));
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  g_autofree char *heading = NULL;
  InnQuestion question = { 0 };

  if (!inn_job_can_repair (self->job))
    return;

  if ((heading = inn_job_dup_repair_question (self->job, &question.body)) == NULL)
    {
      inn_job_list_repair (self->jobs, self->job);
      return;
    }

  question.heading = heading;
  question.confirm_label = _("_Change and Start");

  /* Closing takes the row away. */
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  inn_dialogs_ask_async (window, &question, NULL, repair_confirmed_cb, g_object_ref (self));
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  InnJobRow *self = INN_JOB_ROW (widget);

  inn_job_list_remove (self->jobs, self->job);
}

static void
copy_command_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *param)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          inn_job_get_virsh (INN_JOB_ROW (widget)->job));
}

static void
show_machine_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *param)
{
  InnDomain *domain = inn_job_get_domain (INN_JOB_ROW (widget)->job);
  InnHost *host = domain != NULL ? inn_domain_get_host (domain) : NULL;
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);

  /* Of an earlier run, or its host was removed since. */
  if (host == NULL)
    return;

  gtk_widget_activate_action (widget, "app.open-machine", "(ss)",
                              inn_host_get_uri (host), inn_domain_get_uuid (domain));

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
inn_job_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (inn_job_row_parent_class)->map (widget);

  sync_progress (INN_JOB_ROW (widget));
}

static void
inn_job_row_unmap (GtkWidget *widget)
{
  InnJobRow *self = INN_JOB_ROW (widget);

  g_clear_handle_id (&self->pulse_id, g_source_remove);

  GTK_WIDGET_CLASS (inn_job_row_parent_class)->unmap (widget);
}

static void
inn_job_row_dispose (GObject *object)
{
  InnJobRow *self = INN_JOB_ROW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (inn_job_row_parent_class)->dispose (object);
}

static void
inn_job_row_class_init (InnJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_job_row_dispose;

  widget_class->map = inn_job_row_map;
  widget_class->unmap = inn_job_row_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, icon);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, content);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, when_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, progress);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, facts_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, InnJobRow, details_button);
  gtk_widget_class_bind_template_callback (widget_class, on_details_toggled_cb);

  gtk_widget_class_install_action (widget_class, "job.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "job.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "job.copy-command", NULL, copy_command_action);
  gtk_widget_class_install_action (widget_class, "job.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "job.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "job.repair", NULL, repair_action);
  gtk_widget_class_install_action (widget_class, "job.show-machine", NULL, show_machine_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "job.clear", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "job.clear", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "job.copy-command", NULL);
}

static void
inn_job_row_init (InnJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_job_row_new:
 * @job: what is shown
 * @jobs: the list it stands in, asked to try again and to remove
 */
GtkWidget *
inn_job_row_new (InnJob     *job,
                 InnJobList *jobs)
{
  InnJobRow *self;

  g_return_val_if_fail (INN_IS_JOB (job), NULL);
  g_return_val_if_fail (INN_IS_JOB_LIST (jobs), NULL);

  self = g_object_new (INN_TYPE_JOB_ROW, NULL);
  self->job = g_object_ref (job);
  self->jobs = g_object_ref (jobs);

  g_signal_connect_object (job, "notify", G_CALLBACK (sync_job), self, G_CONNECT_SWAPPED);
  sync_job (self);

  return GTK_WIDGET (self);
}

InnJob *
inn_job_row_get_job (InnJobRow *self)
{
  g_return_val_if_fail (INN_IS_JOB_ROW (self), NULL);

  return self->job;
}

void
inn_job_row_toggle_details (InnJobRow *self)
{
  g_return_if_fail (INN_IS_JOB_ROW (self));

  gtk_toggle_button_set_active (self->details_button,
                                !gtk_toggle_button_get_active (self->details_button));
}

void
inn_job_row_show_details (InnJobRow *self)
{
  g_return_if_fail (INN_IS_JOB_ROW (self));

  gtk_toggle_button_set_active (self->details_button, TRUE);
}

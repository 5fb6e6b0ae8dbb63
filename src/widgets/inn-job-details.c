/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job-details"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-copy-button.h"
#include "inn-job-details.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-job-details.ui"

struct _InnJobDetails
{
  GtkBox         parent_instance;

  InnJob        *job;

  /* Template */
  GtkLabel      *sentence_label;
  GtkButton     *repair_button;
  GtkLabel      *error_label;
  GtkWidget     *log_button;
  GtkLabel      *log_label;
  GtkWidget     *virsh_box;
  GtkLabel      *virsh_label;
  InnCopyButton *virsh_copy;
  GtkWidget     *error_box;
  GtkLabel      *origin_label;
  GtkWidget     *retry_button;
  GtkLabel      *where_label;
  GtkWidget     *undo_button;
  GtkWidget     *machine_button;
};

G_DEFINE_FINAL_TYPE (InnJobDetails, inn_job_details, GTK_TYPE_BOX)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static char *
dup_clock (gint64 usec)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (usec / G_USEC_PER_SEC);

  return g_date_time_format (time, "%H:%M:%S");
}

static void
sync_repair (InnJobDetails *self)
{
  g_autofree char *label = inn_job_dup_repair_label (self->job);

  gtk_widget_set_visible (GTK_WIDGET (self->repair_button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->repair_button, label);
}

/* “14:01:05 – 14:01:06 · kvm-ams-01” */
static char *
dup_where (InnJob *job)
{
  const char *host = inn_job_get_host_name (job);
  GString *text = g_string_new (NULL);

  if (inn_job_get_started (job) != 0)
    {
      g_autofree char *clock = dup_clock (inn_job_get_started (job));

      g_string_append (text, clock);
    }

  if (inn_job_get_started (job) != 0 && inn_job_get_ended (job) != 0)
    {
      g_autofree char *clock = dup_clock (inn_job_get_ended (job));

      g_string_append_printf (text, " – %s", clock);
    }

  if (host != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", host);

  return g_string_free (text, FALSE);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnJobDetails *self = INN_JOB_DETAILS (widget);
  g_autofree char *details = inn_job_dup_details (self->job);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
}

static void
inn_job_details_dispose (GObject *object)
{
  InnJobDetails *self = INN_JOB_DETAILS (object);

  g_clear_object (&self->job);

  G_OBJECT_CLASS (inn_job_details_parent_class)->dispose (object);
}

static void
inn_job_details_class_init (InnJobDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_job_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, error_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, repair_button);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, log_button);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, log_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, virsh_box);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, virsh_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, virsh_copy);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, error_box);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, origin_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, retry_button);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, where_label);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, undo_button);
  gtk_widget_class_bind_template_child (widget_class, InnJobDetails, machine_button);

  gtk_widget_class_install_action (widget_class, "details.copy", NULL, copy_action);

  g_type_ensure (INN_TYPE_COPY_BUTTON);
}

static void
inn_job_details_init (InnJobDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inn_job_details_new (InnJob *job)
{
  InnJobDetails *self;

  g_return_val_if_fail (INN_IS_JOB (job), NULL);

  self = g_object_new (INN_TYPE_JOB_DETAILS, NULL);
  self->job = g_object_ref (job);
  inn_job_details_sync (self);

  return GTK_WIDGET (self);
}

/**
 * inn_job_details_sync:
 * @self: the details
 *
 * Shows what the job says now; the row calls it when the job changes.
 */
void
inn_job_details_sync (InnJobDetails *self)
{
  gboolean failed;
  const char *virsh;
  g_autofree char *where = NULL;

  g_return_if_fail (INN_IS_JOB_DETAILS (self));

  failed = inn_job_get_state (self->job) == INN_JOB_STATE_FAILED;
  virsh = inn_job_get_virsh (self->job);
  where = dup_where (self->job);

  set_text (self->sentence_label, failed ? inn_job_get_sentence (self->job) : NULL);
  set_text (self->error_label, failed ? inn_job_get_error_text (self->job) : NULL);
  sync_repair (self);
  gtk_label_set_label (self->log_label, failed ? inn_job_get_log (self->job) : NULL);
  gtk_widget_set_visible (self->log_button, failed && inn_job_get_log (self->job) != NULL);
  gtk_label_set_label (self->origin_label,
                       failed ? inn_job_get_error_origin (self->job) : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->origin_label),
                               failed ? inn_job_get_error_origin (self->job) : NULL);
  gtk_widget_set_visible (self->error_box, failed);
  gtk_widget_set_visible (self->retry_button, failed && inn_job_can_retry (self->job));

  set_text (self->virsh_label, virsh);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->virsh_label), virsh);
  gtk_widget_set_visible (self->virsh_box, virsh != NULL);
  inn_copy_button_set_text (self->virsh_copy, virsh);

  gtk_label_set_label (self->where_label, where);
  gtk_widget_set_visible (self->undo_button, inn_job_can_undo (self->job));
  gtk_widget_set_visible (self->machine_button, inn_job_get_domain (self->job) != NULL);
}

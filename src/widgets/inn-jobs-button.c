/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-jobs-button"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-jobs-button.h"
#include "inn-jobs-popover.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-jobs-button.ui"

struct _InnJobsButton
{
  AdwBin          parent_instance;

  InnJobList     *jobs;
  InnJobsPopover *popover;

  /* Template */
  GtkMenuButton  *button;
  GtkLabel       *badge;
};

enum {
  PROP_0,
  PROP_JOBS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnJobsButton, inn_jobs_button, ADW_TYPE_BIN)

static char *
dup_name (guint    n_active,
          gboolean failed)
{
  g_autofree char *active = NULL;

  if (n_active > 0)
    /* Translators: how many jobs run or wait; follows “Jobs, ” */
    active = g_strdup_printf (ngettext ("%u active", "%u active", n_active), n_active);

  if (failed && active != NULL)
    return g_strjoin (", ", _("Jobs"), active, _("one has failed"), NULL);

  if (failed)
    return g_strjoin (", ", _("Jobs"), _("one has failed"), NULL);

  return active != NULL ? g_strjoin (", ", _("Jobs"), active, NULL) : g_strdup (_("Jobs"));
}

static void
sync_badge (InnJobsButton *self)
{
  guint n_active = self->jobs != NULL ? inn_job_list_get_n_active (self->jobs) : 0;
  gboolean failed = self->jobs != NULL && inn_job_list_get_has_unseen_failure (self->jobs);
  g_autofree char *text = failed ? g_strdup ("!") : g_strdup_printf ("%u", n_active);
  g_autofree char *name = dup_name (n_active, failed);

  gtk_label_set_label (self->badge, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), failed || n_active > 0);

  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->badge), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->badge), "error");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* The popover is made when it is first opened. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  InnJobsButton *self = user_data;

  if (self->popover != NULL)
    return;

  self->popover = g_object_new (INN_TYPE_JOBS_POPOVER, NULL);
  inn_jobs_popover_set_jobs (self->popover, self->jobs);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->popover));
}

static void
show_jobs_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  inn_jobs_button_popup (user_data);
}

static void
inn_jobs_button_root (GtkWidget *widget)
{
  GtkRoot *root;

  GTK_WIDGET_CLASS (inn_jobs_button_parent_class)->root (widget);

  root = gtk_widget_get_root (widget);

  if (G_IS_ACTION_MAP (root) &&
      g_action_map_lookup_action (G_ACTION_MAP (root), "show-jobs") == NULL)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new ("show-jobs", NULL);

      g_signal_connect_object (action, "activate", G_CALLBACK (show_jobs_cb), widget, 0);
      g_action_map_add_action (G_ACTION_MAP (root), G_ACTION (action));
    }
}

static void
inn_jobs_button_dispose (GObject *object)
{
  InnJobsButton *self = INN_JOBS_BUTTON (object);

  inn_jobs_button_set_jobs (self, NULL);
  self->popover = NULL;

  G_OBJECT_CLASS (inn_jobs_button_parent_class)->dispose (object);
}

static void
inn_jobs_button_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  InnJobsButton *self = INN_JOBS_BUTTON (object);

  switch (prop_id)
    {
    case PROP_JOBS:
      g_value_set_object (value, self->jobs);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_jobs_button_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  InnJobsButton *self = INN_JOBS_BUTTON (object);

  switch (prop_id)
    {
    case PROP_JOBS:
      inn_jobs_button_set_jobs (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_jobs_button_class_init (InnJobsButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_jobs_button_dispose;
  object_class->get_property = inn_jobs_button_get_property;
  object_class->set_property = inn_jobs_button_set_property;

  widget_class->root = inn_jobs_button_root;

  properties[PROP_JOBS] =
    g_param_spec_object ("jobs", NULL, NULL,
                         INN_TYPE_JOB_LIST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnJobsButton, button);
  gtk_widget_class_bind_template_child (widget_class, InnJobsButton, badge);
}

static void
inn_jobs_button_init (InnJobsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  sync_badge (self);
}

GtkWidget *
inn_jobs_button_new (void)
{
  return g_object_new (INN_TYPE_JOBS_BUTTON, NULL);
}

void
inn_jobs_button_set_jobs (InnJobsButton *self,
                          InnJobList    *jobs)
{
  g_return_if_fail (INN_IS_JOBS_BUTTON (self));
  g_return_if_fail (jobs == NULL || INN_IS_JOB_LIST (jobs));

  if (self->jobs == jobs)
    return;

  if (self->jobs != NULL)
    g_signal_handlers_disconnect_by_data (self->jobs, self);

  g_set_object (&self->jobs, jobs);

  if (jobs != NULL)
    g_signal_connect_swapped (jobs, "notify", G_CALLBACK (sync_badge), self);

  if (self->popover != NULL)
    inn_jobs_popover_set_jobs (self->popover, jobs);

  sync_badge (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOBS]);
}

/**
 * inn_jobs_button_popup:
 * @self: a jobs button
 *
 * Opens the list of jobs.
 */
void
inn_jobs_button_popup (InnJobsButton *self)
{
  g_return_if_fail (INN_IS_JOBS_BUTTON (self));

  gtk_menu_button_popup (self->button);
}

/**
 * inn_jobs_button_show_job:
 * @self: a jobs button
 * @job: a job of its list
 *
 * Opens the list of jobs at @job.
 */
void
inn_jobs_button_show_job (InnJobsButton *self,
                          InnJob        *job)
{
  g_return_if_fail (INN_IS_JOBS_BUTTON (self));
  g_return_if_fail (INN_IS_JOB (job));

  gtk_menu_button_popup (self->button);

  if (self->popover != NULL)
    inn_jobs_popover_show_job (self->popover, job);
}

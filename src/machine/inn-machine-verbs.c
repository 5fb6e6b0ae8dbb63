/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-verbs"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-job.h"
#include "inn-machine-verbs.h"

/* A job that is over sooner would make the header flicker. */
#define SHOW_BUSY_AFTER_MS 250

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-verbs.ui"

struct _InnMachineVerbs
{
  AdwBin          parent_instance;

  InnDomain      *domain;
  GSignalGroup   *domain_signals;
  gboolean        busy;
  guint           busy_id;

  /* Template */
  GtkSpinner     *spinner;
  GtkWidget      *pause_button;
  GtkButton      *run_button;
  AdwSplitButton *start_button;
  GtkWidget      *shut_down_button;
};

G_DEFINE_FINAL_TYPE (InnMachineVerbs, inn_machine_verbs, ADW_TYPE_BIN)

/* Which buttons stand there in which state. “Unknown” keeps those of the last
 * state, which the actions make insensitive. */
static const struct
{
  const char *run;           /* NULL: no run button */
  gboolean    pause;
  gboolean    can_start;     /* the run button has a menu */
  gboolean    can_stop;
} sets[] = {
  [INN_DOMAIN_STATE_UNKNOWN] = { .run = N_("_Start"), .can_start = TRUE },
  [INN_DOMAIN_STATE_RUNNING] = { .pause = TRUE, .can_stop = TRUE },
  [INN_DOMAIN_STATE_PAUSED] = { .run = N_("_Resume"), .can_stop = TRUE },
  [INN_DOMAIN_STATE_IO_ERROR] = { .run = N_("_Resume"), .can_stop = TRUE },
  [INN_DOMAIN_STATE_SUSPENDED] = { .run = N_("_Wake Up"), .can_stop = TRUE },
  [INN_DOMAIN_STATE_STARTING] = { .pause = TRUE, .can_stop = TRUE },
  [INN_DOMAIN_STATE_SHUTTING_DOWN] = { .pause = TRUE, .can_stop = TRUE },
  [INN_DOMAIN_STATE_CRASHED] = { .run = N_("_Start"), .can_stop = TRUE },
  [INN_DOMAIN_STATE_SAVED] = { .run = N_("_Restore"), .can_start = TRUE },
  [INN_DOMAIN_STATE_SHUT_OFF] = { .run = N_("_Start"), .can_start = TRUE },
};

static char *
dup_without_mnemonic (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", 2);

  return g_strjoinv ("", parts);
}

/* The spinner takes the place of the first verb; the ways to stop stay, for a guest
 * that does not obey has to be stopped by other means. */
static void
sync_buttons (InnMachineVerbs *self)
{
  InnDomain *domain = self->domain;
  InnDomainState state = inn_domain_is_stale (domain) ? inn_domain_get_last_state (domain)
                                                      : inn_domain_get_state (domain);
  gboolean run = sets[state].run != NULL;

  gtk_widget_set_visible (self->pause_button, sets[state].pause && !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->run_button),
                          run && !sets[state].can_start && !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->start_button),
                          run && sets[state].can_start && !self->busy);
  gtk_widget_set_visible (self->shut_down_button, sets[state].can_stop);

  if (run)
    {
      const char *label = _(sets[state].run);
      g_autofree char *plain = dup_without_mnemonic (label);
      g_autofree char *tooltip = g_strdup_printf ("%s (Ctrl+R)", plain);

      gtk_button_set_label (self->run_button, label);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->run_button), tooltip);
      adw_split_button_set_label (self->start_button, label);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->start_button), tooltip);
      inn_a11y_set_label (GTK_WIDGET (self->start_button), plain);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static gboolean
show_busy_cb (gpointer user_data)
{
  InnMachineVerbs *self = user_data;
  InnJob *job = inn_domain_get_job (self->domain);

  self->busy_id = 0;
  self->busy = job != NULL;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->spinner),
                               job != NULL ? inn_job_get_title (job) : NULL);
  sync_buttons (self);

  return G_SOURCE_REMOVE;
}

static void
sync_domain (InnMachineVerbs *self)
{
  if (inn_domain_get_job (self->domain) == NULL)
    {
      g_clear_handle_id (&self->busy_id, g_source_remove);
      self->busy = FALSE;
    }
  else if (!self->busy && self->busy_id == 0)
    self->busy_id = g_timeout_add (SHOW_BUSY_AFTER_MS, show_busy_cb, self);

  sync_buttons (self);
}

static void
inn_machine_verbs_dispose (GObject *object)
{
  InnMachineVerbs *self = INN_MACHINE_VERBS (object);

  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->domain);

  G_OBJECT_CLASS (inn_machine_verbs_parent_class)->dispose (object);
}

static void
inn_machine_verbs_class_init (InnMachineVerbsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_verbs_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachineVerbs, spinner);
  gtk_widget_class_bind_template_child (widget_class, InnMachineVerbs, pause_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineVerbs, run_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineVerbs, start_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineVerbs, shut_down_button);
}

static void
inn_machine_verbs_init (InnMachineVerbs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  inn_a11y_set_label (self->shut_down_button, _("Shut Down"));

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed",
                                  G_CALLBACK (sync_domain), self);
}

/**
 * inn_machine_verbs_set_domain:
 * @self: the verbs
 * @domain: the machine
 */
void
inn_machine_verbs_set_domain (InnMachineVerbs *self,
                              InnDomain       *domain)
{
  g_return_if_fail (INN_IS_MACHINE_VERBS (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (!g_set_object (&self->domain, domain))
    return;

  g_signal_group_set_target (self->domain_signals, domain);
  sync_domain (self);
}

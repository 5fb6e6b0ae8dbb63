/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-banner"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-job.h"
#include "inn-machine-banner.h"
#include "inn-text.h"

/* A job that is over sooner would make the banner flash. */
#define SHOW_JOB_AFTER_MS 1000

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-banner.ui"

/* One thing to say. An action without a detail is asked for as it is. */
typedef struct
{
  const char *css_class;
  const char *icon_name;
  char       *text;
  const char *button;
  const char *action;
} Message;

struct _InnMachineBanner
{
  AdwBin        parent_instance;

  InnDomain    *domain;
  GSignalGroup *domain_signals;
  GSignalGroup *host_signals;
  GSignalGroup *job_signals;
  gboolean      gone;
  InnJob       *job;             /* the one that the timeout was started for */
  gboolean      job_is_slow;
  guint         slow_id;

  /* Template */
  GtkRevealer  *revealer;
  GtkWidget    *box;
  GtkImage     *icon;
  GtkLabel     *label;
  GtkButton    *button;
};

G_DEFINE_FINAL_TYPE (InnMachineBanner, inn_machine_banner, ADW_TYPE_BIN)

static const char * const banner_classes[] = { "warn", "err", "info" };

/* “Values shown are from 14:31.”, once there were any. */
static char *
dup_age (InnHost *host)
{
  gint64 seen = inn_host_get_last_seen (host);
  g_autofree char *time = NULL;

  if (seen == 0)
    return NULL;

  time = inn_text_time_of_day (seen);

  /* Translators: %s is a time of day */
  return g_strdup_printf (_("Values shown are from %s."), time);
}

static char *
dup_host_text (InnHost *host)
{
  const char *name = inn_host_get_name (host);
  g_autofree char *age = dup_age (host);
  g_autofree char *error = inn_host_dup_short_error (host);
  g_autofree char *what = NULL;

  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_CONNECTING:
      /* Translators: %s is the name of a host */
      what = g_strdup_printf (_("Connecting to %s…"), name);
      break;

    case INN_HOST_STATE_RETRYING:
      /* Translators: the first is the name of a host, the second a short reason: “Refused” */
      what = error != NULL ? g_strdup_printf (_("Connection to %s lost: %s."), name, error)
                           : g_strdup_printf (_("Connection to %s lost."), name);
      break;

    case INN_HOST_STATE_AUTH_NEEDED:
      what = g_strdup_printf (_("%s asks for a password."), name);
      break;

    case INN_HOST_STATE_NOT_RESPONDING:
      what = g_strdup_printf (_("%s does not respond."), name);
      break;

    case INN_HOST_STATE_DISCONNECTED:
      what = g_strdup_printf (_("Not connected to %s."), name);
      break;

    case INN_HOST_STATE_CONNECTED:
    default:
      g_return_val_if_reached (NULL);
    }

  return g_strjoin (" ", what, age, NULL);
}

/* “Save web-2 to disk · 62 % · 112 MB/s” */
static char *
dup_job_text (InnJob *job)
{
  double progress = inn_job_get_progress (job);
  g_autofree char *facts = inn_job_dup_facts (job);
  g_autofree char *percent = progress < 0 ? NULL : inn_text_percent (progress * 100);
  GString *text = g_string_new (inn_job_get_title (job));

  if (percent != NULL)
    g_string_append_printf (text, " · %s", percent);

  if (facts != NULL && *facts != '\0')
    g_string_append_printf (text, " · %s", facts);

  return g_string_free (text, FALSE);
}

/* The state of the machine itself; @message stays empty when all is well. */
static void
choose_state_message (InnMachineBanner *self,
                      Message          *message)
{
  g_autofree char *reason = inn_domain_dup_state_reason (self->domain);

  switch (inn_domain_get_state (self->domain))
    {
    case INN_DOMAIN_STATE_CRASHED:
      /* Translators: %s is libvirt's reason, such as “panicked” */
      message->text = reason != NULL ? g_strdup_printf (_("The machine crashed: %s."), reason)
                                     : g_strdup (_("The machine crashed."));
      message->css_class = "err";
      message->icon_name = "dialog-error-symbolic";
      break;

    case INN_DOMAIN_STATE_IO_ERROR:
      message->text = g_strdup (_("Paused by an error while reading or writing a disk. "
                                  "Make room or repair the storage, then resume."));
      message->css_class = "err";
      message->icon_name = "dialog-error-symbolic";
      message->button = _("_Resume");
      message->action = "machine.resume";
      break;

    case INN_DOMAIN_STATE_UNKNOWN:
    case INN_DOMAIN_STATE_RUNNING:
    case INN_DOMAIN_STATE_PAUSED:
    case INN_DOMAIN_STATE_SUSPENDED:
    case INN_DOMAIN_STATE_STARTING:
    case INN_DOMAIN_STATE_SHUTTING_DOWN:
    case INN_DOMAIN_STATE_SAVED:
    case INN_DOMAIN_STATE_SHUT_OFF:
    default:
      break;
    }
}

/* The highest first; only one is shown. */
static void
choose_message (InnMachineBanner *self,
                Message          *message)
{
  InnHost *host = inn_domain_get_host (self->domain);
  InnJob *job = inn_domain_get_job (self->domain);

  if (self->gone)
    {
      message->text = g_strdup_printf (_("This machine no longer exists on %s."),
                                       inn_host_get_name (host));
      message->css_class = "warn";
      message->icon_name = "dialog-warning-symbolic";
      message->button = _("_Close Window");
      message->action = "window.close";
      return;
    }

  if (inn_host_get_state (host) != INN_HOST_STATE_CONNECTED)
    {
      message->text = dup_host_text (host);
      message->css_class = "warn";
      message->icon_name = "network-offline-symbolic";
      message->button = inn_machine_banner_get_connect_label (host);
      message->action = "banner.connect";
      return;
    }

  choose_state_message (self, message);

  if (message->text != NULL || job == NULL || !self->job_is_slow || !inn_job_can_cancel (job))
    return;

  message->text = dup_job_text (job);
  message->css_class = "info";
  message->icon_name = inn_job_get_icon_name (job);
  message->button = _("_Cancel");
  message->action = "banner.cancel-job";
}

static void
sync_message (InnMachineBanner *self)
{
  Message message = { 0 };

  if (self->domain != NULL)
    choose_message (self, &message);

  gtk_revealer_set_reveal_child (self->revealer, message.text != NULL);

  if (message.text == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (banner_classes); i++)
    gtk_widget_remove_css_class (self->box, banner_classes[i]);

  gtk_widget_add_css_class (self->box, message.css_class);
  gtk_image_set_from_icon_name (self->icon, message.icon_name);
  gtk_label_set_label (self->label, message.text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), message.button != NULL);

  if (message.button != NULL)
    {
      gtk_button_set_label (self->button, message.button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), message.action);
    }

  g_free (message.text);
}

static gboolean
job_is_slow_cb (gpointer user_data)
{
  InnMachineBanner *self = user_data;

  self->slow_id = 0;
  self->job_is_slow = TRUE;
  sync_message (self);

  return G_SOURCE_REMOVE;
}

static void
on_domain_changed_cb (InnMachineBanner *self)
{
  InnJob *job = inn_domain_get_job (self->domain);

  if (g_set_object (&self->job, job))
    {
      g_signal_group_set_target (self->job_signals, job);
      g_clear_handle_id (&self->slow_id, g_source_remove);
      self->job_is_slow = FALSE;

      if (job != NULL)
        self->slow_id = g_timeout_add (SHOW_JOB_AFTER_MS, job_is_slow_cb, self);
    }

  sync_message (self);
}

/*
 * Actions
 */

static void
connect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  InnMachineBanner *self = INN_MACHINE_BANNER (widget);

  inn_host_connect (inn_domain_get_host (self->domain), INN_HOST_CONNECT_INTERACTIVE);
}

static void
cancel_job_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  InnJob *job = inn_domain_get_job (INN_MACHINE_BANNER (widget)->domain);

  if (job != NULL)
    inn_job_cancel (job);
}

static void
inn_machine_banner_dispose (GObject *object)
{
  InnMachineBanner *self = INN_MACHINE_BANNER (object);

  g_clear_object (&self->domain_signals);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->job_signals);
  g_clear_handle_id (&self->slow_id, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->domain);

  G_OBJECT_CLASS (inn_machine_banner_parent_class)->dispose (object);
}

static void
inn_machine_banner_class_init (InnMachineBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_banner_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachineBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, InnMachineBanner, box);
  gtk_widget_class_bind_template_child (widget_class, InnMachineBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, InnMachineBanner, label);
  gtk_widget_class_bind_template_child (widget_class, InnMachineBanner, button);

  gtk_widget_class_install_action (widget_class, "banner.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "banner.cancel-job", NULL, cancel_job_action);
}

static void
inn_machine_banner_init (InnMachineBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed",
                                  G_CALLBACK (on_domain_changed_cb), self);

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify",
                                  G_CALLBACK (sync_message), self);

  self->job_signals = g_signal_group_new (INN_TYPE_JOB);
  g_signal_group_connect_swapped (self->job_signals, "notify",
                                  G_CALLBACK (sync_message), self);
}

/**
 * inn_machine_banner_get_connect_label:
 * @host: a host that is not connected
 *
 * Returns: (nullable): what a button says that connects it; %NULL: it is being connected
 */
const char *
inn_machine_banner_get_connect_label (InnHost *host)
{
  switch (inn_host_get_state (host))
    {
    case INN_HOST_STATE_RETRYING:
      return _("_Retry Now");

    case INN_HOST_STATE_AUTH_NEEDED:
      return _("_Sign In");

    case INN_HOST_STATE_DISCONNECTED:
      return _("_Connect");

    case INN_HOST_STATE_NOT_RESPONDING:
      return _("_Reconnect");

    case INN_HOST_STATE_CONNECTING:
    case INN_HOST_STATE_CONNECTED:
    default:
      return NULL;
    }
}

/**
 * inn_machine_banner_set_domain:
 * @self: a banner
 * @domain: the machine
 */
void
inn_machine_banner_set_domain (InnMachineBanner *self,
                               InnDomain        *domain)
{
  g_return_if_fail (INN_IS_MACHINE_BANNER (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (!g_set_object (&self->domain, domain))
    return;

  g_signal_group_set_target (self->domain_signals, domain);
  g_signal_group_set_target (self->host_signals, inn_domain_get_host (domain));
  on_domain_changed_cb (self);
}

/**
 * inn_machine_banner_set_gone:
 * @self: a banner
 * @gone: whether the host has lost the machine
 */
void
inn_machine_banner_set_gone (InnMachineBanner *self,
                             gboolean          gone)
{
  g_return_if_fail (INN_IS_MACHINE_BANNER (self));

  if (self->gone == gone)
    return;

  self->gone = gone;
  sync_message (self);
}

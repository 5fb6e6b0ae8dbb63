/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-popover"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-popover.h"
#include "inn-host-trouble.h"
#include "inn-virt-error.h"

struct _InnHostPopover
{
  GtkPopover    parent_instance;

  InnHost      *host;
  GSignalGroup *host_signals;
  guint         tick_id;

  /* Template */
  GtkLabel     *heading;
  GtkLabel     *sentence;
  GtkLabel     *error_label;
  GtkLabel     *since;
  GtkWidget    *wait_button;
  GtkWidget    *edit_button;
  GtkButton    *main_button;
};

enum {
  PROP_0,
  PROP_HOST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnHostPopover, inn_host_popover, GTK_TYPE_POPOVER)

static char *
dup_time (gint64 real_usec)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (real_usec / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, "%H:%M:%S");

  return g_date_time_format (then, "%x %H:%M");
}

/* “Since 14:02:10 · next try in 12 s”; a host that was there is missed since then. */
static char *
dup_since (InnHost *host)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 now = g_get_monotonic_time ();
  gint64 seen = inn_host_get_last_seen (host);
  gint64 entered = g_get_real_time () - (now - inn_host_get_state_since (host));
  gint64 retry = inn_host_get_retry_at (host) - now;
  g_autofree char *since = NULL;

  if (inn_host_get_state (host) == INN_HOST_STATE_CONNECTING)
    return g_strdup (_("Trying…"));

  since = dup_time (seen > 0 && inn_host_get_state (host) == INN_HOST_STATE_RETRYING ? seen
                                                                                    : entered);

  /* Translators: %s is a time, as in “Since 14:02:10” */
  g_string_append_printf (text, _("Since %s"), since);

  if (retry > 0)
    {
      g_string_append (text, " · ");
      /* Translators: a number of seconds */
      g_string_append_printf (text, _("next try in %d s"),
                              (int) ((retry + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
sync_since (InnHostPopover *self)
{
  g_autofree char *since = dup_since (self->host);

  gtk_label_set_text (self->since, since);
}

static void
update (InnHostPopover *self)
{
  const char *button;
  const GError *error;
  g_autofree char *sentence = NULL;
  g_autofree char *heading = NULL;

  if (self->host == NULL)
    return;

  /* While it is tried again, the reason that is being read stays. */
  if (inn_host_get_state (self->host) == INN_HOST_STATE_CONNECTING &&
      gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      gtk_widget_get_visible (GTK_WIDGET (self->error_label)))
    {
      sync_since (self);
      return;
    }

  button = inn_host_trouble_get_button (self->host);
  error = inn_host_get_error (self->host);
  sentence = inn_host_trouble_dup_sentence (self->host);
  heading = inn_host_trouble_dup_heading (self->host);

  gtk_label_set_text (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_label_set_text (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);
  gtk_label_set_text (self->error_label, error != NULL ? error->message : "");
  /* That calls do not come back is what we say: libvirt has not said anything. */
  gtk_widget_set_visible (GTK_WIDGET (self->error_label),
                          error != NULL &&
                          inn_host_get_state (self->host) != INN_HOST_STATE_NOT_RESPONDING);

  gtk_widget_set_visible (GTK_WIDGET (self->main_button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->main_button, button);

  gtk_widget_set_visible (self->wait_button,
                          inn_host_get_state (self->host) == INN_HOST_STATE_NOT_RESPONDING);
  gtk_widget_set_visible (self->edit_button,
                          inn_host_get_state (self->host) != INN_HOST_STATE_NOT_RESPONDING);
  sync_since (self);
}

static void
on_host_changed_cb (InnHostPopover *self)
{
  if (inn_host_get_state (self->host) == INN_HOST_STATE_CONNECTED)
    gtk_popover_popdown (GTK_POPOVER (self));

  update (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  sync_since (user_data);

  return G_SOURCE_CONTINUE;
}

/*
 * Actions
 */

static void
proceed_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  InnHostPopover *self = INN_HOST_POPOVER (widget);
  g_autoptr (InnHost) host = g_object_ref (self->host);
  InnHostState state = inn_host_get_state (host);

  gtk_popover_popdown (GTK_POPOVER (self));

  /* One that does not respond is opened anew with the answers that it had. */
  if (state == INN_HOST_STATE_CONNECTING)
    inn_host_disconnect (host);
  else
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnHostPopover *self = INN_HOST_POPOVER (widget);
  g_autofree char *uri = g_strdup (inn_host_get_uri (self->host));

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (widget, "app.edit-host", "s", uri);
}

static void
wait_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  gtk_popover_popdown (GTK_POPOVER (widget));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  g_autofree char *details = inn_host_popover_dup_details (INN_HOST_POPOVER (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
}

static void
inn_host_popover_map (GtkWidget *widget)
{
  InnHostPopover *self = INN_HOST_POPOVER (widget);

  GTK_WIDGET_CLASS (inn_host_popover_parent_class)->map (widget);

  if (self->host != NULL && self->tick_id == 0)
    {
      update (self);
      self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
    }
}

/* A popover focuses its first child, which would select the whole error. */
static void
inn_host_popover_show (GtkWidget *widget)
{
  InnHostPopover *self = INN_HOST_POPOVER (widget);

  GTK_WIDGET_CLASS (inn_host_popover_parent_class)->show (widget);

  gtk_label_select_region (self->error_label, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->main_button));
}

static void
inn_host_popover_unmap (GtkWidget *widget)
{
  InnHostPopover *self = INN_HOST_POPOVER (widget);

  g_clear_handle_id (&self->tick_id, g_source_remove);

  GTK_WIDGET_CLASS (inn_host_popover_parent_class)->unmap (widget);
}

static void
inn_host_popover_dispose (GObject *object)
{
  InnHostPopover *self = INN_HOST_POPOVER (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (inn_host_popover_parent_class)->dispose (object);
}

static void
inn_host_popover_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  InnHostPopover *self = INN_HOST_POPOVER (object);

  switch (prop_id)
    {
    case PROP_HOST:
      g_value_set_object (value, self->host);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_popover_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  InnHostPopover *self = INN_HOST_POPOVER (object);

  switch (prop_id)
    {
    case PROP_HOST:
      inn_host_popover_set_host (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_popover_class_init (InnHostPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_host_popover_dispose;
  object_class->get_property = inn_host_popover_get_property;
  object_class->set_property = inn_host_popover_set_property;
  widget_class->map = inn_host_popover_map;
  widget_class->show = inn_host_popover_show;
  widget_class->unmap = inn_host_popover_unmap;

  properties[PROP_HOST] =
    g_param_spec_object ("host", NULL, NULL,
                         INN_TYPE_HOST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-host-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, sentence);
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, error_label);
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, since);
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, wait_button);
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, edit_button);
  gtk_widget_class_bind_template_child (widget_class, InnHostPopover, main_button);

  gtk_widget_class_install_action (widget_class, "host-popover.proceed", NULL, proceed_action);
  gtk_widget_class_install_action (widget_class, "host-popover.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "host-popover.wait", NULL, wait_action);
  gtk_widget_class_install_action (widget_class, "host-popover.copy", NULL, copy_action);
}

static void
inn_host_popover_init (InnHostPopover *self)
{
  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify::state",
                                  G_CALLBACK (on_host_changed_cb), self);
  g_signal_group_connect_swapped (self->host_signals, "notify::retry-at",
                                  G_CALLBACK (on_host_changed_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_host_popover_new:
 *
 * Returns: (transfer floating): a popover without a host and without a parent
 */
GtkWidget *
inn_host_popover_new (void)
{
  return g_object_new (INN_TYPE_HOST_POPOVER, NULL);
}

InnHost *
inn_host_popover_get_host (InnHostPopover *self)
{
  g_return_val_if_fail (INN_IS_HOST_POPOVER (self), NULL);

  return self->host;
}

void
inn_host_popover_set_host (InnHostPopover *self,
                           InnHost        *host)
{
  g_return_if_fail (INN_IS_HOST_POPOVER (self));
  g_return_if_fail (host == NULL || INN_IS_HOST (host));

  if (!g_set_object (&self->host, host))
    return;

  g_signal_group_set_target (self->host_signals, host);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOST]);
}

/**
 * inn_host_popover_dup_details:
 * @self: a popover with a host
 *
 * Returns: (transfer full): what one would put into a report: the host, since when,
 *   the error and where it comes from
 */
char *
inn_host_popover_dup_details (InnHostPopover *self)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *since = NULL;
  const GError *error;

  g_return_val_if_fail (INN_IS_HOST_POPOVER (self), NULL);
  g_return_val_if_fail (self->host != NULL, NULL);

  error = inn_host_get_error (self->host);
  since = dup_since (self->host);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s\n%s\n%s\n",
                          gtk_label_get_text (self->heading),
                          inn_host_get_uri (self->host), since);

  if (error != NULL)
    {
      g_autofree char *origin = inn_virt_error_dup_origin (error);

      g_string_append_printf (text, "%s\n", error->message);
      if (origin != NULL && *origin != '\0')
        g_string_append_printf (text, "%s\n", origin);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-console"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "inn-console-card.h"
#include "inn-console-device.h"
#include "inn-display.h"
#include "inn-machine-console.h"
#include "inn-popup.h"
#include "inn-save.h"
#include "inn-send-keys.h"
#include "inn-visibility.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-console.ui"

struct _InnMachineConsole
{
  AdwBin          parent_instance;

  InnDomain      *domain;
  GSignalGroup   *domain_signals;
  InnVisibility  *visibility;
  InnConsole     *console;
  GCancellable   *cancellable;
  GPtrArray      *devices;        /* InnConsoleDevice; NULL: not known yet */

  /* Template */
  GtkStack       *stack;
  AdwStatusPage  *status_page;
  GtkButton      *status_button;
  InnDisplay     *display;
  GtkSpinner     *spinner;
  InnConsoleCard *card;
  GtkWidget      *bar;
  GtkWidget      *tunnel_icon;
  GtkLabel       *facts_label;
  GtkWidget      *native_button;
  GtkMenuButton  *keys_button;
};

G_DEFINE_FINAL_TYPE (InnMachineConsole, inn_machine_console, ADW_TYPE_BIN)

/* What stands there when there is no picture. */
typedef struct
{
  const char *icon;
  const char *title;
  const char *text;
  const char *button;   /* NULL: none */
  const char *action;
} Status;

static const Status status_off = {
  "inn-console-symbolic", N_("Not Running"), N_("“%s” is shut off."),
  N_("_Start"), "machine.start"
};
static const Status status_saved = {
  "inn-console-symbolic", N_("Not Running"),
  N_("“%s” was saved. Starting it continues where it was."), N_("_Start"), "machine.start"
};
static const Status status_crashed = {
  "inn-state-crashed-symbolic", N_("Not Running"), N_("“%s” has crashed."),
  N_("_Start"), "machine.start"
};
static const Status status_unknown = {
  "network-offline-symbolic", N_("Host Not Connected"),
  N_("The host of “%s” is not connected."), NULL, NULL
};
static const Status status_no_display = {
  "video-display-symbolic", N_("No Display"),
  N_("“%s” has no graphical display."), NULL, NULL
};
static const Status status_other_display = {
  "video-display-symbolic", N_("No VNC Display"),
  N_("“%s” shows its screen in another way than VNC. This page shows VNC."), NULL, NULL
};

static const InnConsoleDevice *
find_vnc (InnMachineConsole *self)
{
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      const InnConsoleDevice *device = g_ptr_array_index (self->devices, i);

      if (device->kind == INN_CONSOLE_SCREEN && g_strcmp0 (device->type, "vnc") == 0)
        return device;
    }

  return NULL;
}

static const Status *
get_status (InnMachineConsole *self)
{
  InnDomainState state = inn_domain_get_state (self->domain);

  if (inn_domain_is_stale (self->domain))
    return inn_console_get_remote (self->console) == NULL ? &status_unknown : NULL;

  if (state == INN_DOMAIN_STATE_CRASHED)
    return &status_crashed;

  if (state == INN_DOMAIN_STATE_SAVED)
    return &status_saved;

  if (!inn_domain_is_active (self->domain))
    return &status_off;

  if (self->devices == NULL || find_vnc (self) != NULL)
    return NULL;

  return self->devices->len > 0 &&
         ((InnConsoleDevice *) g_ptr_array_index (self->devices, 0))->kind == INN_CONSOLE_SCREEN
         ? &status_other_display : &status_no_display;
}

static void
show_status (InnMachineConsole *self,
             const Status      *status)
{
  g_autoptr (GString) text = g_string_new (_(status->text));

  g_string_replace (text, "%s", inn_domain_get_name (self->domain), 1);
  adw_status_page_set_icon_name (self->status_page, status->icon);
  adw_status_page_set_title (self->status_page, _(status->title));
  adw_status_page_set_description (self->status_page, text->str);

  gtk_widget_set_visible (GTK_WIDGET (self->status_button), status->button != NULL);
  if (status->button == NULL)
    return;

  gtk_button_set_label (self->status_button, _(status->button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->status_button), status->action);
}

/* “VNC · 800 × 600 · 102 %” */
static char *
dup_facts (InnMachineConsole *self)
{
  g_autofree char *keys = inn_display_dup_release_words (self->display);
  guint width;
  guint height;
  double scale;

  /* Translators: %s are keys, such as Ctrl+Alt */
  if (inn_display_get_grabbed (self->display))
    return g_strdup_printf (_("Keyboard in the guest – %s to leave"), keys);

  if (!inn_display_get_size (self->display, &width, &height, &scale))
    return g_strdup ("VNC");

  return g_strdup_printf ("VNC · %u × %u · %.0f %%", width, height, round (scale * 100));
}

static void
sync_bar (InnMachineConsole *self)
{
  g_autofree char *facts = dup_facts (self);

  gtk_label_set_text (self->facts_label, facts);
  gtk_widget_set_visible (self->tunnel_icon, inn_console_is_tunnel (self->console));
}

static void
sync_picture (InnMachineConsole *self)
{
  static const char * const actions[] = {
    "console.send-keys", "console.record-keys", "console.screenshot", "console.copy",
  };
  InnConsoleState state = inn_console_get_state (self->console);
  gboolean opening = state == INN_CONSOLE_OPENING &&
                     inn_console_get_remote (self->console) == NULL &&
                     inn_console_get_attempts (self->console) == 0;

  inn_display_set_remote (self->display, inn_console_get_remote (self->console));
  gtk_widget_set_opacity (GTK_WIDGET (self->display), state == INN_CONSOLE_OPEN ? 1 : .38);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), opening);
  gtk_spinner_set_spinning (self->spinner, opening);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], state == INN_CONSOLE_OPEN);
  sync_bar (self);
}

/* Opened when it is first seen, then kept: going to another page and back costs nothing. */
static void
sync_console (InnMachineConsole *self,
              const Status      *status)
{
  const InnConsoleDevice *vnc = find_vnc (self);

  if (status != NULL)
    inn_console_stop (self->console);
  else if (vnc != NULL && !inn_domain_is_stale (self->domain) &&
           (inn_visibility_get (self->visibility) ||
            inn_console_get_state (self->console) != INN_CONSOLE_IDLE))
    inn_console_start (self->console, self->domain, vnc);
}

static void
sync_all (InnMachineConsole *self)
{
  const Status *status;

  if (self->domain == NULL)
    return;

  status = get_status (self);
  sync_console (self, status);

  if (status != NULL)
    show_status (self, status);
  gtk_stack_set_visible_child_name (self->stack, status != NULL ? "status" : "picture");
  gtk_widget_set_visible (self->bar, status == NULL);
}

/*
 * Actions
 */

static void
send_keys_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);

  inn_display_send_combo (self->display, g_variant_get_string (param, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->display));
}

static void
record_keys_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  inn_send_keys_ask (INN_MACHINE_CONSOLE (widget)->display);
}

static void
screenshot_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);
  GdkTexture *picture = inn_display_copy (self->display);

  if (picture != NULL)
    inn_save_picture (widget, picture, inn_domain_get_name (self->domain), self->cancellable);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);
  g_autoptr (GdkTexture) picture = inn_display_copy (self->display);

  if (picture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), picture);
}

static void
inn_machine_console_dispose (GObject *object)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (object);

  if (self->console != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->console, self);
      g_signal_handlers_disconnect_by_data (self->display, self);
      inn_console_stop (self->console);
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->console);
  g_clear_object (&self->visibility);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->domain);
  g_clear_pointer (&self->devices, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_machine_console_parent_class)->dispose (object);
}

static void
inn_machine_console_class_init (InnMachineConsoleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_machine_console_dispose;

  g_type_ensure (INN_TYPE_CONSOLE_CARD);
  g_type_ensure (INN_TYPE_DISPLAY);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, stack);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, status_page);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, status_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, display);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, spinner);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, card);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, bar);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, tunnel_icon);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, facts_label);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, native_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, keys_button);

  gtk_widget_class_install_action (widget_class, "console.send-keys", "s", send_keys_action);
  gtk_widget_class_install_action (widget_class, "console.record-keys", NULL, record_keys_action);
  gtk_widget_class_install_action (widget_class, "console.screenshot", NULL, screenshot_action);
  gtk_widget_class_install_action (widget_class, "console.copy", NULL, copy_action);
}

static void
inn_machine_console_init (InnMachineConsole *self)
{
  g_autoptr (GMenuModel) menu = inn_send_keys_new_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));

  inn_popup_set_menu (self->keys_button, menu);
  self->cancellable = g_cancellable_new ();
  self->console = inn_console_new ();
  g_signal_connect_object (self->console, "changed", G_CALLBACK (sync_picture), self,
                           G_CONNECT_SWAPPED);
  inn_console_card_set_console (self->card, self->console);

  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed", G_CALLBACK (sync_all), self);

  g_object_bind_property (self->native_button, "active", self->display, "scaling",
                          G_BINDING_DEFAULT);
  g_signal_connect_object (self->display, "notify", G_CALLBACK (sync_bar), self,
                           G_CONNECT_SWAPPED);
  sync_picture (self);
}

/**
 * inn_machine_console_set_domain:
 * @domain: whose screen is shown
 */
void
inn_machine_console_set_domain (InnMachineConsole *self,
                                InnDomain         *domain)
{
  g_autofree char *name = NULL;

  g_return_if_fail (INN_IS_MACHINE_CONSOLE (self));

  g_set_object (&self->domain, domain);
  g_signal_group_set_target (self->domain_signals, domain);

  /* Translators: what screen readers say of the picture; %s is the name of a machine */
  name = g_strdup_printf (_("Screen of %s"), inn_domain_get_name (domain));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->display),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  sync_all (self);
}

/**
 * inn_machine_console_set_xml:
 * @xml: the machine as it is now
 *
 * Where it can be seen: that changes with each start.
 */
void
inn_machine_console_set_xml (InnMachineConsole *self,
                             const char        *xml)
{
  g_return_if_fail (INN_IS_MACHINE_CONSOLE (self));

  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->devices = inn_console_devices_parse (xml);
  sync_all (self);
}

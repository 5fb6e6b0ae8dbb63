/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-console"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-set.h"
#include "inn-console-status.h"
#include "inn-live-numbers.h"
#include "inn-machine-console.h"
#include "inn-screen-view.h"
#include "inn-text-view.h"
#include "inn-visibility.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-console.ui"

struct _InnMachineConsole
{
  AdwBin           parent_instance;

  GSettings       *settings;
  GActionGroup    *verbs;
  InnConsolePrefs *prefs;
  InnDomain       *domain;
  GSignalGroup    *domain_signals;
  InnVisibility   *visibility;
  InnConsoleSet   *consoles;
  gboolean         known;      /* whether there was XML */
  char            *selected;   /* id of the one on the page */

  /* Template */
  InnConsoleFrame *frame;
  GtkWidget       *switcher;
  GtkStringList   *names;
  GtkWidget       *numbers_button;
  InnLiveNumbers  *numbers;
  GtkWidget       *detach_button;
};

enum
{
  WINDOWS_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnMachineConsole, inn_machine_console, ADW_TYPE_BIN)

static gboolean
is_vnc (const InnConsoleDevice *device)
{
  return device->kind == INN_CONSOLE_SCREEN && g_strcmp0 (device->type, "vnc") == 0;
}

static gboolean
can_show (const InnConsoleDevice *device)
{
  return device->kind == INN_CONSOLE_TEXT || is_vnc (device);
}

/* The one that was chosen the last time, else the first that can be shown. */
static InnConsoleEntry *
get_selected (InnMachineConsole *self)
{
  InnConsoleEntry *entry = inn_console_set_find (self->consoles, self->selected);

  for (guint i = 0; entry == NULL && i < self->consoles->len; i++)
    if (is_vnc (((InnConsoleEntry *) g_ptr_array_index (self->consoles, i))->device))
      entry = g_ptr_array_index (self->consoles, i);

  if (entry == NULL && self->consoles->len > 0)
    entry = g_ptr_array_index (self->consoles, 0);

  return entry;
}

/*
 * What is shown instead of a console
 */

static gboolean
has_picture (InnConsoleEntry *entry)
{
  if (entry == NULL || entry->view == NULL)
    return FALSE;

  return INN_IS_TEXT_VIEW (entry->view)
         ? inn_text_view_was_open (INN_TEXT_VIEW (entry->view))
         : inn_screen_view_has_picture (INN_SCREEN_VIEW (entry->view));
}

/* What hinders all consoles of the machine. */
static InnConsoleStatusKind
get_machine_status (InnMachineConsole *self,
                    InnConsoleEntry   *entry)
{
  if (inn_domain_is_stale (self->domain))
    return has_picture (entry) ? INN_CONSOLE_STATUS_NONE : INN_CONSOLE_STATUS_OFFLINE;

  return inn_domain_is_active (self->domain) ? INN_CONSOLE_STATUS_NONE : INN_CONSOLE_STATUS_OFF;
}

static gboolean
is_wanted (InnMachineConsole *self,
           InnConsoleEntry   *entry)
{
  return entry->wanted || g_settings_get_boolean (self->settings, "console-autoconnect");
}

static InnConsoleStatusKind
get_page_status (InnMachineConsole *self,
                 InnConsoleEntry   *entry)
{
  InnConsoleStatusKind status = get_machine_status (self, entry);

  if (status != INN_CONSOLE_STATUS_NONE || !self->known)
    return status;

  if (entry == NULL)
    return INN_CONSOLE_STATUS_NO_DISPLAY;

  if (!can_show (entry->device))
    return INN_CONSOLE_STATUS_OTHER_DISPLAY;

  if (entry->window != NULL)
    return INN_CONSOLE_STATUS_DETACHED;

  return is_wanted (self, entry) ? INN_CONSOLE_STATUS_NONE : INN_CONSOLE_STATUS_WAITING;
}

/* The screens, and what else can be shown; %NULL: not known yet. */
static GPtrArray *
list_devices (InnMachineConsole *self)
{
  GPtrArray *devices = self->known ? g_ptr_array_new () : NULL;

  for (guint i = 0; devices != NULL && i < self->consoles->len; i++)
    {
      InnConsoleEntry *entry = g_ptr_array_index (self->consoles, i);

      if (entry->device->kind == INN_CONSOLE_SCREEN || can_show (entry->device))
        g_ptr_array_add (devices, entry->device);
    }

  return devices;
}

static void
show_status (InnMachineConsole    *self,
             InnConsoleFrame      *frame,
             InnConsoleEntry      *entry,
             InnConsoleStatusKind  status)
{
  gboolean choice = self->consoles->len > 1 && inn_domain_is_active (self->domain);
  g_autoptr (GPtrArray) devices = list_devices (self);

  inn_console_status_show (INN_CONSOLE_STATUS (inn_console_frame_get_placeholder (frame)),
                           status, self->domain, entry != NULL ? entry->device : NULL, devices);
  inn_console_frame_show_placeholder (frame, status != INN_CONSOLE_STATUS_NONE,
                                      frame == self->frame && choice);
}

/*
 * Consoles
 */

static void
make_view (InnMachineConsole *self,
           InnConsoleEntry   *entry)
{
  if (entry->view != NULL || self->settings == NULL || !can_show (entry->device))
    return;

  entry->view = entry->device->kind == INN_CONSOLE_TEXT
                ? inn_text_view_new ()
                : inn_screen_view_new (self->settings, inn_domain_get_uuid (self->domain));
  g_object_ref_sink (entry->view);
}

/* Opened when it is first seen, then kept: going to another page and back costs nothing. */
static void
sync_view (InnMachineConsole    *self,
           InnConsoleEntry      *entry,
           InnConsoleStatusKind  status)
{
  if (status != INN_CONSOLE_STATUS_NONE)
    inn_console_view_close (entry->view);
  else if (self->known && !inn_domain_is_stale (self->domain))
    inn_console_view_open (entry->view, self->domain, entry->device);
}

static void
sync_window (InnMachineConsole *self,
             InnConsoleEntry   *entry)
{
  InnConsoleStatusKind status = get_machine_status (self, entry);
  g_autofree char *name = inn_console_device_dup_name (entry->device);

  inn_console_window_set_names (entry->window, inn_domain_get_name (self->domain), name);
  show_status (self, inn_console_window_get_frame (entry->window), entry, status);
  sync_view (self, entry, status);
}

static void
sync_page (InnMachineConsole *self)
{
  InnConsoleEntry *entry = get_selected (self);
  InnConsoleStatusKind status = get_page_status (self, entry);

  if (entry != NULL && status == INN_CONSOLE_STATUS_NONE &&
      inn_visibility_get (self->visibility))
    make_view (self, entry);

  inn_console_frame_set_view (self->frame, entry != NULL && entry->window == NULL
                                           ? entry->view : NULL);
  show_status (self, self->frame, entry, status);
}

static void
sync_all (InnMachineConsole *self)
{
  if (self->domain == NULL)
    return;

  sync_page (self);
  for (guint i = 0; i < self->consoles->len; i++)
    {
      InnConsoleEntry *entry = g_ptr_array_index (self->consoles, i);

      if (entry->window != NULL)
        sync_window (self, entry);
      else if (entry->view != NULL)
        sync_view (self, entry, get_machine_status (self, entry));
    }
}

static void on_switched_cb (InnMachineConsole *self);

static void
sync_switcher (InnMachineConsole *self)
{
  InnConsoleEntry *selected = get_selected (self);

  g_signal_handlers_block_by_func (self->switcher, on_switched_cb, self);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          NULL);
  for (guint i = 0; i < self->consoles->len; i++)
    {
      InnConsoleEntry *entry = g_ptr_array_index (self->consoles, i);

      gtk_string_list_take (self->names, inn_console_device_dup_name (entry->device));
    }

  if (selected != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->switcher),
                                inn_console_set_index (self->consoles, selected));
  gtk_widget_set_visible (self->switcher, self->consoles->len > 1);
  g_signal_handlers_unblock_by_func (self->switcher, on_switched_cb, self);
}

static void
on_switched_cb (InnMachineConsole *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->switcher));
  InnConsoleEntry *entry;

  if (position >= self->consoles->len)
    return;

  entry = g_ptr_array_index (self->consoles, position);
  g_free (self->selected);
  self->selected = g_strdup (entry->id);
  if (self->prefs != NULL)
    inn_console_prefs_set_string (self->prefs, "console", entry->id);
  sync_all (self);
}

/*
 * Windows of their own
 */

static void
attach (InnMachineConsole *self,
        InnConsoleEntry   *entry)
{
  InnConsoleWindow *window = g_steal_pointer (&entry->window);

  g_signal_handlers_disconnect_by_data (window, self);
  inn_console_frame_set_view (inn_console_window_get_frame (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  sync_all (self);

  if (inn_console_set_count_windows (self->consoles) == 0)
    g_signal_emit (self, signals[WINDOWS_CLOSED], 0);
}

static gboolean
on_close_request_cb (GtkWindow         *window,
                     InnMachineConsole *self)
{
  for (guint i = 0; i < self->consoles->len; i++)
    {
      InnConsoleEntry *entry = g_ptr_array_index (self->consoles, i);

      if (GTK_WINDOW (entry->window) == window)
        {
          attach (self, entry);
          break;
        }
    }

  return GDK_EVENT_STOP;
}

static void
attach_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);
  InnConsoleEntry *entry = get_selected (self);

  if (entry != NULL && entry->window != NULL)
    attach (self, entry);
}

/* The first one; asked for where there is no screen to be seen. */
static void
show_text_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);

  for (guint i = 0; i < self->consoles->len; i++)
    {
      InnConsoleEntry *entry = g_ptr_array_index (self->consoles, i);

      if (entry->device->kind == INN_CONSOLE_TEXT)
        {
          gtk_drop_down_set_selected (GTK_DROP_DOWN (self->switcher), i);
          break;
        }
    }
}

static void
connect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);
  InnConsoleEntry *entry = get_selected (self);

  if (entry != NULL)
    entry->wanted = TRUE;
  sync_all (self);
}

static void
detach_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (widget);
  InnConsoleEntry *entry = get_selected (self);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));
  InnConsoleFrame *frame;

  if (entry == NULL || entry->view == NULL || entry->window != NULL)
    return;

  inn_console_frame_set_view (self->frame, NULL);
  entry->window = inn_console_window_new (gtk_window_get_application (parent));
  frame = inn_console_window_get_frame (entry->window);
  inn_console_frame_set_placeholder (frame, inn_console_status_new ());
  inn_console_frame_set_view (frame, entry->view);

  /* Verbs work there as they do here. */
  gtk_widget_insert_action_group (GTK_WIDGET (entry->window), "machine", self->verbs);
  g_signal_connect (entry->window, "close-request", G_CALLBACK (on_close_request_cb), self);
  sync_all (self);
  gtk_window_present (GTK_WINDOW (entry->window));
}

/*
 * GObject
 */

static void
inn_machine_console_dispose (GObject *object)
{
  InnMachineConsole *self = INN_MACHINE_CONSOLE (object);

  if (self->consoles != NULL)
    inn_console_frame_set_view (self->frame, NULL);

  g_clear_pointer (&self->consoles, g_ptr_array_unref);
  g_clear_pointer (&self->prefs, inn_console_prefs_free);
  g_clear_object (&self->verbs);
  g_clear_object (&self->settings);
  g_clear_object (&self->visibility);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->domain);

  G_OBJECT_CLASS (inn_machine_console_parent_class)->dispose (object);
}

static void
inn_machine_console_finalize (GObject *object)
{
  g_free (INN_MACHINE_CONSOLE (object)->selected);

  G_OBJECT_CLASS (inn_machine_console_parent_class)->finalize (object);
}

static void
inn_machine_console_class_init (InnMachineConsoleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_console_dispose;
  object_class->finalize = inn_machine_console_finalize;

  g_type_ensure (INN_TYPE_CONSOLE_FRAME);
  g_type_ensure (INN_TYPE_LIVE_NUMBERS);

  signals[WINDOWS_CLOSED] =
    g_signal_new ("windows-closed", INN_TYPE_MACHINE_CONSOLE, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, frame);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, switcher);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, names);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, numbers_button);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, numbers);
  gtk_widget_class_bind_template_child (widget_class, InnMachineConsole, detach_button);

  gtk_widget_class_install_action (widget_class, "consoles.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "consoles.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "consoles.detach", NULL, detach_action);
  gtk_widget_class_install_action (widget_class, "consoles.show-text", NULL, show_text_action);
}

static void
inn_machine_console_init (InnMachineConsole *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->consoles = inn_console_set_new ();
  inn_console_frame_set_placeholder (self->frame, inn_console_status_new ());
  inn_console_frame_set_start (self->frame, self->switcher);
  inn_console_frame_set_centre (self->frame, self->numbers_button);
  inn_console_frame_set_end (self->frame, self->detach_button);
  g_signal_connect_swapped (self->switcher, "notify::selected", G_CALLBACK (on_switched_cb), self);

  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed", G_CALLBACK (sync_all), self);
}

/**
 * inn_machine_console_set_up:
 * @settings: of the application
 * @verbs: the actions of the machine
 *
 * To be called once, before the machine is set.
 */
void
inn_machine_console_set_up (InnMachineConsole *self,
                            GSettings         *settings,
                            GActionGroup      *verbs)
{
  g_return_if_fail (INN_IS_MACHINE_CONSOLE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
  g_set_object (&self->verbs, verbs);
}

/**
 * inn_machine_console_set_domain:
 * @domain: whose consoles are shown
 */
void
inn_machine_console_set_domain (InnMachineConsole *self,
                                InnDomain         *domain)
{
  g_return_if_fail (INN_IS_MACHINE_CONSOLE (self));

  g_set_object (&self->domain, domain);
  g_signal_group_set_target (self->domain_signals, domain);
  inn_live_numbers_set_domain (self->numbers, domain);

  if (self->prefs == NULL && self->settings != NULL)
    {
      self->prefs = inn_console_prefs_new (self->settings, inn_domain_get_uuid (domain));
      self->selected = inn_console_prefs_dup_string (self->prefs, "console");
    }
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

  self->known = TRUE;
  if (inn_console_set_update (self->consoles, xml))
    sync_switcher (self);
  sync_all (self);
}

/**
 * inn_machine_console_has_windows:
 *
 * Returns: whether consoles are in windows of their own, which need this one
 */
gboolean
inn_machine_console_has_windows (InnMachineConsole *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_CONSOLE (self), FALSE);

  return inn_console_set_count_windows (self->consoles) > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
/* A property of the display, an action and a preference. */
#define RESIZES_GUEST "resizes-guest"

#define G_LOG_DOMAIN "inn-screen-view"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>

#include "inn-console-card.h"
#include "inn-console-clipboard.h"
#include "inn-display.h"
#include "inn-popup.h"
#include "inn-save.h"
#include "inn-screen-view.h"
#include "inn-send-keys.h"
#include "inn-type-clipboard.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-screen-view.ui"

/* A picture that is not the guest's any more, or stands still. */
#define DIMMED .38

struct _InnScreenView
{
  InnConsoleView       parent_instance;

  InnDomain           *domain;
  GSignalGroup        *domain_signals;
  InnConsole          *console;
  GSignalGroup        *remote_signals;
  InnConsoleClipboard *clipboard;
  InnConsolePrefs     *prefs;
  GCancellable        *cancellable;

  /* Template */
  InnDisplay          *display;
  GtkSpinner          *spinner;
  InnConsoleCard      *card;
  GtkWidget           *paused_card;
  GtkWidget           *tools;
  GtkMenuButton       *keys_button;
  AdwButtonContent    *scaling_content;
};

G_DEFINE_FINAL_TYPE (InnScreenView, inn_screen_view, INN_TYPE_CONSOLE_VIEW)

/* What the menu of scalings calls them, shorter. */
static const char * const scaling_words[] = {
  [INN_SCALING_FIT] = N_("Fit Window"),
  [INN_SCALING_NATIVE] = N_("Original Size"),
  [INN_SCALING_INTEGER] = N_("Whole Multiple"),
};

/*
 * State
 */

/* “VNC · 800 × 600 · 102 %” */
static char *
dup_facts (InnScreenView *self)
{
  InnRemote *remote = inn_console_get_remote (self->console);
  g_autofree char *keys = inn_display_dup_release_words (self->display);
  g_autofree char *facts = NULL;
  guint width;
  guint height;
  double scale;

  /* Translators: %s are keys, such as Ctrl+Alt */
  if (inn_display_get_pointer_grabbed (self->display))
    return g_strdup_printf (_("Keyboard in the guest, pointer too – %s to leave"), keys);

  if (inn_display_get_grabbed (self->display))
    return g_strdup_printf (_("Keyboard in the guest – %s to leave"), keys);

  if (!inn_display_get_size (self->display, &width, &height, &scale))
    return g_strdup ("VNC");

  facts = g_strdup_printf ("VNC · %u × %u · %.0f %%", width, height, round (scale * 100));

  /* Only what surprises: who types capitals wants to know why. */
  return inn_remote_get_leds (remote) & INN_REMOTE_LED_CAPS
         ? g_strjoin (" · ", facts, _("Caps Lock"), NULL) : g_steal_pointer (&facts);
}

static void
sync_facts (InnScreenView *self)
{
  g_autofree char *facts = dup_facts (self);

  inn_console_view_set_facts (INN_CONSOLE_VIEW (self), facts);
  inn_console_view_set_grabbed (INN_CONSOLE_VIEW (self), inn_display_get_grabbed (self->display));
}

static void
set_enabled (InnScreenView *self,
             const char    *name,
             gboolean       enabled)
{
  GActionMap *actions = G_ACTION_MAP (inn_console_view_get_actions (INN_CONSOLE_VIEW (self)));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)),
                               enabled);
}

static InnConsoleSecurity
get_security (InnScreenView *self)
{
  if (inn_console_get_state (self->console) != INN_CONSOLE_OPEN ||
      inn_console_is_near (self->console))
    return INN_CONSOLE_SECURITY_UNKNOWN;

  if (inn_console_is_tunnel (self->console))
    return INN_CONSOLE_SECURITY_SSH;

  return inn_remote_is_encrypted (inn_console_get_remote (self->console))
         ? INN_CONSOLE_SECURITY_TLS : INN_CONSOLE_SECURITY_NONE;
}

static gboolean
is_paused (InnScreenView *self)
{
  return self->domain != NULL && inn_domain_get_state (self->domain) == INN_DOMAIN_STATE_PAUSED;
}

static void
sync_picture (InnScreenView *self)
{
  InnConsoleState state = inn_console_get_state (self->console);
  InnRemote *remote = inn_console_get_remote (self->console);
  gboolean open = state == INN_CONSOLE_OPEN;
  gboolean paused = open && is_paused (self);
  gboolean opening = state == INN_CONSOLE_OPENING &&
                     remote == NULL && inn_console_get_attempts (self->console) == 0;

  inn_display_set_remote (self->display, remote);
  inn_console_clipboard_set_remote (self->clipboard, open ? remote : NULL);
  g_signal_group_set_target (self->remote_signals, remote);
  gtk_widget_set_opacity (GTK_WIDGET (self->display), open && !paused ? 1 : DIMMED);
  gtk_widget_set_visible (self->paused_card, paused);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), opening);
  gtk_spinner_set_spinning (self->spinner, opening);

  set_enabled (self, "send-keys", open && !paused);
  set_enabled (self, "record-keys", open && !paused);
  set_enabled (self, "type-clipboard", open && !paused);
  set_enabled (self, "screenshot", open);
  set_enabled (self, "copy", open);
  set_enabled (self, "fit-window", open);
  inn_console_view_set_security (INN_CONSOLE_VIEW (self), get_security (self));
  sync_facts (self);
}

static void
sync_scaling (InnScreenView *self)
{
  guint scaling;

  g_object_get (self->display, "scaling", &scaling, NULL);
  adw_button_content_set_label (self->scaling_content, _(scaling_words[scaling]));
  if (self->prefs != NULL)
    inn_console_prefs_set_number (self->prefs, "scaling", scaling);
}

static void
save_clipboard (InnScreenView *self)
{
  if (self->prefs != NULL)
    inn_console_prefs_set_number (self->prefs, "clipboard",
                                  inn_console_clipboard_get_enabled (self->clipboard));
}

static void
save_resize (InnScreenView *self)
{
  gboolean resizes;

  g_object_get (self->display, RESIZES_GUEST, &resizes, NULL);
  if (self->prefs != NULL)
    inn_console_prefs_set_number (self->prefs, RESIZES_GUEST, resizes);
}

static void
on_bell_cb (InnScreenView *self)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gdk_surface_beep (surface);
}

/*
 * Actions
 */

static void
send_keys_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       user_data)
{
  InnScreenView *self = user_data;

  inn_display_send_combo (self->display, g_variant_get_string (param, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->display));
}

static void
record_keys_cb (GSimpleAction *action,
                GVariant      *param,
                gpointer       user_data)
{
  inn_send_keys_ask (INN_SCREEN_VIEW (user_data)->display);
}

static void
type_clipboard_cb (GSimpleAction *action,
                   GVariant      *param,
                   gpointer       user_data)
{
  inn_type_clipboard (INN_SCREEN_VIEW (user_data)->display);
}

static void
screenshot_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       user_data)
{
  InnScreenView *self = user_data;
  GdkTexture *picture = inn_display_copy (self->display);

  if (picture != NULL)
    inn_save_picture (GTK_WIDGET (self), picture, inn_domain_get_name (self->domain),
                      self->cancellable);
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       user_data)
{
  InnScreenView *self = user_data;
  g_autoptr (GdkTexture) picture = inn_display_copy (self->display);

  if (picture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), picture);
}

/* As large as the screen allows, so that a pixel of the guest is one here. */
static void
fit_window_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       user_data)
{
  InnScreenView *self = user_data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  guint width;
  guint height;
  double scale;

  if (!inn_display_get_size (self->display, &width, &height, &scale))
    return;

  gtk_window_unmaximize (window);
  gtk_window_unfullscreen (window);
  gtk_window_set_default_size (window,
                               gtk_widget_get_width (GTK_WIDGET (window)) -
                               gtk_widget_get_width (GTK_WIDGET (self)) + (int) width / factor,
                               gtk_widget_get_height (GTK_WIDGET (window)) -
                               gtk_widget_get_height (GTK_WIDGET (self)) + (int) height / factor);
}

/* Who cannot do it does not offer it. */
static void
sync_resize (InnScreenView *self)
{
  GActionMap *actions = G_ACTION_MAP (inn_console_view_get_actions (INN_CONSOLE_VIEW (self)));
  gboolean can_resize;

  g_object_get (self->display, "can-resize-guest", &can_resize, NULL);
  if (can_resize)
    {
      g_autoptr (GPropertyAction) action =
        g_property_action_new (RESIZES_GUEST, self->display, RESIZES_GUEST);

      g_action_map_add_action (actions, G_ACTION (action));
    }
  else
    {
      g_action_map_remove_action (actions, RESIZES_GUEST);
    }
}

static void
add_actions (InnScreenView *self)
{
  static const GActionEntry entries[] = {
    { .name = "send-keys", .activate = send_keys_cb, .parameter_type = "s" },
    { .name = "record-keys", .activate = record_keys_cb },
    { .name = "type-clipboard", .activate = type_clipboard_cb },
    { .name = "screenshot", .activate = screenshot_cb },
    { .name = "copy", .activate = copy_cb },
    { .name = "fit-window", .activate = fit_window_cb },
  };
  static const char * const switches[] = { "scaling", "view-only" };
  g_autoptr (GPropertyAction) clipboard =
    g_property_action_new ("clipboard", self->clipboard, "enabled");
  GActionMap *actions = G_ACTION_MAP (inn_console_view_get_actions (INN_CONSOLE_VIEW (self)));

  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (actions, G_ACTION (clipboard));
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autoptr (GPropertyAction) action =
        g_property_action_new (switches[i], self->display, switches[i]);

      g_action_map_add_action (actions, G_ACTION (action));
    }
}

/*
 * InnConsoleView
 */

static void
inn_screen_view_open (InnConsoleView         *view,
                      InnDomain              *domain,
                      const InnConsoleDevice *device)
{
  InnScreenView *self = INN_SCREEN_VIEW (view);
  g_autofree char *name = NULL;

  if (g_set_object (&self->domain, domain))
    {
      /* Translators: what screen readers say of the picture; %s is the name of a machine */
      name = g_strdup_printf (_("Screen of %s"), inn_domain_get_name (domain));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->display),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }

  g_signal_group_set_target (self->domain_signals, domain);
  inn_console_start (self->console, domain, device);
}

static void
inn_screen_view_close (InnConsoleView *view)
{
  InnScreenView *self = INN_SCREEN_VIEW (view);

  /* Keys that are down come up as long as there is somebody to tell. */
  inn_display_set_remote (self->display, NULL);
  inn_console_stop (self->console);
}

/*
 * GObject
 */

static gboolean
inn_screen_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INN_SCREEN_VIEW (widget)->display));
}

static void
inn_screen_view_dispose (GObject *object)
{
  InnScreenView *self = INN_SCREEN_VIEW (object);

  if (self->console != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->console, self);
      g_signal_handlers_disconnect_by_data (self->display, self);
      inn_console_stop (self->console);
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->console);
  g_clear_object (&self->clipboard);
  g_clear_object (&self->remote_signals);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->domain);
  g_clear_pointer (&self->prefs, inn_console_prefs_free);

  G_OBJECT_CLASS (inn_screen_view_parent_class)->dispose (object);
}

static void
inn_screen_view_class_init (InnScreenViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  InnConsoleViewClass *view_class = INN_CONSOLE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_screen_view_dispose;
  widget_class->grab_focus = inn_screen_view_grab_focus;
  view_class->open = inn_screen_view_open;
  view_class->close = inn_screen_view_close;

  g_type_ensure (INN_TYPE_CONSOLE_CARD);
  g_type_ensure (INN_TYPE_DISPLAY);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, display);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, spinner);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, card);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, paused_card);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, tools);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, keys_button);
  gtk_widget_class_bind_template_child (widget_class, InnScreenView, scaling_content);
}

static void
inn_screen_view_init (InnScreenView *self)
{
  g_autoptr (GMenuModel) menu = inn_send_keys_new_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));

  inn_popup_set_menu (self->keys_button, menu);

  self->cancellable = g_cancellable_new ();
  self->console = inn_console_new ();
  g_signal_connect_object (self->console, "changed", G_CALLBACK (sync_picture), self,
                           G_CONNECT_SWAPPED);
  inn_console_card_set_console (self->card, self->console);

  self->clipboard = inn_console_clipboard_new (GTK_WIDGET (self->display));
  g_signal_connect_object (self->clipboard, "notify::enabled", G_CALLBACK (save_clipboard), self,
                           G_CONNECT_SWAPPED);

  self->remote_signals = g_signal_group_new (INN_TYPE_REMOTE);
  g_signal_group_connect_swapped (self->remote_signals, "bell", G_CALLBACK (on_bell_cb), self);
  g_signal_group_connect_swapped (self->remote_signals, "leds-changed", G_CALLBACK (sync_facts),
                                  self);

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "notify::state",
                                  G_CALLBACK (sync_picture), self);

  add_actions (self);
  inn_console_view_set_tools (INN_CONSOLE_VIEW (self), self->tools);
  g_signal_connect_object (self->display, "notify", G_CALLBACK (sync_facts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->display, "notify::scaling", G_CALLBACK (sync_scaling), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->display, "notify::" RESIZES_GUEST, G_CALLBACK (save_resize), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->display, "notify::can-resize-guest", G_CALLBACK (sync_resize),
                           self, G_CONNECT_SWAPPED);
  sync_picture (self);
}

/**
 * inn_screen_view_new:
 * @settings: of the application
 * @uuid: of the machine
 *
 * Returns: (transfer floating): a view that shows the screen as it was chosen the last time
 */
InnConsoleView *
inn_screen_view_new (GSettings  *settings,
                     const char *uuid)
{
  InnScreenView *self = g_object_new (INN_TYPE_SCREEN_VIEW, NULL);

  self->prefs = inn_console_prefs_new (settings, uuid);
  inn_display_set_scaling (self->display,
                           inn_console_prefs_get_number (self->prefs, "scaling",
                                                         INN_SCALING_FIT));
  g_object_set (self->display, RESIZES_GUEST,
                inn_console_prefs_get_number (self->prefs, RESIZES_GUEST, FALSE) != 0, NULL);
  inn_console_clipboard_set_enabled (self->clipboard,
                                     inn_console_prefs_get_number (self->prefs, "clipboard",
                                                                   TRUE) != 0);

  return INN_CONSOLE_VIEW (self);
}

/**
 * inn_screen_view_has_picture:
 *
 * Returns: whether there is something to see, be it the last picture of a lost screen
 */
gboolean
inn_screen_view_has_picture (InnScreenView *self)
{
  g_return_val_if_fail (INN_IS_SCREEN_VIEW (self), FALSE);

  return inn_console_get_remote (self->console) != NULL;
}

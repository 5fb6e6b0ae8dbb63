/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-text-view"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host.h"
#include "inn-save.h"
#include "inn-terminal-keys.h"
#include "inn-terminal.h"
#include "inn-text-card.h"
#include "inn-text-view.h"
#include "inn-toast.h"
#include "inn-uri.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-text-view.ui"

/* µs between two complaints about the same. */
#define COMPLAINT_INTERVAL (5 * G_USEC_PER_SEC)

/* Letters of the guest's title that are shown. */
#define MAX_TITLE 60

struct _InnTextView
{
  InnConsoleView    parent_instance;

  InnDomain        *domain;
  InnConsoleDevice *device;
  InnTextSession   *session;
  InnTerminalKeys  *keys;
  GCancellable     *cancellable;
  gint64            refused_at;    /* monotonic: typed text had no room */

  /* Template */
  InnTerminal      *terminal;
  InnTextCard      *card;
  GtkWidget        *tools;
  GMenuModel       *context_menu;
};

G_DEFINE_FINAL_TYPE (InnTextView, inn_text_view, INN_TYPE_CONSOLE_VIEW)

/*
 * State
 */

/* What a guest says is its title may be anything. */
static char *
dup_title (InnTextView *self)
{
  const char *title = inn_terminal_get_title (self->terminal);

  if (title == NULL || *title == '\0')
    return NULL;

  return g_utf8_substring (title, 0, MIN (MAX_TITLE, g_utf8_strlen (title, -1)));
}

/* “80 × 24 · root@web” */
static char *
dup_open_facts (InnTextView *self)
{
  g_autofree char *title = dup_title (self);
  guint columns;
  guint rows;

  if (inn_terminal_keys_are_grabbed (self->keys))
    {
      g_autofree char *leave = inn_terminal_keys_dup_release_words (self->keys);

      /* Translators: %s is the keys to press: “Ctrl+Alt” */
      return g_strdup_printf (_("Keyboard in the guest – %s to leave"), leave);
    }

  inn_terminal_get_size (self->terminal, &columns, &rows);

  return title != NULL ? g_strdup_printf ("%u × %u · %s", columns, rows, title)
                       : g_strdup_printf ("%u × %u", columns, rows);
}

static char *
dup_facts (InnTextView *self)
{
  switch (inn_text_session_get_state (self->session))
    {
    case INN_TEXT_OPEN:
      return dup_open_facts (self);

    case INN_TEXT_TAKEN:
      return g_strdup (_("In use by somebody else"));

    case INN_TEXT_LOST:
    case INN_TEXT_OPENING:
      return g_strdup (_("Connecting…"));

    case INN_TEXT_REFUSED:
      return g_strdup (_("Cannot be opened"));

    case INN_TEXT_IDLE:
    default:
      return NULL;
    }
}

static void
sync_facts (InnTextView *self)
{
  g_autofree char *facts = dup_facts (self);

  inn_console_view_set_facts (INN_CONSOLE_VIEW (self), facts);
  inn_console_view_set_grabbed (INN_CONSOLE_VIEW (self),
                                inn_terminal_keys_are_grabbed (self->keys));
}

/* It goes where everything else to the host goes. */
static InnConsoleSecurity
get_security (InnTextView *self)
{
  InnHost *host = inn_domain_get_host (self->domain);
  g_autoptr (InnUri) uri = host != NULL ? inn_uri_new_parse (inn_host_get_uri (host), NULL) : NULL;

  if (uri == NULL || uri->host == NULL)
    return INN_CONSOLE_SECURITY_UNKNOWN;

  if (uri->transport == NULL || g_str_equal (uri->transport, "tls"))
    return INN_CONSOLE_SECURITY_TLS;

  return g_str_equal (uri->transport, "tcp") ? INN_CONSOLE_SECURITY_NONE
                                             : INN_CONSOLE_SECURITY_SSH;
}

static void
set_enabled (InnTextView *self,
             const char  *name,
             gboolean     enabled)
{
  GActionMap *actions = G_ACTION_MAP (inn_console_view_get_actions (INN_CONSOLE_VIEW (self)));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)),
                               enabled);
}

static void
sync_state (InnTextView *self)
{
  gboolean open = inn_text_session_get_state (self->session) == INN_TEXT_OPEN;

  inn_terminal_set_takes_keys (self->terminal, open);
  inn_terminal_keys_set_active (self->keys, open);
  set_enabled (self, "paste", open);
  set_enabled (self, "type-size", open);
  inn_console_view_set_security (INN_CONSOLE_VIEW (self), open ? get_security (self)
                                                               : INN_CONSOLE_SECURITY_UNKNOWN);
  sync_facts (self);
}

static void
on_received_cb (InnTextView *self,
                GBytes      *bytes)
{
  inn_terminal_feed (self->terminal, bytes);
}

/* Of a machine that reads nothing the first word is enough. */
static void
complain (InnTextView *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->refused_at == 0 || now - self->refused_at > COMPLAINT_INTERVAL)
    inn_toast_show (GTK_WIDGET (self), _("Too much at once: the machine does not read it"), NULL,
                    NULL);
  self->refused_at = now;
}

static void
send (InnTextView *self,
      GBytes      *bytes)
{
  if (!inn_text_session_send (self->session, bytes) &&
      inn_text_session_get_state (self->session) == INN_TEXT_OPEN)
    complain (self);
}

/*
 * Actions
 */

static void
copy_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       user_data)
{
  inn_terminal_copy (INN_TEXT_VIEW (user_data)->terminal);
}

static void
paste_cb (GSimpleAction *action,
          GVariant      *param,
          gpointer       user_data)
{
  inn_terminal_paste (INN_TEXT_VIEW (user_data)->terminal);
}

static void
select_all_cb (GSimpleAction *action,
               GVariant      *param,
               gpointer       user_data)
{
  inn_terminal_select_all (INN_TEXT_VIEW (user_data)->terminal);
}

static void
find_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       user_data)
{
  inn_terminal_find (INN_TEXT_VIEW (user_data)->terminal);
}

static void
zoom_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       user_data)
{
  inn_terminal_zoom (INN_TEXT_VIEW (user_data)->terminal, g_variant_get_int32 (param));
}

static void
reset_cb (GSimpleAction *action,
          GVariant      *param,
          gpointer       user_data)
{
  inn_terminal_reset (INN_TEXT_VIEW (user_data)->terminal, g_variant_get_boolean (param));
}

static void
save_cb (GSimpleAction *action,
         GVariant      *param,
         gpointer       user_data)
{
  InnTextView *self = user_data;
  g_autofree char *device = inn_console_device_dup_name (self->device);
  g_autofree char *name = g_strdup_printf ("%s %s", inn_domain_get_name (self->domain), device);

  inn_save_text (GTK_WIDGET (self), inn_terminal_dup_text (self->terminal), name,
                 self->cancellable);
}

/* A serial port does not tell how large the terminal is. */
static void
type_size_cb (GSimpleAction *action,
              GVariant      *param,
              gpointer       user_data)
{
  InnTextView *self = user_data;
  g_autofree char *command = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint columns;
  guint rows;

  inn_terminal_get_size (self->terminal, &columns, &rows);
  command = g_strdup_printf ("stty rows %u columns %u\r", rows, columns);
  bytes = g_bytes_new (command, strlen (command));
  send (self, bytes);
}

static void
add_actions (InnTextView *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy", .activate = copy_cb },
    { .name = "paste", .activate = paste_cb },
    { .name = "select-all", .activate = select_all_cb },
    { .name = "find", .activate = find_cb },
    { .name = "zoom", .activate = zoom_cb, .parameter_type = "i" },
    { .name = "reset", .activate = reset_cb, .parameter_type = "b" },
    { .name = "save", .activate = save_cb },
    { .name = "type-size", .activate = type_size_cb },
  };
  GActionMap *actions = G_ACTION_MAP (inn_console_view_get_actions (INN_CONSOLE_VIEW (self)));

  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
}

/* Before the terminal, which takes every key. */
static void
add_shortcuts (InnTextView *self)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } shortcuts[] = {
    { "<Control><Shift>c", "console.copy" },
    { "<Control><Shift>v", "console.paste" },
    { "<Control><Shift>a", "console.select-all" },
    { "<Control><Shift>f", "console.find" },
    { "<Control>plus|<Control>equal|<Control>KP_Add", "console.zoom(1)" },
    { "<Control>minus|<Control>KP_Subtract", "console.zoom(-1)" },
    { "<Control>0|<Control>KP_0", "console.zoom(0)" },
    { "<Shift>F10|Menu", "terminal.menu" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      GtkShortcut *shortcut;

      g_assert (g_action_parse_detailed_name (shortcuts[i].action, &name, &target, NULL));
      shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                                   gtk_named_action_new (name));
      gtk_shortcut_set_arguments (shortcut, target);
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (inn_terminal_get_keys_widget (self->terminal), controller);
}

/*
 * InnConsoleView
 */

static char *
dup_hint (InnTextView *self)
{
  InnHost *host = inn_domain_get_host (self->domain);

  if (host != NULL && inn_host_get_read_only (host))
    return g_strdup (_("This connection to the host may only look. Connect to it with all "
                       "rights to use the console."));

  if (g_strcmp0 (self->device->type, "pty") != 0)
    /* Translators: %s is what libvirt calls it: “tcp”, “file” */
    return g_strdup_printf (_("The port is connected to something of the type “%s”. libvirt "
                              "lets others use a port of the type “pty”."), self->device->type);

  return NULL;
}

static void
inn_text_view_open (InnConsoleView         *view,
                    InnDomain              *domain,
                    const InnConsoleDevice *device)
{
  InnTextView *self = INN_TEXT_VIEW (view);
  g_autofree char *name = inn_console_device_dup_name (device);
  g_autofree char *label = NULL;
  g_autofree char *hint = NULL;

  g_set_object (&self->domain, domain);
  g_clear_pointer (&self->device, inn_console_device_free);
  self->device = inn_console_device_copy (device);

  /* Translators: what screen readers say of the text: “Serial 0”, and the name of a machine */
  label = g_strdup_printf (_("Console %s of %s"), name, inn_domain_get_name (domain));
  inn_terminal_set_label (self->terminal, label);

  hint = dup_hint (self);
  inn_text_card_set_hint (self->card, hint);
  inn_text_session_start (self->session, domain, device->alias);
}

/* What it wrote stays: it may say why the machine stopped. */
static void
inn_text_view_close (InnConsoleView *view)
{
  inn_text_session_stop (INN_TEXT_VIEW (view)->session);
}

/*
 * GObject
 */

static gboolean
inn_text_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INN_TEXT_VIEW (widget)->terminal));
}

static void
inn_text_view_dispose (GObject *object)
{
  InnTextView *self = INN_TEXT_VIEW (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      inn_text_session_stop (self->session);
    }
  g_clear_pointer (&self->keys, inn_terminal_keys_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->domain);
  g_clear_pointer (&self->device, inn_console_device_free);

  G_OBJECT_CLASS (inn_text_view_parent_class)->dispose (object);
}

static void
inn_text_view_class_init (InnTextViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  InnConsoleViewClass *view_class = INN_CONSOLE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_text_view_dispose;
  widget_class->grab_focus = inn_text_view_grab_focus;
  view_class->open = inn_text_view_open;
  view_class->close = inn_text_view_close;

  g_type_ensure (INN_TYPE_TERMINAL);
  g_type_ensure (INN_TYPE_TEXT_CARD);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnTextView, terminal);
  gtk_widget_class_bind_template_child (widget_class, InnTextView, card);
  gtk_widget_class_bind_template_child (widget_class, InnTextView, tools);
  gtk_widget_class_bind_template_child (widget_class, InnTextView, context_menu);
  gtk_widget_class_bind_template_callback (widget_class, send);
  gtk_widget_class_bind_template_callback (widget_class, sync_facts);
}

static void
on_keys_changed_cb (gpointer user_data)
{
  sync_facts (user_data);
}

static void
inn_text_view_init (InnTextView *self)
{
  self->cancellable = g_cancellable_new ();
  self->session = inn_text_session_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  self->keys = inn_terminal_keys_new (GTK_WIDGET (self),
                                      inn_terminal_get_keys_widget (self->terminal),
                                      on_keys_changed_cb, self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (sync_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "received", G_CALLBACK (on_received_cb), self,
                           G_CONNECT_SWAPPED);
  inn_text_card_set_session (self->card, self->session);
  inn_terminal_set_menu (self->terminal, self->context_menu);

  add_actions (self);
  add_shortcuts (self);
  inn_console_view_set_tools (INN_CONSOLE_VIEW (self), self->tools);
  sync_state (self);
}

InnConsoleView *
inn_text_view_new (void)
{
  return g_object_new (INN_TYPE_TEXT_VIEW, NULL);
}

/**
 * inn_text_view_was_open:
 *
 * Returns: whether there is something to read, be it of a console that was lost
 */
gboolean
inn_text_view_was_open (InnTextView *self)
{
  g_return_val_if_fail (INN_IS_TEXT_VIEW (self), FALSE);

  return inn_text_session_get_state (self->session) == INN_TEXT_OPEN ||
         inn_text_session_get_lost_at (self->session) != 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-clipboard"

#include "config.h"

#include "inn-console-clipboard.h"

struct _InnConsoleClipboard
{
  GObject       parent_instance;

  GtkWidget    *display;        /* unowned: owns us */
  InnRemote    *remote;
  GSignalGroup *remote_signals;
  GSignalGroup *clipboard_signals;
  GCancellable *cancellable;    /* of reading what was copied here */
  char         *last;           /* what both sides have */
  gboolean      enabled;
};

enum
{
  PROP_0,
  PROP_ENABLED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnConsoleClipboard, inn_console_clipboard, G_TYPE_OBJECT)

static gboolean
is_shared (InnConsoleClipboard *self)
{
  return self->enabled && self->remote != NULL && gtk_widget_has_focus (self->display);
}

static void
set_last (InnConsoleClipboard *self,
          const char          *text)
{
  g_free (self->last);
  self->last = g_strdup (text);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (InnConsoleClipboard) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (text == NULL || !is_shared (self) || g_strcmp0 (text, self->last) == 0)
    return;

  set_last (self, text);
  inn_remote_set_clipboard (self->remote, text);
}

static void
offer (InnConsoleClipboard *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (self->display);

  if (!is_shared (self) ||
      !gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING))
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gdk_clipboard_read_text_async (clipboard, self->cancellable, read_cb, g_object_ref (self));
}

static void
on_copied_in_guest_cb (InnConsoleClipboard *self,
                       const char          *text)
{
  if (!is_shared (self))
    return;

  set_last (self, text);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->display), text);
}

/*
 * GObject
 */

static void
inn_console_clipboard_dispose (GObject *object)
{
  InnConsoleClipboard *self = INN_CONSOLE_CLIPBOARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clipboard_signals);
  g_clear_object (&self->remote_signals);
  g_clear_object (&self->remote);
  g_clear_pointer (&self->last, g_free);

  G_OBJECT_CLASS (inn_console_clipboard_parent_class)->dispose (object);
}

static void
inn_console_clipboard_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value,
                           inn_console_clipboard_get_enabled (INN_CONSOLE_CLIPBOARD (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_console_clipboard_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ENABLED:
      inn_console_clipboard_set_enabled (INN_CONSOLE_CLIPBOARD (object),
                                         g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_console_clipboard_class_init (InnConsoleClipboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_console_clipboard_dispose;
  object_class->get_property = inn_console_clipboard_get_property;
  object_class->set_property = inn_console_clipboard_set_property;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inn_console_clipboard_init (InnConsoleClipboard *self)
{
  self->enabled = TRUE;

  self->remote_signals = g_signal_group_new (INN_TYPE_REMOTE);
  g_signal_group_connect_swapped (self->remote_signals, "clipboard",
                                  G_CALLBACK (on_copied_in_guest_cb), self);

  self->clipboard_signals = g_signal_group_new (GDK_TYPE_CLIPBOARD);
  g_signal_group_connect_swapped (self->clipboard_signals, "changed", G_CALLBACK (offer), self);
}

/**
 * inn_console_clipboard_new:
 * @display: who has the keyboard when the guest has it; has to outlive it
 */
InnConsoleClipboard *
inn_console_clipboard_new (GtkWidget *display)
{
  InnConsoleClipboard *self = g_object_new (INN_TYPE_CONSOLE_CLIPBOARD, NULL);

  self->display = display;
  g_signal_group_set_target (self->clipboard_signals, gtk_widget_get_clipboard (display));
  g_signal_connect_object (display, "notify::has-focus", G_CALLBACK (offer), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * inn_console_clipboard_set_remote:
 * @remote: (nullable): the guest
 */
void
inn_console_clipboard_set_remote (InnConsoleClipboard *self,
                                  InnRemote           *remote)
{
  g_return_if_fail (INN_IS_CONSOLE_CLIPBOARD (self));

  if (!g_set_object (&self->remote, remote))
    return;

  g_signal_group_set_target (self->remote_signals, remote);
  g_clear_pointer (&self->last, g_free);
  offer (self);
}

gboolean
inn_console_clipboard_get_enabled (InnConsoleClipboard *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_CLIPBOARD (self), FALSE);

  return self->enabled;
}

void
inn_console_clipboard_set_enabled (InnConsoleClipboard *self,
                                   gboolean             enabled)
{
  g_return_if_fail (INN_IS_CONSOLE_CLIPBOARD (self));

  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
  offer (self);
}

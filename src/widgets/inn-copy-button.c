/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-copy-button"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-copy-button.h"

#define FEEDBACK_MS 1500

struct _InnCopyButton
{
  GtkButton  parent_instance;

  char      *text;
  char      *action;
  guint      feedback_id;
};

enum {
  PROP_0,
  PROP_TEXT,
  PROP_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnCopyButton, inn_copy_button, GTK_TYPE_BUTTON)

static const char *
get_name (InnCopyButton *self)
{
  return self->feedback_id != 0 ? _("Copied") : self->action;
}

static void
sync_name (InnCopyButton *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, get_name (self),
                                  -1);
}

/* Only when it is asked for: to set the text of a tooltip asks the X server where the pointer
 * is, which takes long with the many buttons of a page. */
static gboolean
inn_copy_button_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, get_name (INN_COPY_BUTTON (widget)));

  return TRUE;
}

static gboolean
end_feedback_cb (gpointer user_data)
{
  InnCopyButton *self = user_data;

  self->feedback_id = 0;
  gtk_button_set_icon_name (GTK_BUTTON (self), "edit-copy-symbolic");
  sync_name (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
inn_copy_button_clicked (GtkButton *button)
{
  inn_copy_button_copy (INN_COPY_BUTTON (button));
}

static void
inn_copy_button_dispose (GObject *object)
{
  InnCopyButton *self = INN_COPY_BUTTON (object);

  g_clear_handle_id (&self->feedback_id, g_source_remove);

  G_OBJECT_CLASS (inn_copy_button_parent_class)->dispose (object);
}

static void
inn_copy_button_finalize (GObject *object)
{
  InnCopyButton *self = INN_COPY_BUTTON (object);

  g_free (self->text);
  g_free (self->action);

  G_OBJECT_CLASS (inn_copy_button_parent_class)->finalize (object);
}

static void
inn_copy_button_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  InnCopyButton *self = INN_COPY_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    case PROP_ACTION:
      g_value_set_string (value, self->action);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_copy_button_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  InnCopyButton *self = INN_COPY_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      inn_copy_button_set_text (self, g_value_get_string (value));
      break;

    case PROP_ACTION:
      inn_copy_button_set_action (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_copy_button_class_init (InnCopyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkButtonClass *button_class = GTK_BUTTON_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = inn_copy_button_dispose;
  object_class->finalize = inn_copy_button_finalize;
  object_class->get_property = inn_copy_button_get_property;
  object_class->set_property = inn_copy_button_set_property;

  widget_class->query_tooltip = inn_copy_button_query_tooltip;
  button_class->clicked = inn_copy_button_clicked;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inn_copy_button_init (InnCopyButton *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_button_set_icon_name (GTK_BUTTON (self), "edit-copy-symbolic");
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (widget, "flat");
  gtk_widget_add_css_class (widget, "circular");
  gtk_widget_set_has_tooltip (widget, TRUE);
  inn_copy_button_set_action (self, _("Copy"));
}

GtkWidget *
inn_copy_button_new (void)
{
  return g_object_new (INN_TYPE_COPY_BUTTON, NULL);
}

/**
 * inn_copy_button_set_text:
 * @self: a copy button
 * @text: (nullable): what a click copies; the button is insensitive without
 */
void
inn_copy_button_set_text (InnCopyButton *self,
                          const char    *text)
{
  g_return_if_fail (INN_IS_COPY_BUTTON (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), text != NULL);

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/**
 * inn_copy_button_set_action:
 * @self: a copy button
 * @action: what a click does, in words: “Copy UUID”
 */
void
inn_copy_button_set_action (InnCopyButton *self,
                            const char    *action)
{
  g_return_if_fail (INN_IS_COPY_BUTTON (self));
  g_return_if_fail (action != NULL);

  if (g_strcmp0 (self->action, action) == 0)
    return;

  g_free (self->action);
  self->action = g_strdup (action);

  sync_name (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTION]);
}

/**
 * inn_copy_button_copy:
 * @self: a copy button
 *
 * Copies the text to the clipboard and says so.
 */
void
inn_copy_button_copy (InnCopyButton *self)
{
  g_return_if_fail (INN_IS_COPY_BUTTON (self));

  if (self->text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);

  gtk_button_set_icon_name (GTK_BUTTON (self), "inn-done-symbolic");

  g_clear_handle_id (&self->feedback_id, g_source_remove);
  self->feedback_id = g_timeout_add (FEEDBACK_MS, end_feedback_cb, self);
  sync_name (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

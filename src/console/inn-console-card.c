/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-card"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inn-console-card.h"
#include "inn-remember-row.h"
#include "inn-text.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-console-card.ui"

/* A guest that restarts its display comes back within this: not worth a word. */
#define QUIET_ATTEMPTS 1

struct _InnConsoleCard
{
  AdwBin                parent_instance;

  InnConsole           *console;
  guint                 tick_id;

  /* Template */
  GtkImage             *icon;
  GtkLabel             *title_label;
  GtkLabel             *age_label;
  GtkLabel             *cause_label;
  GtkLabel             *error_label;
  GtkListBox           *list;
  GtkEditable          *user_row;
  GtkEditable          *password_row;
  InnRememberRow       *remember_row;
  GtkLabel             *retry_label;
  GtkButton            *button;
};

G_DEFINE_FINAL_TYPE (InnConsoleCard, inn_console_card, ADW_TYPE_BIN)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
sign_in (InnConsoleCard *self)
{
  inn_console_sign_in (self->console, gtk_editable_get_text (self->user_row),
                       gtk_editable_get_text (self->password_row),
                       inn_remember_row_get_active (self->remember_row));
  gtk_editable_set_text (self->password_row, "");
}

static void
on_clicked_cb (InnConsoleCard *self)
{
  if (inn_console_get_state (self->console) == INN_CONSOLE_SIGNING_IN)
    sign_in (self);
  else
    inn_console_retry (self->console);
}

static void
show_question (InnConsoleCard *self)
{
  InnRemoteCredentials wanted = inn_console_get_wanted (self->console);

  gtk_image_set_from_icon_name (self->icon, "dialog-password-symbolic");
  set_text (self->title_label, _("The Display Asks for a Password"));
  set_text (self->age_label, NULL);
  set_text (self->retry_label, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), (wanted & INN_REMOTE_USER) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->password_row), (wanted & INN_REMOTE_PASSWORD) != 0);
  gtk_button_set_label (self->button, _("_Sign In"));
  gtk_widget_grab_focus (wanted & INN_REMOTE_USER ? GTK_WIDGET (self->user_row)
                                                  : GTK_WIDGET (self->password_row));
}

/* Where it is known what an error means, that stands first, and apart. */
static void
show_error (InnConsoleCard *self,
            const char     *message)
{
  const char *gap = message != NULL ? strstr (message, "\n\n") : NULL;
  g_autofree char *cause = gap != NULL ? g_strndup (message, gap - message) : NULL;

  set_text (self->cause_label, cause);
  set_text (self->error_label, gap != NULL ? gap + 2 : message);
}

static char *
dup_age (InnConsoleCard *self)
{
  gint64 lost_at = inn_console_get_lost_at (self->console);
  g_autofree char *time = NULL;

  if (inn_console_get_remote (self->console) == NULL)
    return NULL;

  time = inn_text_time_of_day (lost_at);

  /* Translators: %s is a time of day */
  return g_strdup_printf (_("Last picture: %s"), time);
}

static char *
dup_retry (InnConsoleCard *self)
{
  gint64 left;
  int seconds;

  if (inn_console_get_state (self->console) == INN_CONSOLE_OPENING)
    return g_strdup (_("Trying again…"));

  left = inn_console_get_retry_at (self->console) - g_get_monotonic_time ();
  seconds = (int) MAX (0, (left + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  /* Translators: seconds, and which attempt it will be */
  return g_strdup_printf (_("Trying again in %d s (attempt %u)"), seconds,
                          inn_console_get_attempts (self->console) + 1);
}

static void
show_loss (InnConsoleCard *self)
{
  g_autofree char *age = dup_age (self);
  g_autofree char *retry = dup_retry (self);

  gtk_image_set_from_icon_name (self->icon, "network-offline-symbolic");
  set_text (self->title_label, inn_console_get_remote (self->console) != NULL
                               ? _("Display Disconnected") : _("Cannot Open the Display"));
  set_text (self->age_label, age);
  set_text (self->retry_label, retry);
  gtk_button_set_label (self->button, _("_Reconnect Now"));
}

static gboolean
tick_cb (gpointer user_data)
{
  InnConsoleCard *self = user_data;
  g_autofree char *retry = dup_retry (self);

  set_text (self->retry_label, retry);

  return G_SOURCE_CONTINUE;
}

static void
sync_state (InnConsoleCard *self)
{
  InnConsoleState state = inn_console_get_state (self->console);
  const GError *error = inn_console_get_error (self->console);
  gboolean asks = state == INN_CONSOLE_SIGNING_IN;
  gboolean lost = (state == INN_CONSOLE_LOST || state == INN_CONSOLE_OPENING) &&
                  inn_console_get_attempts (self->console) > QUIET_ATTEMPTS;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), state != INN_CONSOLE_OPENING);
  gtk_widget_set_visible (GTK_WIDGET (self), asks || lost);
  gtk_widget_set_visible (GTK_WIDGET (self->list), asks);
  show_error (self, error != NULL ? error->message : NULL);

  if (asks)
    show_question (self);
  else if (lost)
    show_loss (self);

  if (lost)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
}

static void
inn_console_card_dispose (GObject *object)
{
  InnConsoleCard *self = INN_CONSOLE_CARD (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->console);

  G_OBJECT_CLASS (inn_console_card_parent_class)->dispose (object);
}

static void
inn_console_card_class_init (InnConsoleCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_console_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, icon);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, age_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, cause_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, error_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, list);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, user_row);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, password_row);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, retry_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleCard, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in);
}

static void
inn_console_card_init (InnConsoleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->remember_row = INN_REMEMBER_ROW (inn_remember_row_new (_("Remember Password"), FALSE));
  gtk_list_box_append (self->list, GTK_WIDGET (self->remember_row));
}

/**
 * inn_console_card_set_console:
 * @console: whose state it shows; to be called once
 */
void
inn_console_card_set_console (InnConsoleCard *self,
                              InnConsole     *console)
{
  g_return_if_fail (INN_IS_CONSOLE_CARD (self));
  g_return_if_fail (self->console == NULL);

  self->console = g_object_ref (console);
  g_signal_connect_object (console, "changed", G_CALLBACK (sync_state), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-text-card"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-text-card.h"
#include "inn-text.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-text-card.ui"

/* A machine that restarts is back within these: not worth a word. */
#define QUIET_ATTEMPTS 2

struct _InnTextCard
{
  AdwBin          parent_instance;

  InnTextSession *session;
  GCancellable   *cancellable;
  char           *hint;
  guint           tick_id;

  /* Template */
  GtkImage       *icon;
  GtkLabel       *title_label;
  GtkLabel       *age_label;
  GtkLabel       *text_label;
  GtkLabel       *error_label;
  GtkLabel       *retry_label;
  GtkButton      *button;
};

G_DEFINE_FINAL_TYPE (InnTextCard, inn_text_card, ADW_TYPE_BIN)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/*
 * What it says
 */

static char *
dup_age (InnTextCard *self)
{
  gint64 lost_at = inn_text_session_get_lost_at (self->session);
  g_autofree char *time = NULL;

  if (lost_at == 0)
    return NULL;

  time = inn_text_time_of_day (lost_at);

  /* Translators: %s is a time of day */
  return g_strdup_printf (_("Open until %s"), time);
}

static char *
dup_retry (InnTextCard *self)
{
  gint64 left;
  int seconds;

  if (inn_text_session_get_state (self->session) == INN_TEXT_OPENING)
    return g_strdup (_("Trying again…"));

  left = inn_text_session_get_retry_at (self->session) - g_get_monotonic_time ();
  seconds = (int) MAX (0, (left + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  /* Translators: seconds, and which attempt it will be */
  return g_strdup_printf (_("Trying again in %d s (attempt %u)"), seconds,
                          inn_text_session_get_attempts (self->session) + 1);
}

static void
show_loss (InnTextCard *self)
{
  g_autofree char *age = dup_age (self);
  g_autofree char *retry = dup_retry (self);

  gtk_image_set_from_icon_name (self->icon, "network-offline-symbolic");
  set_text (self->title_label, age != NULL ? _("Console Disconnected")
                                           : _("Cannot Open the Console"));
  set_text (self->age_label, age);
  set_text (self->text_label, NULL);
  set_text (self->retry_label, retry);
  gtk_button_set_label (self->button, _("_Reconnect Now"));
}

static void
show_taken (InnTextCard *self)
{
  gtk_image_set_from_icon_name (self->icon, "system-users-symbolic");
  set_text (self->title_label, _("In Use by Somebody Else"));
  set_text (self->age_label, NULL);
  set_text (self->text_label, _("Another program has this console open, here or on another "
                                "computer. Only one can have it at a time."));
  set_text (self->retry_label, _("Opens by itself when it is free"));
  gtk_button_set_label (self->button, _("_Take Over…"));
}

static void
show_refusal (InnTextCard *self)
{
  gtk_image_set_from_icon_name (self->icon, "action-unavailable-symbolic");
  set_text (self->title_label, _("Cannot Open the Console"));
  set_text (self->age_label, NULL);
  set_text (self->text_label, self->hint);
  set_text (self->retry_label, NULL);
  gtk_button_set_label (self->button, _("_Try Again"));
}

static gboolean
tick_cb (gpointer user_data)
{
  InnTextCard *self = user_data;
  g_autofree char *retry = dup_retry (self);

  set_text (self->retry_label, retry);

  return G_SOURCE_CONTINUE;
}

static void
sync_state (InnTextCard *self)
{
  InnTextState state = inn_text_session_get_state (self->session);
  const GError *error = inn_text_session_get_error (self->session);
  gboolean lost = (state == INN_TEXT_LOST || state == INN_TEXT_OPENING) &&
                  inn_text_session_get_attempts (self->session) > QUIET_ATTEMPTS;
  gboolean taken = state == INN_TEXT_TAKEN;
  gboolean refused = state == INN_TEXT_REFUSED;

  /* Not blue where it harms others. */
  if (taken)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), state != INN_TEXT_OPENING);
  gtk_widget_set_visible (GTK_WIDGET (self), lost || taken || refused);
  set_text (self->error_label, error != NULL && !taken ? error->message : NULL);

  if (taken)
    show_taken (self);
  else if (refused)
    show_refusal (self);
  else if (lost)
    {
      show_loss (self);
      self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
    }
}

/*
 * What it does
 */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InnTextCard) self = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    inn_text_session_take_over (self->session);
}

static void
ask_to_take_over (InnTextCard *self)
{
  InnQuestion question = {
    .heading = _("Take the Console Over?"),
    .body = _("Whoever has it open is cut off, in the middle of what they are doing. What the "
              "machine wrote to them so far is not shown here."),
    .confirm_label = _("_Take Over"),
    .destructive = TRUE,
  };

  inn_dialogs_ask_async (GTK_WIDGET (self), &question, self->cancellable, answered_cb,
                         g_object_ref (self));
}

static void
on_clicked_cb (InnTextCard *self)
{
  if (inn_text_session_get_state (self->session) == INN_TEXT_TAKEN)
    ask_to_take_over (self);
  else
    inn_text_session_retry (self->session);
}

/*
 * GObject
 */

static void
inn_text_card_dispose (GObject *object)
{
  InnTextCard *self = INN_TEXT_CARD (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (inn_text_card_parent_class)->dispose (object);
}

static void
inn_text_card_finalize (GObject *object)
{
  g_free (INN_TEXT_CARD (object)->hint);

  G_OBJECT_CLASS (inn_text_card_parent_class)->finalize (object);
}

static void
inn_text_card_class_init (InnTextCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_text_card_dispose;
  object_class->finalize = inn_text_card_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, icon);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, age_label);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, text_label);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, error_label);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, retry_label);
  gtk_widget_class_bind_template_child (widget_class, InnTextCard, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
inn_text_card_init (InnTextCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_text_card_set_session:
 * @session: whose state it shows; to be called once
 */
void
inn_text_card_set_session (InnTextCard    *self,
                           InnTextSession *session)
{
  g_return_if_fail (INN_IS_TEXT_CARD (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (sync_state), self, G_CONNECT_SWAPPED);
}

/**
 * inn_text_card_set_hint:
 * @hint: (nullable): what else is known of a console that cannot be opened
 */
void
inn_text_card_set_hint (InnTextCard *self,
                        const char  *hint)
{
  g_return_if_fail (INN_IS_TEXT_CARD (self));

  g_free (self->hint);
  self->hint = g_strdup (hint);
}

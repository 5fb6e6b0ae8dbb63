/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-type-clipboard"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-text.h"
#include "inn-toast.h"
#include "inn-type-clipboard.h"
#include "inn-typist.h"

/* Characters that are typed without a question, and that are typed so fast that it need not
 * be said. */
#define MANY 2000
#define FEW  80

/* Nobody waits for more. */
#define MOST_BYTES 100000

/* For which it is said what cannot be typed. */
#define LEAST_SECONDS 5

/* Data of the display: what was said last. */
#define TOAST "inn-typing-toast"

typedef struct
{
  InnDisplay *display;
  char       *text;        /* that can be typed */
  char       *left_out;
  guint       n_left_out;
} Typing;

static void
typing_free (Typing *typing)
{
  g_object_unref (typing->display);
  g_free (typing->text);
  g_free (typing->left_out);
  g_free (typing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Typing, typing_free)

static char *
dup_words (const Typing *typing)
{
  if (typing->n_left_out == 0)
    return g_strdup (_("Typing the clipboard; Escape stops it"));

  /* Translators: %s are those characters */
  return g_strdup_printf (ngettext ("%u character has no key on a US keyboard: %s",
                                    "%u characters have no key on a US keyboard: %s",
                                    typing->n_left_out),
                          typing->n_left_out, typing->left_out);
}

static void
on_typing_cb (InnDisplay *display,
              GParamSpec *pspec,
              AdwToast   *toast)
{
  if (!inn_display_get_typing (display))
    adw_toast_dismiss (toast);
}

static void
tell (const Typing *typing)
{
  g_autofree char *words = dup_words (typing);
  gboolean busy = inn_display_get_typing (typing->display);
  AdwToast *last = g_object_get_data (G_OBJECT (typing->display), TOAST);
  AdwToast *toast;

  /* One would wait for the other. */
  if (last != NULL)
    adw_toast_dismiss (last);

  toast = inn_toast_show (GTK_WIDGET (typing->display), words, NULL, NULL);
  if (toast == NULL)
    return;

  g_object_set_data_full (G_OBJECT (typing->display), TOAST, g_object_ref (toast),
                          g_object_unref);
  if (!busy)
    return;

  adw_toast_set_button_label (toast, _("_Stop"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (inn_display_stop_typing),
                           typing->display, G_CONNECT_SWAPPED);
  /* What is left out is to be read, however short the text is. */
  if (typing->n_left_out > 0)
    {
      adw_toast_set_timeout (toast, MAX (LEAST_SECONDS, inn_typist_estimate (typing->text)));
      return;
    }

  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (typing->display, "notify::typing", G_CALLBACK (on_typing_cb), toast, 0);
}

static void
type (Typing *typing)
{
  gtk_widget_grab_focus (GTK_WIDGET (typing->display));
  inn_display_type_text (typing->display, typing->text);

  if (typing->n_left_out > 0 || strlen (typing->text) > FEW)
    tell (typing);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Typing) typing = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    type (typing);
}

static void
ask (Typing *typing)
{
  g_autofree char *count = inn_text_count (strlen (typing->text));
  /* Translators: %s is a number, far more than 1 */
  g_autofree char *heading = g_strdup_printf (_("Type %s Characters?"), count);
  /* Translators: %u is a number of seconds, never 1 */
  g_autofree char *body = g_strdup_printf (_("That takes about %u seconds. Escape stops it."),
                                           inn_typist_estimate (typing->text));
  const InnQuestion question = {
    .heading = heading, .body = body, .confirm_label = _("_Type"),
  };

  inn_dialogs_ask_async (GTK_WIDGET (typing->display), &question, NULL, asked_cb, typing);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Typing) typing = g_new0 (Typing, 1);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  typing->display = user_data;
  if (text == NULL || *text == '\0')
    {
      inn_toast_show (GTK_WIDGET (typing->display), _("There is no text in the clipboard."), NULL,
                      NULL);
      return;
    }

  if (strlen (text) > MOST_BYTES)
    {
      inn_toast_show (GTK_WIDGET (typing->display),
                      _("There is too much text in the clipboard to type it."), NULL, NULL);
      return;
    }

  typing->text = inn_typist_prepare (text, &typing->n_left_out, &typing->left_out);
  if (strlen (typing->text) > MANY)
    ask (g_steal_pointer (&typing));
  else
    type (typing);
}

/**
 * inn_type_clipboard:
 *
 * Types the text of the clipboard on the guest's keyboard, for guests that share none. Says
 * what cannot be typed, and asks before it types very much.
 */
void
inn_type_clipboard (InnDisplay *display)
{
  g_return_if_fail (INN_IS_DISPLAY (display));

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (display)), NULL, read_cb,
                                 g_object_ref (display));
}

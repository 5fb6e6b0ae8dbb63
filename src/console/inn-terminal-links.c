/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal-links"

#include "config.h"

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include "inn-show-uri.h"
#include "inn-terminal-links.h"

/* Not the full stop or the bracket that ends the sentence around it. */
#define NO_LETTER "\\s\"'<>\\`{}|\\x00-\\x1f"
#define URI "(?:https?://|mailto:)[^" NO_LETTER "]*[^" NO_LETTER ".,;:!?)\\]]"

/* What a guest says is a link may be anything; these only show something. */
static gboolean
is_harmless (const char *uri)
{
  g_autofree char *scheme = uri != NULL ? g_uri_parse_scheme (uri) : NULL;

  return g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0 ||
         g_strcmp0 (scheme, "mailto") == 0;
}

/**
 * inn_terminal_links_dup_at:
 * @x: in the terminal
 *
 * Returns: (transfer full) (nullable): the link there, one that the guest marked as such or
 *   that reads like one; nothing that could do more than show something
 */
char *
inn_terminal_links_dup_at (VteTerminal *terminal,
                           double       x,
                           double       y)
{
  g_autofree char *uri = vte_terminal_check_hyperlink_at (terminal, x, y);
  int tag;

  if (uri == NULL)
    uri = vte_terminal_check_match_at (terminal, x, y, &tag);

  return is_harmless (uri) ? g_steal_pointer (&uri) : NULL;
}

/* With Ctrl: without, it may be meant for the guest, or begin a selection. */
static void
on_pressed_cb (GtkGestureClick *gesture,
               int              n_presses,
               double           x,
               double           y,
               VteTerminal     *terminal)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  g_autofree char *uri = NULL;

  if ((state & GDK_CONTROL_MASK) != 0)
    uri = inn_terminal_links_dup_at (terminal, x, y);

  if (uri == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  inn_show_uri (GTK_WIDGET (terminal), uri);
}

/**
 * inn_terminal_links_add:
 *
 * Makes links in the text visible, and opens them by Ctrl and a click.
 */
void
inn_terminal_links_add (VteTerminal *terminal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VteRegex) regex = NULL;
  GtkGesture *click = gtk_gesture_click_new ();

  regex = vte_regex_new_for_match (URI, -1, PCRE2_MULTILINE | PCRE2_UTF | PCRE2_CASELESS, &error);
  g_assert_no_error (error);
  vte_terminal_match_set_cursor_name (terminal, vte_terminal_match_add_regex (terminal, regex, 0),
                                      "pointer");
  vte_terminal_set_allow_hyperlink (terminal, TRUE);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed_cb), terminal, 0);
  gtk_widget_add_controller (GTK_WIDGET (terminal), GTK_EVENT_CONTROLLER (click));
}

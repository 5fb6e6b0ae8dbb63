/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal-search"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include "inn-terminal-search.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-terminal-search.ui"

struct _InnTerminalSearch
{
  AdwBin           parent_instance;

  VteTerminal     *terminal;

  /* Template */
  GtkSearchBar    *bar;
  GtkSearchEntry  *entry;
  GtkToggleButton *case_button;
  GtkToggleButton *regex_button;
  GtkWidget       *previous_button;
  GtkWidget       *next_button;
  GtkLabel        *status_label;
};

G_DEFINE_FINAL_TYPE (InnTerminalSearch, inn_terminal_search, ADW_TYPE_BIN)

static void
show_status (InnTerminalSearch *self,
             const char        *text)
{
  gtk_label_set_text (self->status_label, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_label), text);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/* “Failed to compile … at offset 6:missing closing parenthesis”: its end is for people. */
static void
show_error (InnTerminalSearch *self,
            const GError      *error)
{
  const char *reason = strrchr (error->message, ':');
  g_autofree char *text = NULL;

  /* Translators: %s is a reason, in English: “missing closing parenthesis” */
  text = g_strdup_printf (_("No regular expression: %s"),
                          reason != NULL ? reason + 1 : error->message);
  show_status (self, text);
}

static VteRegex *
new_regex (InnTerminalSearch  *self,
           const char         *text,
           GError            **error)
{
  gboolean is_regex = gtk_toggle_button_get_active (self->regex_button);
  g_autofree char *pattern = is_regex ? g_strdup (text) : g_regex_escape_string (text, -1);
  guint32 flags = PCRE2_MULTILINE | PCRE2_UTF;

  if (!gtk_toggle_button_get_active (self->case_button))
    flags |= PCRE2_CASELESS;

  return vte_regex_new_for_search (pattern, -1, flags, error);
}

static void
find (InnTerminalSearch *self,
      gboolean           backwards)
{
  gboolean found;

  if (vte_terminal_search_get_regex (self->terminal) == NULL)
    return;

  found = backwards ? vte_terminal_search_find_previous (self->terminal)
                    : vte_terminal_search_find_next (self->terminal);
  show_status (self, found ? NULL : _("Not found"));
}

static void
find_previous (InnTerminalSearch *self)
{
  find (self, TRUE);
}

static void
find_next (InnTerminalSearch *self)
{
  find (self, FALSE);
}

/* What came last is most often what is looked for. */
static void
sync_regex (InnTerminalSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (VteRegex) regex = *text != '\0' ? new_regex (self, text, &error) : NULL;

  vte_terminal_search_set_regex (self->terminal, regex, 0);
  vte_terminal_unselect_all (self->terminal);
  gtk_widget_set_sensitive (self->previous_button, regex != NULL);
  gtk_widget_set_sensitive (self->next_button, regex != NULL);
  show_status (self, NULL);
  if (error != NULL)
    show_error (self, error);
  else
    find_previous (self);
}

static gboolean
on_key_pressed_cb (InnTerminalSearch *self,
                   guint              keyval,
                   guint              keycode,
                   GdkModifierType    state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  find_next (self);

  return GDK_EVENT_STOP;
}

static void
on_mode_changed_cb (InnTerminalSearch *self)
{
  if (!gtk_search_bar_get_search_mode (self->bar))
    gtk_widget_grab_focus (GTK_WIDGET (self->terminal));
}

static void
inn_terminal_search_dispose (GObject *object)
{
  InnTerminalSearch *self = INN_TERMINAL_SEARCH (object);

  /* It would give the focus to a terminal that goes, too. */
  if (self->bar != NULL)
    g_signal_handlers_disconnect_by_data (self->bar, self);

  G_OBJECT_CLASS (inn_terminal_search_parent_class)->dispose (object);
}

static void
inn_terminal_search_class_init (InnTerminalSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_terminal_search_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, bar);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, case_button);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, regex_button);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, previous_button);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, next_button);
  gtk_widget_class_bind_template_child (widget_class, InnTerminalSearch, status_label);
  gtk_widget_class_bind_template_callback (widget_class, find_previous);
  gtk_widget_class_bind_template_callback (widget_class, find_next);
  gtk_widget_class_bind_template_callback (widget_class, sync_regex);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed_cb);
}

static void
inn_terminal_search_init (InnTerminalSearch *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), key);
}

/**
 * inn_terminal_search_set_terminal:
 * @terminal: which lives as long as the bar; to be called once
 */
void
inn_terminal_search_set_terminal (InnTerminalSearch *self,
                                  VteTerminal       *terminal)
{
  g_return_if_fail (INN_IS_TERMINAL_SEARCH (self));
  g_return_if_fail (VTE_IS_TERMINAL (terminal));

  self->terminal = terminal;
  vte_terminal_search_set_wrap_around (terminal, TRUE);
}

/**
 * inn_terminal_search_open:
 *
 * Shows the bar, with the text that is selected if that is a single line.
 */
void
inn_terminal_search_open (InnTerminalSearch *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (INN_IS_TERMINAL_SEARCH (self));

  if (!gtk_search_bar_get_search_mode (self->bar))
    text = vte_terminal_get_text_selected (self->terminal, VTE_FORMAT_TEXT);

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (text != NULL && *text != '\0' && strchr (text, '\n') == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal-paste"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-terminal-paste.h"

/* As much as a person looks at. */
#define MAX_LINES 8
#define MAX_COLUMNS 60

typedef struct
{
  VteTerminal  *terminal;
  GCancellable *cancellable;
  char         *text;
} Paste;

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->terminal);
  g_object_unref (paste->cancellable);
  g_free (paste->text);
  g_free (paste);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

static void
paste (Paste *self)
{
  vte_terminal_paste_text (self->terminal, self->text);
  gtk_widget_grab_focus (GTK_WIDGET (self->terminal));
}

static guint
count_lines (const char *text)
{
  guint n = 1;

  for (const char *c = text; *c != '\0'; c++)
    n += *c == '\n' && c[1] != '\0';

  return n;
}

static GtkWidget *
new_preview (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES + 1);
  g_autofree char *shown = NULL;
  GtkWidget *label;

  if (g_strv_length (lines) > MAX_LINES)
    {
      g_free (lines[MAX_LINES]);
      lines[MAX_LINES] = g_strdup ("…");
    }
  shown = g_strjoinv ("\n", lines);
  label = gtk_label_new (g_strchomp (shown));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_COLUMNS);
  gtk_widget_add_css_class (label, "mono");
  gtk_widget_add_css_class (label, "small");

  return label;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Paste) self = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    paste (self);
}

static void
ask (Paste *self)
{
  guint n_lines = count_lines (self->text);
  g_autofree char *heading = NULL;
  InnQuestion question = {
    .body = _("Each line is taken as if Enter was pressed after it."),
    .confirm_label = _("_Paste"),
    .extra_child = new_preview (self->text),
  };

  heading = g_strdup_printf (ngettext ("Paste %u Line?", "Paste %u Lines?", n_lines), n_lines);
  question.heading = heading;
  inn_dialogs_ask_async (GTK_WIDGET (self->terminal), &question, self->cancellable, answered_cb,
                         self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Paste) self = user_data;

  self->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  if (self->text == NULL || *self->text == '\0' ||
      g_cancellable_is_cancelled (self->cancellable))
    return;

  if (strpbrk (self->text, "\r\n") != NULL)
    ask (g_steal_pointer (&self));
  else
    paste (self);
}

/**
 * inn_terminal_paste_clipboard:
 * @cancellable: cancelled when @terminal goes
 *
 * Types the text of the clipboard; asks first if that would press Enter.
 */
void
inn_terminal_paste_clipboard (VteTerminal  *terminal,
                              GCancellable *cancellable)
{
  Paste *self = g_new0 (Paste, 1);

  self->terminal = g_object_ref (terminal);
  self->cancellable = g_object_ref (cancellable);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (terminal)), cancellable,
                                 read_cb, self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-dialogs"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-text.h"

/* Nobody reads more names than this in a question. */
#define MAX_NAMES 50

static GtkWindow *
window_for (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_ask_response_cb (GTask      *task,
                    const char *response)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, g_str_equal (response, "confirm"));

  g_object_unref (task);
}

static void
on_ask_text_response_cb (GTask      *task,
                         const char *response)
{
  GtkEditable *entry = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    ;
  else if (g_str_equal (response, "confirm"))
    g_task_return_pointer (task, g_strdup (gtk_editable_get_text (entry)), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);

  g_object_unref (task);
}

/* The list has to be ended by a click or Enter, so the text is compared whole. */
static void
on_typed_changed_cb (GtkEditable      *entry,
                     AdwMessageDialog *dialog)
{
  const char *typed = g_object_get_data (G_OBJECT (entry), "typed");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "confirm",
                                           typed != NULL ? g_str_equal (text, typed)
                                                         : *text != '\0');
}

static GtkWidget *
build_entry (AdwMessageDialog *dialog,
             GtkBox           *box,
             const char       *title,
             const char       *text)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  gtk_box_append (box, list);

  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed_changed_cb), dialog, 0);

  return entry;
}

static GtkWidget *
build_dialog (GtkWidget          *parent,
              const InnQuestion  *question,
              GtkBox            **box)
{
  GtkWindow *window = window_for (parent);
  GtkWidget *dialog = adw_message_dialog_new (window, question->heading, question->body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message,
                                    "cancel", _("_Cancel"),
                                    "confirm", question->confirm_label,
                                    NULL);
  adw_message_dialog_set_response_appearance (message, "confirm",
                                              question->destructive
                                                ? ADW_RESPONSE_DESTRUCTIVE
                                                : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message,
                                           question->destructive && question->typed == NULL
                                             ? "cancel"
                                             : "confirm");
  adw_message_dialog_set_close_response (message, "cancel");

  /* A question does not outlive what it is about: to go away is to say no. */
  if (window != NULL)
    g_signal_connect_object (window, "destroy", G_CALLBACK (gtk_window_close), dialog,
                             G_CONNECT_SWAPPED);

  *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  if (question->extra_child != NULL)
    gtk_box_append (*box, question->extra_child);
  adw_message_dialog_set_extra_child (message, GTK_WIDGET (*box));

  return dialog;
}

static gboolean
quit_cb (GtkWidget *dialog,
         GVariant  *args,
         gpointer   user_data)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL)
    return FALSE;

  /* GTK 4.8 would look at the parent after it is gone. */
  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);

  return TRUE;
}

/* The keys of the application are those of its windows, which no question is one of. */
static void
add_quit_key (GtkWidget *dialog)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_q, GDK_CONTROL_MASK),
                      gtk_callback_action_new (quit_cb, NULL, NULL)));
  gtk_widget_add_controller (dialog, controller);
}

static void
present (GtkWidget    *dialog,
         GCancellable *cancellable)
{
  add_quit_key (dialog);

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled",
                             G_CALLBACK (gtk_window_close), dialog,
                             G_CONNECT_SWAPPED);

  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * inn_dialogs_ask_async:
 *
 * Asks over the window of @parent. Escape, closing and “Cancel” answer no.
 */
void
inn_dialogs_ask_async (GtkWidget           *parent,
                       const InnQuestion   *question,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GtkBox *box;
  GtkWidget *dialog;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_dialogs_ask_async);

  dialog = build_dialog (parent, question, &box);

  if (question->typed != NULL)
    {
      /* Translators: %s is a number or a name that has to be typed */
      g_autofree char *title = g_strdup_printf (_("Type %s to Go On"), question->typed);
      GtkWidget *entry = build_entry (ADW_MESSAGE_DIALOG (dialog), box, title, NULL);

      g_object_set_data_full (G_OBJECT (entry), "typed", g_strdup (question->typed), g_free);
      adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "confirm", FALSE);
    }

  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_ask_response_cb), task);
  present (dialog, cancellable);

  /* What is shown may have buttons, too: the key that comes first is to do no harm, and no
   * good that nobody asked for. */
  if (question->destructive && question->typed == NULL)
    gtk_window_set_focus (GTK_WINDOW (dialog), gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}

/**
 * inn_dialogs_ask_finish:
 *
 * Returns: whether the answer was yes
 */
gboolean
inn_dialogs_ask_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_dialogs_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * inn_dialogs_ask_text_async:
 * @title: the title of the entry
 * @text: (nullable): what stands in it at first
 *
 * Asks for one line of text; it cannot be confirmed while it is empty.
 */
void
inn_dialogs_ask_text_async (GtkWidget           *parent,
                            const InnQuestion   *question,
                            const char          *title,
                            const char          *text,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GtkBox *box;
  GtkWidget *dialog;
  GtkWidget *entry;
  GTask *task;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, inn_dialogs_ask_text_async);

  dialog = build_dialog (parent, question, &box);
  entry = build_entry (ADW_MESSAGE_DIALOG (dialog), box, title, text);
  g_task_set_task_data (task, g_object_ref (entry), g_object_unref);
  on_typed_changed_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));

  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_ask_text_response_cb), task);
  present (dialog, cancellable);
  gtk_widget_grab_focus (entry);
}

/**
 * inn_dialogs_ask_text_finish:
 *
 * Returns: (transfer full) (nullable): the text, or %NULL without @error if it
 *   was not confirmed
 */
char *
inn_dialogs_ask_text_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_dialogs_ask_text_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * inn_dialogs_names_new:
 * @model: the objects that a question is about
 * @dup_name: gives the name of one of them
 *
 * Returns: (transfer floating): a list of the names for “extra_child”; it
 *   scrolls when it is long, and ends with a number when it is very long
 */
GtkWidget *
inn_dialogs_names_new (GListModel *model,
                       char      *(*dup_name) (gpointer item))
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label;
  GtkWidget *window;
  guint n_named;
  guint n;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  n = g_list_model_get_n_items (model);
  n_named = n > MAX_NAMES ? MAX_NAMES : n;

  for (guint i = 0; i < n_named; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_autofree char *name = dup_name (item);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", name);
    }

  if (n > n_named)
    {
      g_autofree char *rest = inn_text_count (n - n_named);

      g_string_append_c (text, '\n');
      /* Translators: ends a list of names */
      g_string_append_printf (text, ngettext ("and %s more", "and %s more", n - n_named), rest);
    }

  label = gtk_label_new (text->str);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "names");

  window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 200);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), label);
  gtk_widget_add_css_class (window, "card");

  return window;
}

/**
 * inn_dialogs_present:
 *
 * Shows a window that will be a dialog one day over the window of @parent. Ctrl+Q works in it.
 */
void
inn_dialogs_present (GtkWindow *dialog,
                     GtkWidget *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (dialog));

  add_quit_key (GTK_WIDGET (dialog));
  gtk_window_set_transient_for (dialog, window_for (parent));
  gtk_window_present (dialog);
}

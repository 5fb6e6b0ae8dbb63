/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display-change-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-display-change-dialog.h"
#include "inn-line-diff.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-display-change-dialog.ui"

/* Lines around each change. */
#define CONTEXT 2

struct _InnDisplayChangeDialog
{
  AdwWindow            parent_instance;

  GtkWidget           *parent;   /* weak; where the verbs are */
  char                *action;

  /* Template */
  AdwWindowTitle      *title;
  AdwPreferencesGroup *steps_group;
  AdwPreferencesGroup *losses_group;
  AdwPreferencesGroup *difference_group;
  GtkTextBuffer       *buffer;
  GtkLabel            *count_label;
  GtkButton           *change_button;
};

G_DEFINE_FINAL_TYPE (InnDisplayChangeDialog, inn_display_change_dialog, ADW_TYPE_WINDOW)

static void
add_row (AdwPreferencesGroup *group,
         const char          *number,
         const char          *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);

  if (number != NULL)
    {
      label = gtk_label_new (number);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
    }

  adw_preferences_group_add (group, row);
}

static void
show_words (InnDisplayChangeDialog *self,
            const InnDisplayChange *change)
{
  for (guint i = 0; change->steps[i] != NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      add_row (self->steps_group, number, change->steps[i]);
    }

  for (guint i = 0; change->losses[i] != NULL; i++)
    add_row (self->losses_group, NULL, change->losses[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->losses_group), change->losses[0] != NULL);
}

static void
add_line (InnDisplayChangeDialog *self,
          const char             *line)
{
  const char *tag = NULL;
  g_autofree char *text = NULL;
  GtkTextIter end;

  if (*line == INN_LINE_GAP)
    tag = "gap";
  else if (*line != INN_LINE_SAME)
    tag = *line == INN_LINE_ADDED ? "added" : "removed";

  /* A minus of the same width as the plus. */
  if (*line == INN_LINE_GAP)
    text = g_strdup ("   …\n");
  else
    text = g_strdup_printf ("%s %s\n", *line == INN_LINE_REMOVED ? "−" :
                                       *line == INN_LINE_ADDED ? "+" : " ", line + 1);

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (self->buffer, &end, text, -1, tag, NULL);
}

static void
show_difference (InnDisplayChangeDialog *self,
                 const InnDisplayChange *change)
{
  g_autoptr (GPtrArray) lines = inn_line_diff (change->before, change->after, CONTEXT);
  g_autofree char *count = NULL;
  GtkTextIter start;
  GtkTextIter end;
  guint n_added = 0;
  guint n_removed = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      n_added += *line == INN_LINE_ADDED;
      n_removed += *line == INN_LINE_REMOVED;
      add_line (self, line);
    }

  /* Without the last line break, below which there would be an empty line. */
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  start = end;
  if (gtk_text_iter_backward_char (&start))
    gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);

  count = g_strdup_printf ("+%u −%u", n_added, n_removed);
  gtk_label_set_label (self->count_label, count);
}

/* The verb computes the change once more, on the definition as it is then. */
static void
apply_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  InnDisplayChangeDialog *self = INN_DISPLAY_CHANGE_DIALOG (widget);

  if (self->parent != NULL)
    gtk_widget_activate_action (self->parent, self->action, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
inn_display_change_dialog_dispose (GObject *object)
{
  InnDisplayChangeDialog *self = INN_DISPLAY_CHANGE_DIALOG (object);

  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (inn_display_change_dialog_parent_class)->dispose (object);
}

static void
inn_display_change_dialog_finalize (GObject *object)
{
  InnDisplayChangeDialog *self = INN_DISPLAY_CHANGE_DIALOG (object);

  g_free (self->action);

  G_OBJECT_CLASS (inn_display_change_dialog_parent_class)->finalize (object);
}

static void
inn_display_change_dialog_class_init (InnDisplayChangeDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_display_change_dialog_dispose;
  object_class->finalize = inn_display_change_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, title);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, steps_group);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, losses_group);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, difference_group);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, InnDisplayChangeDialog, change_button);

  gtk_widget_class_install_action (widget_class, "change.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inn_display_change_dialog_init (InnDisplayChangeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_display_change_dialog_open:
 * @parent: where it was asked for; the verbs of the machine are actions there
 * @domain: the machine
 * @verb: what does it
 * @change: what that would do
 *
 * Shows it, and does it if wished.
 */
void
inn_display_change_dialog_open (GtkWidget              *parent,
                                InnDomain              *domain,
                                InnVerb                 verb,
                                const InnDisplayChange *change)
{
  InnDisplayChangeDialog *self = g_object_new (INN_TYPE_DISPLAY_CHANGE_DIALOG, NULL);
  const char *title = _(inn_verb_get_info (verb)->label);
  gboolean active = inn_domain_is_active (domain);

  g_set_weak_pointer (&self->parent, parent);
  self->action = g_strconcat ("machine.", inn_verb_get_info (verb)->id, NULL);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, inn_domain_get_name (domain));
  adw_preferences_group_set_description (self->steps_group,
                                         active ? _("At its next start; the running guest is not "
                                                    "touched.") : NULL);
  if (verb == INN_VERB_USE_VNC)
    adw_preferences_group_set_description (self->difference_group,
                                           _("Without passwords, which stay as far as VNC takes "
                                             "them."));
  gtk_button_set_label (self->change_button, active ? _("_Change at Next Start") : _("_Change"));
  show_words (self, change);
  show_difference (self, change);

  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->change_button));
  gtk_widget_grab_focus (GTK_WIDGET (self->change_button));
  inn_dialogs_present (GTK_WINDOW (self), parent);
}

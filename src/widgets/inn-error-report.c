/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-error-report"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-error-report.h"
#include "inn-toast.h"
#include "inn-virt-error.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-error-report.ui"

#define TOAST_SECONDS 8

struct _InnErrorReport
{
  AdwWindow  parent_instance;

  char      *details;

  /* Template */
  GtkLabel  *heading_label;
  GtkLabel  *sentence_label;
  GtkLabel  *text_label;
  GtkLabel  *origin_label;
  GtkWidget *close_button;
};

G_DEFINE_FINAL_TYPE (InnErrorReport, inn_error_report, ADW_TYPE_WINDOW)

/* What the button of a toast shows. */
typedef struct
{
  char   *heading;
  GError *error;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_free (report->heading);
  g_clear_error (&report->error);
  g_free (report);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
present (GtkWidget  *parent,
         const char *heading,
         const char *sentence,
         const char *text,
         const char *origin,
         char       *details)
{
  InnErrorReport *self = g_object_new (INN_TYPE_ERROR_REPORT, NULL);

  set_text (self->heading_label, heading);
  set_text (self->sentence_label, sentence);
  set_text (self->text_label, text);
  set_text (self->origin_label, origin);
  self->details = details;

  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_window_set_transient_for (GTK_WINDOW (self), get_window (parent));
  gtk_window_set_focus (GTK_WINDOW (self), self->close_button);
  gtk_window_present (GTK_WINDOW (self));
}

static void
on_toast_button_clicked_cb (AdwToast  *toast,
                            GtkWidget *widget)
{
  Report *report = g_object_get_data (G_OBJECT (toast), "inn-report");

  inn_error_report_show (widget, report->heading, NULL, report->error);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnErrorReport *self = INN_ERROR_REPORT (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->details);
}

static void
inn_error_report_finalize (GObject *object)
{
  InnErrorReport *self = INN_ERROR_REPORT (object);

  g_free (self->details);

  G_OBJECT_CLASS (inn_error_report_parent_class)->finalize (object);
}

static void
inn_error_report_class_init (InnErrorReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_error_report_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnErrorReport, heading_label);
  gtk_widget_class_bind_template_child (widget_class, InnErrorReport, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, InnErrorReport, text_label);
  gtk_widget_class_bind_template_child (widget_class, InnErrorReport, origin_label);
  gtk_widget_class_bind_template_child (widget_class, InnErrorReport, close_button);

  gtk_widget_class_install_action (widget_class, "report.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inn_error_report_init (InnErrorReport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_error_report_show:
 * @parent: (nullable): a widget of the window where it was asked for
 * @heading: what did not work, in words: “Could not start web-2”
 * @sentence: (nullable): what it means or what to do; %NULL: what is known of @error
 * @error: what libvirt, or another library, said
 *
 * Opens a window with the whole error.
 */
void
inn_error_report_show (GtkWidget    *parent,
                       const char   *heading,
                       const char   *sentence,
                       const GError *error)
{
  const char *text;
  g_autofree char *origin = NULL;
  g_autoptr (InnAdvice) advice = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WIDGET (parent));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (error != NULL);

  text = error->message;

  if (error->domain == INN_VIRT_ERROR)
    {
      text = inn_virt_error_get_text (error);
      origin = inn_virt_error_dup_origin (error);
    }

  if (sentence == NULL && (advice = inn_virt_error_advise (error, NULL)) != NULL)
    sentence = advice->sentences;

  present (parent, heading, sentence, text, origin,
           g_strjoin ("\n", heading, text, origin, NULL));
}

/**
 * inn_error_report_toast:
 * @widget: anything in the window where it was asked for
 * @heading: what did not work, in words: “Could not store the tags of web-2”
 * @error: the error; nothing is shown for %G_IO_ERROR_CANCELLED
 *
 * Says @heading, with a button that opens the whole error.
 */
void
inn_error_report_toast (GtkWidget    *widget,
                        const char   *heading,
                        const GError *error)
{
  AdwToast *toast;
  Report *report;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (heading != NULL);
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (toast = inn_toast_show (widget, heading, _("_Details"), NULL)) == NULL)
    return;

  report = g_new0 (Report, 1);
  report->heading = g_strdup (heading);
  report->error = g_error_copy (error);

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "inn-report", report, report_free);
  g_signal_connect_object (toast, "button-clicked",
                           G_CALLBACK (on_toast_button_clicked_cb), widget, 0);
}

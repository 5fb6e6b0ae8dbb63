/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-window.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-console-window.ui"

struct _InnConsoleWindow
{
  AdwWindow        parent_instance;

  /* Template */
  GtkWidget       *header;
  AdwWindowTitle  *title;
  InnConsoleFrame *frame;
};

G_DEFINE_FINAL_TYPE (InnConsoleWindow, inn_console_window, ADW_TYPE_WINDOW)

static void
fullscreen_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *param)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
sync_fullscreen (InnConsoleWindow *self)
{
  gtk_widget_set_visible (self->header, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
inn_console_window_class_init (InnConsoleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (INN_TYPE_CONSOLE_FRAME);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleWindow, header);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleWindow, title);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleWindow, frame);

  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "win.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);
}

static void
inn_console_window_init (InnConsoleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (sync_fullscreen), NULL);
}

/**
 * inn_console_window_new:
 *
 * Returns: (transfer none): a window whose frame is empty
 */
InnConsoleWindow *
inn_console_window_new (GtkApplication *application)
{
  return g_object_new (INN_TYPE_CONSOLE_WINDOW, "application", application, NULL);
}

InnConsoleFrame *
inn_console_window_get_frame (InnConsoleWindow *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_WINDOW (self), NULL);

  return self->frame;
}

/**
 * inn_console_window_set_names:
 * @machine: name of the machine
 * @console: which of its consoles it is
 */
void
inn_console_window_set_names (InnConsoleWindow *self,
                              const char       *machine,
                              const char       *console)
{
  g_autofree char *title = NULL;

  g_return_if_fail (INN_IS_CONSOLE_WINDOW (self));

  /* Translators: the title of a window: a machine, and one of its consoles */
  title = g_strdup_printf (_("%s · %s – Innkeeper"), machine, console);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, machine);
  adw_window_title_set_subtitle (self->title, console);
}

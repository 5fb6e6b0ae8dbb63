/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-xml-window"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-capabilities.h"
#include "inn-host-xml-window.h"
#include "inn-text.h"
#include "inn-xml-view.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-host-xml-window.ui"

struct _InnHostXmlWindow
{
  AdwWindow         parent_instance;

  /* Template */
  InnXmlView       *host_view;
  InnXmlView       *machines_view;
  AdwViewStackPage *machines_page;
};

G_DEFINE_FINAL_TYPE (InnHostXmlWindow, inn_host_xml_window, ADW_TYPE_WINDOW)

static void
inn_host_xml_window_class_init (InnHostXmlWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnHostXmlWindow, host_view);
  gtk_widget_class_bind_template_child (widget_class, InnHostXmlWindow, machines_view);
  gtk_widget_class_bind_template_child (widget_class, InnHostXmlWindow, machines_page);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);

  g_type_ensure (INN_TYPE_XML_VIEW);
}

static void
inn_host_xml_window_init (InnHostXmlWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_host_xml_window_new:
 * @host: a host whose capabilities were read
 *
 * Returns: (transfer none): a window with them as they were then
 */
GtkWidget *
inn_host_xml_window_new (InnHost *host)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (host);
  InnHostXmlWindow *self;
  g_autofree char *time = NULL;
  g_autofree char *note = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (capabilities != NULL, NULL);

  self = g_object_new (INN_TYPE_HOST_XML_WINDOW, NULL);
  time = inn_text_time_of_day (capabilities->read_at);
  /* Translators: %s is a time of the day */
  note = g_strdup_printf (_("As libvirt described it at %s"), time);
  /* Translators: the title of a window; %s is the name of a host */
  title = g_strdup_printf (_("Capabilities of %s"), inn_host_get_name (host));

  gtk_window_set_title (GTK_WINDOW (self), title);
  inn_xml_view_set_xml (self->host_view, capabilities->xml, note);
  if (capabilities->domain_xml != NULL)
    inn_xml_view_set_xml (self->machines_view, capabilities->domain_xml, note);
  adw_view_stack_page_set_visible (self->machines_page, capabilities->domain_xml != NULL);

  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-xml-page"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-machine-xml-page.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-xml-page.ui"

struct _InnMachineXmlPage
{
  AdwBin       parent_instance;

  char        *xml;

  /* Template */
  GtkTextView *view;
  GtkLabel    *status_label;
};

G_DEFINE_FINAL_TYPE (InnMachineXmlPage, inn_machine_xml_page, ADW_TYPE_BIN)

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), INN_MACHINE_XML_PAGE (widget)->xml);
}

static void
inn_machine_xml_page_finalize (GObject *object)
{
  InnMachineXmlPage *self = INN_MACHINE_XML_PAGE (object);

  g_free (self->xml);

  G_OBJECT_CLASS (inn_machine_xml_page_parent_class)->finalize (object);
}

static void
inn_machine_xml_page_class_init (InnMachineXmlPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_machine_xml_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnMachineXmlPage, view);
  gtk_widget_class_bind_template_child (widget_class, InnMachineXmlPage, status_label);

  gtk_widget_class_install_action (widget_class, "xml.copy", NULL, copy_action);
}

static void
inn_machine_xml_page_init (InnMachineXmlPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "xml.copy", FALSE);
}

/**
 * inn_machine_xml_page_set_xml:
 * @self: an XML page
 * @xml: the document
 *
 * Shows @xml. A document that did not change leaves selection and scroll
 * position alone.
 */
void
inn_machine_xml_page_set_xml (InnMachineXmlPage *self,
                              const char        *xml)
{
  g_return_if_fail (INN_IS_MACHINE_XML_PAGE (self));
  g_return_if_fail (xml != NULL);

  gtk_label_set_label (self->status_label,
                       _("As libvirt describes the machine, without passwords"));

  if (g_strcmp0 (self->xml, xml) == 0)
    return;

  g_free (self->xml);
  self->xml = g_strdup (xml);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), xml, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "xml.copy", TRUE);
}

/**
 * inn_machine_xml_page_set_error:
 * @self: an XML page
 * @text: why the XML could not be read
 *
 * Says that what is shown is not new; it stays.
 */
void
inn_machine_xml_page_set_error (InnMachineXmlPage *self,
                                const char        *text)
{
  g_return_if_fail (INN_IS_MACHINE_XML_PAGE (self));

  gtk_label_set_label (self->status_label, text);
}

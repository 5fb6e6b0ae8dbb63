/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-xml-view"

#include "config.h"

#include "inn-a11y.h"
#include "inn-xml-view.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-xml-view.ui"

struct _InnXmlView
{
  AdwBin       parent_instance;

  char        *label;
  char        *xml;

  /* Template */
  GtkTextView *view;
  GtkLabel    *status_label;
};

enum {
  PROP_0,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnXmlView, inn_xml_view, ADW_TYPE_BIN)

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), INN_XML_VIEW (widget)->xml);
}

static void
inn_xml_view_finalize (GObject *object)
{
  InnXmlView *self = INN_XML_VIEW (object);

  g_free (self->label);
  g_free (self->xml);

  G_OBJECT_CLASS (inn_xml_view_parent_class)->finalize (object);
}

static void
inn_xml_view_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  InnXmlView *self = INN_XML_VIEW (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_xml_view_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  InnXmlView *self = INN_XML_VIEW (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      self->label = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_xml_view_constructed (GObject *object)
{
  InnXmlView *self = INN_XML_VIEW (object);

  G_OBJECT_CLASS (inn_xml_view_parent_class)->constructed (object);

  if (self->label != NULL)
    inn_a11y_set_label (GTK_WIDGET (self->view), self->label);
}

static void
inn_xml_view_class_init (InnXmlViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = inn_xml_view_constructed;
  object_class->finalize = inn_xml_view_finalize;
  object_class->get_property = inn_xml_view_get_property;
  object_class->set_property = inn_xml_view_set_property;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL,
                         NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnXmlView, view);
  gtk_widget_class_bind_template_child (widget_class, InnXmlView, status_label);

  gtk_widget_class_install_action (widget_class, "xml.copy", NULL, copy_action);
}

static void
inn_xml_view_init (InnXmlView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "xml.copy", FALSE);
}

/**
 * inn_xml_view_set_xml:
 * @self: an XML view
 * @xml: the document
 * @note: whose it is
 *
 * Shows @xml. A document that did not change leaves selection and scroll
 * position alone.
 */
void
inn_xml_view_set_xml (InnXmlView *self,
                      const char *xml,
                      const char *note)
{
  g_return_if_fail (INN_IS_XML_VIEW (self));
  g_return_if_fail (xml != NULL);

  gtk_label_set_label (self->status_label, note);

  if (g_strcmp0 (self->xml, xml) == 0)
    return;

  g_free (self->xml);
  self->xml = g_strdup (xml);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), xml, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "xml.copy", TRUE);
}

/**
 * inn_xml_view_set_error:
 * @self: an XML view
 * @text: why the XML could not be read
 *
 * Says that what is shown is not new; it stays.
 */
void
inn_xml_view_set_error (InnXmlView *self,
                        const char *text)
{
  g_return_if_fail (INN_IS_XML_VIEW (self));

  gtk_label_set_label (self->status_label, text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An XML document, to be read and copied. Property: label, the accessible name. */
#define INN_TYPE_XML_VIEW (inn_xml_view_get_type ())
G_DECLARE_FINAL_TYPE (InnXmlView, inn_xml_view, INN, XML_VIEW, AdwBin)

void inn_xml_view_set_xml   (InnXmlView *self,
                             const char *xml,
                             const char *note);
void inn_xml_view_set_error (InnXmlView *self,
                             const char *text);

G_END_DECLS

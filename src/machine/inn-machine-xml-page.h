/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The XML of a machine, to be read and copied. */
#define INN_TYPE_MACHINE_XML_PAGE (inn_machine_xml_page_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineXmlPage, inn_machine_xml_page, INN, MACHINE_XML_PAGE, AdwBin)

void inn_machine_xml_page_set_xml   (InnMachineXmlPage *self,
                                     const char        *xml);
void inn_machine_xml_page_set_error (InnMachineXmlPage *self,
                                     const char        *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* What libvirt says of a host and of its machines, in full. */
#define INN_TYPE_HOST_XML_WINDOW (inn_host_xml_window_get_type ())
G_DECLARE_FINAL_TYPE (InnHostXmlWindow, inn_host_xml_window, INN, HOST_XML_WINDOW, AdwWindow)

GtkWidget *inn_host_xml_window_new (InnHost *host);

G_END_DECLS

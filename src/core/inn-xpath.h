/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* Reads what libvirt describes in XML, by paths relative to an element. */

typedef xmlDoc InnXmlDocument;

InnXmlDocument *inn_xpath_parse       (const char      *xml,
                                       const char      *root,
                                       GError         **error);
void            inn_xpath_free        (InnXmlDocument  *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnXmlDocument, inn_xpath_free)

xmlNode        *inn_xpath_get_root    (InnXmlDocument  *document);
gboolean        inn_xpath_has         (xmlNode         *node,
                                       const char      *path);
char           *inn_xpath_dup_string  (xmlNode         *node,
                                       const char      *path);
guint64         inn_xpath_get_number  (xmlNode         *node,
                                       const char      *path);
char          **inn_xpath_dup_strings (xmlNode         *node,
                                       const char      *path);
GPtrArray      *inn_xpath_find        (xmlNode         *node,
                                       const char      *path);

G_END_DECLS

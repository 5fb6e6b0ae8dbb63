/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

#include "inn-xpath.h"

/**
 * inn_xpath_parse:
 * @xml: a document
 * @root: the name its outermost element must have
 *
 * Returns: (transfer full) (nullable): the document
 */
InnXmlDocument *
inn_xpath_parse (const char  *xml,
                 const char  *root,
                 GError     **error)
{
  g_autoptr (InnXmlDocument) document = NULL;
  xmlNode *node;

  g_return_val_if_fail (xml != NULL, NULL);
  g_return_val_if_fail (root != NULL, NULL);

  document = xmlReadMemory (xml, (int) strlen (xml), NULL, NULL,
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
                              | XML_PARSE_NOBLANKS);
  node = document != NULL ? xmlDocGetRootElement (document) : NULL;

  if (node == NULL || strcmp ((const char *) node->name, root) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: %s is the name of an XML element */
                   _("What the host sent is not an XML document of the kind “%s”"), root);
      return NULL;
    }

  return g_steal_pointer (&document);
}

void
inn_xpath_free (InnXmlDocument *document)
{
  xmlFreeDoc (document);
}

/**
 * inn_xpath_get_root:
 *
 * Returns: (transfer none): the outermost element
 */
xmlNode *
inn_xpath_get_root (InnXmlDocument *document)
{
  return xmlDocGetRootElement (document);
}

static void
add_nodes (GPtrArray      *found,
           xmlXPathObject *object)
{
  xmlNodeSet *set = object != NULL ? object->nodesetval : NULL;

  for (int i = 0; set != NULL && i < set->nodeNr; i++)
    g_ptr_array_add (found, set->nodeTab[i]);
}

/**
 * inn_xpath_find:
 * @node: where the path begins
 * @path: “cpu/feature[@name='svm']”
 *
 * Returns: (transfer container) (element-type xmlNode): the elements and attributes there, in the
 *   order of the document; they live as long as it
 */
GPtrArray *
inn_xpath_find (xmlNode    *node,
                const char *path)
{
  GPtrArray *found = g_ptr_array_new ();
  xmlXPathContext *context;
  xmlXPathObject *object;

  g_return_val_if_fail (node != NULL, found);
  g_return_val_if_fail (path != NULL, found);

  context = xmlXPathNewContext (node->doc);
  context->node = node;
  object = xmlXPathEvalExpression ((const xmlChar *) path, context);
  g_assert (object != NULL);

  add_nodes (found, object);
  xmlXPathFreeObject (object);
  xmlXPathFreeContext (context);

  return found;
}

gboolean
inn_xpath_has (xmlNode    *node,
               const char *path)
{
  g_autoptr (GPtrArray) found = inn_xpath_find (node, path);

  return found->len > 0;
}

static char *
dup_content (xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  char *text = g_strstrip (g_strdup ((const char *) content));

  xmlFree (content);

  return text;
}

/**
 * inn_xpath_dup_string:
 *
 * Returns: (transfer full) (nullable): the text of the first element or attribute at @path; %NULL
 *   if there is none or it is empty
 */
char *
inn_xpath_dup_string (xmlNode    *node,
                      const char *path)
{
  g_autoptr (GPtrArray) found = inn_xpath_find (node, path);
  g_autofree char *text = found->len > 0 ? dup_content (found->pdata[0]) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * inn_xpath_get_number:
 *
 * Returns: the number at @path; 0 if there is none
 */
guint64
inn_xpath_get_number (xmlNode    *node,
                      const char *path)
{
  g_autofree char *text = inn_xpath_dup_string (node, path);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

/**
 * inn_xpath_dup_strings:
 *
 * Returns: (transfer full): all texts at @path that are not empty
 */
char **
inn_xpath_dup_strings (xmlNode    *node,
                       const char *path)
{
  g_autoptr (GPtrArray) found = inn_xpath_find (node, path);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *text = dup_content (found->pdata[i]);

      if (*text != '\0')
        g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

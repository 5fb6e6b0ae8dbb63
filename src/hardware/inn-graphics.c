/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graphics"

#include "config.h"

#include "inn-graphics.h"
#include "inn-xpath.h"

static void
graphics_free (gpointer data)
{
  InnGraphics *self = data;

  g_free (self->type);
  g_free (self->address);
  g_free (self->socket);
  g_free (self);
}

static InnGraphics *
graphics_new (xmlNode *node)
{
  InnGraphics *self = g_new0 (InnGraphics, 1);

  self->type = inn_xpath_dup_string (node, "@type");
  self->address = inn_xpath_dup_string (node, "listen[@type!='socket']/@address");
  self->socket = inn_xpath_dup_string (node, "listen[@type='socket']/@socket");

  /* -1 before the machine runs. */
  if (!inn_xpath_has (node, "self::*[starts-with(@port, '-')]"))
    self->port = (guint) inn_xpath_get_number (node, "@port");

  return self;
}

/**
 * inn_graphics_parse:
 * @xml: a domain
 *
 * Returns: (transfer full) (element-type InnGraphics): its displays, in their order: that is
 *   how libvirt counts them
 */
GPtrArray *
inn_graphics_parse (const char *xml)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", NULL);
  g_autoptr (GPtrArray) nodes = NULL;
  GPtrArray *graphics = g_ptr_array_new_with_free_func (graphics_free);

  if (document == NULL)
    return graphics;

  nodes = inn_xpath_find (inn_xpath_get_root (document), "devices/graphics");
  for (guint i = 0; i < nodes->len; i++)
    g_ptr_array_add (graphics, graphics_new (g_ptr_array_index (nodes, i)));

  return graphics;
}

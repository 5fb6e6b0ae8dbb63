/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-device"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-device.h"
#include "inn-xpath.h"

/* A console that is only another word for a serial port names that as its target. */
#define OWN_TEXT_DEVICES \
  "devices/serial|devices/parallel|" \
  "devices/console[not(target/@type='serial') or not(../serial)]"

static void
device_free (gpointer data)
{
  inn_console_device_free (data);
}

static InnConsoleDevice *
screen_new (xmlNode *node)
{
  InnConsoleDevice *self = g_new0 (InnConsoleDevice, 1);

  self->kind = INN_CONSOLE_SCREEN;
  self->type = inn_xpath_dup_string (node, "@type");
  self->address = inn_xpath_dup_string (node, "listen[@type!='socket']/@address");
  self->socket = inn_xpath_dup_string (node, "listen[@type='socket']/@socket");

  /* -1 before the machine runs. */
  if (!inn_xpath_has (node, "self::*[starts-with(@port, '-')]"))
    self->port = (guint) inn_xpath_get_number (node, "@port");

  return self;
}

static InnConsoleDevice *
text_new (xmlNode *node)
{
  InnConsoleDevice *self = g_new0 (InnConsoleDevice, 1);

  self->kind = INN_CONSOLE_TEXT;
  self->type = inn_xpath_dup_string (node, "@type");
  self->device = g_strdup ((const char *) node->name);
  self->target = inn_xpath_dup_string (node, "target/@type");
  self->port = (guint) inn_xpath_get_number (node, "target/@port");
  self->alias = inn_xpath_dup_string (node, "alias/@name");

  return self;
}

static void
add_all (GPtrArray          *devices,
         xmlNode            *domain,
         const char         *path,
         InnConsoleDevice *(*make) (xmlNode *node))
{
  g_autoptr (GPtrArray) nodes = inn_xpath_find (domain, path);

  for (guint i = 0; i < nodes->len; i++)
    {
      InnConsoleDevice *device = make (g_ptr_array_index (nodes, i));

      device->index = i;
      g_ptr_array_add (devices, device);
    }
}

/**
 * inn_console_devices_parse:
 * @xml: a domain
 *
 * Returns: (transfer full) (element-type InnConsoleDevice): its screens, then its text
 *   consoles; a serial port and the console that is the same port are one
 */
GPtrArray *
inn_console_devices_parse (const char *xml)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", NULL);
  GPtrArray *devices = g_ptr_array_new_with_free_func (device_free);

  if (document == NULL)
    return devices;

  add_all (devices, inn_xpath_get_root (document), "devices/graphics", screen_new);
  add_all (devices, inn_xpath_get_root (document), OWN_TEXT_DEVICES, text_new);

  return devices;
}

InnConsoleDevice *
inn_console_device_copy (const InnConsoleDevice *self)
{
  InnConsoleDevice *copy = g_memdup2 (self, sizeof *self);

  copy->type = g_strdup (self->type);
  copy->device = g_strdup (self->device);
  copy->target = g_strdup (self->target);
  copy->alias = g_strdup (self->alias);
  copy->address = g_strdup (self->address);
  copy->socket = g_strdup (self->socket);

  return copy;
}

void
inn_console_device_free (InnConsoleDevice *self)
{
  g_free (self->type);
  g_free (self->device);
  g_free (self->target);
  g_free (self->alias);
  g_free (self->address);
  g_free (self->socket);
  g_free (self);
}

/**
 * inn_console_device_equal:
 *
 * Returns: whether both are the same way to the same console
 */
gboolean
inn_console_device_equal (const InnConsoleDevice *a,
                          const InnConsoleDevice *b)
{
  return a->kind == b->kind && a->index == b->index && a->port == b->port &&
         g_strcmp0 (a->type, b->type) == 0 && g_strcmp0 (a->device, b->device) == 0 &&
         g_strcmp0 (a->alias, b->alias) == 0 && g_strcmp0 (a->address, b->address) == 0 &&
         g_strcmp0 (a->socket, b->socket) == 0;
}

/**
 * inn_console_device_dup_id:
 *
 * Returns: (transfer full): what names it as long as the machine has the same devices:
 *   "screen:0", "serial:1", "console:0"
 */
char *
inn_console_device_dup_id (const InnConsoleDevice *self)
{
  if (self->kind == INN_CONSOLE_SCREEN)
    return g_strdup_printf ("screen:%u", self->index);

  return g_strdup_printf ("%s:%u", self->device, self->port);
}

/* "SPICE", as people write it. */
static char *
dup_screen_type (const InnConsoleDevice *self)
{
  return g_ascii_strup (self->type != NULL ? self->type : "?", -1);
}

/**
 * inn_console_device_dup_name:
 *
 * Returns: (transfer full): for people: “Display VNC”, “Serial 0”, “Console hvc0”
 */
char *
inn_console_device_dup_name (const InnConsoleDevice *self)
{
  g_autofree char *type = NULL;

  if (self->kind == INN_CONSOLE_SCREEN)
    {
      type = dup_screen_type (self);

      /* Translators: a screen of a machine; %s is a protocol such as VNC */
      return self->index == 0 ? g_strdup_printf (_("Display %s"), type)
      /* Translators: the second one and those after it: “Display VNC 2” */
                              : g_strdup_printf (_("Display %s %u"), type, self->index + 1);
    }

  if (g_str_equal (self->device, "serial"))
    return g_strdup_printf (_("Serial %u"), self->port);

  if (g_str_equal (self->device, "parallel"))
    return g_strdup_printf (_("Parallel %u"), self->port);

  /* The guest calls a virtio console so. */
  if (g_strcmp0 (self->target, "virtio") == 0)
    return g_strdup_printf (_("Console hvc%u"), self->port);

  return g_strdup_printf (_("Console %u"), self->port);
}

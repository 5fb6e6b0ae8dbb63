/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "inn-uri.h"

/* Names of products are not translated. */
static const struct
{
  const char *driver;
  const char *label;
} driver_labels[] = {
  { "bhyve", "bhyve" },
  { "ch", "Cloud Hypervisor" },
  { "esx", "VMware ESX" },
  { "gsx", "VMware GSX" },
  { "hyperv", "Hyper-V" },
  { "lxc", "LXC" },
  { "openvz", "OpenVZ" },
  { "qemu", "QEMU/KVM" },
  { "test", "Test" },
  { "vbox", "VirtualBox" },
  { "vmwarefusion", "VMware Fusion" },
  { "vmwareplayer", "VMware Player" },
  { "vmwarews", "VMware Workstation" },
  { "vpx", "VMware vCenter" },
  { "vz", "Virtuozzo" },
  { "xen", "Xen" },
};

/**
 * inn_uri_get_driver_label:
 * @driver: the name of a libvirt driver, such as "qemu"
 *
 * Returns: (transfer none): what people call it, such as "QEMU/KVM"; @driver
 *   itself if it is not known
 */
const char *
inn_uri_get_driver_label (const char *driver)
{
  for (guint i = 0; i < G_N_ELEMENTS (driver_labels); i++)
    {
      if (g_str_equal (driver_labels[i].driver, driver))
        return driver_labels[i].label;
    }

  return driver;
}

static char *
dup_test_name (const InnUri *uri)
{
  g_autofree char *base = NULL;

  if (g_str_equal (uri->path, "/default") || *uri->path == '\0')
    return g_strdup (_("Test Host"));

  base = g_path_get_basename (uri->path);

  return g_utf8_make_valid (base, -1);
}

static char *
dup_local_name (const InnUri *uri)
{
  const char *socket = inn_uri_get_parameter (uri, "socket");
  const char *command = inn_uri_get_parameter (uri, "command");
  gboolean is_qemu = g_str_equal (uri->driver, "qemu");
  g_autofree char *base = NULL;

  if (g_strcmp0 (uri->transport, "ext") == 0 && command != NULL)
    return g_path_get_basename (command);

  if (is_qemu && g_str_equal (uri->path, "/session"))
    return g_strdup (_("Your Session"));

  if (is_qemu && socket == NULL)
    return g_strdup (_("This Computer"));

  if (is_qemu)
    base = g_path_get_basename (socket);

  /* Translators: a host of another sort, or reached in another way: “This Computer (Xen)” */
  return g_strdup_printf (_("This Computer (%s)"),
                          is_qemu ? base : inn_uri_get_driver_label (uri->driver));
}

/**
 * inn_uri_dup_name:
 * @uri: an address
 *
 * Makes the name that a host has until the user gives it another one.
 *
 * Returns: (transfer full): the name, such as "This Computer" or
 *   "kvm-ams-01"
 */
char *
inn_uri_dup_name (const InnUri *uri)
{
  g_autofree char *host = NULL;

  if (uri->host == NULL)
    return g_str_equal (uri->driver, "test") ? dup_test_name (uri) : dup_local_name (uri);

  host = g_utf8_make_valid (uri->host, -1);

  if (!g_str_equal (uri->driver, "qemu"))
    return g_strdup_printf ("%s (%s)", host, inn_uri_get_driver_label (uri->driver));

  if (g_str_equal (uri->path, "/session"))
    /* Translators: the user’s own machines on another host */
    return g_strdup_printf (_("%s (Session)"), host);

  return g_steal_pointer (&host);
}

/**
 * inn_uri_dup_default_name:
 * @text: an address, as it is kept in the settings
 *
 * As inn_uri_dup_name(), for what may be no address at all: then that is its
 * name.
 *
 * Returns: (transfer full): the name
 */
char *
inn_uri_dup_default_name (const char *text)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (text, NULL);

  return uri != NULL ? inn_uri_dup_name (uri) : g_utf8_make_valid (text, -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>

#include "inn-console-device.h"

static GPtrArray *
parse (const char *devices)
{
  g_autofree char *xml = g_strdup_printf ("<domain type='qemu'><name>a</name>"
                                          "<devices>%s</devices></domain>", devices);

  return inn_console_devices_parse (xml);
}

static void
assert_device (GPtrArray  *devices,
               guint       index,
               const char *id,
               const char *name)
{
  const InnConsoleDevice *device;
  g_autofree char *real_id = NULL;
  g_autofree char *real_name = NULL;

  g_assert_cmpuint (index, <, devices->len);
  device = g_ptr_array_index (devices, index);
  real_id = inn_console_device_dup_id (device);
  real_name = inn_console_device_dup_name (device);
  g_assert_cmpstr (real_id, ==, id);
  g_assert_cmpstr (real_name, ==, name);
}

static void
test_screens (void)
{
  g_autoptr (GPtrArray) devices = parse (
    "<graphics type='vnc' port='5901' listen='10.0.0.1'>"
    "<listen type='address' address='10.0.0.1'/></graphics>"
    "<graphics type='spice' port='-1'><listen type='socket' socket='/run/s'/></graphics>"
    "<graphics type='vnc' port='-1'><listen type='none'/></graphics>");
  const InnConsoleDevice *first;
  const InnConsoleDevice *second;

  g_assert_cmpuint (devices->len, ==, 3);
  assert_device (devices, 0, "screen:0", "Display VNC");
  assert_device (devices, 1, "screen:1", "Display SPICE 2");
  assert_device (devices, 2, "screen:2", "Display VNC 3");

  first = g_ptr_array_index (devices, 0);
  g_assert_cmpuint (first->port, ==, 5901);
  g_assert_cmpstr (first->address, ==, "10.0.0.1");
  second = g_ptr_array_index (devices, 1);
  g_assert_cmpuint (second->port, ==, 0);
  g_assert_null (second->address);
  g_assert_cmpstr (second->socket, ==, "/run/s");
}

/* libvirt writes the first serial port as a console, too. */
static void
test_texts (void)
{
  g_autoptr (GPtrArray) devices = parse (
    "<serial type='pty'><target type='isa-serial' port='0'/><alias name='serial0'/></serial>"
    "<serial type='unix'><target port='1'/></serial>"
    "<parallel type='file'><target port='0'/></parallel>"
    "<console type='pty'><target type='serial' port='0'/><alias name='serial0'/></console>"
    "<console type='pty'><target type='virtio' port='1'/><alias name='console1'/></console>");
  const InnConsoleDevice *first;

  g_assert_cmpuint (devices->len, ==, 4);
  assert_device (devices, 0, "serial:0", "Serial 0");
  assert_device (devices, 1, "serial:1", "Serial 1");
  assert_device (devices, 2, "parallel:0", "Parallel 0");
  assert_device (devices, 3, "console:1", "Console hvc1");

  first = g_ptr_array_index (devices, 0);
  g_assert_cmpstr (first->alias, ==, "serial0");
  g_assert_cmpstr (first->type, ==, "pty");
  g_assert_cmpstr (first->target, ==, "isa-serial");
}

static void
test_container (void)
{
  g_autoptr (GPtrArray) devices = parse ("<console type='pty'><target type='lxc' port='0'/>"
                                         "</console>");

  g_assert_cmpuint (devices->len, ==, 1);
  assert_device (devices, 0, "console:0", "Console 0");
}

/* Where only a console names it, that is the port. */
static void
test_console_alone (void)
{
  g_autoptr (GPtrArray) devices = parse ("<console type='pty'><target type='serial' port='0'/>"
                                         "</console>");

  g_assert_cmpuint (devices->len, ==, 1);
}

static void
test_equal (void)
{
  g_autoptr (GPtrArray) devices = parse ("<graphics type='vnc' port='5900'/>"
                                         "<graphics type='vnc' port='5901'/>");
  g_autoptr (InnConsoleDevice) copy = inn_console_device_copy (g_ptr_array_index (devices, 0));

  g_assert_true (inn_console_device_equal (copy, g_ptr_array_index (devices, 0)));
  g_assert_false (inn_console_device_equal (copy, g_ptr_array_index (devices, 1)));
  copy->port = 5902;
  g_assert_false (inn_console_device_equal (copy, g_ptr_array_index (devices, 0)));
}

static void
test_no_machine (void)
{
  g_autoptr (GPtrArray) devices = inn_console_devices_parse ("<network/>");

  g_assert_cmpuint (devices->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console-device/screens", test_screens);
  g_test_add_func ("/console-device/texts", test_texts);
  g_test_add_func ("/console-device/container", test_container);
  g_test_add_func ("/console-device/console-alone", test_console_alone);
  g_test_add_func ("/console-device/equal", test_equal);
  g_test_add_func ("/console-device/no-machine", test_no_machine);

  return g_test_run ();
}

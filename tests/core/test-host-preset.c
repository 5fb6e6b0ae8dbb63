/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-host-preset.h"

typedef struct
{
  const char *uri;
  InnHostWay  way;
  const char *label;   /* NULL: only by hand */
} Case;

static const Case cases[] = {
  { "qemu+ssh://admin@kvm-1:2222/system?keyfile=/k&socket=/s", INN_HOST_WAY_SSH,
    "QEMU/KVM (system)" },
  { "qemu+ssh://kvm-1/session", INN_HOST_WAY_SSH, "QEMU/KVM (session)" },
  { "qemu+ssh://kvm-1/system?mystery=1", INN_HOST_WAY_SSH, "QEMU/KVM (system)" },
  { "xen+tls://kvm-1/system?no_verify=1", INN_HOST_WAY_TLS, "Xen" },
  { "qemu:///system?socket=/run/x", INN_HOST_WAY_LOCAL, "QEMU/KVM (system)" },
  { "test:///default", INN_HOST_WAY_LOCAL, "Test" },
  { "esx://root@esx-1/?no_verify=1", INN_HOST_WAY_TLS, "VMware ESX" },
  { "lxc:///system", INN_HOST_WAY_LOCAL, "LXC" },
  /* What the rows cannot say must not be changed by looking at it. */
  { "lxc:///", INN_HOST_WAY_CUSTOM, NULL },
  { "qemu+tcp://kvm-1/system", INN_HOST_WAY_CUSTOM, NULL },
  { "qemu+unix:///system", INN_HOST_WAY_CUSTOM, NULL },
  { "qemu+tls://admin@kvm-1/system", INN_HOST_WAY_CUSTOM, NULL },
  { "qemu+tls://kvm-1/system?keyfile=/k", INN_HOST_WAY_CUSTOM, NULL },
  { "test:///home/me/many.xml", INN_HOST_WAY_CUSTOM, NULL },
};

static void
test_find (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InnUri) uri = inn_uri_new_parse (test->uri, &error);
  const InnHostPreset *preset;
  InnHostWay way;

  g_assert_no_error (error);
  preset = inn_host_preset_find (uri, &way);
  g_assert_cmpint (way, ==, test->way);
  g_assert_cmpstr (preset != NULL ? preset->label : NULL, ==, test->label);
}

static void
test_switch_way (void)
{
  g_autoptr (InnUri) uri =
    inn_uri_new_parse ("qemu+ssh://admin@kvm-1:2222/system?keyfile=/k&proxy=netcat&x=1", NULL);
  g_autofree char *tls = NULL;
  g_autofree char *local = NULL;

  inn_host_preset_apply (inn_host_preset_get (0), INN_HOST_WAY_TLS, uri);
  tls = inn_uri_to_string (uri);
  g_assert_cmpstr (tls, ==, "qemu+tls://kvm-1:2222/system?x=1");

  inn_host_preset_apply (inn_host_preset_get (0), INN_HOST_WAY_LOCAL, uri);
  local = inn_uri_to_string (uri);
  g_assert_cmpstr (local, ==, "qemu:///system?x=1");
}

static void
test_table (void)
{
  guint count = 0;

  for (; inn_host_preset_get (count) != NULL; count++)
    {
      const InnHostPreset *preset = inn_host_preset_get (count);

      g_assert_cmpuint (preset->ways, !=, 0);

      for (guint way = 0; way < INN_HOST_WAY_CUSTOM; way++)
        {
          g_autoptr (InnUri) uri = inn_uri_new ("");
          InnHostWay found;

          if (!inn_host_preset_fits (preset, way))
            continue;

          uri->host = g_strdup ("host");
          inn_host_preset_apply (preset, way, uri);
          g_assert_true (inn_uri_validate (uri, NULL));
          g_assert_true (inn_host_preset_find (uri, &found) == preset);
          g_assert_cmpuint (found, ==, way);
        }
    }

  g_assert_cmpuint (count, >=, 8);
  g_assert_false (inn_host_preset_fits (inn_host_preset_get (0), INN_HOST_WAY_CUSTOM));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/host-preset/find/%u", i);

      g_test_add_data_func (path, &cases[i], test_find);
    }

  g_test_add_func ("/host-preset/switch-way", test_switch_way);
  g_test_add_func ("/host-preset/table", test_table);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-console-secret.h"

#define DOMAIN(graphics) "<domain><devices>" graphics "</devices></domain>"

static void
test_index (void)
{
  static const char xml[] = DOMAIN ("<graphics type='vnc' passwd='one'/>"
                                    "<graphics type='spice'/>"
                                    "<graphics type='vnc' passwd='&lt;three&gt;'/>");
  g_autoptr (InnConsoleSecret) first = inn_console_secret_parse (xml, 0);
  g_autoptr (InnConsoleSecret) third = inn_console_secret_parse (xml, 2);

  g_assert_cmpstr (first->password, ==, "one");
  g_assert_null (first->user);
  g_assert_cmpint (first->valid_until, ==, 0);
  g_assert_cmpstr (third->password, ==, "<three>");
  g_assert_null (inn_console_secret_parse (xml, 1));
  g_assert_null (inn_console_secret_parse (xml, 3));
  g_assert_null (inn_console_secret_parse ("no XML", 0));
}

/* libvirt writes no time zone. */
static void
test_valid_until (void)
{
  g_autoptr (InnConsoleSecret) secret =
    inn_console_secret_parse (DOMAIN ("<graphics type='vnc' passwd='x' "
                                      "passwdValidTo='2026-11-22T16:00:00'/>"), 0);
  g_autoptr (InnConsoleSecret) broken =
    inn_console_secret_parse (DOMAIN ("<graphics type='vnc' passwd='x' "
                                      "passwdValidTo='soon'/>"), 0);

  g_assert_cmpint (secret->valid_until, ==, 1795363200);
  g_assert_cmpint (broken->valid_until, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console-secret/index", test_index);
  g_test_add_func ("/console-secret/valid-until", test_valid_until);

  return g_test_run ();
}

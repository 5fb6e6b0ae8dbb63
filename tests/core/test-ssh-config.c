/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib/gstdio.h>
#include <string.h>

#include "inn-fixture.h"
#include "inn-ssh-config.h"

/* All of a host in one line, for comparison. */
static char *
describe (GPtrArray *hosts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hosts->len; i++)
    {
      const InnSshHost *host = g_ptr_array_index (hosts, i);

      g_string_append_printf (text, "%s=%s@%s:%u key %s via %s\n",
                              host->alias,
                              host->user != NULL ? host->user : "-",
                              host->host_name != NULL ? host->host_name : "-",
                              host->port,
                              host->identity_file != NULL ? host->identity_file : "-",
                              host->proxy_jump != NULL ? host->proxy_jump : "-");
    }

  return g_string_free (text, FALSE);
}

static void
assert_parsed (const char *config,
               const char *expected)
{
  g_autoptr (GPtrArray) hosts = inn_ssh_config_parse (config);
  g_autofree char *actual = describe (hosts);

  g_assert_cmpstr (actual, ==, expected);
}

static void
test_plain (void)
{
  assert_parsed ("# comment\n"
                 "Host kvm-ams-01 kvm-ams-02   # and more\n"
                 "  HostName %h.example.net\n"
                 "\tuser admin\r\n"
                 "  Port=2222\n"
                 "  IdentityFile \"/keys/my key\"\n"
                 "\n"
                 "host  \"kvm-osl\"\n"
                 "  ProxyJump = gate\n",
                 "kvm-ams-01=admin@kvm-ams-01.example.net:2222 key /keys/my key via -\n"
                 "kvm-ams-02=admin@kvm-ams-02.example.net:2222 key /keys/my key via -\n"
                 "kvm-osl=-@-:0 key - via gate\n");
}

static void
test_home (void)
{
  g_autofree char *expected = g_strdup_printf ("a=-@-:0 key %s/.ssh/id via -\n",
                                               g_get_home_dir ());

  assert_parsed ("Host a\nIdentityFile ~/.ssh/id\n", expected);
}

/* The first value of the blocks that fit holds. */
static void
test_precedence (void)
{
  assert_parsed ("User first\n"
                 "Host a\n User second\n Port 1\n"
                 "Host b* !b2 b2\n Port 2\n ProxyJump none\n"
                 "Host b1\n ProxyJump gate\n HostName one\n HostName two\n"
                 "Match host a\n HostName never\n"
                 "Match all\n Port 4\n"
                 "Host *\n Port 5\n HostName last\n",
                 "a=first@last:1 key - via -\n"
                 "b2=first@last:4 key - via -\n"
                 "b1=first@one:2 key - via -\n");
}

static void
test_left_out (void)
{
  assert_parsed ("Host *.example.net ?x !y\n Port 1\n"
                 "Host github.com\n User git\n"
                 "Host\n"
                 "Host a a\n"
                 "Port 70000\nPort x\nUser\nInclude nothing\n"
                 "Host \xff\n",
                 "a=-@-:0 key - via -\n");
  assert_parsed ("", "");
}

static GPtrArray *
load (const char *path)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *hosts;

  inn_ssh_config_load_async (path, NULL, inn_fixture_store_result_cb, &slot);
  result = inn_fixture_await_result (&slot);
  hosts = inn_ssh_config_load_finish (result, &error);
  g_assert_no_error (error);

  return hosts;
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_include (void)
{
  g_autofree char *folder = inn_fixture_make_dir ();
  g_autofree char *path = g_build_filename (folder, "config", NULL);
  g_autofree char *subfolder = g_build_filename (folder, "conf.d", NULL);
  g_autofree char *absolute = g_strdup_printf ("Include %s/conf.d/last\nInclude config\n", folder);
  g_autoptr (GPtrArray) hosts = NULL;
  g_autofree char *actual = NULL;

  g_mkdir (subfolder, 0700);
  write_file (folder, "config",
              "Include conf.d/*.conf missing\n"
              "Host in\n"
              "  Include inner\n"
              "  Port 9\n"
              "Host after\n"
              "Include second\n");
  write_file (folder, "conf.d/2.conf", "Host two\n");
  write_file (folder, "conf.d/1.conf", "Host one\nUser u1\n");
  write_file (folder, "conf.d/3.other", "Host three\n");
  write_file (folder, "conf.d/last", "Host last\n");
  write_file (folder, "inner", "User u2\nHost *\nHostName only-in\n");
  write_file (folder, "second", absolute);

  hosts = load (path);
  actual = describe (hosts);
  g_assert_cmpstr (actual, ==,
                   "one=u1@-:0 key - via -\n"
                   "two=-@-:0 key - via -\n"
                   "in=u2@only-in:9 key - via -\n"
                   "after=-@-:0 key - via -\n"
                   "last=-@-:0 key - via -\n");

  inn_fixture_remove_dir (folder);
}

static void
test_missing (void)
{
  g_autoptr (GPtrArray) missing = load ("/nonexistent/config");
  g_autoptr (GPtrArray) folder = load ("/");
  g_autoptr (GPtrArray) device = load ("/dev/zero");

  g_assert_cmpuint (missing->len, ==, 0);
  g_assert_cmpuint (folder->len, ==, 0);
  g_assert_cmpuint (device->len, ==, 0);
}

static void
test_fuzz (void)
{
  static const char *const pieces[] = {
    "Host", "Match", "all", "Include", "Port", "22", "User", "a", "b*", "!", "\"", "=", "#",
    " ", " ", "\n", "\n", "\t", "\r", "\xff", "%h", "HostName", "~/", "\\",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint n_hosts = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) hosts = NULL;

      for (guint j = 0; j < 30; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      hosts = inn_ssh_config_parse (text->str);

      for (guint j = 0; j < hosts->len; j++)
        {
          const InnSshHost *host = g_ptr_array_index (hosts, j);

          g_assert_true (g_utf8_validate (host->alias, -1, NULL));
          g_assert_null (strpbrk (host->alias, "*?!"));
        }
      n_hosts += hosts->len;
    }

  g_assert_cmpuint (n_hosts, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ssh-config/plain", test_plain);
  g_test_add_func ("/ssh-config/home", test_home);
  g_test_add_func ("/ssh-config/precedence", test_precedence);
  g_test_add_func ("/ssh-config/left-out", test_left_out);
  g_test_add_func ("/ssh-config/include", test_include);
  g_test_add_func ("/ssh-config/missing", test_missing);
  g_test_add_func ("/ssh-config/fuzz", test_fuzz);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-host-file.h"
#include "inn-import.h"

#define HEAD "[Innkeeper Hosts]\nVersion=1\n"

static void
add (GPtrArray  *hosts,
     const char *uri,
     const char *name,
     gboolean    autoconnect)
{
  InnImportHost *host = g_new0 (InnImportHost, 1);

  host->uri = g_strdup (uri);
  host->name = g_strdup (name);
  host->autoconnect = autoconnect;
  g_ptr_array_add (hosts, host);
}

static GPtrArray *
new_hosts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) inn_import_host_free);
}

static GPtrArray *
parse (const char  *text,
       GError     **error)
{
  return inn_host_file_parse (text, strlen (text), error);
}

static void
assert_host (GPtrArray  *hosts,
             guint       index,
             const char *uri,
             const char *name,
             gboolean    autoconnect)
{
  const InnImportHost *host;

  g_assert_cmpuint (index, <, hosts->len);
  host = g_ptr_array_index (hosts, index);
  g_assert_cmpstr (host->uri, ==, uri);
  g_assert_cmpstr (host->name, ==, name);
  g_assert_cmpint (host->autoconnect, ==, autoconnect);
}

static void
test_round_trip (void)
{
  const char *long_uri = "qemu+ssh://admin@[::1]:2222/system?keyfile=/home/a%20b/id&no_tty=1";
  g_autoptr (GPtrArray) hosts = new_hosts ();
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  add (hosts, "qemu:///system", NULL, TRUE);
  add (hosts, long_uri, "Keller; \"Süd\" [2]\\n = #1", FALSE);
  add (hosts, "test:///default", "  two\twords", TRUE);

  bytes = inn_host_file_write (hosts);
  again = inn_host_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 3);
  assert_host (again, 0, "qemu:///system", NULL, TRUE);
  assert_host (again, 1, long_uri, "Keller; \"Süd\" [2]\\n = #1", FALSE);
  assert_host (again, 2, "test:///default", "two\twords", TRUE);
}

static void
test_read_only (void)
{
  g_autoptr (GPtrArray) hosts = new_hosts ();
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GBytes) bytes = NULL;

  add (hosts, "qemu:///system", NULL, TRUE);
  add (hosts, "test:///default", NULL, TRUE);
  ((InnImportHost *) g_ptr_array_index (hosts, 1))->read_only = TRUE;

  bytes = inn_host_file_write (hosts);
  again = inn_host_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  g_assert_false (((InnImportHost *) g_ptr_array_index (again, 0))->read_only);
  g_assert_true (((InnImportHost *) g_ptr_array_index (again, 1))->read_only);
}

static void
test_no_secrets (void)
{
  g_autoptr (GPtrArray) hosts = new_hosts ();
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  add (hosts, "esx://root:hunter2@esx-1/?no_verify=1", "esx", FALSE);
  add (hosts, "no address: hunter2", "broken", FALSE);
  bytes = inn_host_file_write (hosts);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_null (strstr (text, "hunter2"));
  again = parse (text, NULL);
  g_assert_cmpuint (again->len, ==, 1);
  assert_host (again, 0, "esx://root@esx-1/?no_verify=1", "esx", FALSE);
}

static void
test_twice (void)
{
  g_autoptr (GPtrArray) hosts =
    parse (HEAD
           "[Host 1]\nAddress=qemu:///system\nName=one\n"
           "[Host 7]\nAddress= test:///default \nName=\nLater=unknown\n"
           "[Something Else]\nAddress=nothing\n"
           "[Host 8]\nAddress=qemu:///system\nName=two\nConnectAtStart=true\n", NULL);

  g_assert_nonnull (hosts);
  g_assert_cmpuint (hosts->len, ==, 2);
  assert_host (hosts, 0, "qemu:///system", "one", FALSE);
  assert_host (hosts, 1, "test:///default", NULL, FALSE);
}

/* A file of somebody else's choosing starts no program of ours. */
static void
test_command (void)
{
  g_autoptr (GPtrArray) hosts =
    parse (HEAD "[Host 1]\nAddress=qemu+ext:///system?command=/tmp/x\nConnectAtStart=true\n",
           NULL);

  assert_host (hosts, 0, "qemu+ext:///system?command=/tmp/x", NULL, FALSE);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "*not a list of hosts*" },
    { "hello", "*not a list of hosts*" },
    { "\xff\xfe[Innkeeper Hosts]", "*not a list of hosts*" },
    { "[Desktop Entry]\nName=x\n", "*not a list of hosts*" },
    { "[Innkeeper Hosts]\nVersion=x\n", "*not a list of hosts*" },
    { "[Innkeeper Hosts]\nVersion=2\n[Host 1]\nAddress=qemu:///system\n", "*newer*" },
    { HEAD, "*no hosts*" },
    { HEAD "[Host 1]\nName=x\n", "*Host 1*" },
    { HEAD "[Host 1]\nAddress=\xff\n", "*Host 1*" },
    { HEAD "[Host 1]\nAddress=qemu:///system\n[Host 2]\nAddress=rm -rf\n", "*Host 2*" },
  };
  g_autofree char *large = g_strnfill (INN_HOST_FILE_MAX_SIZE + 1, '\n');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (parse (cases[i].text, &error));
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      if (!g_pattern_match_simple (cases[i].message, error->message))
        g_error ("%s: %s", cases[i].text, error->message);
      g_clear_error (&error);
    }

  memcpy (large, HEAD, strlen (HEAD));
  g_assert_null (inn_host_file_parse (large, strlen (large), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-file/round-trip", test_round_trip);
  g_test_add_func ("/host-file/read-only", test_read_only);
  g_test_add_func ("/host-file/no-secrets", test_no_secrets);
  g_test_add_func ("/host-file/twice", test_twice);
  g_test_add_func ("/host-file/command", test_command);
  g_test_add_func ("/host-file/bad", test_bad);

  return g_test_run ();
}

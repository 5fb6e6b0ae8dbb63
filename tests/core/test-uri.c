/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/uri.h>
#include <string.h>

#include "inn-uri.h"

static const struct
{
  const char *text;
  const char *canonical;  /* NULL: the same */
  const char *name;
  gboolean    local;
} good[] = {
  { "qemu:///system", NULL, "This Computer", TRUE },
  { "qemu:///session", NULL, "Your Session", TRUE },
  { " QEMU:///system ", "qemu:///system", "This Computer", TRUE },
  { "qemu:/system", "qemu:///system", "This Computer", TRUE },
  { "xen:///system", NULL, "This Computer (Xen)", TRUE },
  { "lxc:///system", NULL, "This Computer (LXC)", TRUE },
  { "lxc:///", NULL, "This Computer (LXC)", TRUE },
  { "test:///default", NULL, "Test Host", TRUE },
  { "test:///srv/lab%20one/x.xml", NULL, "x.xml", TRUE },
  { "qemu+unix:///system?socket=/run/my.sock", NULL, "This Computer (my.sock)", TRUE },
  { "qemu+ssh://kvm-ams-01/system", NULL, "kvm-ams-01", FALSE },
  { "qemu+ssh://kvm-ams-01/session", NULL, "kvm-ams-01 (Session)", FALSE },
  { "qemu://kvm-ams-01/system", NULL, "kvm-ams-01", FALSE },
  { "xen+ssh://root@dom0.example.net/", NULL, "dom0.example.net (Xen)", FALSE },
  { "qemu+ssh://a%40b@h:2222/system?keyfile=/home/me/.ssh/id%20x&proxy=netcat", NULL, "h", FALSE },
  { "qemu+tls://[2001:db8::7]:16514/system?no_verify=1&pkipath=/tmp", NULL,
    "2001:db8::7", FALSE },
  { "qemu+ssh://[fe80::1%25eth0]/system", NULL, "fe80::1%eth0", FALSE },
  { "esx://root@esx.example.net/?no_verify=1", NULL, "esx.example.net (VMware ESX)", FALSE },
  { "vpx://v/Data%20Center/cluster/esx1?auto_answer", NULL, "v (VMware vCenter)", FALSE },
  { "qemu+ext:///system?command=/opt/my%20tunnel", NULL, "my tunnel", FALSE },
  { "qemu+ssh://h:/system?", "qemu+ssh://h/system", "h", FALSE },
  { "qemu+ssh://h/system?b=1;a=2&&unknown=%26%3D%25",
    "qemu+ssh://h/system?b=1&a=2&unknown=%26%3D%25", "h", FALSE },
};

static const char *const unreadable[] = {
  "", "qemu", "qemu:system", "://host/system", "+ssh://host/system", "qemu+://h/system",
  "1x:///system", "qemu+ssh://h ost/system", "qemu+ssh://[::1/system", "qemu+ssh://[::1]x/system",
  "qemu+ssh://h:0/system", "qemu+ssh://h:65536/system", "qemu+ssh://h:ssh/system",
  "qemu+ssh://h:-1/system", "qemu+ssh://h/%zz", "qemu+ssh://h/system?%zz",
  "qemu+ssh://h/system?a=%0",
  "qemu+ssh://h/system?=1", "qemu+ssh://DOM\\user@h/system", "qemu:///sys\ntem", "\xff:///system",
};

static const struct
{
  const char *text;
  const char *word;  /* of the message */
} senseless[] = {
  { "qemu+carrier://h/system", "carrier" },
  { "qemu+ssh:///system", "host name" },
  { "qemu+tls:///system", "host name" },
  { "esx:///", "host name" },
  { "qemu+unix://h/system", "remove the host" },
  { "qemu+ext://h/system", "command" },
  { "qemu+ssh://h", "/system" },
  { "qemu:///", "/system" },
  { "test:///", "/default" },
  { "qemu+ssh://me:secret@h/system", "password" },
  { "qemu+ssh://-oProxyCommand=x/system", "begin" },
  { "qemu+ssh://-l@h/system", "user name" },
  { "qemu+ssh://a%20b/system", "not a host name" },
  { "qemu+ssh://[abc:x]/system", "IPv6" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InnUri) uri = inn_uri_new_parse (good[i].text, &error);
      g_autofree char *text = NULL;
      g_autofree char *name = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_no_error (error);
      text = inn_uri_to_string (uri);
      name = inn_uri_dup_name (uri);
      g_assert_cmpstr (text, ==, good[i].canonical != NULL ? good[i].canonical : good[i].text);
      g_assert_cmpstr (name, ==, good[i].name);
      g_assert_true (inn_uri_is_local (good[i].text) == good[i].local);
      inn_uri_validate (uri, &error);
      g_assert_no_error (error);
    }
}

static void
test_fields (void)
{
  g_autoptr (InnUri) uri =
    inn_uri_new_parse ("qemu+ssh://a%40b@[::1]:2222/system?keyfile=/id%20x&no_verify", NULL);

  g_assert_cmpstr (uri->driver, ==, "qemu");
  g_assert_cmpstr (uri->transport, ==, "ssh");
  g_assert_cmpstr (uri->user, ==, "a@b");
  g_assert_cmpstr (uri->host, ==, "::1");
  g_assert_cmpuint (uri->port, ==, 2222);
  g_assert_cmpstr (uri->path, ==, "/system");
  g_assert_cmpstr (inn_uri_get_parameter (uri, "keyfile"), ==, "/id x");
  g_assert_cmpstr (inn_uri_get_parameter (uri, "no_verify"), ==, "");
  g_assert_null (inn_uri_get_parameter (uri, "socket"));
}

static void
test_set_parameter (void)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse ("qemu:///system?a=1&b=2&a=3&c=4", NULL);
  g_autofree char *changed = NULL;
  g_autofree char *removed = NULL;

  inn_uri_set_parameter (uri, "a", "x y");
  inn_uri_set_parameter (uri, "d", "");
  changed = inn_uri_to_string (uri);
  g_assert_cmpstr (changed, ==, "qemu:///system?a=x%20y&b=2&c=4&d=");

  inn_uri_set_parameter (uri, "a", NULL);
  inn_uri_set_parameter (uri, "nobody", NULL);
  removed = inn_uri_to_string (uri);
  g_assert_cmpstr (removed, ==, "qemu:///system?b=2&c=4&d=");
}

static void
test_unreadable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = inn_uri_dup_default_name (unreadable[i]);

      g_test_message ("%s", name);
      g_assert_null (inn_uri_new_parse (unreadable[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_true (g_utf8_validate (name, -1, NULL));
    }
}

static void
test_senseless (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (senseless); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (InnUri) uri = inn_uri_new_parse (senseless[i].text, &error);

      g_test_message ("%s", senseless[i].text);
      g_assert_no_error (error);
      g_assert_false (inn_uri_validate (uri, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, senseless[i].word));
    }
}

static char *
random_text (GRand      *rand,
             const char *chars)
{
  guint length = g_rand_int_range (rand, 1, 12);
  GString *text = g_string_new (NULL);
  int n_chars = g_utf8_strlen (chars, -1);

  for (guint i = 0; i < length; i++)
    {
      const char *each = g_utf8_offset_to_pointer (chars, g_rand_int_range (rand, 0, n_chars));

      g_string_append_unichar (text, g_utf8_get_char (each));
    }

  return g_string_free (text, FALSE);
}

static InnUri *
random_uri (GRand *rand)
{
  static const char any[] = "abz09-._~ %+&=;?#/\\@:[]'\"<>{}|^`!$()*,üñ漢";
  InnUri *uri = inn_uri_new ("qemu");
  guint n_parameters = g_rand_int_range (rand, 0, 4);

  if (g_rand_boolean (rand))
    uri->transport = g_strdup ("ssh");
  if (g_rand_boolean (rand))
    uri->host = g_rand_boolean (rand) ? g_strdup ("2001:db8::1%eth0")
                                      : random_text (rand, "abz09-._");
  if (uri->host != NULL && g_rand_boolean (rand))
    uri->user = random_text (rand, any);
  if (uri->host != NULL && g_rand_boolean (rand))
    uri->port = g_rand_int_range (rand, 1, 65536);
  if (g_rand_boolean (rand))
    {
      g_autofree char *path = random_text (rand, any);

      g_free (uri->path);
      uri->path = g_strconcat ("/x", path, NULL);
    }
  for (guint i = 0; i < n_parameters; i++)
    {
      g_autofree char *value = random_text (rand, any);
      g_autofree char *name = random_text (rand, any);

      inn_uri_set_parameter (uri, name, g_rand_boolean (rand) ? value : "");
    }

  return uri;
}

/* libvirt reads addresses with xmlParseURI(): it has to see the same. */
static void
assert_libvirt_sees (const InnUri *uri,
                     const char   *text)
{
  xmlURI *seen = xmlParseURI (text);
  g_autofree char *bracketed = NULL;

  g_assert_nonnull (seen);
  if (uri->host != NULL && strchr (uri->host, ':') != NULL)
    bracketed = g_strdup_printf ("[%s]", uri->host);

  g_assert_cmpstr (seen->user, ==, uri->user);
  g_assert_cmpstr (seen->path != NULL ? seen->path : "", ==, uri->path);
  if (uri->host != NULL)
    g_assert_cmpstr (seen->server, ==, bracketed != NULL ? bracketed : uri->host);
  if (uri->port != 0)
    g_assert_cmpint (seen->port, ==, uri->port);
  g_assert_null (seen->fragment);
  xmlFreeURI (seen);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (InnUri) uri = random_uri (rand);
      g_autoptr (InnUri) copy = inn_uri_copy (uri);
      g_autofree char *text = inn_uri_to_string (uri);
      g_autoptr (GError) error = NULL;
      g_autoptr (InnUri) again = inn_uri_new_parse (text, &error);

      g_assert_no_error (error);
      if (!inn_uri_equal (uri, again) || !inn_uri_equal (uri, copy))
        g_error ("not the same again: %s", text);
      assert_libvirt_sees (uri, text);
    }
}

static void
test_fuzz (void)
{
  static const char any[] = "qemu+ssh://a@b:1/sytem?k=v&;%2[]::///@@?=?=%%ü \\";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_read = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *tail = random_text (rand, any);
      g_autofree char *text = g_strconcat (g_rand_boolean (rand) ? "q://" : "q:", tail, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (InnUri) uri = inn_uri_new_parse (text, &error);
      g_autofree char *out = NULL;
      g_autoptr (InnUri) again = NULL;

      g_assert_true ((uri == NULL) == (error != NULL));
      if (uri == NULL)
        continue;

      n_read++;
      inn_uri_validate (uri, NULL);
      out = inn_uri_to_string (uri);
      again = inn_uri_new_parse (out, NULL);
      if (again == NULL || !inn_uri_equal (uri, again))
        g_error ("%s became %s", text, out);
    }

  g_assert_cmpuint (n_read, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/uri/good", test_good);
  g_test_add_func ("/uri/fields", test_fields);
  g_test_add_func ("/uri/set-parameter", test_set_parameter);
  g_test_add_func ("/uri/unreadable", test_unreadable);
  g_test_add_func ("/uri/senseless", test_senseless);
  g_test_add_func ("/uri/round-trip", test_round_trip);
  g_test_add_func ("/uri/fuzz", test_fuzz);

  return g_test_run ();
}

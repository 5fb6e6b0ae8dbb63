/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <string.h>

#include "inn-os-name.h"

/* Products that do not read well when their first letter is made a capital.
 * Names of products are not translated. */
static const struct
{
  const char *product;
  const char *name;
} products[] = {
  { "almalinux", "AlmaLinux" },
  { "alpinelinux", "Alpine Linux" },
  { "alt", "ALT" },
  { "altlinux", "ALT Linux" },
  { "android-x86", "Android-x86" },
  { "archlinux", "Arch Linux" },
  { "caasp", "SUSE CaaS Platform" },
  { "centos", "CentOS" },
  { "centos-stream", "CentOS Stream" },
  { "circle", "Circle Linux" },
  { "cirros", "CirrOS" },
  { "clearlinux", "Clear Linux" },
  { "coreos", "Fedora CoreOS" },
  { "dragonflybsd", "DragonFly BSD" },
  { "elementary", "elementary OS" },
  { "eos", "Endless OS" },
  { "freebsd", "FreeBSD" },
  { "freedos", "FreeDOS" },
  { "gnome", "GNOME" },
  { "gnome-continuous", "GNOME" },
  { "linux", "Generic Linux" },
  { "macosx", "macOS" },
  { "mbs", "Mandriva Business Server" },
  { "mes", "Mandriva Enterprise Server" },
  { "miraclelinux", "MIRACLE LINUX" },
  { "msdos", "MS-DOS" },
  { "netbsd", "NetBSD" },
  { "netware", "NetWare" },
  { "nixos", "NixOS" },
  { "oel", "Oracle Linux" },
  { "ol", "Oracle Linux" },
  { "openbsd", "OpenBSD" },
  { "openeuler", "openEuler" },
  { "opensolaris", "OpenSolaris" },
  { "opensuse", "openSUSE" },
  { "popos", "Pop!_OS" },
  { "pureos", "PureOS" },
  { "rhel", "RHEL" },
  { "rhel-atomic", "RHEL Atomic" },
  { "rhl", "Red Hat Linux" },
  { "rocky", "Rocky Linux" },
  { "scientificlinux", "Scientific Linux" },
  { "silverblue", "Fedora Silverblue" },
  { "sle", "SLE" },
  { "sled", "SLED" },
  { "slem", "SLE Micro" },
  { "sles", "SLES" },
  { "ucs", "Univention Corporate Server" },
  { "voidlinux", "Void Linux" },
  { "win", "Windows" },
  { "winnt", "Windows NT" },
};

static const struct
{
  const char *version;
  const char *name;
} windows_versions[] = {
  { "2k", "2000" },
  { "me", "Me" },
  { "vista", "Vista" },
  { "xp", "XP" },
};

static void
append_capitalized (GString    *name,
                    const char *word)
{
  gunichar first = g_utf8_get_char (word);

  g_string_append_unichar (name, g_unichar_toupper (first));
  g_string_append (name, g_utf8_next_char (word));
}

/* "foo-bar" becomes "Foo Bar", "foobsd" "FooBSD", "foolinux" "Foo Linux". */
static char *
dup_product_name (const char *product)
{
  g_auto (GStrv) words = NULL;
  GString *name;

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      if (g_str_equal (products[i].product, product))
        return g_strdup (products[i].name);
    }

  name = g_string_new (NULL);
  words = g_strsplit_set (product, "-_ ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (name->len > 0)
        g_string_append_c (name, ' ');
      append_capitalized (name, words[i]);
    }

  if (name->len > 3 && g_str_has_suffix (name->str, "bsd"))
    {
      g_string_truncate (name, name->len - 3);
      g_string_append (name, "BSD");
    }
  else if (name->len > 5 && g_str_has_suffix (name->str, "linux"))
    {
      g_string_truncate (name, name->len - 5);
      g_string_append (name, " Linux");
    }

  return g_string_free (name, FALSE);
}

/* "2k12r2" becomes "Server 2012 R2". */
static char *
dup_windows_version (const char *version)
{
  for (guint i = 0; i < G_N_ELEMENTS (windows_versions); i++)
    {
      if (g_str_equal (windows_versions[i].version, version))
        return g_strdup (windows_versions[i].name);
    }

  if (g_str_has_prefix (version, "2k") && g_ascii_isdigit (version[2]))
    {
      guint year = 2000 + (g_ascii_strtoull (version + 2, NULL, 10) % 1000);
      const char *release = strchr (version + 2, 'r');

      if (release != NULL)
        return g_strdup_printf ("Server %u R%s", year, release + 1);

      return g_strdup_printf ("Server %u", year);
    }

  return g_strdup (version);
}

static gboolean
is_suse_enterprise (const char *product)
{
  return g_str_equal (product, "sle")
         || g_str_equal (product, "sled")
         || g_str_equal (product, "sles");
}

static char *
dup_version (const char *product,
             const char *version)
{
  g_autofree char *known = g_strdup (version);
  const char *dot;
  GString *name;

  if (g_str_has_suffix (known, "-unknown"))
    known[strlen (known) - strlen ("-unknown")] = '\0';

  if (g_str_equal (known, "unknown") || g_str_equal (known, "rolling"))
    return g_strdup ("");

  if (g_str_equal (product, "win"))
    return dup_windows_version (known);

  dot = strchr (known, '.');
  if (is_suse_enterprise (product) && dot != NULL)
    return g_strdup_printf ("%.*s SP%s", (int) (dot - known), known, dot + 1);

  if (g_str_equal (product, "opensuse")
      && (g_str_has_prefix (known, "15.") || g_str_has_prefix (known, "42.")))
    return g_strdup_printf ("Leap %s", known);

  /* A word, such as "testing" or "tumbleweed"; but "p10" is no word. */
  if (strpbrk (known, "0123456789") != NULL)
    return g_steal_pointer (&known);

  name = g_string_new (NULL);
  append_capitalized (name, known);

  return g_string_free (name, FALSE);
}

/**
 * inn_os_name_from_id:
 * @libosinfo_id: (nullable): the id of an operating system in libosinfo,
 *   such as "http://debian.org/debian/12"
 *
 * Makes a short name for people of an id. It is made from the id alone: the
 * database of libosinfo takes longer to load than the whole window.
 *
 * Returns: (transfer full) (nullable): the name, such as "Debian 12", or %NULL
 *   if the id says nothing
 */
char *
inn_os_name_from_id (const char *libosinfo_id)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  g_auto (GStrv) parts = NULL;
  const char *path;
  guint n_parts;

  if (libosinfo_id == NULL || *libosinfo_id == '\0'
      || !g_utf8_validate (libosinfo_id, -1, NULL))
    return NULL;

  path = strstr (libosinfo_id, "://");
  path = path != NULL ? strchr (path + 3, '/') : NULL;
  if (path == NULL)
    return g_strdup (libosinfo_id);

  parts = g_strsplit (path + 1, "/", 3);
  n_parts = g_strv_length (parts);
  if (n_parts == 0 || *parts[0] == '\0' || g_str_equal (parts[0], "unknown"))
    return NULL;

  name = dup_product_name (parts[0]);
  if (n_parts < 2 || *parts[1] == '\0')
    return g_steal_pointer (&name);

  version = dup_version (parts[0], parts[1]);
  if (*version == '\0')
    return g_steal_pointer (&name);

  return g_strdup_printf ("%s %s", name, version);
}

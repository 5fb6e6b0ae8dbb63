/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib.h>

#include "inn-os-name.h"

static const struct
{
  const char *id;
  const char *name;
} cases[] = {
  { "http://debian.org/debian/12", "Debian 12" },
  { "http://debian.org/debian/testing", "Debian Testing" },
  { "http://ubuntu.com/ubuntu/22.04", "Ubuntu 22.04" },
  { "http://fedoraproject.org/fedora/37", "Fedora 37" },
  { "http://fedoraproject.org/fedora/rawhide", "Fedora Rawhide" },
  { "http://fedoraproject.org/silverblue/unknown", "Fedora Silverblue" },
  { "http://freebsd.org/freebsd/13.1", "FreeBSD 13.1" },
  { "http://openbsd.org/openbsd/7.2", "OpenBSD 7.2" },
  { "http://archlinux.org/archlinux/rolling", "Arch Linux" },
  { "http://redhat.com/rhel/9.2", "RHEL 9.2" },
  { "http://redhat.com/rhel/9-unknown", "RHEL 9" },
  { "http://rockylinux.org/rocky/9.1", "Rocky Linux 9.1" },
  { "http://opensuse.org/opensuse/15.4", "openSUSE Leap 15.4" },
  { "http://opensuse.org/opensuse/13.2", "openSUSE 13.2" },
  { "http://opensuse.org/opensuse/tumbleweed", "openSUSE Tumbleweed" },
  { "http://suse.com/sles/15", "SLES 15" },
  { "http://suse.com/sles/12.5", "SLES 12 SP5" },
  { "http://altlinux.org/alt/p10.starterkits", "ALT p10.starterkits" },
  { "http://microsoft.com/win/11", "Windows 11" },
  { "http://microsoft.com/win/xp", "Windows XP" },
  { "http://microsoft.com/win/2k", "Windows 2000" },
  { "http://microsoft.com/win/2k3", "Windows Server 2003" },
  { "http://microsoft.com/win/2k12r2", "Windows Server 2012 R2" },
  { "http://microsoft.com/win/2k25", "Windows Server 2025" },
  { "http://microsoft.com/winnt/4.0", "Windows NT 4.0" },
  { "http://libosinfo.org/linux/2022", "Generic Linux 2022" },
  { "http://libosinfo.org/unknown", NULL },
  { "http://example.org/foo-bar/2", "Foo Bar 2" },
  { "http://example.org/ghostbsd/22", "GhostBSD 22" },
  { "http://example.org/tinylinux/", "Tiny Linux" },
  { "http://example.org/kali", "Kali" },
  { "http://example.org/élan/1", "Élan 1" },
  { "http://example.org/", NULL },
  { "http://example.org", "http://example.org" },
  { "My own system", "My own system" },
  { "\xff", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = inn_os_name_from_id (cases[i].id);

      g_test_message ("%s", cases[i].id);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/os-name/names", test_names);

  return g_test_run ();
}

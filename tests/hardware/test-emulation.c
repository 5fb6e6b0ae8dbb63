/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <string.h>

#include "inn-emulation.h"
#include "inn-xpath.h"

static char *
emulate (const char *inside)
{
  g_autofree char *xml = g_strdup_printf ("<domain type='kvm'><name>wéb &amp; co</name>%s</domain>",
                                          inside);
  g_autoptr (GError) error = NULL;
  char *changed = inn_emulation_dup_xml (xml, &error);

  g_assert_no_error (error);

  return changed;
}

static char *
dup_value (const char *xml,
           const char *path)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", NULL);

  g_assert_nonnull (document);

  return inn_xpath_dup_string (inn_xpath_get_root (document), path);
}

static void
test_type (void)
{
  g_autofree char *xml = emulate ("<metadata><x:y xmlns:x='urn:x'>kept</x:y></metadata>");
  g_autofree char *type = dup_value (xml, "@type");
  g_autofree char *name = dup_value (xml, "name");

  g_assert_cmpstr (type, ==, "qemu");
  g_assert_cmpstr (name, ==, "wéb & co");
  g_assert_nonnull (strstr (xml, "<x:y xmlns:x=\"urn:x\">kept</x:y>"));
}

static void
test_processor (void)
{
  static const struct { const char *cpu; const char *mode; } cases[] = {
    { "<cpu mode='host-passthrough' migratable='on'/>", "maximum" },
    { "<cpu mode='host-model'/>", "maximum" },
    { "<cpu mode='custom'><model>Nehalem</model></cpu>", "custom" },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml = emulate (cases[i].cpu);
      g_autofree char *mode = dup_value (xml, "cpu/@mode");

      g_assert_cmpstr (mode, ==, cases[i].mode);
      g_assert_null (strstr (xml, "migratable"));
    }
}

static void
test_bad (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inn_emulation_dup_xml ("<network/>", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/emulation/type", test_type);
  g_test_add_func ("/emulation/processor", test_processor);
  g_test_add_func ("/emulation/bad", test_bad);

  return g_test_run ();
}

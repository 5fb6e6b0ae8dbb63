/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/parser.h>
#include <string.h>

#include "inn-domain-summary.h"

static const char full_xml[] =
  "<domain type='kvm' id='7' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>\n"
  "  <name>web-10</name>\n"
  "  <uuid>be9c0000-0003-4000-8000-000000000001</uuid>\n"
  "  <title>Shop &amp; blog</title>\n"
  "  <description>First line\nsecond &#x201c;line&#x201d; <![CDATA[<raw>]]></description>\n"
  "  <metadata>\n"
  "    <other:title xmlns:other='urn:other'>Not this</other:title>\n"
  "    <libosinfo:libosinfo xmlns:libosinfo='http://libosinfo.org/xmlns/libvirt/domain/1.0'>\n"
  "      <libosinfo:os id='http://debian.org/debian/12'/>\n"
  "    </libosinfo:libosinfo>\n"
  "    <inn:innkeeper xmlns:inn='https://innkeeper.org/xmlns/libvirt/domain/1.0'>\n"
  "      <inn:tag>lab</inn:tag>\n"
  "      <inn:tag> a&lt;b </inn:tag>\n"
  "      <inn:tag/>\n"
  "    </inn:innkeeper>\n"
  "  </metadata>\n"
  "  <maxMemory slots='16' unit='KiB'>16777216</maxMemory>\n"
  "  <memory unit='KiB'>4194304</memory>\n"
  "  <currentMemory unit='MiB'>2048</currentMemory>\n"
  "  <vcpu placement='static' current='2'>8</vcpu>\n"
  "  <resource><partition>/machine</partition></resource>\n"
  "  <os>\n"
  "    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>\n"
  "    <loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>\n"
  "    <nvram>/var/lib/libvirt/qemu/nvram/web-10_VARS.fd</nvram>\n"
  "    <boot dev='hd'/>\n"
  "  </os>\n"
  "  <features><acpi/><apic/><vmport state='off'/></features>\n"
  "  <cpu mode='host-passthrough' check='none' migratable='on'/>\n"
  "  <clock offset='utc'>\n"
  "    <timer name='rtc' tickpolicy='catchup'/>\n"
  "    <timer name='pit' tickpolicy='delay'/>\n"
  "    <timer name='hpet' present='no'/>\n"
  "  </clock>\n"
  "  <on_poweroff>destroy</on_poweroff>\n"
  "  <on_reboot>restart</on_reboot>\n"
  "  <on_crash>destroy</on_crash>\n"
  "  <devices>\n"
  "    <emulator>/usr/bin/qemu-system-x86_64</emulator>\n"
  "    <disk type='file' device='disk'>\n"
  "      <driver name='qemu' type='qcow2' discard='unmap'/>\n"
  "      <source file='/var/lib/libvirt/images/web-10.qcow2' index='2'/>\n"
  "      <target dev='vda' bus='virtio'/>\n"
  "      <alias name='virtio-disk0'/>\n"
  "      <address type='pci' domain='0x0000' bus='0x04' slot='0x00' function='0x0'/>\n"
  "    </disk>\n"
  "    <disk type='block'><source dev='/dev/x'/><target dev='vdb' bus='virtio'/></disk>\n"
  "    <disk type='file' device='cdrom'>\n"
  "      <driver name='qemu'/>\n"
  "      <target dev='sda' bus='sata'/>\n"
  "      <readonly/>\n"
  "    </disk>\n"
  "    <controller type='usb' index='0' model='qemu-xhci' ports='15'>\n"
  "      <alias name='usb'/>\n"
  "      <address type='pci' domain='0x0000' bus='0x02' slot='0x00' function='0x0'/>\n"
  "    </controller>\n"
  "    <controller type='pci' index='0' model='pcie-root'><alias name='pcie.0'/></controller>\n"
  "    <interface type='network'>\n"
  "      <mac address='52:54:00:AB:cd:01'/>\n"
  "      <source network='default' portid='7d1a' bridge='virbr0'/>\n"
  "      <target dev='vnet4'/>\n"
  "      <model type='virtio'/>\n"
  "      <alias name='net0'/>\n"
  "      <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>\n"
  "    </interface>\n"
  "    <interface type='bridge'>\n"
  "      <mac address='52:54:00:ab:cd:02'/><source bridge='br0'/>\n"
  "    </interface>\n"
  "    <serial type='pty'>\n"
  "      <source path='/dev/pts/3'/>\n"
  "      <target type='isa-serial' port='0'><model name='isa-serial'/></target>\n"
  "    </serial>\n"
  "    <console type='pty' tty='/dev/pts/3'><target type='serial' port='0'/></console>\n"
  "    <input type='tablet' bus='usb'><alias name='input0'/></input>\n"
  "    <graphics type='spice' autoport='yes' listen='127.0.0.1'>\n"
  "      <listen type='address' address='127.0.0.1'/>\n"
  "      <image compression='off'/>\n"
  "    </graphics>\n"
  "    <graphics type='vnc' port='5900' autoport='yes'/>\n"
  "    <memory model='dimm'><target><size unit='KiB'>524288</size></target></memory>\n"
  "    <video><model type='virtio' heads='1' primary='yes'/></video>\n"
  "    <memballoon model='virtio'><alias name='balloon0'/></memballoon>\n"
  "    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>\n"
  "  </devices>\n"
  "  <seclabel type='dynamic' model='dac' relabel='yes'><label>+64055:+64055</label></seclabel>\n"
  "  <qemu:commandline><qemu:arg value='-newarg'/></qemu:commandline>\n"
  "</domain>\n";

static void
assert_strv (char       **actual,
             const char  *expected)
{
  g_autofree char *joined = g_strjoinv ("|", actual);

  g_assert_cmpstr (joined, ==, expected);
}

static InnDomainSummary *
read_inside (const char *inside)
{
  g_autofree char *xml = g_strdup_printf ("<domain type='test'>%s</domain>", inside);
  g_autoptr (GError) error = NULL;
  InnDomainSummary *summary = inn_domain_summary_new_from_xml (xml, &error);

  g_assert_no_error (error);
  g_assert_nonnull (summary);

  return summary;
}

static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDomainSummary) summary = inn_domain_summary_new_from_xml (full_xml, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (summary->title, ==, "Shop & blog");
  g_assert_cmpstr (summary->description, ==, "First line\nsecond “line” <raw>");
  g_assert_cmpstr (summary->os_id, ==, "http://debian.org/debian/12");
  assert_strv (summary->tags, "lab|a<b");
  g_assert_cmpstr (summary->type, ==, "kvm");
  g_assert_cmpstr (summary->arch, ==, "x86_64");
  g_assert_cmpstr (summary->machine, ==, "pc-q35-7.2");
  g_assert_cmpstr (summary->firmware, ==, "efi");
  g_assert_cmpuint (summary->vcpus, ==, 2);
  g_assert_cmpuint (summary->max_vcpus, ==, 8);
  g_assert_cmpuint (summary->memory_kib, ==, 2 * 1024 * 1024);
  g_assert_cmpuint (summary->max_memory_kib, ==, 4 * 1024 * 1024);
  assert_strv (summary->macs, "52:54:00:ab:cd:01|52:54:00:ab:cd:02");
  assert_strv (summary->graphics, "spice|vnc");
  g_assert_cmpuint (summary->n_disks, ==, 2);
  assert_strv (summary->disks, "vda|vdb");
  assert_strv (summary->disk_sources, "/var/lib/libvirt/images/web-10.qcow2|/dev/x");
  assert_strv (summary->nics, "vnet4|52:54:00:ab:cd:02");
  assert_strv (summary->nic_sources, "default|br0");
  g_assert_true (summary->balloon_is_silent);
}

static void
assert_silent (const char *balloon,
               gboolean    silent)
{
  g_autofree char *inside = g_strdup_printf ("<devices>%s</devices>", balloon);
  g_autoptr (InnDomainSummary) summary = read_inside (inside);

  g_assert_cmpint (summary->balloon_is_silent, ==, silent);
}

static void
test_balloon (void)
{
  assert_silent ("", FALSE);
  assert_silent ("<memballoon model='none'/>", FALSE);
  assert_silent ("<memballoon model='xen'/>", FALSE);
  assert_silent ("<memballoon model='virtio-non-transitional'/>", TRUE);
  assert_silent ("<memballoon model='virtio'><stats period='0'/></memballoon>", TRUE);
  assert_silent ("<memballoon model='virtio'><stats period='5'/></memballoon>", FALSE);
}

/* There is nothing to tell of a drive without a medium. */
static void
test_drives (void)
{
  g_autoptr (InnDomainSummary) summary = read_inside (
    "<devices>"
    "<disk type='file' device='cdrom'><target dev='sda'/></disk>"
    "<disk type='file' device='cdrom'><source file='/a.iso'/><target dev='sdb'/></disk>"
    "<disk type='file' device='cdrom'><target dev='sdc'/><source startupPolicy='optional'/></disk>"
    "<disk type='network' device='cdrom'><target dev='sdd'/><source protocol='http'/></disk>"
    "<disk type='file' device='floppy'><target dev='fda'/><source/></disk>"
    "<disk type='nvme' device='disk'><target dev='vda'/></disk>"
    "<disk type='file'><source file='/without-a-name'/></disk>"
    "<disk type='file'><mirror><source file='/b'/></mirror><target dev='vdb'/></disk>"
    "</devices>");

  assert_strv (summary->disks, "sdb|sdd|vda|vdb");
  assert_strv (summary->disk_sources, "/a.iso|||");
  g_assert_cmpuint (summary->n_disks, ==, 3);
}

static void
test_minimal (void)
{
  g_autoptr (InnDomainSummary) summary =
    read_inside ("<title/><description> </description><vcpu>3</vcpu><memory>1024</memory>");

  g_assert_cmpstr (summary->type, ==, "test");
  g_assert_null (summary->title);
  g_assert_null (summary->description);
  g_assert_null (summary->os_id);
  g_assert_null (summary->firmware);
  assert_strv (summary->tags, "");
  assert_strv (summary->macs, "");
  assert_strv (summary->graphics, "");
  g_assert_cmpuint (summary->vcpus, ==, 3);
  g_assert_cmpuint (summary->max_vcpus, ==, 3);
  g_assert_cmpuint (summary->memory_kib, ==, 1024);
  g_assert_cmpuint (summary->max_memory_kib, ==, 1024);
  g_assert_cmpuint (summary->n_disks, ==, 0);
}

static void
test_memory_units (void)
{
  static const struct
  {
    const char *unit;
    const char *value;
    guint64     kib;
  } cases[] = {
    { "bytes", "4096", 4 },
    { "b", "4097", 5 },
    { "KB", "1024", 1000 },
    { "KB", "1", 1 },
    { "k", "7", 7 },
    { "KiB", "7", 7 },
    { "MB", "1024", 1000000 },
    { "M", "1", 1024 },
    { "MiB", "512", 524288 },
    { "GB", "1", 976563 },
    { "G", "1", 1048576 },
    { "gib", "2", 2097152 },
    { "TB", "1", 976562500 },
    { "TiB", "1", 1073741824 },
    { "EiB", "1", G_GUINT64_CONSTANT (1125899906842624) },
    { "EiB", "100000", 0 },
    { "bushel", "1", 0 },
    { "MiBs", "1", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *inside = g_strdup_printf ("<memory unit='%s'>%s</memory>",
                                                 cases[i].unit, cases[i].value);
      g_autoptr (InnDomainSummary) summary = read_inside (inside);

      g_test_message ("%s %s", cases[i].value, cases[i].unit);
      g_assert_cmpuint (summary->max_memory_kib, ==, cases[i].kib);
      g_assert_cmpuint (summary->memory_kib, ==, cases[i].kib);
    }
}

static void
test_firmware (void)
{
  static const struct
  {
    const char *os;
    const char *firmware;
  } cases[] = {
    { "<os><type arch='x86_64'>hvm</type></os>", "bios" },
    { "<os firmware='efi'><type arch='x86_64'>hvm</type></os>", "efi" },
    { "<os firmware='bios'><type arch='x86_64'>hvm</type></os>", "bios" },
    { "<os><type arch='aarch64'>hvm</type></os>", NULL },
    { "<os><type arch='aarch64'>hvm</type><loader type='pflash'>/x</loader></os>", "efi" },
    { "<os><type arch='x86_64'>exe</type><init>/sbin/init</init></os>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (InnDomainSummary) summary = read_inside (cases[i].os);

      g_test_message ("%s", cases[i].os);
      g_assert_cmpstr (summary->firmware, ==, cases[i].firmware);
    }
}

/* Names that are ours elsewhere in the document must not be taken for ours. */
static void
test_namesakes (void)
{
  g_autoptr (InnDomainSummary) summary =
    read_inside ("<metadata><libosinfo><os id='none'/></libosinfo>"
                 "<innkeeper><tag>none</tag></innkeeper>"
                 "<a xmlns='urn:a'><domain><title>none</title></domain></a></metadata>"
                 "<x:title xmlns:x='urn:x'>none</x:title>"
                 "<devices><vcpu>9</vcpu><d><d><d><d><d><d><disk><title>no</title></disk>"
                 "</d></d></d></d></d></d></devices><title>yes</title>");

  g_assert_null (summary->os_id);
  assert_strv (summary->tags, "");
  g_assert_cmpstr (summary->title, ==, "yes");
  g_assert_cmpuint (summary->vcpus, ==, 0);
  g_assert_cmpuint (summary->n_disks, ==, 0);
}

static void
test_errors (void)
{
  static const char *const documents[] = {
    "",
    "no XML",
    "<domain>",
    "<domain><title>half</domain>",
    "<network><name>default</name></network>",
    "<domain a='1' a='2'/>",
    "<domain>&unknown;</domain>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", documents[i]);
      g_assert_null (inn_domain_summary_new_from_xml (documents[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
}

static void
test_tags_xml (void)
{
  static const char *const none[] = { NULL };
  static const char *const tags[] = { "lab", "a<b> & \"c\"", "tab\there", "größe", NULL };
  g_autofree char *element = inn_domain_summary_dup_tags_xml (tags);
  g_autofree char *inside = NULL;
  g_autoptr (InnDomainSummary) summary = NULL;

  g_assert_null (inn_domain_summary_dup_tags_xml (NULL));
  g_assert_null (inn_domain_summary_dup_tags_xml (none));

  /* libvirt puts the element into our namespace. */
  g_assert_true (g_str_has_prefix (element, "<innkeeper>"));
  inside = g_strdup_printf ("<metadata><innkeeper xmlns='%s'>%s</metadata>",
                            INN_METADATA_URI, element + strlen ("<innkeeper>"));
  summary = read_inside (inside);
  assert_strv (summary->tags, "lab|a<b> & \"c\"|tab here|größe");
}

/* Whatever a byte is changed to: an answer or an error, no crash, no leak. */
static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gsize length = strlen (full_xml);
  guint n_read = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *xml = g_strdup (full_xml);
      g_autoptr (InnDomainSummary) summary = NULL;
      g_autoptr (GError) error = NULL;
      guint n_changes = g_rand_int_range (rand, 1, 4);

      for (guint j = 0; j < n_changes; j++)
        xml[g_rand_int_range (rand, 0, length)] = g_rand_int_range (rand, 0, 256);

      summary = inn_domain_summary_new_from_xml (xml, &error);
      g_assert_true ((summary == NULL) == (error != NULL));
      g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
      n_read += summary != NULL;
    }

  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, 3000);
}

/* Pieces left out, doubled or moved: the nesting is wrong in any way. */
static void
test_pieces (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  int length = strlen (full_xml);
  guint n_read = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) xml = g_string_new (full_xml);
      g_autoptr (InnDomainSummary) summary = NULL;
      g_autofree char *piece = NULL;
      int begin = g_rand_int_range (rand, 0, length);
      int size = g_rand_int_range (rand, 1, 200);

      /* Whole elements now and then, so that some documents stay well-formed. */
      if (g_rand_boolean (rand))
        {
          const char *line = strstr (full_xml + begin, "\n    <");
          const char *end = line != NULL ? strchr (line + 1, '\n') : NULL;

          if (end == NULL)
            continue;
          begin = line - full_xml;
          size = end - line;
        }

      size = MIN (size, length - begin);
      piece = g_strndup (full_xml + begin, size);
      if (g_rand_boolean (rand))
        g_string_erase (xml, begin, size);
      g_string_insert (xml, g_rand_int_range (rand, 0, xml->len), piece);

      summary = inn_domain_summary_new_from_xml (xml->str, NULL);
      if (summary == NULL)
        continue;

      n_read++;
      g_assert_nonnull (summary->tags);
      g_assert_nonnull (summary->macs);
      g_assert_cmpuint (summary->n_disks, <=, 4);
    }

  g_assert_cmpuint (n_read, >, 10);
}

/* Entities of the document are not expanded, however they are nested. */
static void
test_entities (void)
{
  g_autoptr (GString) xml = g_string_new ("<!DOCTYPE domain [<!ENTITY a0 \"aaaaaaaaaaaaaaaa\">");
  g_autoptr (InnDomainSummary) summary = NULL;
  g_autoptr (InnDomainSummary) outside = NULL;

  for (guint i = 1; i < 40; i++)
    g_string_append_printf (xml, "<!ENTITY a%u \"&a%u;&a%u;&a%u;\">", i, i - 1, i - 1, i - 1);
  g_string_append (xml, "]><domain type='&a39;'><title>x&a39;</title></domain>");

  summary = inn_domain_summary_new_from_xml (xml->str, NULL);
  if (summary != NULL)
    g_assert_cmpuint (strlen (summary->title), <, 100);

  outside = inn_domain_summary_new_from_xml (
    "<!DOCTYPE domain [<!ENTITY f SYSTEM 'file:///etc/hostname'>]>"
    "<domain><title>x&f;</title></domain>", NULL);
  if (outside != NULL)
    g_assert_cmpstr (outside->title, ==, "x");
}

static void
test_tags_round_trip (void)
{
  static const char *const pieces[] = {
    "a", "<", ">", "&", "\"", "'", "]]>", "ü", "漢", "&amp;", "\001", "\n", " ", "<!--",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (GString) tag = g_string_new ("t");
      const char *tags[] = { NULL, "last", NULL };
      g_autofree char *element = NULL;
      g_autofree char *inside = NULL;
      g_autoptr (InnDomainSummary) summary = NULL;

      for (guint j = 0; j < 6; j++)
        g_string_append (tag, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_string_append_c (tag, 't');

      tags[0] = tag->str;
      element = inn_domain_summary_dup_tags_xml (tags);
      inside = g_strdup_printf ("<metadata><innkeeper xmlns='%s'>%s</metadata>",
                                INN_METADATA_URI, element + strlen ("<innkeeper>"));
      summary = read_inside (inside);

      g_strdelimit (tag->str, "\001\n", ' ');
      g_assert_cmpuint (g_strv_length (summary->tags), ==, 2);
      g_assert_cmpstr (summary->tags[0], ==, tag->str);
      g_assert_cmpstr (summary->tags[1], ==, "last");
    }
}

static void
test_speed (void)
{
  const guint n_documents = 10000;
  double elapsed;

  g_test_timer_start ();
  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (InnDomainSummary) summary = inn_domain_summary_new_from_xml (full_xml, NULL);

      g_assert_nonnull (summary);
    }
  elapsed = g_test_timer_elapsed ();

  g_test_minimized_result (elapsed, "%.1f us for a document of %zu bytes",
                           elapsed * 1e6 / n_documents, strlen (full_xml));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain-summary/full", test_full);
  g_test_add_func ("/domain-summary/minimal", test_minimal);
  g_test_add_func ("/domain-summary/balloon", test_balloon);
  g_test_add_func ("/domain-summary/drives", test_drives);
  g_test_add_func ("/domain-summary/memory-units", test_memory_units);
  g_test_add_func ("/domain-summary/firmware", test_firmware);
  g_test_add_func ("/domain-summary/namesakes", test_namesakes);
  g_test_add_func ("/domain-summary/errors", test_errors);
  g_test_add_func ("/domain-summary/tags-xml", test_tags_xml);
  g_test_add_func ("/domain-summary/mutations", test_mutations);
  g_test_add_func ("/domain-summary/pieces", test_pieces);
  g_test_add_func ("/domain-summary/entities", test_entities);
  g_test_add_func ("/domain-summary/tags-round-trip", test_tags_round_trip);
  if (g_test_perf ())
    g_test_add_func ("/domain-summary/speed", test_speed);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <libxml/parser.h>
#include <string.h>

#include "inn-display-change.h"
#include "inn-line-diff.h"
#include "inn-xpath.h"

#define CAPS_QEMU \
  "<devices><graphics><enum name='type'><value>vnc</value><value>egl-headless</value></enum>" \
  "</graphics><video><enum name='modelType'><value>vga</value><value>virtio</value></enum>" \
  "</video><channel><enum name='type'><value>pty</value>%s</enum></channel></devices>"

#define CAPS_BARE \
  "<devices><graphics><enum name='type'><value>sdl</value></enum></graphics>" \
  "<video><enum name='modelType'><value>vga</value></enum></video></devices>"

static InnDomainCaps *
make_caps (const char *inside)
{
  g_autofree char *xml = g_strdup_printf ("<domainCapabilities><arch>x86_64</arch>%s"
                                          "</domainCapabilities>", inside);
  g_autoptr (GError) error = NULL;
  InnDomainCaps *caps = inn_domain_caps_new_from_xml (xml, &error);

  g_assert_no_error (error);

  return caps;
}

static InnDomainCaps *
make_qemu_caps (gboolean vdagent)
{
  g_autofree char *inside = g_strdup_printf (CAPS_QEMU,
                                             vdagent ? "<value>qemu-vdagent</value>" : "");

  return make_caps (inside);
}

static char *
read_domain (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "domains", name, NULL);
  g_autoptr (GError) error = NULL;
  char *xml = NULL;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);

  return xml;
}

/* The lines that differ, without those around them. */
static void
assert_diff (const InnDisplayChange *change,
             const char             *expected)
{
  g_autoptr (GPtrArray) lines = inn_line_diff (change->before, change->after, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      char *line = g_ptr_array_index (lines, i);

      if (*line != INN_LINE_GAP)
        g_string_append_printf (text, "%c%s\n", *line, g_strchug (line + 1));
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_words (char       **words,
              const char  *expected)
{
  g_autofree char *text = g_strjoinv ("\n", words);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_to_vnc (void)
{
  g_autofree char *xml = read_domain ("spice.xml");
  g_autoptr (InnDomainCaps) caps = make_qemu_caps (TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDisplayChange) change = inn_display_change_to_vnc (xml, caps, &error);

  g_assert_no_error (error);
  assert_diff (change,
               "-<smartcard mode=\"passthrough\" type=\"spicevmc\">\n"
               "-<address type=\"ccid\" controller=\"0\" slot=\"0\"/>\n"
               "-</smartcard>\n"
               "-<channel type=\"spicevmc\">\n"
               "+<channel type=\"qemu-vdagent\">\n"
               "+<source>\n"
               "+<clipboard copypaste=\"no\"/>\n"
               "+<mouse mode=\"client\"/>\n"
               "+</source>\n"
               "-<channel type=\"spiceport\">\n"
               "-<source channel=\"org.spice-space.webdav.0\"/>\n"
               "-<target type=\"virtio\" name=\"org.spice-space.webdav.0\"/>\n"
               "-<address type=\"virtio-serial\" controller=\"0\" bus=\"0\" port=\"2\"/>\n"
               "-</channel>\n"
               "-<graphics type=\"spice\" autoport=\"yes\" listen=\"127.0.0.1\" "
               "passwd=\"verylongsecret\">\n"
               "+<graphics type=\"vnc\" autoport=\"yes\" listen=\"127.0.0.1\" "
               "passwd=\"verylong\">\n"
               "-<clipboard copypaste=\"no\"/>\n"
               "-<audio id=\"1\" type=\"spice\"/>\n"
               "+<audio id=\"1\" type=\"none\"/>\n"
               "-<model type=\"qxl\" ram=\"65536\" vram=\"65536\" vgamem=\"16384\" heads=\"1\" "
               "primary=\"yes\"/>\n"
               "+<model type=\"virtio\" heads=\"1\" primary=\"yes\"/>\n"
               "-<redirdev bus=\"usb\" type=\"spicevmc\">\n"
               "-<address type=\"usb\" bus=\"0\" port=\"1.1\"/>\n"
               "-</redirdev>\n"
               "-<redirdev bus=\"usb\" type=\"spicevmc\">\n"
               "-<address type=\"usb\" bus=\"0\" port=\"1.2\"/>\n"
               "-</redirdev>\n");
  assert_words (change->steps,
                "Display: SPICE → VNC, at the same address\n"
                "Video: QXL → VirtIO\n"
                "Agent in the guest: by SPICE → by QEMU\n"
                "Remove: 1 channel of SPICE\n"
                "Remove: 2 USB redirections\n"
                "Remove: the smart card reader");
  assert_words (change->losses,
                "Files dragged into the guest\n"
                "The end of the password: VNC takes its first 8 characters\n"
                "Shared folders\n"
                "USB devices of this desktop in the guest\n"
                "Smart cards of this desktop in the guest\n"
                "Sound");
}

/* Nothing is known of the host: what is sure to work is taken. */
static void
test_to_vnc_unknown_host (void)
{
  g_autofree char *xml = read_domain ("spice.xml");
  g_autoptr (InnDisplayChange) change = inn_display_change_to_vnc (xml, NULL, NULL);

  g_assert_nonnull (change);
  g_assert_nonnull (strstr (change->after, "<model type=\"vga\" primary=\"yes\"/>"));
  g_assert_null (strstr (change->after, "vdagent"));
  g_assert_null (strstr (change->after, "spicevmc"));
  g_assert_nonnull (strstr (change->after, "<input type=\"tablet\" bus=\"usb\"/>"));
}

static void
test_to_vnc_gl (void)
{
  g_autofree char *xml = read_domain ("spice-gl.xml");
  g_autoptr (InnDomainCaps) caps = make_qemu_caps (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDisplayChange) change = inn_display_change_to_vnc (xml, caps, &error);

  g_assert_no_error (error);
  assert_diff (change,
               "-<serial type=\"spiceport\">\n"
               "-<source channel=\"org.example.console\"/>\n"
               "+<serial type=\"pty\">\n"
               "-<channel type=\"spicevmc\">\n"
               "-<target type=\"virtio\" name=\"com.redhat.spice.0\"/>\n"
               "-<address type=\"virtio-serial\" controller=\"0\" bus=\"0\" port=\"2\"/>\n"
               "-</channel>\n"
               "-<graphics type=\"spice\" port=\"5907\" tlsPort=\"5908\" autoport=\"no\" "
               "listen=\"0.0.0.0\" keymap=\"de\" defaultMode=\"secure\" passwd=\"äöüßx\" "
               "connected=\"fail\">\n"
               "+<graphics type=\"vnc\" port=\"5907\" autoport=\"no\" listen=\"0.0.0.0\" "
               "keymap=\"de\" passwd=\"äöüß\">\n"
               "-<channel name=\"main\" mode=\"secure\"/>\n"
               "-<image compression=\"off\"/>\n"
               "-<filetransfer enable=\"no\"/>\n"
               "-<gl enable=\"yes\" rendernode=\"/dev/dri/renderD128\"/>\n"
               "+<graphics type=\"egl-headless\">\n"
               "+<gl rendernode=\"/dev/dri/renderD128\"/>\n"
               "+</graphics>\n"
               "-<redirdev bus=\"usb\" type=\"spicevmc\"/>\n");
  g_assert_nonnull (strstr (change->after, "<name>gł-desk</name>"));
  assert_words (change->losses,
                "Encryption by SPICE; VNC has what the host is set up for\n"
                "The end of the password: VNC takes its first 8 characters\n"
                "The common clipboard; this QEMU cannot speak to the agent in the guest "
                "without SPICE\n"
                "USB devices of this desktop in the guest");
}

static InnDisplayChange *
change_inside (const char *devices,
               const char *caps_xml)
{
  g_autofree char *xml = g_strdup_printf ("<domain><devices>%s</devices></domain>", devices);
  g_autoptr (InnDomainCaps) caps = make_caps (caps_xml);
  g_autoptr (GError) error = NULL;
  InnDisplayChange *change = inn_display_change_to_vnc (xml, caps, &error);

  g_assert_no_error (error);

  return change;
}

static void
test_to_vnc_odd (void)
{
  g_autoptr (InnDisplayChange) both =
    change_inside ("<graphics type='vnc' port='5901'/><graphics type='spice'/>", CAPS_BARE);
  g_autoptr (InnDisplayChange) cards =
    change_inside ("<graphics type='spice' port='3001' autoport='no'/>"
                   "<video><model type='qxl' heads='2' primary='yes'/></video>"
                   "<video><model type='qxl'/></video>", CAPS_BARE);
  g_autoptr (InnDisplayChange) flat =
    change_inside ("<graphics type='spice' connected='keep'><gl enable='yes'/></graphics>"
                   "<video><model type='virtio'><acceleration accel3d='yes'/></model></video>",
                   CAPS_BARE);

  assert_diff (both, "-<graphics type=\"spice\"/>\n");
  assert_words (both->steps, "Display: SPICE goes, VNC stays");

  g_assert_nonnull (strstr (cards->after, "<graphics type=\"vnc\" autoport=\"yes\"/>"));
  g_assert_nonnull (strstr (cards->after, "<model type=\"vga\" primary=\"yes\"/>"));
  g_assert_null (strstr (cards->after, "qxl"));
  assert_words (cards->losses, "Further screens: VNC shows the first one");

  g_assert_nonnull (strstr (flat->after, "type=\"vnc\" connected=\"keep\" autoport=\"yes\""));
  g_assert_nonnull (strstr (flat->after, "accel3d=\"no\""));
  assert_words (flat->losses, "3D graphics");
}

static void
test_add (void)
{
  g_autofree char *inside = g_strdup_printf (CAPS_QEMU, "");
  g_autoptr (InnDomainCaps) caps = make_caps (inside);
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDisplayChange) change = NULL;

  change = inn_display_change_add ("<domain><devices><controller type='usb'/><serial/>"
                                   "<sound/><video><model type='none'/></video><memballoon/>"
                                   "</devices></domain>", caps, &error);
  g_assert_no_error (error);
  assert_diff (change,
               "+<input type=\"tablet\" bus=\"usb\"/>\n"
               "+<graphics type=\"vnc\" autoport=\"yes\">\n"
               "+<listen type=\"address\" address=\"127.0.0.1\"/>\n"
               "+</graphics>\n"
               "-<model type=\"none\"/>\n"
               "+<model type=\"vga\"/>\n");
  g_assert_cmpuint (g_strv_length (change->steps), ==, 3);
  g_assert_cmpuint (g_strv_length (change->losses), ==, 0);
}

/* What has a card keeps it; of an unknown host nothing is guessed. */
static void
test_add_little (void)
{
  g_autoptr (InnDisplayChange) card =
    inn_display_change_add ("<domain><devices><video><model type='ramfb'/></video>"
                            "</devices></domain>", NULL, NULL);
  g_autoptr (InnDisplayChange) empty = inn_display_change_add ("<domain/>", NULL, NULL);

  g_assert_nonnull (strstr (card->after, "<model type=\"ramfb\"/>"));
  g_assert_cmpuint (g_strv_length (card->steps), ==, 1);
  g_assert_nonnull (strstr (empty->after, "<graphics type=\"vnc\""));
  g_assert_null (strstr (empty->after, "<video"));
}

static void
test_refused (void)
{
  g_autoptr (InnDomainCaps) bare = make_caps (CAPS_BARE);
  g_autoptr (GError) error = NULL;

  g_assert_null (inn_display_change_to_vnc ("<domain><devices/></domain>", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (inn_display_change_add ("<domain><devices><graphics type='vnc'/></devices>"
                                         "</domain>", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_null (inn_display_change_add ("<domain/>", bare, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);

  g_assert_null (inn_display_change_to_vnc ("<network/>", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/display-change/to-vnc", test_to_vnc);
  g_test_add_func ("/display-change/to-vnc-unknown-host", test_to_vnc_unknown_host);
  g_test_add_func ("/display-change/to-vnc-gl", test_to_vnc_gl);
  g_test_add_func ("/display-change/to-vnc-odd", test_to_vnc_odd);
  g_test_add_func ("/display-change/add", test_add);
  g_test_add_func ("/display-change/add-little", test_add_little);
  g_test_add_func ("/display-change/refused", test_refused);

  status = g_test_run ();
  xmlCleanupParser ();

  return status;
}

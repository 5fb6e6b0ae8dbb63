/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libxml/tree.h>
#include <string.h>

#include "inn-display-change.h"
#include "inn-xpath.h"

#define S(text) ((const xmlChar *) (text))

/* More than this of a password the VNC protocol does not take, in bytes. */
#define VNC_PASSWORD_MAX 8

/* libvirt takes no lower port for VNC. */
#define VNC_PORT_MIN 5900

/* What libvirt writes after the displays, in its order. */
#define AFTER_GRAPHICS "sound|audio|video|hostdev|redirdev|redirfilter|hub|watchdog|memballoon|rng"
#define AFTER_VIDEO "hostdev|redirdev|redirfilter|hub|watchdog|memballoon|rng"
#define AFTER_INPUT "tpm|graphics|" AFTER_GRAPHICS

/* Only of SPICE. */
static const char * const spice_attributes[] = { "tlsPort", "defaultMode" };
#define SPICE_ELEMENTS "channel|image|jpeg|zlib|playback|streaming|clipboard|mouse|filetransfer|gl"

typedef struct
{
  InnXmlDocument      *document;
  xmlNode             *devices;
  const InnDomainCaps *caps;      /* NULL: not known */
  GStrvBuilder        *steps;
  GStrvBuilder        *losses;
} Work;

static InnSupport
offers (char       **list,
        const char  *value)
{
  if (list == NULL || *list == NULL)
    return INN_SUPPORT_UNKNOWN;

  return g_strv_contains ((const char * const *) list, value) ? INN_SUPPORT_YES : INN_SUPPORT_NO;
}

static InnSupport
offers_video (Work       *work,
              const char *model)
{
  return work->caps != NULL ? offers (work->caps->videos, model) : INN_SUPPORT_UNKNOWN;
}

static InnSupport
offers_display (Work       *work,
                const char *type)
{
  return work->caps != NULL ? offers (work->caps->displays, type) : INN_SUPPORT_UNKNOWN;
}

static xmlNode *
find_first (xmlNode    *node,
            const char *path)
{
  g_autoptr (GPtrArray) found = inn_xpath_find (node, path);

  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

static void
remove_node (xmlNode *node)
{
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

static guint
remove_all (xmlNode    *node,
            const char *path)
{
  g_autoptr (GPtrArray) found = inn_xpath_find (node, path);

  for (guint i = 0; i < found->len; i++)
    remove_node (g_ptr_array_index (found, i));

  return found->len;
}

static xmlNode *
add_child (xmlNode    *parent,
           const char *name)
{
  return xmlNewChild (parent, NULL, S (name), NULL);
}

/* Where libvirt would write it. */
static xmlNode *
add_device (Work       *work,
            const char *name,
            const char *followers)
{
  xmlNode *node = xmlNewDocNode (work->document, NULL, S (name), NULL);
  xmlNode *next = find_first (work->devices, followers);

  return next != NULL ? xmlAddPrevSibling (next, node) : xmlAddChild (work->devices, node);
}

/*
 * From SPICE to VNC
 */

/* A password is kept as far as VNC takes it, for none at all would let everybody in. */
static void
change_password (Work    *work,
                 xmlNode *display)
{
  g_autofree char *password = inn_xpath_dup_string (display, "@passwd");
  const char *end = password;
  g_autofree char *kept = NULL;

  if (password == NULL || strlen (password) <= VNC_PASSWORD_MAX)
    return;

  while (g_utf8_next_char (end) - password <= VNC_PASSWORD_MAX)
    end = g_utf8_next_char (end);

  kept = g_strndup (password, end - password);
  xmlSetProp (display, S ("passwd"), S (kept));
  g_strv_builder_add (work->losses, _("The end of the password: VNC takes its first 8 characters"));
}

static void
change_port (xmlNode *display)
{
  gboolean own = inn_xpath_has (display, "self::*[@port and @autoport='no']");

  if (own && inn_xpath_get_number (display, "@port") >= VNC_PORT_MIN)
    return;

  xmlSetProp (display, S ("autoport"), S ("yes"));
  xmlUnsetProp (display, S ("port"));
}

/* 3D is drawn for SPICE by itself; for VNC a second display without a window does it. */
static void
change_gl (Work    *work,
           xmlNode *display)
{
  g_autofree char *rendernode = inn_xpath_dup_string (display, "gl/@rendernode");
  g_autoptr (GPtrArray) models = NULL;
  xmlNode *headless;

  if (!inn_xpath_has (display, "gl[@enable='yes']") ||
      inn_xpath_has (work->devices, "graphics[@type='egl-headless']"))
    return;

  if (offers_display (work, "egl-headless") != INN_SUPPORT_NO)
    {
      headless = xmlAddNextSibling (display, xmlNewDocNode (work->document, NULL, S ("graphics"),
                                                            NULL));
      xmlSetProp (headless, S ("type"), S ("egl-headless"));
      if (rendernode != NULL)
        xmlSetProp (add_child (headless, "gl"), S ("rendernode"), S (rendernode));
      g_strv_builder_add (work->steps, _("3D: by SPICE → by EGL, without a window"));
      return;
    }

  models = inn_xpath_find (work->devices, "video/model/acceleration[@accel3d='yes']");
  for (guint i = 0; i < models->len; i++)
    xmlSetProp (g_ptr_array_index (models, i), S ("accel3d"), S ("no"));
  g_strv_builder_add (work->losses, _("3D graphics"));
}

/* What a person would miss of the display itself. */
static void
note_losses (Work    *work,
             xmlNode *display)
{
  if (inn_xpath_has (display, "self::*[@tlsPort or @defaultMode='secure']|"
                              "channel[@mode='secure']"))
    g_strv_builder_add (work->losses,
                        _("Encryption by SPICE; VNC has what the host is set up for"));

  if (inn_xpath_has (work->devices, "channel[@type='spicevmc']") &&
      !inn_xpath_has (display, "filetransfer[@enable='no']"))
    g_strv_builder_add (work->losses, _("Files dragged into the guest"));
}

static void
change_display (Work    *work,
                xmlNode *display)
{
  note_losses (work, display);
  change_gl (work, display);

  if (inn_xpath_has (work->devices, "graphics[@type='vnc']"))
    {
      remove_node (display);
      g_strv_builder_add (work->steps, _("Display: SPICE goes, VNC stays"));
      return;
    }

  g_strv_builder_add (work->steps, _("Display: SPICE → VNC, at the same address"));
  change_password (work, display);
  change_port (display);

  xmlSetProp (display, S ("type"), S ("vnc"));
  for (guint i = 0; i < G_N_ELEMENTS (spice_attributes); i++)
    xmlUnsetProp (display, S (spice_attributes[i]));
  if (!inn_xpath_has (display, "self::*[@connected='keep']"))
    xmlUnsetProp (display, S ("connected"));
  remove_all (display, SPICE_ELEMENTS);
}

/* Of other cards than VirtIO and QXL a machine has only one. */
static void
change_video (Work *work)
{
  static const char * const qxl_attributes[] = { "ram", "vram", "vgamem", "vram64" };
  g_autoptr (GPtrArray) models = inn_xpath_find (work->devices, "video/model[@type='qxl']");
  gboolean virtio = offers_video (work, "virtio") == INN_SUPPORT_YES;

  for (guint i = 0; i < models->len; i++)
    {
      xmlNode *model = g_ptr_array_index (models, i);

      if (!virtio && model->parent != find_first (work->devices, "video"))
        {
          remove_node (model->parent);
          continue;
        }

      xmlSetProp (model, S ("type"), S (virtio ? "virtio" : "vga"));
      for (guint j = 0; j < G_N_ELEMENTS (qxl_attributes); j++)
        xmlUnsetProp (model, S (qxl_attributes[j]));
      if (!virtio)
        xmlUnsetProp (model, S ("heads"));
    }

  if (models->len > 0)
    g_strv_builder_add (work->steps, virtio ? _("Video: QXL → VirtIO") : _("Video: QXL → VGA"));
  if (models->len > 1)
    g_strv_builder_add (work->losses, _("Further screens: VNC shows the first one"));
}

/* QEMU itself speaks to the agent of SPICE in the guest, about text alone. */
static void
change_agent (Work     *work,
              gboolean  copies)
{
  xmlNode *channel =
    find_first (work->devices, "channel[@type='spicevmc' and target/@name='com.redhat.spice.0']");
  xmlNode *source;

  if (channel == NULL)
    return;

  if (work->caps == NULL || work->caps->vdagent != INN_SUPPORT_YES)
    {
      if (copies)
        g_strv_builder_add (work->losses, _("The common clipboard; this QEMU cannot speak to the "
                                            "agent in the guest without SPICE"));
      return;
    }

  remove_all (channel, "source");
  xmlSetProp (channel, S ("type"), S ("qemu-vdagent"));
  source = xmlNewDocNode (work->document, NULL, S ("source"), NULL);
  xmlAddPrevSibling (channel->children, source);
  xmlSetProp (add_child (source, "clipboard"), S ("copypaste"), S (copies ? "yes" : "no"));
  xmlSetProp (add_child (source, "mouse"), S ("mode"), S ("client"));
  g_strv_builder_add (work->steps, _("Agent in the guest: by SPICE → by QEMU"));
}

/* What QEMU refuses without SPICE. Ports that a guest may use stay, with a terminal behind them. */
static void
change_ports (Work *work)
{
  g_autoptr (GPtrArray) ports =
    inn_xpath_find (work->devices, "*[(self::serial or self::console or self::parallel) and "
                                   "(@type='spicevmc' or @type='spiceport')]");

  for (guint i = 0; i < ports->len; i++)
    {
      xmlNode *port = g_ptr_array_index (ports, i);

      xmlSetProp (port, S ("type"), S ("pty"));
      remove_all (port, "source");
    }

  if (ports->len > 0)
    g_strv_builder_add (work->steps, _("Ports through SPICE → terminals of the host"));
}

static void
remove_channels (Work *work)
{
  gboolean folders = inn_xpath_has (work->devices,
                                    "channel[@type='spiceport' and contains(source/@channel, "
                                    "'webdav')]");
  guint n = remove_all (work->devices, "channel[@type='spicevmc' or @type='spiceport']");

  if (n > 0)
    {
      g_autofree char *step = g_strdup_printf (ngettext ("Remove: %u channel of SPICE",
                                                         "Remove: %u channels of SPICE", n), n);

      g_strv_builder_add (work->steps, step);
    }

  if (folders)
    g_strv_builder_add (work->losses, _("Shared folders"));
}

static void
remove_redirections (Work *work)
{
  guint n = remove_all (work->devices, "redirdev[@type='spicevmc']");

  if (n > 0)
    {
      g_autofree char *step = g_strdup_printf (ngettext ("Remove: %u USB redirection",
                                                         "Remove: %u USB redirections", n), n);

      g_strv_builder_add (work->steps, step);
      g_strv_builder_add (work->losses, _("USB devices of this desktop in the guest"));
    }

  if (n > 0 && !inn_xpath_has (work->devices, "redirdev"))
    remove_all (work->devices, "redirfilter");

  if (remove_all (work->devices, "smartcard[@type='spicevmc']") > 0)
    {
      g_strv_builder_add (work->steps, _("Remove: the smart card reader"));
      g_strv_builder_add (work->losses, _("Smart cards of this desktop in the guest"));
    }
}

static void
change_sound (Work *work)
{
  g_autoptr (GPtrArray) audios = inn_xpath_find (work->devices, "audio[@type='spice']");

  for (guint i = 0; i < audios->len; i++)
    xmlSetProp (g_ptr_array_index (audios, i), S ("type"), S ("none"));

  if (inn_xpath_has (work->devices, "sound"))
    g_strv_builder_add (work->losses, _("Sound"));
}

/* Else the pointer of the guest runs away from the one of this desktop. */
static void
add_tablet (Work *work)
{
  xmlNode *tablet;

  if (inn_xpath_has (work->devices, "input[@type='tablet']|channel[@type='qemu-vdagent']") ||
      !inn_xpath_has (work->devices, "controller[@type='usb' and not(@model='none')]"))
    return;

  tablet = add_device (work, "input", AFTER_INPUT);
  xmlSetProp (tablet, S ("type"), S ("tablet"));
  xmlSetProp (tablet, S ("bus"), S ("usb"));
  g_strv_builder_add (work->steps, _("Add: a tablet, so that the pointer is where yours is"));
}

static gboolean
to_vnc (Work    *work,
        GError **error)
{
  xmlNode *display = find_first (work->devices, "graphics[@type='spice']");
  gboolean copies;

  if (display == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _("The definition of the machine has no SPICE display"));
      return FALSE;
    }

  copies = !inn_xpath_has (display, "clipboard[@copypaste='no']");
  change_display (work, display);
  change_video (work);
  change_agent (work, copies);
  change_ports (work);
  remove_channels (work);
  remove_redirections (work);
  change_sound (work);
  add_tablet (work);

  return TRUE;
}

/*
 * A display where there is none
 */

/* Every guest knows VGA; where there is none, as on most processors but those of PCs, libvirt
 * knows best. */
static const char *
choose_video (Work *work)
{
  if (offers_video (work, "vga") == INN_SUPPORT_YES)
    return "vga";

  return offers_video (work, "virtio") == INN_SUPPORT_YES ? "virtio" : NULL;
}

static void
add_video (Work *work)
{
  const char *type = choose_video (work);
  xmlNode *video = find_first (work->devices, "video[model/@type='none']");

  if (video == NULL && inn_xpath_has (work->devices, "video"))
    return;

  if (video != NULL)
    remove_node (video);
  if (type == NULL)
    return;

  video = add_device (work, "video", AFTER_VIDEO);
  xmlSetProp (add_child (video, "model"), S ("type"), S (type));
  g_strv_builder_add (work->steps, g_str_equal (type, "vga") ? _("Add: a video card, VGA")
                                                             : _("Add: a video card, VirtIO"));
}

static gboolean
add_display (Work    *work,
             GError **error)
{
  xmlNode *display;
  xmlNode *listen;

  if (inn_xpath_has (work->devices, "graphics[@type='vnc']"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                           _("The definition of the machine has a VNC display already"));
      return FALSE;
    }

  if (offers_display (work, "vnc") == INN_SUPPORT_NO)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("QEMU on this host has no VNC"));
      return FALSE;
    }

  display = add_device (work, "graphics", AFTER_GRAPHICS);
  xmlSetProp (display, S ("type"), S ("vnc"));
  xmlSetProp (display, S ("autoport"), S ("yes"));
  listen = add_child (display, "listen");
  xmlSetProp (listen, S ("type"), S ("address"));
  xmlSetProp (listen, S ("address"), S ("127.0.0.1"));
  g_strv_builder_add (work->steps, _("Add: a VNC display that only the host itself reaches"));

  add_video (work);
  add_tablet (work);

  return TRUE;
}

/*
 * Both
 */

/* Indented, without the line that says that it is XML. */
static char *
dump (InnXmlDocument *document)
{
  xmlChar *text = NULL;
  const char *start;
  char *copy;

  xmlDocDumpFormatMemoryEnc (document, &text, NULL, "UTF-8", 1);
  start = strstr ((const char *) text, "?>\n");
  copy = g_strchomp (g_strdup (start != NULL ? start + strlen ("?>\n") : (const char *) text));
  xmlFree (text);

  return copy;
}

static InnDisplayChange *
change (const char           *xml,
        const InnDomainCaps  *caps,
        gboolean            (*what) (Work *work, GError **error),
        GError              **error)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", error);
  g_autoptr (InnDisplayChange) self = g_new0 (InnDisplayChange, 1);
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) losses = g_strv_builder_new ();
  Work work = { .document = document, .caps = caps, .steps = steps, .losses = losses };

  if (document == NULL)
    return NULL;

  work.devices = find_first (inn_xpath_get_root (document), "devices");
  if (work.devices == NULL)
    work.devices = add_child (inn_xpath_get_root (document), "devices");

  self->before = dump (document);
  if (!what (&work, error))
    return NULL;

  self->after = dump (document);
  self->steps = g_strv_builder_end (steps);
  self->losses = g_strv_builder_end (losses);

  return g_steal_pointer (&self);
}

/**
 * inn_display_change_to_vnc:
 * @xml: how a machine is defined; with its secrets, if it is to be defined so
 * @caps: (nullable): what its host offers; %NULL: not known
 *
 * Returns: (transfer full) (nullable): the machine with VNC instead of SPICE, and without what
 *   QEMU refuses to run without SPICE; all else is left alone. %NULL with %G_IO_ERROR_NOT_FOUND
 *   if it has no SPICE display
 */
InnDisplayChange *
inn_display_change_to_vnc (const char           *xml,
                           const InnDomainCaps  *caps,
                           GError              **error)
{
  return change (xml, caps, to_vnc, error);
}

/**
 * inn_display_change_add:
 * @xml: how a machine is defined
 * @caps: (nullable): what its host offers; %NULL: not known
 *
 * Returns: (transfer full) (nullable): the machine with a VNC display, and a video card if it
 *   has none. %NULL with %G_IO_ERROR_EXISTS if it has a VNC display
 */
InnDisplayChange *
inn_display_change_add (const char           *xml,
                        const InnDomainCaps  *caps,
                        GError              **error)
{
  return change (xml, caps, add_display, error);
}

void
inn_display_change_free (InnDisplayChange *self)
{
  g_free (self->before);
  g_free (self->after);
  g_strfreev (self->steps);
  g_strfreev (self->losses);
  g_free (self);
}

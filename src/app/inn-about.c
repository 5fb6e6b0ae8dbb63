/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-about"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "inn-about.h"
#include "inn-virt-init.h"

static void
append_host (GString *text,
             InnHost *host)
{
  const InnHostFacts *facts = inn_host_get_facts (host);
  GEnumClass *states = g_type_class_peek_static (INN_TYPE_HOST_STATE);
  GEnumValue *state = NULL;

  if (states != NULL)
    state = g_enum_get_value (states, inn_host_get_state (host));

  g_string_append_printf (text, "- %s (%s)", inn_host_get_uri (host),
                          state != NULL ? state->value_nick : "unknown");

  if (facts != NULL && facts->libvirt_version != NULL)
    g_string_append_printf (text, ", libvirt %s", facts->libvirt_version);

  if (facts != NULL && facts->hypervisor != NULL)
    g_string_append_printf (text, ", %s %s", facts->hypervisor,
                            facts->hypervisor_version != NULL ? facts->hypervisor_version : "");

  g_string_append_c (text, '\n');
}

/**
 * inn_about_dup_debug_info:
 * @hosts: the hosts of the program
 *
 * Returns: (transfer full): what a bug report needs, in English: versions, the
 *   desktop, and the hosts with their addresses (which hold no secrets)
 */
char *
inn_about_dup_debug_info (InnHostList *hosts)
{
  GString *text = g_string_new (NULL);
  g_autofree char *libvirt = inn_virt_dup_library_version ();
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  GdkDisplay *display = gdk_display_get_default ();

  g_return_val_if_fail (INN_IS_HOST_LIST (hosts), NULL);

  g_string_append_printf (text, "Innkeeper %s\n", PACKAGE_VERSION);
  g_string_append_printf (text, "libvirt %s\n", libvirt);
  g_string_append_printf (text, "GTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n",
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "%s, %s, %s\n",
                          os != NULL ? os : "Unknown system",
                          desktop != NULL ? desktop : "unknown desktop",
                          display != NULL ? G_OBJECT_TYPE_NAME (display) : "no display");

  g_string_append (text, "\nHosts:\n");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (hosts)); i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (hosts), i);

      append_host (text, host);
    }

  return g_string_free (text, FALSE);
}

/**
 * inn_about_present:
 * @parent: (nullable): the window in front
 * @hosts: the hosts of the program, for the page with debugging facts
 *
 * Opens the window about the program.
 */
void
inn_about_present (GtkWindow   *parent,
                   InnHostList *hosts)
{
  g_autofree char *libvirt = inn_virt_dup_library_version ();
  g_autofree char *debug_info = inn_about_dup_debug_info (hosts);
  g_autofree char *comments = NULL;

  /* Translators: %s is a version number */
  comments = g_strdup_printf (_("Look after the virtual machines of all your hosts.\n"
                                "Uses libvirt %s."), libvirt);

  adw_show_about_window (parent,
                         "application-name", _("Innkeeper"),
                         "application-icon", APP_ID,
                         "developer-name", _("The Innkeeper authors"),
                         "version", PACKAGE_VERSION,
                         "comments", comments,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "copyright", _("© The Innkeeper authors"),
                         "debug-info", debug_info,
                         "debug-info-filename", "innkeeper-debug-info.txt",
                         /* Translators: put your name here, one per line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-preset"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-preset.h"

#define SSH   (1 << INN_HOST_WAY_SSH)
#define TLS   (1 << INN_HOST_WAY_TLS)
#define LOCAL (1 << INN_HOST_WAY_LOCAL)

/* Adding a hypervisor is one line here. */
static const InnHostPreset presets[] = {
  { N_("QEMU/KVM (system)"), "qemu", "/system", SSH | TLS | LOCAL },
  { N_("QEMU/KVM (session)"), "qemu", "/session", SSH | LOCAL, .session = TRUE },
  { N_("Xen"), "xen", "/system", SSH | TLS | LOCAL },
  { N_("LXC"), "lxc", "/system", SSH | TLS | LOCAL },
  { N_("bhyve"), "bhyve", "/system", SSH | TLS | LOCAL },
  { N_("Virtuozzo"), "vz", "/system", SSH | TLS | LOCAL },
  { N_("VMware ESX"), "esx", "/", TLS, .own = TRUE },
  { N_("Test"), "test", "/default", LOCAL },
};

static const char * const way_labels[] = {
  N_("SSH"),
  N_("TLS"),
  N_("This Computer"),
  N_("Custom URI"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (way_labels) == INN_N_HOST_WAYS);

/* Parameters of one way that would be nonsense on another. */
static const struct
{
  const char *name;
  guint       ways;
} parameters[] = {
  { "keyfile", SSH },
  { "proxy", SSH },
  { "netcat", SSH },
  { "command", SSH },
  { "no_tty", SSH },
  { "socket", SSH | LOCAL },
  { "pkipath", TLS },
  { "tls_priority", TLS },
  { "no_verify", SSH | TLS },
};

/**
 * inn_host_way_get_label:
 * @way: a way
 *
 * Returns: (transfer none): translated
 */
const char *
inn_host_way_get_label (InnHostWay way)
{
  g_return_val_if_fail ((guint) way < INN_N_HOST_WAYS, NULL);

  return _(way_labels[way]);
}

/**
 * inn_host_preset_get:
 * @index: a number
 *
 * Returns: (transfer none) (nullable): the preset there, or %NULL behind the last one
 */
const InnHostPreset *
inn_host_preset_get (guint index)
{
  return index < G_N_ELEMENTS (presets) ? &presets[index] : NULL;
}

/**
 * inn_host_preset_fits:
 * @preset: a preset
 * @way: how to get there
 *
 * Returns: whether libvirt can reach @preset by @way
 */
gboolean
inn_host_preset_fits (const InnHostPreset *preset,
                      InnHostWay           way)
{
  g_return_val_if_fail (preset != NULL, FALSE);

  return (preset->ways & (1 << way)) != 0;
}

static void
set_text (char       **field,
          const char  *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/**
 * inn_host_preset_apply:
 * @preset: a preset
 * @way: how to get there, not %INN_HOST_WAY_CUSTOM
 * @uri: the address to change
 *
 * Makes @uri one of @preset by @way. User, host, port and the parameters that
 * make sense there stay.
 */
void
inn_host_preset_apply (const InnHostPreset *preset,
                       InnHostWay           way,
                       InnUri              *uri)
{
  g_return_if_fail (preset != NULL);
  g_return_if_fail (way < INN_HOST_WAY_CUSTOM);
  g_return_if_fail (uri != NULL);

  set_text (&uri->driver, preset->driver);
  set_text (&uri->path, preset->path);
  set_text (&uri->transport,
            preset->own || way == INN_HOST_WAY_LOCAL ? NULL
                                                     : way == INN_HOST_WAY_SSH ? "ssh" : "tls");

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      if ((parameters[i].ways & (1 << way)) == 0)
        inn_uri_set_parameter (uri, parameters[i].name, NULL);
    }

  if (way == INN_HOST_WAY_LOCAL)
    {
      g_clear_pointer (&uri->user, g_free);
      g_clear_pointer (&uri->host, g_free);
      uri->port = 0;
    }
  else if (way == INN_HOST_WAY_TLS && !preset->own)
    {
      g_clear_pointer (&uri->user, g_free);
    }
}

/**
 * inn_host_preset_find:
 * @uri: an address
 * @way: (out): how it gets there
 *
 * Finds the preset that says exactly the same as @uri.
 *
 * Returns: (transfer none) (nullable): the preset, or %NULL and
 *   %INN_HOST_WAY_CUSTOM when @uri can only be written by hand
 */
const InnHostPreset *
inn_host_preset_find (const InnUri *uri,
                      InnHostWay   *way)
{
  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (way != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      for (guint each = 0; each < INN_HOST_WAY_CUSTOM; each++)
        {
          g_autoptr (InnUri) same = NULL;

          if (!inn_host_preset_fits (&presets[i], each) ||
              (each == INN_HOST_WAY_LOCAL) != (uri->host == NULL))
            continue;

          same = inn_uri_copy (uri);
          inn_host_preset_apply (&presets[i], each, same);

          if (inn_uri_equal (uri, same))
            {
              *way = each;
              return &presets[i];
            }
        }
    }

  *way = INN_HOST_WAY_CUSTOM;

  return NULL;
}

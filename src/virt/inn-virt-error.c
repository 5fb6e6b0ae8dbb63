/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-virt"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "inn-virt-error.h"
#include "inn-virt.h"

typedef struct
{
  int   domain;  /* a virErrorDomain */
  char *text;    /* what libvirt said, unchanged */
  char *detail;  /* what we found out besides; NULL: nothing */
} InnVirtErrorPrivate;

static void
inn_virt_error_private_init (InnVirtErrorPrivate *priv)
{
}

static void
inn_virt_error_private_copy (const InnVirtErrorPrivate *source,
                             InnVirtErrorPrivate       *copy)
{
  copy->domain = source->domain;
  copy->text = g_strdup (source->text);
  copy->detail = g_strdup (source->detail);
}

static void
inn_virt_error_private_clear (InnVirtErrorPrivate *priv)
{
  g_clear_pointer (&priv->text, g_free);
  g_clear_pointer (&priv->detail, g_free);
}

G_DEFINE_EXTENDED_ERROR (InnVirtError, inn_virt_error)

/**
 * inn_set_virt_error:
 * @error: (nullable): return location for an error
 * @format: what we were doing, in printf() format
 *
 * Turns the last libvirt error of the calling thread into @error, keeping
 * libvirt's code, domain and text.
 *
 * libvirt keeps its error per thread, so this has to run in the worker, right
 * after the failed call.
 */
void
inn_set_virt_error (GError     **error,
                    const char  *format,
                    ...)
{
  virErrorPtr last = virGetLastError ();
  g_autofree char *what = NULL;
  const char *text = last != NULL && last->message != NULL ? last->message : _("unknown error");
  va_list args;

  if (error == NULL)
    return;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, INN_VIRT_ERROR,
               last != NULL ? last->code : VIR_ERR_INTERNAL_ERROR,
               "%s: %s", what, text);

  if (*error != NULL)
    {
      InnVirtErrorPrivate *priv = inn_virt_error_get_private (*error);

      priv->domain = last != NULL ? last->domain : VIR_FROM_NONE;
      priv->text = g_strdup (text);
    }
}

/**
 * inn_virt_error_get_domain:
 * @error: any error
 *
 * Returns: the virErrorDomain, or -1 if @error does not come from libvirt
 */
int
inn_virt_error_get_domain (const GError *error)
{
  g_return_val_if_fail (error != NULL, -1);

  return error->domain == INN_VIRT_ERROR ? inn_virt_error_get_private (error)->domain : -1;
}

/**
 * inn_virt_error_get_text:
 * @error: any error
 *
 * Returns: libvirt's own words, or the message of an error from elsewhere
 */
const char *
inn_virt_error_get_text (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == INN_VIRT_ERROR && inn_virt_error_get_private (error)->text != NULL)
    return inn_virt_error_get_private (error)->text;

  return error->message;
}

/* Names of virErrorDomain that a person can meet, from virterror.h. */
static const char *
domain_name (int domain)
{
  static const struct { int domain; const char *name; } names[] = {
    { VIR_FROM_QEMU, "QEMU" }, { VIR_FROM_RPC, "RPC" }, { VIR_FROM_REMOTE, "remote" },
    { VIR_FROM_TEST, "test" }, { VIR_FROM_XML, "XML" }, { VIR_FROM_DOMAIN, "domain" },
    { VIR_FROM_STORAGE, "storage" }, { VIR_FROM_NETWORK, "network" }, { VIR_FROM_LXC, "LXC" },
    { VIR_FROM_SECURITY, "security" }, { VIR_FROM_AUTH, "authentication" },
    { VIR_FROM_POLKIT, "polkit" }, { VIR_FROM_SSH, "SSH" }, { VIR_FROM_LIBSSH, "SSH" },
    { VIR_FROM_LIBXL, "Xen" }, { VIR_FROM_ESX, "ESX" }, { VIR_FROM_BHYVE, "bhyve" },
    { VIR_FROM_CPU, "CPU" }, { VIR_FROM_CONF, "configuration" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].domain == domain)
      return names[i].name;

  return NULL;
}

/**
 * inn_virt_error_dup_origin:
 * @error: any error
 *
 * Returns: (transfer full) (nullable): where the error comes from, for the last
 *   line of a report: “Code 1, QEMU driver”; %NULL for an error from elsewhere
 */
char *
inn_virt_error_dup_origin (const GError *error)
{
  const char *name;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != INN_VIRT_ERROR)
    return NULL;

  if ((name = domain_name (inn_virt_error_get_domain (error))) == NULL)
    /* Translators: the number of an error of libvirt */
    return g_strdup_printf (_("Code %d"), error->code);

  /* Translators: the number of an error of libvirt and the part it comes from, such as “QEMU” */
  return g_strdup_printf (_("Code %d, %s driver"), error->code, name);
}

/**
 * inn_virt_error_set_detail:
 * @error: an error of %INN_VIRT_ERROR
 * @detail: (nullable): in the words of inn-advice-table.c
 *
 * Adds what libvirt has not said, for inn_virt_error_advise(). It is not shown.
 */
void
inn_virt_error_set_detail (GError     *error,
                           const char *detail)
{
  InnVirtErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == INN_VIRT_ERROR);

  priv = inn_virt_error_get_private (error);
  g_free (priv->detail);
  priv->detail = g_strdup (detail);
}

/**
 * inn_virt_error_advise:
 * @error: any error
 * @uri: (nullable): the host it is about
 *
 * Returns: (transfer full) (nullable): what @error means and what helps
 */
InnAdvice *
inn_virt_error_advise (const GError *error,
                       const char   *uri)
{
  g_autofree char *text = NULL;
  const char *detail = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  /* Ours, in the language of the user. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return inn_advice_new (uri, "Connection timed out");

  if (error->domain == INN_VIRT_ERROR)
    detail = inn_virt_error_get_private (error)->detail;
  text = g_strjoin ("\n", inn_virt_error_get_text (error), detail, NULL);

  return inn_advice_new (uri, text);
}

/**
 * inn_virt_error_is_connection:
 * @error: any error
 *
 * Returns: whether the way to the host broke, as opposed to the host refusing
 *   what was asked. The code alone does not tell (libvirt uses “internal error”
 *   for both), the domain does.
 */
gboolean
inn_virt_error_is_connection (const GError *error)
{
  int domain = inn_virt_error_get_domain (error);

  return domain == VIR_FROM_RPC || domain == VIR_FROM_REMOTE;
}

/**
 * inn_virt_error_is_auth:
 * @error: any error
 *
 * Returns: whether the host refused to let us in, so that there is something to ask; libvirt
 *   says the same of a host whose certificate is wrong, where it is not so
 */
gboolean
inn_virt_error_is_auth (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return error->domain == INN_VIRT_ERROR &&
         strstr (inn_virt_error_get_text (error), "peer's certificate") == NULL &&
         (error->code == VIR_ERR_AUTH_FAILED || error->code == VIR_ERR_AUTH_CANCELLED ||
          error->code == VIR_ERR_AUTH_UNAVAILABLE);
}

/**
 * inn_virt_error_is_unsupported:
 * @error: any error
 *
 * Returns: whether the driver of the host lacks what was asked
 */
gboolean
inn_virt_error_is_unsupported (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return error->domain == INN_VIRT_ERROR &&
         (error->code == VIR_ERR_NO_SUPPORT || error->code == VIR_ERR_ARGUMENT_UNSUPPORTED ||
          error->code == VIR_ERR_OPERATION_UNSUPPORTED);
}

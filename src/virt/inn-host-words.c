/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host.h"
#include "inn-ssh-refusal.h"
#include "inn-text.h"
#include "inn-virt-error.h"
#include "inn-virt.h"

static char *
dup_retry_text (InnHost *host)
{
  g_autofree char *error = inn_host_dup_short_error (host);
  gint64 left = inn_host_get_retry_at (host) - g_get_monotonic_time ();
  gint64 seconds = (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (error == NULL)
    error = g_strdup (_("Not connected"));
  if (inn_host_get_retry_at (host) == 0 || seconds < 1)
    return g_steal_pointer (&error);

  /* Translators: why a host is not connected, such as “Refused”, and in how many seconds it
   * is tried again */
  return g_strdup_printf (_("%s · retry %u s"), error, (guint) seconds);
}

static char *
dup_connecting_text (InnHost *host)
{
  gint64 elapsed = g_get_monotonic_time () - inn_host_get_state_since (host);
  guint seconds = elapsed > 0 ? elapsed / G_USEC_PER_SEC : 0;

  if (seconds == 0)
    return g_strdup (_("Connecting…"));

  /* Translators: for how many seconds */
  return g_strdup_printf (_("Connecting… %u s"), seconds);
}

static char *
dup_not_responding_text (InnHost *host)
{
  g_autofree char *time =
    inn_text_duration (g_get_monotonic_time () - inn_host_get_state_since (host));

  /* Translators: %s is for how long, such as “12 s” */
  return g_strdup_printf (_("Not responding · %s"), time);
}

/**
 * inn_host_get_need:
 * @self: a host in the state INN_HOST_STATE_AUTH_NEEDED
 *
 * Returns: what it waits for
 */
InnHostNeed
inn_host_get_need (InnHost *self)
{
  const GError *error;

  g_return_val_if_fail (INN_IS_HOST (self), INN_HOST_NEED_PASSWORD);

  if ((error = inn_host_get_error (self)) == NULL)
    return INN_HOST_NEED_PASSWORD;

  switch (inn_ssh_refusal_parse (error->message))
    {
    case INN_SSH_REFUSAL_KEY_CHANGED:
      return INN_HOST_NEED_OTHER_KEY;

    case INN_SSH_REFUSAL_KEY_UNKNOWN:
      return INN_HOST_NEED_KEY;

    case INN_SSH_REFUSAL_SHUT_OUT:
      /* Else a question, say for a passphrase, was not put. */
      return g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_AUTH_FAILED)
               ? INN_HOST_NEED_ACCESS : INN_HOST_NEED_PASSWORD;

    case INN_SSH_REFUSAL_NONE:
    case INN_SSH_REFUSAL_UNANSWERED:
    case INN_SSH_REFUSAL_TOO_MANY:
    case INN_SSH_REFUSAL_DENIED:
    default:
      return INN_HOST_NEED_PASSWORD;
    }
}

static const char *
get_need_text (InnHostNeed need)
{
  switch (need)
    {
    case INN_HOST_NEED_KEY:
      return _("Key not known");

    case INN_HOST_NEED_OTHER_KEY:
      return _("Key changed");

    case INN_HOST_NEED_ACCESS:
      return _("Access denied");

    case INN_HOST_NEED_PASSWORD:
    default:
      return _("Password needed");
    }
}

/**
 * inn_host_dup_state_text:
 * @self: a host
 *
 * Returns: (transfer full): how its connection is: “Connected”, “Refused · retry 12 s”; it counts
 *   seconds while it connects, until it tries again, and since it does not respond
 */
char *
inn_host_dup_state_text (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  switch (inn_host_get_state (self))
    {
    case INN_HOST_STATE_CONNECTING:
      return dup_connecting_text (self);

    case INN_HOST_STATE_RETRYING:
      return dup_retry_text (self);

    case INN_HOST_STATE_AUTH_NEEDED:
      return g_strdup (get_need_text (inn_host_get_need (self)));

    case INN_HOST_STATE_NOT_RESPONDING:
      return dup_not_responding_text (self);

    case INN_HOST_STATE_CONNECTED:
      return g_strdup (inn_host_get_read_only (self) ? _("Connected · read-only")
                                                     : _("Connected"));

    case INN_HOST_STATE_DISCONNECTED:
    default:
      return g_strdup (_("Disconnected"));
    }
}

/**
 * inn_host_state_text_counts:
 * @self: a host
 *
 * Returns: whether inn_host_dup_state_text() counts seconds, so that whoever shows it has to
 *   look again each second
 */
gboolean
inn_host_state_text_counts (InnHost *self)
{
  InnHostState state = inn_host_get_state (self);

  return state == INN_HOST_STATE_CONNECTING || state == INN_HOST_STATE_RETRYING ||
         state == INN_HOST_STATE_NOT_RESPONDING;
}

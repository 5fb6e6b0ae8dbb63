/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "inn-job-private.h"
#include "inn-virt-error.h"
#include "inn-virt.h"

typedef struct { const char *needle; const char *sentence; } Known;

/* Parts of what libvirt and QEMU say, and what it means. */
static const Known known[] = {
  { "Failed to get \"write\" lock", N_("A disk image is used by another process.") },
  { "Failed to get shared \"write\" lock", N_("A disk image is used by another process.") },
  { "Could not open", N_("A disk image is missing or cannot be read.") },
  { "Cannot access storage file", N_("A disk image is missing or cannot be read.") },
  { "is not active", N_("Something it needs, such as a network, is not active.") },
  { "Cannot get interface MTU", N_("A network bridge it needs does not exist.") },
  { "QEMU guest agent is not connected", N_("The guest agent does not answer.") },
  { "QEMU guest agent is not configured", N_("The machine has no channel to a guest agent.") },
  { "No space left on device", N_("The host has no space left.") },
  { "Cannot allocate memory", N_("The host has not enough memory.") },
  { "Unable to find any firmware", N_("The host lacks the firmware this machine needs.") },
  { "KVM is not available", N_("The host cannot run KVM machines.") },
};

/**
 * inn_job_error_sentence:
 * @error: why a job failed
 *
 * Returns: (nullable): one plain sentence that says what it means; %NULL where the
 *   error itself is all there is to say
 */
const char *
inn_job_error_sentence (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return _("The host did not answer in time. It may still do what was asked.");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED))
    return _("The connection to the host ended.");

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (error->message, known[i].needle) != NULL)
      return _(known[i].sentence);

  if (g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_NO_DOMAIN))
    return _("The machine does not exist any more.");

  if (g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_OPERATION_INVALID))
    return _("The machine is in a state that does not allow this.");

  if (inn_virt_error_is_unsupported (error))
    return _("The host cannot do this.");

  return NULL;
}

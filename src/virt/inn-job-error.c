/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "inn-job-private.h"
#include "inn-virt-error.h"
#include "inn-virt.h"

/**
 * inn_job_error_advise:
 * @error: why a job failed
 *
 * Returns: (transfer full) (nullable): what is known of such failures. Not of a host that
 *   is away: what was asked of it may still happen
 */
InnAdvice *
inn_job_error_advise (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED))
    return NULL;

  return inn_virt_error_advise (error, NULL);
}

/**
 * inn_job_error_sentence:
 * @error: why a job failed
 *
 * Returns: (nullable): one plain sentence that says what it means; %NULL where the
 *   error itself is all there is to say. For what inn_job_error_advise() does not know
 */
const char *
inn_job_error_sentence (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return _("The host did not answer in time. It may still do what was asked.");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED))
    return _("The connection to the host ended.");

  if (g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_NO_DOMAIN))
    return _("The machine does not exist any more.");

  if (g_error_matches (error, INN_VIRT_ERROR, VIR_ERR_OPERATION_INVALID))
    return _("The machine is in a state that does not allow this.");

  if (inn_virt_error_is_unsupported (error))
    return _("The host cannot do this.");

  return NULL;
}

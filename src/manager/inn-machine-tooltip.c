/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-tooltip"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host.h"
#include "inn-job.h"
#include "inn-machine-tooltip.h"
#include "inn-text.h"

static void
append_line (GString    *text,
             const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* Of a machine whose host is away, what was known last. */
static void
append_last_state (GString   *text,
                   InnDomain *domain)
{
  gint64 last_seen = inn_host_get_last_seen (inn_domain_get_host (domain));
  g_autofree char *time = NULL;
  g_autofree char *line = NULL;

  if (last_seen == 0)
    return;

  time = inn_text_time_of_day (last_seen);
  /* Translators: the last known state of a machine, such as “Running”, and a time of day */
  line = g_strdup_printf (_("%s at %s"),
                          _(inn_domain_state_get_label (inn_domain_get_last_state (domain))),
                          time);
  append_line (text, line);
}

static void
append_state (GString   *text,
              InnDomain *domain)
{
  g_autofree char *reason = NULL;

  if (inn_domain_is_stale (domain))
    {
      append_last_state (text, domain);
      return;
    }

  reason = inn_domain_dup_state_reason (domain);
  append_line (text, reason);
}

static void
append_tags (GString   *text,
             InnDomain *domain)
{
  const char * const *tags = inn_domain_get_tags (domain);
  g_autofree char *names = NULL;
  g_autofree char *line = NULL;

  if (tags == NULL || tags[0] == NULL)
    return;

  names = g_strjoinv (", ", (char **) tags);
  /* Translators: %s are the tags of a machine, such as “lab, prod” */
  line = g_strdup_printf (_("Tags: %s"), names);
  append_line (text, line);
}

/**
 * inn_machine_tooltip_dup:
 * @value: what the pointer is over; its details are shown, if there are any
 *
 * Returns: (transfer full): what a row says about @domain
 */
char *
inn_machine_tooltip_dup (InnDomain *domain,
                         InnValue   value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *details = NULL;

  g_return_val_if_fail (INN_IS_DOMAIN (domain), NULL);

  if (value != INN_VALUE_NONE
      && (details = inn_machine_value_dup_details (value, domain)) != NULL)
    return g_steal_pointer (&details);

  append_line (text, inn_domain_get_name (domain));
  append_line (text, inn_domain_get_title (domain));
  append_line (text, inn_domain_get_description (domain));
  append_state (text, domain);
  append_tags (text, domain);
  if (inn_domain_get_job (domain) != NULL)
    append_line (text, inn_job_get_title (inn_domain_get_job (domain)));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

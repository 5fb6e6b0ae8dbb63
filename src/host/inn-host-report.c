/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-checks.h"
#include "inn-host-fact.h"
#include "inn-host-report.h"

static void
append_fact (GString    *text,
             const char *title,
             const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  /* Translators: a line of a report: the title of a fact, and what it is */
  g_string_append_printf (text, _("%s: %s"), title, value);
  g_string_append_c (text, '\n');
}

static void
append_group (GString          *text,
              InnHost          *host,
              InnHostFactGroup  group)
{
  guint n;
  const InnHostFact *facts = inn_host_get_facts_table (&n);

  g_string_append_printf (text, "\n%s\n", inn_host_fact_group_get_title (group));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = facts[i].group == group ? facts[i].dup (host) : NULL;

      append_fact (text, _(facts[i].title), value);
    }
}

static void
append_checks (GString *text,
               InnHost *host)
{
  g_autoptr (GPtrArray) checks = inn_host_run_checks (host);
  g_autofree char *count = NULL;

  if (checks == NULL)
    return;

  count = inn_host_checks_dup_count (checks);
  g_string_append_printf (text, "\n%s (%s)\n", _("Checks"), count);

  for (guint i = 0; i < checks->len; i++)
    {
      const InnHostCheck *check = checks->pdata[i];
      g_autofree char *title = inn_host_check_dup_title (check);

      append_fact (text, title, check->text);
    }
}

/**
 * inn_host_report_dup_text:
 * @host: a host
 *
 * Returns: (transfer full): what is known of @host, to be sent to somebody
 */
char *
inn_host_report_dup_text (InnHost *host)
{
  g_autofree char *state = NULL;
  GString *text;

  g_return_val_if_fail (INN_IS_HOST (host), NULL);

  text = g_string_new (NULL);
  state = inn_host_dup_state_text (host);
  g_string_append_printf (text, "%s\n", inn_host_get_name (host));
  append_fact (text, _("URI"), inn_host_get_uri (host));
  append_fact (text, _("State"), state);

  for (guint group = 0; group < INN_HOST_N_FACT_GROUPS; group++)
    append_group (text, host, group);
  append_checks (text, host);

  return g_string_free (text, FALSE);
}

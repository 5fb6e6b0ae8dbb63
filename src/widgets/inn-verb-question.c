/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-verb-question"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-verb-question.h"

/* From this many machines on, the number has to be typed. */
#define TYPE_NUMBER_FROM 10

static char *
dup_domain_name (gpointer item)
{
  return g_strdup (inn_domain_get_name (item));
}

/**
 * inn_verb_question_is_needed:
 * @settings: of the application
 *
 * Returns: whether the user wants to be asked before @verb
 */
gboolean
inn_verb_question_is_needed (GSettings *settings,
                             InnVerb    verb)
{
  g_return_val_if_fail (G_IS_SETTINGS (settings), TRUE);

  switch (verb)
    {
    case INN_VERB_RESET:
    case INN_VERB_FORCE_OFF:
      return g_settings_get_boolean (settings, "confirm-force");

    case INN_VERB_SHUT_DOWN:
    case INN_VERB_SHUT_DOWN_ACPI:
    case INN_VERB_SHUT_DOWN_AGENT:
    case INN_VERB_REBOOT:
    case INN_VERB_SAVE:
      return g_settings_get_boolean (settings, "confirm-shutdown");

    case INN_VERB_PAUSE:
      return g_settings_get_boolean (settings, "confirm-pause");

    case INN_VERB_START:
    case INN_VERB_START_PAUSED:
    case INN_VERB_RESTORE:
    case INN_VERB_START_FRESH:
    case INN_VERB_RESUME:
    case INN_VERB_WAKE_UP:
    case INN_VERB_DISCARD_SAVED:
    case INN_VERB_AUTOSTART_ON:
    case INN_VERB_AUTOSTART_OFF:
    case INN_VERB_MEMORY_STATS:
    case INN_VERB_DIRTY_RATE:
    case INN_VERB_USE_VNC:
    case INN_VERB_ADD_DISPLAY:
    case INN_VERB_UNDO:
    case INN_VERB_START_NETWORK:
    case INN_VERB_USE_EMULATION:
    case INN_N_VERBS:
    default:
      return inn_verb_get_info (verb)->destructive;
    }
}

static const char *
body_for (InnVerb verb)
{
  switch ((int) verb)
    {
    case INN_VERB_RESET:
    case INN_VERB_FORCE_OFF:
      return _("As if the power was cut: what is not yet on disk is lost.");

    case INN_VERB_DISCARD_SAVED:
      return _("The saved memory is thrown away. The next start is a cold one, and what was not "
               "yet on disk is lost.");

    case INN_VERB_START_FRESH:
      return _("The saved memory is thrown away, and what was not yet on disk is lost.");

    default:
      return NULL;
    }
}

static char *
dup_heading (const char *label,
             GListModel *domains)
{
  guint n = g_list_model_get_n_items (domains);

  if (n == 1)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, 0);

      /* Translators: a verb such as “Force Off”, and the name of a machine */
      return g_strdup_printf (_("%s “%s”?"), label, inn_domain_get_name (domain));
    }

  /* Translators: a verb such as “Force Off”, and how many machines */
  return g_strdup_printf (ngettext ("%s %u Machine?", "%s %u Machines?", n), label, n);
}

/**
 * inn_verb_question_ask_async:
 * @parent: over which window
 * @domains: the machines, named in the question
 *
 * Asks whether @verb shall be run. What loses the data of many machines takes more
 * than a click: their number has to be typed.
 */
void
inn_verb_question_ask_async (GtkWidget           *parent,
                             GListModel          *domains,
                             InnVerb              verb,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  const InnVerbInfo *info = inn_verb_get_info (verb);
  guint n = g_list_model_get_n_items (domains);
  g_autofree char *label = g_strdup (_(info->label));
  g_autofree char *heading = dup_heading (label, domains);
  g_autofree char *typed = NULL;
  InnQuestion question = { 0 };

  if (info->destructive && n >= TYPE_NUMBER_FROM)
    typed = g_strdup_printf ("%u", n);

  question.heading = heading;
  question.body = body_for (verb);
  question.confirm_label = label;
  question.destructive = info->destructive;
  question.typed = typed;
  if (n > 1)
    question.extra_child = inn_dialogs_names_new (domains, dup_domain_name);

  inn_dialogs_ask_async (parent, &question, NULL, callback, user_data);
}

/**
 * inn_verb_question_ask_finish:
 *
 * Returns: whether the answer was yes
 */
gboolean
inn_verb_question_ask_finish (GAsyncResult *result)
{
  return inn_dialogs_ask_finish (result, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-verb"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host.h"
#include "inn-stats.h"
#include "inn-verb.h"

/* A verb starts here: one entry, its rule in applies_in() and its call in
 * inn-domain-lifecycle.c. */
static const InnVerbInfo verbs[] = {
  [INN_VERB_START] = {
    .id = "start", .label = N_("Start"), .icon_name = "media-playback-start-symbolic",
    /* Translators: titles of jobs and of their failures; %s is the name of a machine */
    .job_title = N_("Start %s"), .failed = N_("Could not start %s"),
    .virsh = "start %s",
  },
  [INN_VERB_START_PAUSED] = {
    .id = "start-paused", .label = N_("Start Paused"),
    .icon_name = "media-playback-start-symbolic",
    .job_title = N_("Start %s paused"), .failed = N_("Could not start %s"),
    .virsh = "start --paused %s",
  },
  [INN_VERB_RESTORE] = {
    .id = "restore", .label = N_("Restore"), .icon_name = "media-playback-start-symbolic",
    .job_title = N_("Restore %s"), .failed = N_("Could not restore %s"),
    .virsh = "start %s",
  },
  [INN_VERB_START_FRESH] = {
    .id = "start-fresh", .label = N_("Start Without Saved State"),
    .icon_name = "media-playback-start-symbolic",
    .job_title = N_("Start %s without its saved state"), .failed = N_("Could not start %s"),
    .virsh = "start --force-boot %s", .destructive = TRUE,
  },
  [INN_VERB_PAUSE] = {
    .id = "pause", .label = N_("Pause"), .icon_name = "media-playback-pause-symbolic",
    .job_title = N_("Pause %s"), .failed = N_("Could not pause %s"),
    .virsh = "suspend %s",
  },
  [INN_VERB_RESUME] = {
    .id = "resume", .label = N_("Resume"), .icon_name = "media-playback-start-symbolic",
    .job_title = N_("Resume %s"), .failed = N_("Could not resume %s"),
    .virsh = "resume %s",
  },
  [INN_VERB_WAKE_UP] = {
    .id = "wake-up", .label = N_("Wake Up"), .icon_name = "media-playback-start-symbolic",
    .job_title = N_("Wake up %s"), .failed = N_("Could not wake up %s"),
    .virsh = "dompmwakeup %s",
  },
  [INN_VERB_SHUT_DOWN] = {
    .id = "shut-down", .label = N_("Shut Down"), .icon_name = "system-shutdown-symbolic",
    .job_title = N_("Shut down %s"), .failed = N_("Could not shut down %s"),
    .virsh = "shutdown %s",
  },
  [INN_VERB_SHUT_DOWN_ACPI] = {
    .id = "shut-down-acpi", .label = N_("Shut Down with the Power Button"),
    .icon_name = "system-shutdown-symbolic",
    .job_title = N_("Shut down %s"), .failed = N_("Could not shut down %s"),
    .virsh = "shutdown --mode acpi %s",
  },
  [INN_VERB_SHUT_DOWN_AGENT] = {
    .id = "shut-down-agent", .label = N_("Shut Down with the Guest Agent"),
    .icon_name = "system-shutdown-symbolic",
    .job_title = N_("Shut down %s"), .failed = N_("Could not shut down %s"),
    .virsh = "shutdown --mode agent %s",
  },
  [INN_VERB_REBOOT] = {
    .id = "reboot", .label = N_("Reboot"), .icon_name = "view-refresh-symbolic",
    .job_title = N_("Reboot %s"), .failed = N_("Could not reboot %s"),
    .virsh = "reboot %s",
  },
  [INN_VERB_RESET] = {
    .id = "reset", .label = N_("Reset"), .icon_name = "view-refresh-symbolic",
    .job_title = N_("Reset %s"), .failed = N_("Could not reset %s"),
    .virsh = "reset %s", .destructive = TRUE,
  },
  [INN_VERB_FORCE_OFF] = {
    .id = "force-off", .label = N_("Force Off"), .icon_name = "media-playback-stop-symbolic",
    .job_title = N_("Force off %s"), .failed = N_("Could not force off %s"),
    .virsh = "destroy %s", .destructive = TRUE,
  },
  [INN_VERB_SAVE] = {
    .id = "save", .label = N_("Save to Disk"), .icon_name = "document-save-symbolic",
    .job_title = N_("Save %s to disk"), .failed = N_("Could not save %s"),
    .virsh = "managedsave %s",
  },
  [INN_VERB_DISCARD_SAVED] = {
    .id = "discard-saved", .label = N_("Discard Saved State"),
    .icon_name = "user-trash-symbolic",
    .job_title = N_("Discard the saved state of %s"),
    .failed = N_("Could not discard the saved state of %s"),
    .virsh = "managedsave-remove %s", .destructive = TRUE,
  },
  [INN_VERB_AUTOSTART_ON] = {
    .id = "autostart-on", .label = N_("Start with Host"), .icon_name = "inn-done-symbolic",
    .job_title = N_("Start %s with its host"),
    .failed = N_("Could not make %s start with its host"),
    .virsh = "autostart %s",
  },
  [INN_VERB_AUTOSTART_OFF] = {
    .id = "autostart-off", .label = N_("Do Not Start with Host"),
    .icon_name = "inn-done-symbolic",
    .job_title = N_("Do not start %s with its host"),
    .failed = N_("Could not stop %s from starting with its host"),
    .virsh = "autostart --disable %s",
  },
  [INN_VERB_MEMORY_STATS] = {
    .id = "memory-stats", .label = N_("Ask Guest for Memory Use"),
    .icon_name = "view-refresh-symbolic",
    .job_title = N_("Ask %s for its memory use"),
    .failed = N_("Could not ask %s for its memory use"),
    .virsh = "dommemstat --period 5 --live %s",
  },
  [INN_VERB_DIRTY_RATE] = {
    .id = "dirty-rate", .label = N_("Measure Dirty Rate"),
    .icon_name = "view-refresh-symbolic",
    .job_title = N_("Measure the dirty rate of %s"),
    .failed = N_("Could not measure the dirty rate of %s"),
    .virsh = "domdirtyrate-calc --seconds 1 %s",
  },
  [INN_VERB_USE_VNC] = {
    .id = "use-vnc", .label = N_("Change the Display to VNC"),
    .icon_name = "document-edit-symbolic",
    .job_title = N_("Change the display of %s to VNC"),
    .failed = N_("Could not change the display of %s to VNC"),
    .done = N_("The display of %s is VNC from its next start on"),
    .virsh = "edit %s",
  },
  [INN_VERB_ADD_DISPLAY] = {
    .id = "add-display", .label = N_("Add a Display"),
    .icon_name = "document-edit-symbolic",
    .job_title = N_("Add a display to %s"),
    .failed = N_("Could not add a display to %s"),
    .done = N_("%s has a display from its next start on"),
    .virsh = "edit %s",
  },
  [INN_VERB_UNDO] = {
    .id = "undo", .label = N_("Undo"), .icon_name = "edit-undo-symbolic",
    /* Translators: the definition, which was changed, is put back as it was */
    .job_title = N_("Undo the change of %s"),
    .failed = N_("Could not undo the change of %s"),
    .done = N_("%s is defined as it was before"),
    .virsh = "edit %s",
  },
  [INN_VERB_START_NETWORK] = {
    .id = "start-network", .label = N_("Start Network"),
    .icon_name = "media-playback-start-symbolic",
    /* Translators: %s is the name of a network, here and in the next text */
    .job_title = N_("Start network %s"), .failed = N_("Could not start network %s"),
    .virsh = "net-start %s",
  },
  [INN_VERB_USE_EMULATION] = {
    .id = "use-emulation", .label = N_("Use Emulation"),
    .icon_name = "document-edit-symbolic",
    /* Translators: without KVM, by QEMU alone */
    .job_title = N_("Let %s be emulated"), .failed = N_("Could not let %s be emulated"),
    .virsh = "edit %s",
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (verbs) == INN_N_VERBS);

/**
 * inn_verb_get_info:
 * @verb: a verb
 *
 * Returns: (transfer none): its entry in the table
 */
const InnVerbInfo *
inn_verb_get_info (InnVerb verb)
{
  g_return_val_if_fail (verb < INN_N_VERBS, NULL);

  return &verbs[verb];
}

/**
 * inn_verb_from_id:
 * @id: an action name
 * @verb: (out): the verb with that name
 *
 * Returns: whether there is one
 */
gboolean
inn_verb_from_id (const char *id,
                  InnVerb    *verb)
{
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].id, id))
      {
        *verb = i;
        return TRUE;
      }

  return FALSE;
}

/* Returns: (nullable): why a machine that is not active cannot take @verb */
static const char *
why_not_inactive (InnVerb    verb,
                  InnDomain *domain)
{
  gboolean saved = inn_domain_get_managed_save (domain);

  switch ((int) verb)
    {
    case INN_VERB_START:
    case INN_VERB_START_PAUSED:
      return saved ? _("It has a saved state: restore or discard it") : NULL;
    case INN_VERB_RESTORE:
    case INN_VERB_START_FRESH:
      return saved ? NULL : _("It has no saved state");
    default:
      return _("It is not running");
    }
}

/* The same for an active one. */
static const char *
why_not_active (InnVerb    verb,
                InnDomain *domain)
{
  InnDomainState state = inn_domain_get_state (domain);
  gboolean paused = state == INN_DOMAIN_STATE_PAUSED || state == INN_DOMAIN_STATE_IO_ERROR;

  switch ((int) verb)
    {
    case INN_VERB_START:
    case INN_VERB_START_PAUSED:
    case INN_VERB_RESTORE:
    case INN_VERB_START_FRESH:
      return _("It is running already");
    case INN_VERB_PAUSE:
      return state == INN_DOMAIN_STATE_RUNNING ? NULL : _("It is not running");
    case INN_VERB_RESUME:
      return paused ? NULL : _("It is not paused");
    case INN_VERB_WAKE_UP:
      return state == INN_DOMAIN_STATE_SUSPENDED ? NULL : _("It does not sleep");
    case INN_VERB_REBOOT:
      return paused ? _("It is paused") : NULL;
    case INN_VERB_SAVE:
      return inn_domain_get_persistent (domain) ? NULL : _("It exists only while it runs");
    case INN_VERB_MEMORY_STATS:
      return inn_domain_lacks_memory_stats (domain) ? NULL
                                                    : _("It tells already, or it cannot");
    case INN_VERB_DIRTY_RATE:
      return state == INN_DOMAIN_STATE_RUNNING ? NULL : _("It is not running");
    default:
      return NULL;
    }
}

static const char *
why_not (InnVerb    verb,
         InnDomain *domain)
{
  switch ((int) verb)
    {
    case INN_VERB_DISCARD_SAVED:
      return inn_domain_get_managed_save (domain) ? NULL : _("It has no saved state");
    case INN_VERB_AUTOSTART_ON:
      if (!inn_domain_get_persistent (domain))
        return _("It exists only while it runs");
      return inn_domain_get_autostart (domain) ? _("It starts with its host already") : NULL;
    case INN_VERB_AUTOSTART_OFF:
      return inn_domain_get_autostart (domain) ? NULL : _("It does not start with its host");
    case INN_VERB_USE_VNC:
    case INN_VERB_ADD_DISPLAY:
      return inn_domain_get_persistent (domain) ? NULL : _("It exists only while it runs");
    case INN_VERB_UNDO:
      return _("Nothing was changed");
    case INN_VERB_START_NETWORK:
    case INN_VERB_USE_EMULATION:
      return _("Nothing has failed for want of it");
    default:
      return inn_domain_is_active (domain) ? why_not_active (verb, domain)
                                           : why_not_inactive (verb, domain);
    }
}

/**
 * inn_verb_starts:
 * @verb: a verb
 *
 * Returns: whether it makes a machine run that does not
 */
gboolean
inn_verb_starts (InnVerb verb)
{
  return verb == INN_VERB_START || verb == INN_VERB_START_PAUSED || verb == INN_VERB_RESTORE ||
         verb == INN_VERB_START_FRESH;
}

/**
 * inn_verb_redefines:
 * @verb: a verb
 *
 * Returns: whether it changes how a machine is defined, which can be undone
 */
gboolean
inn_verb_redefines (InnVerb verb)
{
  return verb == INN_VERB_USE_VNC || verb == INN_VERB_ADD_DISPLAY || verb == INN_VERB_UNDO ||
         verb == INN_VERB_USE_EMULATION;
}

/**
 * inn_verb_applies:
 * @verb: a verb
 * @domain: a machine
 * @reason: (out) (optional) (transfer none): why not, a translated sentence without
 *   its full stop
 *
 * Returns: whether @domain can take @verb now
 */
gboolean
inn_verb_applies (InnVerb      verb,
                  InnDomain   *domain,
                  const char **reason)
{
  const char *why;
  InnHost *host;

  g_return_val_if_fail (verb < INN_N_VERBS, FALSE);
  g_return_val_if_fail (INN_IS_DOMAIN (domain), FALSE);

  host = inn_domain_get_host (domain);

  if (host == NULL || inn_domain_is_stale (domain))
    why = _("Its host is not connected");
  else if (inn_host_get_read_only (host))
    why = _("This connection is read-only");
  else
    why = why_not (verb, domain);

  if (reason != NULL)
    *reason = why;

  return why == NULL;
}

/**
 * inn_verb_dup_text:
 * @pattern: a text of the table, translated or not, with one “%s”
 * @name: the name of a machine
 *
 * Returns: (transfer full): the text with the name in it
 */
char *
inn_verb_dup_text (const char *pattern,
                   const char *name)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 2);

  return g_strjoinv (name, parts);
}

/* Quotes for a shell only what needs it, so that common lines stay readable. */
static char *
quote (const char *word)
{
  const char *plain = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_@%+=:,./-";

  if (*word != '\0' && strspn (word, plain) == strlen (word) && *word != '-')
    return g_strdup (word);

  return g_shell_quote (word);
}

/**
 * inn_verb_dup_virsh:
 * @verb: a verb
 * @domain: a machine
 * @object: (nullable): what the verb is about, if that is not the machine
 *
 * Returns: (transfer full): the command line that does the same
 */
char *
inn_verb_dup_virsh (InnVerb     verb,
                    InnDomain  *domain,
                    const char *object)
{
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *arguments = NULL;
  InnHost *host;

  g_return_val_if_fail (verb < INN_N_VERBS, NULL);
  g_return_val_if_fail (INN_IS_DOMAIN (domain), NULL);

  host = inn_domain_get_host (domain);
  uri = quote (host != NULL ? inn_host_get_uri (host) : "");
  name = quote (object != NULL ? object : inn_domain_get_name (domain));
  arguments = inn_verb_dup_text (verbs[verb].virsh, name);

  return g_strdup_printf ("virsh -c %s %s", uri, arguments);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

/* What one can do with a machine: one table (inn-verb.c) for labels, icons,
 * virsh lines, the rule when it applies, and the question asked before. */
typedef enum
{
  INN_VERB_START,
  INN_VERB_START_PAUSED,
  INN_VERB_RESTORE,
  INN_VERB_START_FRESH,
  INN_VERB_PAUSE,
  INN_VERB_RESUME,
  INN_VERB_WAKE_UP,
  INN_VERB_SHUT_DOWN,
  INN_VERB_SHUT_DOWN_ACPI,
  INN_VERB_SHUT_DOWN_AGENT,
  INN_VERB_REBOOT,
  INN_VERB_RESET,
  INN_VERB_FORCE_OFF,
  INN_VERB_SAVE,
  INN_VERB_DISCARD_SAVED,
  INN_VERB_AUTOSTART_ON,
  INN_VERB_AUTOSTART_OFF,
  INN_VERB_MEMORY_STATS,
  INN_VERB_DIRTY_RATE,
  INN_VERB_USE_VNC,
  INN_VERB_ADD_DISPLAY,
  INN_VERB_UNDO,            /* only of a job that changed a definition */
  INN_VERB_START_NETWORK,   /* this and the next: only as the repair of a failed job */
  INN_VERB_USE_EMULATION,
  INN_N_VERBS
} InnVerb;

typedef struct
{
  const char *id;          /* action name: "start", "force-off" */
  const char *label;       /* untranslated, header capitals, no mnemonic: "Force Off" */
  const char *icon_name;   /* NULL where a menu entry needs none */
  const char *job_title;   /* untranslated, one %s for the name: "Force off %s" */
  const char *failed;      /* untranslated, one %s: "Could not force off %s" */
  const char *done;        /* untranslated, one %s: what to say; NULL: it is seen */
  const char *virsh;       /* arguments after "virsh -c URI", one %s for the domain */
  gboolean    destructive; /* loses guest data: asks once */
} InnVerbInfo;

const InnVerbInfo *inn_verb_get_info     (InnVerb              verb);
gboolean           inn_verb_from_id      (const char          *id,
                                          InnVerb             *verb);
gboolean           inn_verb_starts       (InnVerb              verb);
gboolean           inn_verb_redefines    (InnVerb              verb);
gboolean           inn_verb_applies      (InnVerb              verb,
                                          InnDomain           *domain,
                                          const char         **reason);
char              *inn_verb_dup_text     (const char          *pattern,
                                          const char          *name);
char              *inn_verb_dup_virsh    (InnVerb              verb,
                                          InnDomain           *domain,
                                          const char          *object);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-state.h"
#include "inn-virt.h"

G_DEFINE_ENUM_TYPE (InnDomainState, inn_domain_state,
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_IO_ERROR, "io-error"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_SUSPENDED, "suspended"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_SHUTTING_DOWN, "shutting-down"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_CRASHED, "crashed"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_SAVED, "saved"),
                    G_DEFINE_ENUM_VALUE (INN_DOMAIN_STATE_SHUT_OFF, "off"))

static const struct { const char *id; const char *label; } states[] = {
  [INN_DOMAIN_STATE_UNKNOWN] = { "unknown", N_("Unknown") },
  [INN_DOMAIN_STATE_RUNNING] = { "running", N_("Running") },
  [INN_DOMAIN_STATE_PAUSED] = { "paused", N_("Paused") },
  [INN_DOMAIN_STATE_IO_ERROR] = { "io-error", N_("I/O error") },
  /* Translators: state of a machine whose guest sleeps (suspend to RAM) */
  [INN_DOMAIN_STATE_SUSPENDED] = { "suspended", N_("Suspended") },
  [INN_DOMAIN_STATE_STARTING] = { "starting", N_("Starting") },
  [INN_DOMAIN_STATE_SHUTTING_DOWN] = { "shutting-down", N_("Shutting down") },
  [INN_DOMAIN_STATE_CRASHED] = { "crashed", N_("Crashed") },
  /* Translators: state of a machine: its memory is saved to disk */
  [INN_DOMAIN_STATE_SAVED] = { "saved", N_("Saved") },
  [INN_DOMAIN_STATE_SHUT_OFF] = { "off", N_("Shut off") },
};

/**
 * inn_domain_state_get_label:
 * @state: a state
 *
 * Returns: the translated word a person reads
 */
const char *
inn_domain_state_get_label (InnDomainState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return _(states[state].label);
}

/**
 * inn_domain_state_get_id:
 * @state: a state
 *
 * Returns: the word for searches and style classes, never translated
 */
const char *
inn_domain_state_get_id (InnDomainState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].id;
}

static InnDomainState
fold_paused (int reason)
{
  switch (reason)
    {
    case VIR_DOMAIN_PAUSED_IOERROR:
      return INN_DOMAIN_STATE_IO_ERROR;
    case VIR_DOMAIN_PAUSED_CRASHED:
      return INN_DOMAIN_STATE_CRASHED;
    case VIR_DOMAIN_PAUSED_STARTING_UP:
      return INN_DOMAIN_STATE_STARTING;
    case VIR_DOMAIN_PAUSED_SHUTTING_DOWN:
      return INN_DOMAIN_STATE_SHUTTING_DOWN;
    default:
      return INN_DOMAIN_STATE_PAUSED;
    }
}

/**
 * inn_domain_state_fold:
 * @state: a virDomainState
 * @reason: the reason that belongs to it
 * @managed_save: whether the host keeps a saved memory image
 *
 * Returns: the one word that a person needs
 */
InnDomainState
inn_domain_state_fold (int      state,
                       int      reason,
                       gboolean managed_save)
{
  switch (state)
    {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
      return INN_DOMAIN_STATE_RUNNING;
    case VIR_DOMAIN_PAUSED:
      return fold_paused (reason);
    case VIR_DOMAIN_SHUTDOWN:
      return INN_DOMAIN_STATE_SHUTTING_DOWN;
    case VIR_DOMAIN_CRASHED:
      return INN_DOMAIN_STATE_CRASHED;
    case VIR_DOMAIN_PMSUSPENDED:
      return INN_DOMAIN_STATE_SUSPENDED;
    case VIR_DOMAIN_SHUTOFF:
      if (managed_save)
        return INN_DOMAIN_STATE_SAVED;
      return reason == VIR_DOMAIN_SHUTOFF_CRASHED
               ? INN_DOMAIN_STATE_CRASHED : INN_DOMAIN_STATE_SHUT_OFF;
    default:
      return INN_DOMAIN_STATE_UNKNOWN;
    }
}

typedef struct { int state; int reason; const char *text; } Reason;

/* Only reasons that tell more than the state itself. */
static const Reason reasons[] = {
  { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_MIGRATED, N_("arrived by migration") },
  { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_RESTORED, N_("restored from a saved state") },
  { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_FROM_SNAPSHOT, N_("reverted to a snapshot") },
  { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_MIGRATION_CANCELED, N_("migration was cancelled") },
  { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_CRASHED, N_("started again after a crash") },
  { VIR_DOMAIN_RUNNING, VIR_DOMAIN_RUNNING_POSTCOPY_FAILED, N_("post-copy migration failed") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_MIGRATION, N_("for migration") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SAVE, N_("while it is saved") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_DUMP, N_("while its memory is dumped") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR, N_("stopped by a disk error") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_WATCHDOG, N_("stopped by its watchdog") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_FROM_SNAPSHOT, N_("reverted to a snapshot") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SNAPSHOT, N_("while a snapshot is taken") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_CRASHED, N_("the guest crashed") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_POSTCOPY, N_("for post-copy migration") },
  { VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_POSTCOPY_FAILED, N_("post-copy migration failed") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DESTROYED, N_("was forced off") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_MIGRATED, N_("moved to another host") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_SAVED, N_("its state was saved") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FAILED, N_("it failed to start") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT, N_("reverted to a snapshot") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DAEMON, N_("ended by the host’s daemon") },
  { VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED, N_("the guest’s kernel panicked") },
};

/**
 * inn_domain_state_get_reason:
 * @state: a virDomainState
 * @reason: the reason that belongs to it
 *
 * Returns: (nullable): translated words that follow the state, in lower case;
 *   %NULL where the reason tells nothing more
 */
const char *
inn_domain_state_get_reason (int state,
                             int reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].state == state && reasons[i].reason == reason)
      return _(reasons[i].text);

  return NULL;
}

/* How a machine came to its end; as sentences, since the grammar of languages differs. */
static const Reason endings[] = {
  /* Translators: why a machine does not run; %s is its name, here and below */
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_SHUTDOWN, N_("“%s” was shut down.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DESTROYED, N_("“%s” was powered off by force.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_CRASHED, N_("“%s” crashed.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_MIGRATED, N_("“%s” was moved to another host.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_SAVED, N_("“%s” was saved to a file.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FAILED, N_("“%s” failed to start.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT,
    N_("“%s” was reverted to a snapshot in which it does not run.") },
  { VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DAEMON,
    N_("“%s” was ended by libvirt on its host.") },
  { VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED,
    N_("“%s” crashed: the kernel of its guest panicked.") },
  { VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_UNKNOWN, N_("“%s” crashed.") },
};

/**
 * inn_domain_state_get_ending:
 * @state: a virDomainState of a machine that does not run
 * @reason: the reason that belongs to it
 * @managed_save: whether the host keeps a saved memory image
 *
 * Returns: a translated sentence with one “%s” for the name
 */
const char *
inn_domain_state_get_ending (int      state,
                             int      reason,
                             gboolean managed_save)
{
  if (managed_save)
    return _("“%s” was saved. Starting it continues where it was.");

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (endings[i].state == state && endings[i].reason == reason)
      return _(endings[i].text);

  return _("“%s” is shut off.");
}

/* The reason of its end, as the host will say it when it is asked. */
static int
reason_from_stopped (int detail)
{
  switch (detail)
    {
    case VIR_DOMAIN_EVENT_STOPPED_DESTROYED:
      return VIR_DOMAIN_SHUTOFF_DESTROYED;
    case VIR_DOMAIN_EVENT_STOPPED_CRASHED:
      return VIR_DOMAIN_SHUTOFF_CRASHED;
    case VIR_DOMAIN_EVENT_STOPPED_MIGRATED:
      return VIR_DOMAIN_SHUTOFF_MIGRATED;
    case VIR_DOMAIN_EVENT_STOPPED_SAVED:
      return VIR_DOMAIN_SHUTOFF_SAVED;
    case VIR_DOMAIN_EVENT_STOPPED_FAILED:
      /* It did not start, or it was killed. */
      return VIR_DOMAIN_SHUTOFF_UNKNOWN;
    case VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT:
      return VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT;
    default:
      return VIR_DOMAIN_SHUTOFF_SHUTDOWN;
    }
}

/**
 * inn_domain_state_from_event:
 * @event: a virDomainEventType
 * @detail: its detail
 * @state: (out): a virDomainState
 * @reason: (out): the reason as far as the event tells
 *
 * Returns: whether the event says which state the domain is in now
 */
gboolean
inn_domain_state_from_event (int  event,
                             int  detail,
                             int *state,
                             int *reason)
{
  *reason = 0;

  switch (event)
    {
    case VIR_DOMAIN_EVENT_STARTED:
    case VIR_DOMAIN_EVENT_RESUMED:
      *state = VIR_DOMAIN_RUNNING;
      return TRUE;
    case VIR_DOMAIN_EVENT_SUSPENDED:
      *state = VIR_DOMAIN_PAUSED;
      *reason = detail == VIR_DOMAIN_EVENT_SUSPENDED_IOERROR
                  ? VIR_DOMAIN_PAUSED_IOERROR : VIR_DOMAIN_PAUSED_USER;
      return TRUE;
    case VIR_DOMAIN_EVENT_STOPPED:
      *state = VIR_DOMAIN_SHUTOFF;
      *reason = reason_from_stopped (detail);
      return TRUE;
    case VIR_DOMAIN_EVENT_PMSUSPENDED:
      *state = VIR_DOMAIN_PMSUSPENDED;
      return TRUE;
    case VIR_DOMAIN_EVENT_CRASHED:
      *state = VIR_DOMAIN_CRASHED;
      return TRUE;
    default:
      return FALSE;
    }
}

#define ANY -1

typedef struct { int event; int detail; const char *text; } Happening;

/* What graphs mark; the first that fits counts. */
static const Happening happenings[] = {
  { VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_MIGRATED, N_("Arrived by migration") },
  { VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_RESTORED, N_("Restored") },
  { VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT,
    N_("Reverted to a snapshot") },
  { VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_WAKEUP, N_("Woke up") },
  /* Translators: what happened to a machine, as a mark in a graph; so the others here */
  { VIR_DOMAIN_EVENT_STARTED, ANY, N_("Started") },
  { VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_IOERROR, N_("Stopped by a disk error") },
  { VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED, N_("Paused") },
  { VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_MIGRATED, N_("Migrated") },
  { VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED, N_("Resumed") },
  { VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_DESTROYED, N_("Forced off") },
  { VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_CRASHED, N_("Crashed") },
  { VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_MIGRATED, N_("Moved to another host") },
  { VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_SAVED, N_("Saved") },
  { VIR_DOMAIN_EVENT_STOPPED, ANY, N_("Shut off") },
  { VIR_DOMAIN_EVENT_PMSUSPENDED, ANY, N_("Suspended") },
  { VIR_DOMAIN_EVENT_CRASHED, ANY, N_("Crashed") },
};

/**
 * inn_domain_state_get_event:
 * @event: a virDomainEventType
 * @detail: its detail
 *
 * Returns: (nullable): the translated words for what happened; %NULL: nothing one would
 *   mark in a graph
 */
const char *
inn_domain_state_get_event (int event,
                            int detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++)
    if (happenings[i].event == event &&
        (happenings[i].detail == ANY || happenings[i].detail == detail))
      return _(happenings[i].text);

  return NULL;
}

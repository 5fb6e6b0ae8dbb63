/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <libvirt/libvirt.h>
#include <string.h>

#include "inn-domain-state.h"

/* What an event says of the end of a machine is what the host will say. */
static void
test_stopped (void)
{
  static const struct { int detail; int reason; const char *ending; } cases[] = {
    { VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN, VIR_DOMAIN_SHUTOFF_SHUTDOWN, "“%s” was shut down." },
    { VIR_DOMAIN_EVENT_STOPPED_DESTROYED, VIR_DOMAIN_SHUTOFF_DESTROYED,
      "“%s” was powered off by force." },
    { VIR_DOMAIN_EVENT_STOPPED_CRASHED, VIR_DOMAIN_SHUTOFF_CRASHED, "“%s” crashed." },
    { VIR_DOMAIN_EVENT_STOPPED_MIGRATED, VIR_DOMAIN_SHUTOFF_MIGRATED,
      "“%s” was moved to another host." },
    { VIR_DOMAIN_EVENT_STOPPED_SAVED, VIR_DOMAIN_SHUTOFF_SAVED, "“%s” was saved to a file." },
    { VIR_DOMAIN_EVENT_STOPPED_FAILED, VIR_DOMAIN_SHUTOFF_UNKNOWN, "“%s” is shut off." },
    { VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT, VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT,
      "“%s” was reverted to a snapshot in which it does not run." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int state;
      int reason;

      g_assert_true (inn_domain_state_from_event (VIR_DOMAIN_EVENT_STOPPED, cases[i].detail,
                                                  &state, &reason));
      g_assert_cmpint (state, ==, VIR_DOMAIN_SHUTOFF);
      g_assert_cmpint (reason, ==, cases[i].reason);
      g_assert_cmpstr (inn_domain_state_get_ending (state, reason, FALSE), ==, cases[i].ending);
    }
}

static void
test_endings (void)
{
  g_assert_nonnull (strstr (inn_domain_state_get_ending (VIR_DOMAIN_CRASHED,
                                                         VIR_DOMAIN_CRASHED_PANICKED, FALSE),
                            "panicked"));
  g_assert_nonnull (strstr (inn_domain_state_get_ending (VIR_DOMAIN_SHUTOFF,
                                                         VIR_DOMAIN_SHUTOFF_FAILED, FALSE),
                            "failed to start"));
  g_assert_cmpstr (inn_domain_state_get_ending (VIR_DOMAIN_NOSTATE, 0, FALSE), ==,
                   "“%s” is shut off.");

  /* A saved state counts for more than how it came to it. */
  g_assert_nonnull (strstr (inn_domain_state_get_ending (VIR_DOMAIN_SHUTOFF,
                                                         VIR_DOMAIN_SHUTOFF_SAVED, TRUE),
                            "continues where it was"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain-state/stopped", test_stopped);
  g_test_add_func ("/domain-state/endings", test_endings);

  return g_test_run ();
}

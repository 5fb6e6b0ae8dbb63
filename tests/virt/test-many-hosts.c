/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */

/* Many hosts at once, of which most hang: the others do not notice. */

#include "config.h"

#include <gio/gio.h>
#include <time.h>

#include "inn-fixture.h"
#include "inn-host.h"
#include "inn-stats-need.h"
#include "inn-virt-init.h"

#define N_HUNG 20
#define N_HEALTHY 10
#define N_MACHINES 200

/* How much longer healthy hosts may take beside hung ones: other programs run, too. What
 * waits for a hung host waits for ten seconds and more. */
#define FACTOR 3
#define MARGIN_MS 700

/* A turn of the main loop, in CPU time, which other programs do not change. */
#define MAX_TURN_MS 16

#define MAX_QUIT_MS 1000

/*
 * How long the main loop works without looking around
 */

static gint64 turn_begun;
static gint64 longest_turn;

static gint64
cpu_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  int result;

  longest_turn = MAX (longest_turn, cpu_now () - turn_begun);
  result = g_poll (fds, n_fds, timeout);
  turn_begun = cpu_now ();

  return result;
}

static void
begin_turns (void)
{
  turn_begun = cpu_now ();
  longest_turn = 0;
}

/*
 * What this process holds
 */

typedef struct
{
  guint threads;
  guint fds;
} Holdings;

static Holdings
count_holdings (void)
{
  return (Holdings) { inn_fixture_count_entries ("/proc/self/task"),
                      inn_fixture_count_entries ("/proc/self/fd") };
}

static gboolean
holds_no_more_than (gpointer data)
{
  const Holdings *before = data;
  Holdings now = count_holdings ();

  return now.threads <= before->threads && now.fds <= before->fds;
}

/*
 * Hosts
 */

typedef struct
{
  GPtrArray *hosts;       /* of InnHost */
  GPtrArray *needs;       /* of InnStatsNeed: all of them are shown */
} Hosts;

static void
add_host (Hosts      *self,
          const char *uri)
{
  InnHost *host = inn_host_new (uri);

  g_ptr_array_add (self->hosts, host);
  g_ptr_array_add (self->needs, inn_host_need_stats (host, NULL, INN_STATS_ALL, TRUE));
  inn_host_connect (host, INN_HOST_CONNECT_QUIET);
}

static Hosts *
hosts_new (void)
{
  Hosts *self = g_new0 (Hosts, 1);

  self->hosts = g_ptr_array_new_with_free_func (g_object_unref);
  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) inn_stats_need_free);

  return self;
}

/* As a program that quits. */
static void
hosts_free (Hosts *self)
{
  g_ptr_array_foreach (self->hosts, (GFunc) (void *) inn_host_disconnect, NULL);
  g_ptr_array_unref (self->needs);
  g_ptr_array_unref (self->hosts);
  g_free (self);
}

/* Half of them are in this process, half at the daemon. */
static Hosts *
connect_healthy (InnFixtureRig *daemon,
                 const char    *uri)
{
  Hosts *self = hosts_new ();
  g_autofree char *remote = g_strdup_printf ("test+unix://%s?socket=%s", uri + strlen ("test://"),
                                             inn_fixture_rig_get (daemon, "socket"));

  for (guint i = 0; i < N_HEALTHY; i++)
    add_host (self, i % 2 == 0 ? uri : remote);

  return self;
}

static gboolean
are_listed (gpointer data)
{
  Hosts *self = data;

  for (guint i = 0; i < self->hosts->len; i++)
    if (!inn_host_get_loaded (g_ptr_array_index (self->hosts, i)))
      return FALSE;

  return TRUE;
}

/* Returns: how long it took since @begun, in ms */
static gint64
await_listed (Hosts *self,
              gint64 begun)
{
  g_assert_true (inn_fixture_await_condition (are_listed, self, INN_FIXTURE_DEADLINE));
  for (guint i = 0; i < self->hosts->len; i++)
    g_assert_cmpuint (g_list_model_get_n_items (inn_host_get_domains (self->hosts->pdata[i])), ==,
                      N_MACHINES);

  return (g_get_monotonic_time () - begun) / 1000;
}

static gint64
list_alone (InnFixtureRig *daemon,
            const char    *uri)
{
  gint64 begun = g_get_monotonic_time ();
  Hosts *healthy = connect_healthy (daemon, uri);
  gint64 took = await_listed (healthy, begun);

  hosts_free (healthy);
  inn_fixture_iterate (300);

  return took;
}

static void
assert_waiting (Hosts *hung)
{
  for (guint i = 0; i < hung->hosts->len; i++)
    {
      InnHostState state = inn_host_get_state (hung->hosts->pdata[i]);

      g_assert_true (state == INN_HOST_STATE_CONNECTING || state == INN_HOST_STATE_RETRYING);
    }
}

static void
test_hung_among_healthy (void)
{
  g_autoptr (InnFixtureRig) silent = inn_fixture_rig_start ("never-answers", NULL);
  g_autoptr (InnFixtureRig) daemon = NULL;
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *uri = inn_fixture_write_machines (dir, N_MACHINES);
  Hosts *hung, *healthy;
  Holdings before, meanwhile;
  gint64 begun, alone, beside, quit;

  if (silent == NULL || (daemon = inn_fixture_rig_start ("daemon", NULL)) == NULL)
    return;

  alone = list_alone (daemon, uri);
  alone = MIN (alone, list_alone (daemon, uri));
  before = count_holdings ();

  begin_turns ();
  begun = g_get_monotonic_time ();
  hung = hosts_new ();
  for (guint i = 0; i < N_HUNG; i++)
    add_host (hung, inn_fixture_rig_get (silent, "uri"));
  healthy = connect_healthy (daemon, uri);
  beside = await_listed (healthy, begun);
  assert_waiting (hung);

  /* Details, statistics and hosts that wait, all at once. */
  inn_fixture_iterate (3000);
  meanwhile = count_holdings ();
  g_test_message ("listed in %d ms, alone %d ms; longest turn %.1f ms; %u threads, %u files",
                  (int) beside, (int) alone, longest_turn / 1000.0,
                  meanwhile.threads - before.threads, meanwhile.fds - before.fds);
  g_assert_cmpint (beside, <=, FACTOR * alone + MARGIN_MS);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (longest_turn, <=, MAX_TURN_MS * 1000);
#endif
  g_assert_cmpuint (meanwhile.threads, <=, before.threads + N_HUNG + N_HEALTHY);

  begun = g_get_monotonic_time ();
  hosts_free (hung);
  hosts_free (healthy);
  quit = (g_get_monotonic_time () - begun) / 1000;
  g_assert_cmpint (quit, <, MAX_QUIT_MS);

  /* What hangs is free once its host is gone; nothing of it stays. */
  inn_fixture_rig_command (silent, "cut");
  g_assert_true (inn_fixture_await_condition (holds_no_more_than, &before, INN_FIXTURE_DEADLINE));
  inn_fixture_remove_dir (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
  inn_virt_init ();

  g_test_add_func ("/many-hosts/hung-among-healthy", test_hung_among_healthy);

  return g_test_run ();
}

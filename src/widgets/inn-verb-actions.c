/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-verb-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-list.h"
#include "inn-verb-actions.h"
#include "inn-verb-done.h"
#include "inn-verb-failures.h"
#include "inn-verb-question.h"

/* Up to this many machines are watched one by one. */
#define MAX_WATCHED 100

enum
{
  RUN,
  PAUSE_TOGGLE,
  AUTOSTART,
  N_COMPOSITES
};

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char * const composites[N_COMPOSITES] = {
  [RUN] = "run",
  [PAUSE_TOGGLE] = "pause-toggle",
  [AUTOSTART] = "autostart",
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "machine.run", { "<Control>r", NULL } },
  { "machine.pause-toggle", { "<Control>p", NULL } },
  { "machine.shut-down", { "<Control><Shift>q", NULL } },
  { "machine.reboot", { "<Control><Shift>r", NULL } },
};

struct _InnVerbActions
{
  GSimpleActionGroup  parent_instance;

  GtkWindow          *window;       /* weak: the window owns us */
  InnJobList         *jobs;
  GSettings          *settings;
  GListModel         *domains;
  GPtrArray          *watched;      /* InnDomain with a handler of ours */

  GSimpleAction      *verb_actions[INN_N_VERBS];
  GSimpleAction      *composite_actions[N_COMPOSITES];
  guint               verb_counts[INN_N_VERBS];
  guint               composite_counts[N_COMPOSITES];
  const char         *verb_reasons[INN_N_VERBS];
  guint               update_id;
};

G_DEFINE_FINAL_TYPE (InnVerbActions, inn_verb_actions, G_TYPE_SIMPLE_ACTION_GROUP)

/* The verbs behind “run”, the first that applies is taken. */
static const InnVerb run_verbs[] = {
  INN_VERB_RESTORE, INN_VERB_RESUME, INN_VERB_WAKE_UP, INN_VERB_START,
};

typedef struct
{
  InnVerbActions *self;
  GListModel     *domains;
  InnVerb         verb;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_object_unref (request->domains);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static gboolean
run_verb_for (InnDomain *domain,
              InnVerb   *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (run_verbs); i++)
    if (inn_verb_applies (run_verbs[i], domain, NULL))
      {
        *verb = run_verbs[i];
        return TRUE;
      }

  return FALSE;
}

static void
run_now (InnVerbActions *self,
         GListModel     *domains,
         InnVerb         verb)
{
  g_autoptr (GPtrArray) jobs = inn_job_list_run (self->jobs, domains, verb);

  inn_verb_failures_tell (self->window, jobs);
  for (guint i = 0; i < jobs->len; i++)
    inn_verb_done_tell (self->window, self->jobs, g_ptr_array_index (jobs, i));
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Request) request = user_data;

  if (inn_verb_question_ask_finish (result))
    run_now (request->self, request->domains, request->verb);
}

static GListStore *
filter_domains (GListModel *domains,
                InnVerb     verb,
                gboolean    composite_run)
{
  GListStore *store = g_list_store_new (INN_TYPE_DOMAIN);
  guint n = domains != NULL ? g_list_model_get_n_items (domains) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);
      InnVerb fits;

      if (composite_run
            ? run_verb_for (domain, &fits) && fits == verb
            : inn_verb_applies (verb, domain, NULL))
        g_list_store_append (store, domain);
    }

  return store;
}

static void
run_filtered (InnVerbActions *self,
              GListModel     *domains,
              InnVerb         verb,
              gboolean        composite_run,
              gboolean        always_ask)
{
  g_autoptr (GListStore) store = filter_domains (domains, verb, composite_run);
  Request *request;

  if (g_list_model_get_n_items (G_LIST_MODEL (store)) == 0)
    return;

  if (self->window == NULL
      || (!always_ask && !inn_verb_question_is_needed (self->settings, verb)))
    {
      run_now (self, G_LIST_MODEL (store), verb);
      return;
    }

  request = g_new0 (Request, 1);
  request->self = g_object_ref (self);
  request->domains = g_object_ref (G_LIST_MODEL (store));
  request->verb = verb;
  inn_verb_question_ask_async (GTK_WIDGET (self->window), G_LIST_MODEL (store), verb,
                               asked_cb, request);
}

/*
 * What applies
 */

static guint
count_domains (InnVerbActions *self)
{
  return self->domains != NULL ? g_list_model_get_n_items (self->domains) : 0;
}

static void
count_verbs (InnVerbActions *self)
{
  guint n = count_domains (self);

  memset (self->verb_counts, 0, sizeof self->verb_counts);
  memset (self->verb_reasons, 0, sizeof self->verb_reasons);
  memset (self->composite_counts, 0, sizeof self->composite_counts);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (self->domains, i);
      InnVerb fits;

      for (InnVerb verb = 0; verb < INN_N_VERBS; verb++)
        {
          const char *reason = NULL;

          if (inn_verb_applies (verb, domain, &reason))
            self->verb_counts[verb]++;
          else if (self->verb_reasons[verb] == NULL)
            self->verb_reasons[verb] = reason;
        }

      self->composite_counts[RUN] += run_verb_for (domain, &fits);
    }

  self->composite_counts[PAUSE_TOGGLE] = MAX (self->verb_counts[INN_VERB_PAUSE],
                                               self->verb_counts[INN_VERB_RESUME]);
  self->composite_counts[AUTOSTART] = self->verb_counts[INN_VERB_AUTOSTART_ON]
                                      + self->verb_counts[INN_VERB_AUTOSTART_OFF];
}

static void
update (InnVerbActions *self)
{
  gboolean autostart;

  count_verbs (self);

  for (InnVerb verb = 0; verb < INN_N_VERBS; verb++)
    g_simple_action_set_enabled (self->verb_actions[verb], self->verb_counts[verb] > 0);
  for (guint i = 0; i < N_COMPOSITES; i++)
    g_simple_action_set_enabled (self->composite_actions[i], self->composite_counts[i] > 0);

  autostart = self->verb_counts[INN_VERB_AUTOSTART_OFF] > 0
              && self->verb_counts[INN_VERB_AUTOSTART_ON] == 0;
  g_simple_action_set_state (self->composite_actions[AUTOSTART],
                             g_variant_new_boolean (autostart));

  g_signal_emit (self, signals[UPDATED], 0);
}

static gboolean
update_cb (gpointer user_data)
{
  InnVerbActions *self = INN_VERB_ACTIONS (user_data);

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (InnVerbActions *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_DEFAULT, update_cb, self, NULL);
}

static void
unwatch (gpointer data,
         gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (data, queue_update, user_data);
}

static void
watch_domains (InnVerbActions *self)
{
  guint n = count_domains (self);

  g_ptr_array_foreach (self->watched, unwatch, self);
  g_ptr_array_set_size (self->watched, 0);

  for (guint i = 0; n <= MAX_WATCHED && i < n; i++)
    {
      InnDomain *domain = g_list_model_get_item (self->domains, i);

      g_signal_connect_swapped (domain, "changed", G_CALLBACK (queue_update), self);
      g_ptr_array_add (self->watched, domain);
    }
}

static void
on_domains_changed_cb (InnVerbActions *self)
{
  watch_domains (self);
  queue_update (self);
}

/*
 * Actions
 */

static void
verb_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  InnVerbActions *self = INN_VERB_ACTIONS (user_data);
  InnVerb verb;

  if (inn_verb_from_id (g_action_get_name (G_ACTION (action)), &verb))
    run_filtered (self, self->domains, verb, FALSE, FALSE);
}

static void
run_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  InnVerbActions *self = INN_VERB_ACTIONS (user_data);
  g_autoptr (GListModel) domains = NULL;

  if (self->domains == NULL)
    return;

  /* What runs first must not change what the next verb is run on. */
  domains = inn_list_copy (self->domains);
  for (guint i = 0; i < G_N_ELEMENTS (run_verbs); i++)
    run_filtered (self, domains, run_verbs[i], TRUE, FALSE);
}

static void
pause_toggle_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  InnVerbActions *self = INN_VERB_ACTIONS (user_data);

  count_verbs (self);
  run_filtered (self, self->domains,
                inn_verb_actions_toggle_resumes (self) ? INN_VERB_RESUME : INN_VERB_PAUSE,
                FALSE, FALSE);
}

static void
autostart_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  InnVerbActions *self = INN_VERB_ACTIONS (user_data);

  count_verbs (self);
  run_filtered (self, self->domains,
                self->verb_counts[INN_VERB_AUTOSTART_ON] > 0 ? INN_VERB_AUTOSTART_ON
                                                             : INN_VERB_AUTOSTART_OFF,
                FALSE, FALSE);
}

static void
add_actions (InnVerbActions *self)
{
  void (*const callbacks[N_COMPOSITES]) (GSimpleAction *, GVariant *, gpointer) = {
    [RUN] = run_action,
    [PAUSE_TOGGLE] = pause_toggle_action,
    [AUTOSTART] = autostart_action,
  };

  for (InnVerb verb = 0; verb < INN_N_VERBS; verb++)
    {
      GSimpleAction *action = g_simple_action_new (inn_verb_get_info (verb)->id, NULL);

      g_signal_connect (action, "activate", G_CALLBACK (verb_action), self);
      g_simple_action_set_enabled (action, FALSE);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
      self->verb_actions[verb] = action;
    }

  for (guint i = 0; i < N_COMPOSITES; i++)
    {
      GSimpleAction *action;

      if (i == AUTOSTART)
        action = g_simple_action_new_stateful (composites[i], NULL, g_variant_new_boolean (FALSE));
      else
        action = g_simple_action_new (composites[i], NULL);

      g_signal_connect (action, "activate", G_CALLBACK (callbacks[i]), self);
      g_simple_action_set_enabled (action, FALSE);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
      self->composite_actions[i] = action;
    }
}

static void
set_accels (GtkWindow *window)
{
  GtkApplication *application = gtk_window_get_application (window);

  if (application == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action, accels[i].accels);
}

static void
inn_verb_actions_dispose (GObject *object)
{
  InnVerbActions *self = INN_VERB_ACTIONS (object);

  inn_verb_actions_set_domains (self, NULL);

  for (InnVerb verb = 0; verb < INN_N_VERBS; verb++)
    if (self->verb_actions[verb] != NULL)
      g_signal_handlers_disconnect_by_data (self->verb_actions[verb], self);
  for (guint i = 0; i < N_COMPOSITES; i++)
    if (self->composite_actions[i] != NULL)
      g_signal_handlers_disconnect_by_data (self->composite_actions[i], self);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->jobs);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_verb_actions_parent_class)->dispose (object);
}

static void
inn_verb_actions_finalize (GObject *object)
{
  InnVerbActions *self = INN_VERB_ACTIONS (object);

  for (InnVerb verb = 0; verb < INN_N_VERBS; verb++)
    g_clear_object (&self->verb_actions[verb]);
  for (guint i = 0; i < N_COMPOSITES; i++)
    g_clear_object (&self->composite_actions[i]);
  g_clear_pointer (&self->watched, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_verb_actions_parent_class)->finalize (object);
}

static void
inn_verb_actions_class_init (InnVerbActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_verb_actions_dispose;
  object_class->finalize = inn_verb_actions_finalize;

  signals[UPDATED] = g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_verb_actions_init (InnVerbActions *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  add_actions (self);
}

/**
 * inn_verb_actions_new:
 * @window: where questions and toasts appear; not owned. It inserts the result
 *   as action group “machine”.
 *
 * Also sets the shortcuts of the “machine” actions, once the window has its
 * application.
 */
InnVerbActions *
inn_verb_actions_new (GtkWindow  *window,
                      InnJobList *jobs,
                      GSettings  *settings)
{
  InnVerbActions *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (INN_IS_JOB_LIST (jobs), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (INN_TYPE_VERB_ACTIONS, NULL);
  g_set_weak_pointer (&self->window, window);
  self->jobs = g_object_ref (jobs);
  self->settings = g_object_ref (settings);

  set_accels (window);
  g_signal_connect_object (window, "notify::application", G_CALLBACK (set_accels), self, 0);

  return self;
}

GListModel *
inn_verb_actions_get_domains (InnVerbActions *self)
{
  g_return_val_if_fail (INN_IS_VERB_ACTIONS (self), NULL);

  return self->domains;
}

/**
 * inn_verb_actions_set_domains:
 * @domains: (nullable): the #InnDomain s that the actions act on
 */
void
inn_verb_actions_set_domains (InnVerbActions *self,
                              GListModel     *domains)
{
  g_return_if_fail (INN_IS_VERB_ACTIONS (self));
  g_return_if_fail (domains == NULL || G_IS_LIST_MODEL (domains));

  if (self->domains == domains)
    return;

  if (self->domains != NULL)
    g_signal_handlers_disconnect_by_func (self->domains, on_domains_changed_cb, self);
  g_set_object (&self->domains, domains);
  if (domains != NULL)
    g_signal_connect_swapped (domains, "items-changed", G_CALLBACK (on_domains_changed_cb), self);

  watch_domains (self);
  update (self);
}

/**
 * inn_verb_actions_machines_changed:
 *
 * Says that some machines changed. Of a few the actions know by themselves; of
 * many they learn it by this.
 */
void
inn_verb_actions_machines_changed (InnVerbActions *self)
{
  g_return_if_fail (INN_IS_VERB_ACTIONS (self));

  if (count_domains (self) > MAX_WATCHED)
    queue_update (self);
}

static gboolean
find_composite (const char *action_name,
                guint      *index)
{
  for (guint i = 0; i < N_COMPOSITES; i++)
    if (g_str_equal (composites[i], action_name))
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * inn_verb_actions_dup_reason:
 * @action_name: without the prefix “machine.”
 *
 * Returns: (transfer full) (nullable): why the action is not enabled, a
 *   sentence for a tooltip; %NULL if it is
 */
char *
inn_verb_actions_dup_reason (InnVerbActions *self,
                             const char     *action_name)
{
  static const InnVerb stand_ins[N_COMPOSITES] = {
    [RUN] = INN_VERB_START,
    [PAUSE_TOGGLE] = INN_VERB_PAUSE,
    [AUTOSTART] = INN_VERB_AUTOSTART_ON,
  };
  InnVerb verb;
  guint index;

  g_return_val_if_fail (INN_IS_VERB_ACTIONS (self), NULL);
  g_return_val_if_fail (action_name != NULL, NULL);

  if (inn_verb_actions_count (self, action_name) > 0)
    return NULL;
  if (count_domains (self) == 0)
    return g_strdup (_("No machine is selected"));

  if (find_composite (action_name, &index))
    verb = stand_ins[index];
  else if (!inn_verb_from_id (action_name, &verb))
    return NULL;

  return g_strdup (self->verb_reasons[verb]);
}

/**
 * inn_verb_actions_count:
 * @action_name: without the prefix “machine.”
 *
 * Returns: how many of the machines take the action
 */
guint
inn_verb_actions_count (InnVerbActions *self,
                        const char     *action_name)
{
  InnVerb verb;
  guint index;

  g_return_val_if_fail (INN_IS_VERB_ACTIONS (self), 0);
  g_return_val_if_fail (action_name != NULL, 0);

  if (find_composite (action_name, &index))
    return self->composite_counts[index];

  return inn_verb_from_id (action_name, &verb) ? self->verb_counts[verb] : 0;
}

/**
 * inn_verb_actions_toggle_resumes:
 *
 * Returns: whether “pause-toggle” resumes: none of the machines can be paused, one or more
 *   can be resumed
 */
gboolean
inn_verb_actions_toggle_resumes (InnVerbActions *self)
{
  g_return_val_if_fail (INN_IS_VERB_ACTIONS (self), FALSE);

  return self->verb_counts[INN_VERB_PAUSE] == 0 && self->verb_counts[INN_VERB_RESUME] > 0;
}

/**
 * inn_verb_actions_ask_and_run:
 * @domains: machines other than the ones set, for instance all of a host
 *
 * Runs @verb on those of @domains that take it, after a question that names them.
 */
void
inn_verb_actions_ask_and_run (InnVerbActions *self,
                              GListModel     *domains,
                              InnVerb         verb)
{
  g_return_if_fail (INN_IS_VERB_ACTIONS (self));
  g_return_if_fail (G_IS_LIST_MODEL (domains));

  run_filtered (self, domains, verb, FALSE, TRUE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job-list"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-job-list.h"
#include "inn-job-order.h"
#include "inn-job-private.h"

/* Ended jobs that are kept. */
#define MAX_ENDED 200

/* Seconds after a change before the list is written. */
#define SAVE_DELAY 2

struct _InnJobList
{
  GObject     parent_instance;

  GPtrArray  *jobs;          /* in the order of the model */
  guint       n_active;
  gboolean    unseen_failure;
  guint       save_source;
  gboolean    persistent;    /* loaded, hence saved too */
};

enum {
  PROP_0,
  PROP_N_ACTIVE,
  PROP_HAS_UNSEEN_FAILURE,
  N_PROPS
};

enum {
  JOB_ENDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GType
inn_job_list_get_item_type (GListModel *model)
{
  return INN_TYPE_JOB;
}

static guint
inn_job_list_get_n_items (GListModel *model)
{
  return INN_JOB_LIST (model)->jobs->len;
}

static gpointer
inn_job_list_get_item (GListModel *model,
                       guint       position)
{
  InnJobList *self = INN_JOB_LIST (model);

  return position < self->jobs->len ? g_object_ref (g_ptr_array_index (self->jobs, position))
                                    : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = inn_job_list_get_item_type;
  iface->get_n_items = inn_job_list_get_n_items;
  iface->get_item = inn_job_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (InnJobList, inn_job_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
move_group (InnJobList *self,
            guint       start,
            guint       length,
            guint       before)
{
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (group, g_object_ref (g_ptr_array_index (self->jobs, start + i)));

  g_ptr_array_remove_range (self->jobs, start, length);
  g_list_model_items_changed (G_LIST_MODEL (self), start, length, 0);

  if (before > start)
    before -= length;

  for (guint i = 0; i < length; i++)
    g_ptr_array_insert (self->jobs, before + i, g_object_ref (g_ptr_array_index (group, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, length);
}

static void
insert_sorted (InnJobList *self,
               InnJob     *job)
{
  guint position = inn_job_order_find_place (self->jobs, job);
  guint start, length, before;

  g_ptr_array_insert (self->jobs, position, g_object_ref (job));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);

  start = inn_job_order_find_group (self->jobs, job, &length);
  if (length < 2)
    return;

  before = inn_job_order_find_move (self->jobs, start, length);
  if (before != start && before != start + length)
    move_group (self, start, length, before);
}

static void
remove_at (InnJobList *self,
           guint       position)
{
  g_ptr_array_remove_index (self->jobs, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "innkeeper", "jobs", NULL);
}

static void
write_file (GBytes *bytes)
{
  g_autofree char *path = dup_path ();
  g_autofree char *dir = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (dir, 0700);

  if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_warning ("Could not keep the job list: %s", error->message);
}

static void
save_worker (GTask        *task,
             gpointer      source_object,
             gpointer      bytes,
             GCancellable *cancellable)
{
  write_file (bytes);
  g_task_return_boolean (task, TRUE);
}

/* What is kept of the jobs that have ended. */
static GBytes *
dup_bytes (InnJobList *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" INN_JOB_VARIANT_TYPE));
  for (guint i = 0; i < self->jobs->len; i++)
    if (inn_job_is_ended (g_ptr_array_index (self->jobs, i)))
      g_variant_builder_add_value (&builder,
                                   inn_job_to_variant (g_ptr_array_index (self->jobs, i)));

  variant = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_get_data_as_bytes (variant);
}

static gboolean
save_cb (gpointer data)
{
  InnJobList *self = data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  self->save_source = 0;
  g_task_set_task_data (task, dup_bytes (self), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, save_worker);

  return G_SOURCE_REMOVE;
}

static void
save_soon (InnJobList *self)
{
  if (self->persistent && self->save_source == 0)
    self->save_source = g_timeout_add_seconds (SAVE_DELAY, save_cb, self);
}

/* Among those begun together with others, an ended job may stand before a waiting one. */
static guint
find_oldest_ended (InnJobList *self)
{
  InnJob *oldest = NULL;
  guint position = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      InnJob *job = g_ptr_array_index (self->jobs, i);

      if (!inn_job_is_ended (job) ||
          (oldest != NULL && inn_job_get_ended (job) > inn_job_get_ended (oldest)))
        continue;

      oldest = job;
      position = i;
    }

  return position;
}

static void
drop_oldest (InnJobList *self)
{
  guint n_ended = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    n_ended += inn_job_is_ended (g_ptr_array_index (self->jobs, i));

  while (n_ended-- > MAX_ENDED)
    remove_at (self, find_oldest_ended (self));
}

static void
recount (InnJobList *self)
{
  gboolean unseen = FALSE;
  guint n_active = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      InnJob *job = g_ptr_array_index (self->jobs, i);

      n_active += !inn_job_is_ended (job);
      unseen |= inn_job_get_state (job) == INN_JOB_STATE_FAILED && !inn_job_get_seen (job);
    }

  if (self->n_active != n_active)
    {
      self->n_active = n_active;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
    }

  if (self->unseen_failure != unseen)
    {
      self->unseen_failure = unseen;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_UNSEEN_FAILURE]);
    }
}

static void
on_job_state_cb (InnJobList *self,
                 GParamSpec *pspec,
                 InnJob     *job)
{
  g_autoptr (InnJob) kept = g_object_ref (job);
  guint position;

  if (!g_ptr_array_find (self->jobs, job, &position))
    return;

  remove_at (self, position);
  insert_sorted (self, job);

  if (inn_job_is_ended (job))
    {
      drop_oldest (self);
      save_soon (self);
    }

  recount (self);

  if (inn_job_is_ended (job))
    g_signal_emit (self, signals[JOB_ENDED], 0, job);

  if (inn_job_get_state (job) == INN_JOB_STATE_DONE && inn_job_get_repaired (job) != NULL)
    inn_job_list_retry (self, inn_job_get_repaired (job));
}

static void
inn_job_list_finalize (GObject *object)
{
  InnJobList *self = INN_JOB_LIST (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_job_list_parent_class)->finalize (object);
}

static void
inn_job_list_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  InnJobList *self = INN_JOB_LIST (object);

  switch (prop_id)
    {
    case PROP_N_ACTIVE:
      g_value_set_uint (value, self->n_active);
      break;
    case PROP_HAS_UNSEEN_FAILURE:
      g_value_set_boolean (value, self->unseen_failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_job_list_class_init (InnJobListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = inn_job_list_finalize;
  object_class->get_property = inn_job_list_get_property;

  properties[PROP_N_ACTIVE] =
    g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_UNSEEN_FAILURE] =
    g_param_spec_boolean ("has-unseen-failure", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[JOB_ENDED] = g_signal_new ("job-ended", INN_TYPE_JOB_LIST, G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, INN_TYPE_JOB);
}

static void
inn_job_list_init (InnJobList *self)
{
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
}

InnJobList *
inn_job_list_new (void)
{
  return g_object_new (INN_TYPE_JOB_LIST, NULL);
}

static void
load_worker (GTask        *task,
             gpointer      source_object,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autofree char *path = dup_path ();
  char *contents;
  gsize length;

  if (g_file_get_contents (path, &contents, &length, NULL))
    g_task_return_pointer (task, g_bytes_new_take (contents, length),
                           (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  InnJobList *self = INN_JOB_LIST (object);
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GVariant) variant = NULL;

  self->persistent = TRUE;

  if (bytes == NULL)
    return;

  /* Not trusted: a damaged file reads as empty values, not as a crash. */
  variant = g_variant_ref_sink (g_variant_new_from_bytes (
              G_VARIANT_TYPE ("a" INN_JOB_VARIANT_TYPE), bytes, FALSE));

  for (gsize i = 0; i < MIN (g_variant_n_children (variant), MAX_ENDED); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
      g_autoptr (InnJob) job = inn_job_new_from_variant (child);

      if (*inn_job_get_title (job) != '\0')
        insert_sorted (self, job);
    }
}

/**
 * inn_job_list_load:
 * @self: a job list
 *
 * Reads the jobs of earlier runs, in the background, and keeps those of this one
 * from now on. Without it the list lives in memory only.
 */
void
inn_job_list_load (InnJobList *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (INN_IS_JOB_LIST (self));

  task = g_task_new (self, NULL, loaded_cb, NULL);
  g_task_set_source_tag (task, inn_job_list_load);
  g_task_run_in_thread (task, load_worker);
}

/**
 * inn_job_list_flush:
 * @self: a job list
 *
 * Writes what was not yet written, and waits for it: for the end of the program,
 * when no main loop runs any more.
 */
void
inn_job_list_flush (InnJobList *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (INN_IS_JOB_LIST (self));

  if (self->save_source == 0)
    return;

  g_clear_handle_id (&self->save_source, g_source_remove);
  bytes = dup_bytes (self);
  write_file (bytes);
}

static void
add_job (InnJobList *self,
         InnJob     *job)
{
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_job_state_cb), self,
                           G_CONNECT_SWAPPED);
  insert_sorted (self, job);
  recount (self);
  inn_job_start (job);
}

static GPtrArray *
pick_domains (GListModel *domains,
              InnVerb     verb)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (domains); i++)
    {
      g_autoptr (InnDomain) domain = g_list_model_get_item (domains, i);

      if (inn_verb_applies (verb, domain, NULL))
        g_ptr_array_add (picked, g_steal_pointer (&domain));
    }

  return picked;
}

/**
 * inn_job_list_run:
 * @self: a job list
 * @domains: a list model of #InnDomain
 * @verb: what to do
 *
 * Begins one job for each machine that takes @verb; several are a group.
 *
 * Returns: (transfer full) (element-type InnJob): the jobs
 */
GPtrArray *
inn_job_list_run (InnJobList *self,
                  GListModel *domains,
                  InnVerb     verb)
{
  g_autoptr (GPtrArray) picked = NULL;
  g_autofree char *group = NULL;
  gint64 now = g_get_real_time ();
  GPtrArray *jobs;

  g_return_val_if_fail (INN_IS_JOB_LIST (self), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (domains), NULL);

  picked = pick_domains (domains, verb);
  jobs = g_ptr_array_new_with_free_func (g_object_unref);

  if (picked->len > 1)
    group = g_strdup_printf (ngettext ("%s · %u machine", "%s · %u machines", picked->len),
                             _(inn_verb_get_info (verb)->label), picked->len);

  for (guint i = 0; i < picked->len; i++)
    {
      InnJob *job = inn_job_new_for_verb (g_ptr_array_index (picked, i), verb, group, now);

      g_ptr_array_add (jobs, job);
      add_job (self, job);
    }

  return jobs;
}

/**
 * inn_job_list_retry:
 * @self: a job list
 * @job: one of its jobs that failed or was cancelled
 *
 * Begins the same once more; the old job goes.
 */
void
inn_job_list_retry (InnJobList *self,
                    InnJob     *job)
{
  g_autoptr (InnJob) again = NULL;

  g_return_if_fail (INN_IS_JOB_LIST (self));
  g_return_if_fail (INN_IS_JOB (job));

  if (!inn_job_can_retry (job))
    return;

  again = inn_job_new_for_verb (inn_job_get_domain (job), inn_job_get_verb (job), NULL,
                                g_get_real_time ());
  inn_job_list_remove (self, job);
  add_job (self, again);
}

/**
 * inn_job_list_repair:
 * @self: a job list
 * @job: one of its jobs that failed
 *
 * Begins a job that removes the reason, and tries @job again after it.
 */
void
inn_job_list_repair (InnJobList *self,
                     InnJob     *job)
{
  g_autoptr (InnJob) repair = NULL;

  g_return_if_fail (INN_IS_JOB_LIST (self));
  g_return_if_fail (INN_IS_JOB (job));

  if (!inn_job_can_repair (job))
    return;

  repair = inn_job_new_repair (job);
  add_job (self, repair);
}

/**
 * inn_job_list_undo:
 * @self: a job list
 * @job: one of its jobs that can be undone
 *
 * Begins a job that puts back what @job changed.
 *
 * Returns: (transfer full) (nullable): it
 */
InnJob *
inn_job_list_undo (InnJobList *self,
                   InnJob     *job)
{
  InnJob *undo;

  g_return_val_if_fail (INN_IS_JOB_LIST (self), NULL);
  g_return_val_if_fail (INN_IS_JOB (job), NULL);

  if (!inn_job_can_undo (job))
    return NULL;

  undo = inn_job_new_for_undo (job);
  add_job (self, undo);

  return undo;
}

/**
 * inn_job_list_remove:
 * @self: a job list
 * @job: one of its jobs that has ended
 */
void
inn_job_list_remove (InnJobList *self,
                     InnJob     *job)
{
  guint position;

  g_return_if_fail (INN_IS_JOB_LIST (self));
  g_return_if_fail (INN_IS_JOB (job));

  if (!inn_job_is_ended (job) || !g_ptr_array_find (self->jobs, job, &position))
    return;

  remove_at (self, position);
  recount (self);
  save_soon (self);
}

void
inn_job_list_clear_ended (InnJobList *self)
{
  g_return_if_fail (INN_IS_JOB_LIST (self));

  for (guint i = self->jobs->len; i > 0; i--)
    if (inn_job_is_ended (g_ptr_array_index (self->jobs, i - 1)))
      remove_at (self, i - 1);

  recount (self);
  save_soon (self);
}

guint
inn_job_list_get_n_active (InnJobList *self)
{
  g_return_val_if_fail (INN_IS_JOB_LIST (self), 0);

  return self->n_active;
}

gboolean
inn_job_list_get_has_unseen_failure (InnJobList *self)
{
  g_return_val_if_fail (INN_IS_JOB_LIST (self), FALSE);

  return self->unseen_failure;
}

/**
 * inn_job_list_mark_seen:
 * @self: a job list
 *
 * The user looks at the list: failures need no mark any more.
 */
void
inn_job_list_mark_seen (InnJobList *self)
{
  g_return_if_fail (INN_IS_JOB_LIST (self));

  for (guint i = 0; i < self->jobs->len; i++)
    if (inn_job_is_ended (g_ptr_array_index (self->jobs, i)))
      inn_job_set_seen (g_ptr_array_index (self->jobs, i), TRUE);

  recount (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-private.h"
#include "inn-host.h"
#include "inn-job-private.h"

static GParamSpec *properties[INN_JOB_N_PROPS];

G_DEFINE_ENUM_TYPE (InnJobState, inn_job_state,
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_CANCELLED, "cancelled"))

G_DEFINE_FINAL_TYPE (InnJob, inn_job, G_TYPE_OBJECT)

static void
null_if_empty (char **text)
{
  if (*text != NULL && **text == '\0')
    g_clear_pointer (text, g_free);
}

void
inn_job_notify (InnJob     *self,
                InnJobProp  prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
inn_job_dispose (GObject *object)
{
  InnJob *self = INN_JOB (object);

  inn_job_stop_watching (self);
  g_clear_object (&self->domain);
  g_clear_object (&self->repaired);
  g_clear_object (&self->undone);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (inn_job_parent_class)->dispose (object);
}

static void
inn_job_finalize (GObject *object)
{
  InnJob *self = INN_JOB (object);

  g_clear_pointer (&self->advice, inn_advice_free);
  g_free (self->log);
  g_free (self->object);
  g_clear_pointer (&self->redefinition, inn_redefinition_unref);
  g_free (self->title);
  g_free (self->icon_name);
  g_free (self->failed_title);
  g_free (self->group);
  g_free (self->virsh);
  g_free (self->host_name);
  g_free (self->sentence);
  g_free (self->error_text);
  g_free (self->error_origin);

  G_OBJECT_CLASS (inn_job_parent_class)->finalize (object);
}

static void
inn_job_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  InnJob *self = INN_JOB (object);

  switch (prop_id)
    {
    case INN_JOB_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case INN_JOB_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case INN_JOB_PROP_PROGRESS:
      g_value_set_double (value, inn_job_get_progress (self));
      break;
    case INN_JOB_PROP_FACTS:
      g_value_take_string (value, inn_job_dup_facts (self));
      break;
    case INN_JOB_PROP_ERROR:
      g_value_set_string (value, self->error_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_job_class_init (InnJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = inn_job_dispose;
  object_class->finalize = inn_job_finalize;
  object_class->get_property = inn_job_get_property;

  properties[INN_JOB_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[INN_JOB_PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, INN_TYPE_JOB_STATE,
                                                      INN_JOB_STATE_WAITING, flags);
  properties[INN_JOB_PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1,
                                                           flags);
  properties[INN_JOB_PROP_FACTS] = g_param_spec_string ("facts", NULL, NULL, NULL, flags);
  properties[INN_JOB_PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, INN_JOB_N_PROPS, properties);
}

static void
inn_job_init (InnJob *self)
{
  self->cancellable = g_cancellable_new ();
}

static InnJob *
new_job (InnDomain  *domain,
         InnVerb     verb,
         const char *object,
         const char *group,
         gint64      started)
{
  const InnVerbInfo *info = inn_verb_get_info (verb);
  InnJob *self = g_object_new (INN_TYPE_JOB, NULL);
  InnHost *host = inn_domain_get_host (domain);
  const char *name = object != NULL ? object : inn_domain_get_name (domain);

  self->domain = g_object_ref (domain);
  self->verb = verb;
  self->object = g_strdup (object);
  if (inn_verb_redefines (verb) && verb != INN_VERB_UNDO)
    self->redefinition = inn_redefinition_new (NULL);
  self->title = inn_verb_dup_text (_(info->job_title), name);
  self->failed_title = inn_verb_dup_text (_(info->failed), name);
  self->icon_name = g_strdup (info->icon_name);
  self->group = g_strdup (group);
  self->virsh = inn_verb_dup_virsh (verb, domain, object);
  self->host_name = g_strdup (host != NULL ? inn_host_get_name (host) : "");
  self->started = started;

  return self;
}

/**
 * inn_job_new_for_verb:
 * @domain: a machine
 * @verb: what to do with it
 * @group: (nullable): heading of the jobs that were begun together
 * @started: when it was begun, in µs since 1970; the same for all of a group
 *
 * Returns: (transfer full): a job that waits to be started
 */
InnJob *
inn_job_new_for_verb (InnDomain  *domain,
                      InnVerb     verb,
                      const char *group,
                      gint64      started)
{
  return new_job (domain, verb, NULL, group, started);
}

/**
 * inn_job_new_for_repair:
 * @failed: a job that failed
 * @verb: what removes the reason
 * @object: (nullable): what @verb is about, if that is not the machine
 *
 * Returns: (transfer full): a job that waits to be started, after which @failed is tried again
 */
InnJob *
inn_job_new_for_repair (InnJob     *failed,
                        InnVerb     verb,
                        const char *object)
{
  InnJob *self = new_job (failed->domain, verb, object, NULL, g_get_real_time ());

  self->repaired = g_object_ref (failed);

  return self;
}

/**
 * inn_job_new_for_undo:
 * @done: a job that can be undone
 *
 * Returns: (transfer full): a job that waits to be started
 */
InnJob *
inn_job_new_for_undo (InnJob *done)
{
  InnJob *self = new_job (done->domain, INN_VERB_UNDO, NULL, NULL, g_get_real_time ());

  self->redefinition = inn_redefinition_new (done->redefinition);
  self->undone = g_object_ref (done);

  return self;
}

/**
 * inn_job_get_repaired:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the job that failed before and is tried again after @self
 */
InnJob *
inn_job_get_repaired (InnJob *self)
{
  return self->repaired;
}

/**
 * inn_job_get_advice:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what is known of its failure
 */
const InnAdvice *
inn_job_get_advice (InnJob *self)
{
  return self->advice;
}

/**
 * inn_job_to_variant:
 * @self: a job that has ended
 *
 * Returns: (transfer floating): what is kept of it for the next start
 */
GVariant *
inn_job_to_variant (InnJob *self)
{
  return g_variant_new (INN_JOB_VARIANT_TYPE, self->title, self->icon_name,
                        self->failed_title, self->virsh, self->host_name,
                        self->sentence != NULL ? self->sentence : "", (gint32) self->state,
                        self->error_text != NULL ? self->error_text : "",
                        self->error_origin != NULL ? self->error_origin : "",
                        self->started, self->ended,
                        self->group != NULL ? self->group : "");
}

/**
 * inn_job_new_from_variant:
 * @variant: of type %INN_JOB_VARIANT_TYPE
 *
 * Returns: (transfer full): an ended job of an earlier run
 */
InnJob *
inn_job_new_from_variant (GVariant *variant)
{
  InnJob *self = g_object_new (INN_TYPE_JOB, NULL);
  gint32 state;

  g_variant_get (variant, INN_JOB_VARIANT_TYPE, &self->title, &self->icon_name,
                 &self->failed_title, &self->virsh, &self->host_name, &self->sentence, &state,
                 &self->error_text, &self->error_origin, &self->started, &self->ended,
                 &self->group);

  self->state = CLAMP (state, INN_JOB_STATE_DONE, INN_JOB_STATE_CANCELLED);
  self->seen = TRUE;
  null_if_empty (&self->sentence);
  null_if_empty (&self->error_text);
  null_if_empty (&self->error_origin);
  null_if_empty (&self->group);

  return self;
}

InnVerb
inn_job_get_verb (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), INN_N_VERBS);

  return self->verb;
}

const char *
inn_job_get_title (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->title;
}

const char *
inn_job_get_icon_name (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->icon_name;
}

/**
 * inn_job_get_failed_title:
 * @self: a job
 *
 * Returns: what to call its failure: “Could not start web-2”
 */
const char *
inn_job_get_failed_title (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->failed_title;
}

/**
 * inn_job_get_group:
 * @self: a job
 *
 * Returns: (nullable): heading shared with the jobs that were begun together
 */
const char *
inn_job_get_group (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->group;
}

/**
 * inn_job_begun_with:
 * @self: a job
 * @other: a job
 *
 * Returns: whether one action of the user, on several machines, began both
 */
gboolean
inn_job_begun_with (InnJob *self,
                    InnJob *other)
{
  g_return_val_if_fail (INN_IS_JOB (self), FALSE);
  g_return_val_if_fail (INN_IS_JOB (other), FALSE);

  return self->group != NULL && self->started == other->started &&
         g_strcmp0 (self->group, other->group) == 0;
}

/**
 * inn_job_get_virsh:
 * @self: a job
 *
 * Returns: the command line that does the same; holds no secret
 */
const char *
inn_job_get_virsh (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->virsh;
}

const char *
inn_job_get_host_name (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->host_name;
}

/**
 * inn_job_get_domain:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the machine; %NULL for a job of an earlier run
 */
InnDomain *
inn_job_get_domain (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->domain;
}

InnJobState
inn_job_get_state (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), INN_JOB_STATE_FAILED);

  return self->state;
}

gboolean
inn_job_is_ended (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), TRUE);

  return self->state != INN_JOB_STATE_WAITING && self->state != INN_JOB_STATE_RUNNING;
}

/**
 * inn_job_get_progress:
 * @self: a job
 *
 * Returns: from 0 to 1; -1 if not known
 */
double
inn_job_get_progress (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), -1);

  if (self->progress.total == 0)
    return -1;

  return CLAMP ((double) self->progress.processed / self->progress.total, 0, 1);
}

/**
 * inn_job_get_sentence:
 * @self: a failed job
 *
 * Returns: (nullable): what the error means, in a plain sentence
 */
const char *
inn_job_get_sentence (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->sentence;
}

/**
 * inn_job_get_error_text:
 * @self: a failed job
 *
 * Returns: (nullable): libvirt's text, unchanged
 */
const char *
inn_job_get_error_text (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->error_text;
}

/**
 * inn_job_get_log:
 * @self: a failed job
 *
 * Returns: (nullable): the last lines that QEMU wrote for the machine, where we may read them;
 *   “error” is notified when they are there
 */
const char *
inn_job_get_log (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->log;
}

const char *
inn_job_get_error_origin (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  return self->error_origin;
}

/**
 * inn_job_get_started:
 * @self: a job
 *
 * Returns: when it was begun, in µs since 1970
 */
gint64
inn_job_get_started (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), 0);

  return self->started;
}

/**
 * inn_job_get_ended:
 * @self: a job
 *
 * Returns: when it ended, in µs since 1970; 0 while it has not
 */
gint64
inn_job_get_ended (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), 0);

  return self->ended;
}

gboolean
inn_job_get_seen (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), TRUE);

  return self->seen;
}

void
inn_job_set_seen (InnJob   *self,
                  gboolean  seen)
{
  g_return_if_fail (INN_IS_JOB (self));

  self->seen = seen;
}

/**
 * inn_job_can_retry:
 * @self: a job
 *
 * Returns: whether it did not do its work and could be tried once more
 */
gboolean
inn_job_can_retry (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), FALSE);

  return (self->state == INN_JOB_STATE_FAILED || self->state == INN_JOB_STATE_CANCELLED) &&
         self->domain != NULL && inn_verb_applies (self->verb, self->domain, NULL);
}

/**
 * inn_job_can_undo:
 * @self: a job
 *
 * Returns: whether it changed the definition of its machine, in this run of the program, and was
 *   not undone yet
 */
gboolean
inn_job_can_undo (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), FALSE);

  return self->state == INN_JOB_STATE_DONE && self->redefinition != NULL &&
         !inn_domain_is_stale (self->domain);
}

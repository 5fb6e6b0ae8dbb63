/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-job"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-lifecycle.h"
#include "inn-domain-read-log.h"
#include "inn-domain-private.h"
#include "inn-host.h"
#include "inn-job-private.h"
#include "inn-text.h"
#include "inn-virt-error.h"

/* How long a guest may take to shut down before the job says that it does not, in s. */
#define SHUT_DOWN_LIMIT 120

/* How often the progress is read, in ms. */
#define PROGRESS_INTERVAL 500

struct _InnJob
{
  GObject       parent_instance;

  InnDomain    *domain;        /* NULL for one of an earlier run */
  InnVerb       verb;
  char         *object;        /* what the verb is about, if that is not the machine */
  InnRedefinition *redefinition;   /* NULL: the verb changes no definition, or it was undone */
  InnJob       *undone;        /* the job that this one takes back */
  InnJob       *repaired;      /* the job that failed and is tried again after this one */
  char         *title;
  char         *icon_name;
  char         *failed_title;
  char         *group;
  char         *virsh;
  char         *host_name;

  InnJobState   state;
  gint64        started;       /* wall clock, µs */
  gint64        ended;
  gint64        ran_since;     /* monotonic, µs */
  InnJobProgress progress;
  char         *sentence;
  InnAdvice    *advice;        /* NULL: there is none, or it is of an earlier run */
  char         *log;           /* the end of what QEMU wrote; NULL: not known */
  char         *error_text;
  char         *error_origin;
  gboolean      seen;

  GCancellable *cancellable;
  gboolean      cancel_asked;
  guint         progress_source;
  guint         limit_source;
  gulong        domain_handler;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_FACTS,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (InnJobState, inn_job_state,
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (INN_JOB_STATE_CANCELLED, "cancelled"))

G_DEFINE_FINAL_TYPE (InnJob, inn_job, G_TYPE_OBJECT)

static void
stop_watching (InnJob *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_handle_id (&self->limit_source, g_source_remove);

  if (self->domain_handler != 0)
    g_signal_handler_disconnect (self->domain, self->domain_handler);
  self->domain_handler = 0;
}

static void
set_state (InnJob      *self,
           InnJobState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS]);
}

static void
end (InnJob      *self,
     InnJobState  state)
{
  if (inn_job_is_ended (self))
    return;

  stop_watching (self);
  self->ended = g_get_real_time ();

  if (self->domain != NULL && inn_domain_get_job (self->domain) == self)
    inn_domain_set_job (self->domain, NULL);

  set_state (self, state);
}

static void
null_if_empty (char **text)
{
  if (*text != NULL && **text == '\0')
    g_clear_pointer (text, g_free);
}

static void
log_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InnJob) self = user_data;

  /* Mostly only root may read it: then libvirt's error is all there is. */
  self->log = inn_domain_read_log_finish (INN_DOMAIN (object), result, NULL);
  null_if_empty (&self->log);

  if (self->log != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
read_log (InnJob *self)
{
  if (self->domain != NULL && (self->verb == INN_VERB_START ||
                               self->verb == INN_VERB_START_PAUSED ||
                               self->verb == INN_VERB_START_FRESH ||
                               self->verb == INN_VERB_RESTORE))
    inn_domain_read_log_async (self->domain, self->cancellable, log_read_cb, g_object_ref (self));
}

static void
fail (InnJob       *self,
      const GError *error)
{
  self->advice = inn_job_error_advise (error);
  self->sentence = self->advice != NULL ? g_strdup (self->advice->sentences)
                                        : g_strdup (inn_job_error_sentence (error));
  self->error_text = g_strdup (inn_virt_error_get_text (error));
  self->error_origin = inn_virt_error_dup_origin (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  read_log (self);
  end (self, INN_JOB_STATE_FAILED);
}

static gboolean
is_shut_down (InnVerb verb)
{
  return verb == INN_VERB_SHUT_DOWN || verb == INN_VERB_SHUT_DOWN_ACPI ||
         verb == INN_VERB_SHUT_DOWN_AGENT;
}

static void
on_domain_changed_cb (InnJob *self)
{
  if (!inn_domain_is_active (self->domain) && !inn_domain_is_stale (self->domain))
    end (self, INN_JOB_STATE_DONE);
}

static gboolean
limit_reached_cb (gpointer data)
{
  InnJob *self = data;
  g_autoptr (GError) error = NULL;

  self->limit_source = 0;
  error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                       ngettext ("The guest has not shut down within %d second. It may ignore "
                                 "the request, or wait for an answer on its screen.",
                                 "The guest has not shut down within %d seconds. It may ignore "
                                 "the request, or wait for an answer on its screen.",
                                 SHUT_DOWN_LIMIT),
                       SHUT_DOWN_LIMIT);
  fail (self, error);

  return G_SOURCE_REMOVE;
}

/* The host has told the guest; the guest takes its time. */
static void
wait_for_guest (InnJob *self)
{
  self->domain_handler = g_signal_connect_object (self->domain, "changed",
                                                  G_CALLBACK (on_domain_changed_cb), self,
                                                  G_CONNECT_SWAPPED);
  self->limit_source = g_timeout_add_seconds (SHUT_DOWN_LIMIT, limit_reached_cb, self);
  on_domain_changed_cb (self);
}

/* Once is enough. */
static void
forget_undo (InnJob *self)
{
  g_clear_pointer (&self->redefinition, inn_redefinition_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS]);
}

static void
performed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (InnJob) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = inn_domain_perform_finish (INN_DOMAIN (object), result, &error);

  if (inn_job_is_ended (self))
    return;

  if (!done && (self->cancel_asked || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    end (self, INN_JOB_STATE_CANCELLED);
  else if (!done)
    fail (self, error);
  else if (is_shut_down (self->verb))
    wait_for_guest (self);
  else
    end (self, INN_JOB_STATE_DONE);

  if (done && self->undone != NULL)
    forget_undo (self->undone);
}

static void
progress_read_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (InnJob) self = user_data;
  g_autofree InnJobProgress *progress = NULL;

  progress = inn_domain_read_progress_finish (INN_DOMAIN (object), result, NULL);

  if (progress == NULL || self->state != INN_JOB_STATE_RUNNING || progress->total == 0)
    return;

  self->progress = *progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS]);
}

static gboolean
read_progress_cb (gpointer data)
{
  InnJob *self = data;

  inn_domain_read_progress_async (self->domain, self->cancellable, progress_read_cb,
                                  g_object_ref (self));

  return G_SOURCE_CONTINUE;
}

static gboolean
on_started_cb (gpointer data)
{
  InnJob *self = data;

  if (self->state != INN_JOB_STATE_WAITING)
    return G_SOURCE_REMOVE;

  self->ran_since = g_get_monotonic_time ();
  if (self->verb == INN_VERB_SAVE)
    self->progress_source = g_timeout_add (PROGRESS_INTERVAL, read_progress_cb, self);
  set_state (self, INN_JOB_STATE_RUNNING);

  return G_SOURCE_REMOVE;
}

/**
 * inn_job_start:
 * @self: a job
 *
 * Queues the action at the host.
 */
void
inn_job_start (InnJob *self)
{
  g_return_if_fail (INN_IS_JOB (self));
  g_return_if_fail (self->domain != NULL);

  inn_domain_set_job (self->domain, self);
  inn_domain_perform_async (self->domain, self->verb, self->object, self->redefinition,
                            on_started_cb, G_OBJECT (self), self->cancellable, performed_cb,
                            g_object_ref (self));
}

static void
inn_job_dispose (GObject *object)
{
  InnJob *self = INN_JOB (object);

  stop_watching (self);
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
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, inn_job_get_progress (self));
      break;
    case PROP_FACTS:
      g_value_take_string (value, inn_job_dup_facts (self));
      break;
    case PROP_ERROR:
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

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, INN_TYPE_JOB_STATE,
                                              INN_JOB_STATE_WAITING, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_FACTS] = g_param_spec_string ("facts", NULL, NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
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

static char *
dup_running_facts (InnJob *self)
{
  g_autofree char *time = inn_text_duration (g_get_monotonic_time () - self->ran_since);
  g_autofree char *of = NULL;

  if (self->domain_handler != 0)
    /* Translators: %s is how long it has taken so far */
    return g_strdup_printf (_("Waiting for the guest · %s"), time);

  if (self->progress.total == 0)
    return g_steal_pointer (&time);

  of = inn_text_memory_of (self->progress.processed / 1024, self->progress.total / 1024);

  return g_strdup_printf ("%s · %s", of, time);
}

static char *
dup_waiting_facts (InnJob *self)
{
  if (*self->host_name == '\0')
    return g_strdup (_("Waiting"));

  /* Translators: %s is the name of a host */
  return g_strdup_printf (_("After other jobs on %s"), self->host_name);
}

/**
 * inn_job_dup_facts:
 * @self: a job
 *
 * Returns: (transfer full): the line below its title
 */
char *
inn_job_dup_facts (InnJob *self)
{
  g_autofree char *time = NULL;
  double progress;

  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  time = inn_text_duration_exact (self->ended - self->started);
  progress = inn_job_get_progress (self);

  switch (self->state)
    {
    case INN_JOB_STATE_WAITING:
      return dup_waiting_facts (self);

    case INN_JOB_STATE_RUNNING:
      return dup_running_facts (self);

    case INN_JOB_STATE_DONE:
      /* Translators: %s is a duration, such as “6.2 s” */
      return g_strdup_printf (_("Done in %s"), time);

    case INN_JOB_STATE_FAILED:
      /* Translators: %s is a duration, such as “6.2 s” */
      return g_strdup_printf (_("Failed after %s"), time);

    case INN_JOB_STATE_CANCELLED:
    default:
      if (progress >= 0)
        return g_strdup_printf (_("Cancelled at %d %% by you"), (int) (progress * 100));
      return g_strdup (_("Cancelled by you"));
    }
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
 * inn_job_dup_details:
 * @self: a job
 *
 * Returns: (transfer full): all that is known of it, for the clipboard
 */
char *
inn_job_dup_details (InnJob *self)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GDateTime) started = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *when = NULL;

  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  started = g_date_time_new_from_unix_local (self->started / G_USEC_PER_SEC);
  when = g_date_time_format (started, "%F %T %z");
  facts = inn_job_dup_facts (self);

  text = g_string_new (self->title);
  g_string_append_printf (text, "\n%s\n%s · %s\n", facts, self->host_name, when);
  if (self->sentence != NULL)
    g_string_append_printf (text, "%s\n", self->sentence);
  if (self->error_text != NULL)
    g_string_append_printf (text, "%s\n", self->error_text);
  if (self->error_origin != NULL)
    g_string_append_printf (text, "%s\n", self->error_origin);
  g_string_append_printf (text, "%s\n", self->virsh);
  if (self->log != NULL)
    g_string_append_printf (text, "\n%s\n", self->log);

  return g_string_free (g_steal_pointer (&text), FALSE);
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
 * inn_job_can_cancel:
 * @self: a job
 *
 * Returns: whether cancelling it would do something
 */
gboolean
inn_job_can_cancel (InnJob *self)
{
  g_return_val_if_fail (INN_IS_JOB (self), FALSE);

  if (self->state == INN_JOB_STATE_WAITING)
    return TRUE;

  return self->state == INN_JOB_STATE_RUNNING &&
         (self->domain_handler != 0 ||
          (self->verb == INN_VERB_SAVE && inn_domain_can_abort_job (self->domain)));
}

/**
 * inn_job_cancel:
 * @self: a job that can be cancelled
 *
 * One that waits is taken from the queue; a save is ended at the host; a shutdown is
 * only waited for no longer, since the guest cannot be asked to stay.
 */
void
inn_job_cancel (InnJob *self)
{
  g_return_if_fail (INN_IS_JOB (self));

  if (!inn_job_can_cancel (self))
    return;

  self->cancel_asked = TRUE;

  if (self->state == INN_JOB_STATE_WAITING)
    g_cancellable_cancel (self->cancellable);
  else if (self->verb == INN_VERB_SAVE)
    inn_domain_abort_job (self->domain);
  else
    end (self, INN_JOB_STATE_CANCELLED);
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

/**
 * inn_job_dup_done_text:
 * @self: a job
 *
 * Returns: (transfer full) (nullable): what to say when it is done; %NULL where that is seen
 */
char *
inn_job_dup_done_text (InnJob *self)
{
  const char *done;

  g_return_val_if_fail (INN_IS_JOB (self), NULL);

  done = self->domain != NULL ? inn_verb_get_info (self->verb)->done : NULL;

  return done != NULL ? inn_verb_dup_text (_(done), inn_domain_get_name (self->domain)) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <math.h>

#include "inn-domain-private.h"
#include "inn-domain-state.h"
#include "inn-host-private.h"
#include "inn-job.h"
#include "inn-os-name.h"
#include "inn-sampler-private.h"

enum {
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[INN_DOMAIN_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnDomain, inn_domain, G_TYPE_OBJECT)

static const char * const no_tags[] = { NULL };

void
inn_domain_notify (InnDomain *self,
                   int        prop)
{
  self->changed = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

void
inn_domain_emit_changed (InnDomain *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
inn_domain_dispose (GObject *object)
{
  InnDomain *self = INN_DOMAIN (object);

  /* The host took the handle back when its connection closed, so that this
   * never drops the last reference to a connection. */
  g_clear_pointer (&self->handle, inn_virt_domain_unref);
  g_clear_object (&self->job);
  g_clear_object (&self->stats);

  G_OBJECT_CLASS (inn_domain_parent_class)->dispose (object);
}

static void
inn_domain_finalize (GObject *object)
{
  InnDomain *self = INN_DOMAIN (object);

  g_free (self->name);
  g_free (self->name_key);
  g_free (self->title);
  g_free (self->description);
  g_free (self->os_id);
  g_free (self->os_name);
  g_strfreev (self->tags);
  g_strfreev (self->local_tags);
  g_rc_box_release (self->link);

  G_OBJECT_CLASS (inn_domain_parent_class)->finalize (object);
}

static void
inn_domain_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  InnDomain *self = INN_DOMAIN (object);

  switch (prop_id)
    {
    case INN_DOMAIN_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case INN_DOMAIN_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case INN_DOMAIN_PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case INN_DOMAIN_PROP_OS_ID:
      g_value_set_string (value, self->os_id);
      break;
    case INN_DOMAIN_PROP_STATE:
      g_value_set_enum (value, inn_domain_get_state (self));
      break;
    case INN_DOMAIN_PROP_ID:
      g_value_set_int (value, self->id);
      break;
    case INN_DOMAIN_PROP_VCPUS:
      g_value_set_uint (value, self->vcpus);
      break;
    case INN_DOMAIN_PROP_MEMORY_KIB:
      g_value_set_uint64 (value, self->memory_kib);
      break;
    case INN_DOMAIN_PROP_PERSISTENT:
      g_value_set_boolean (value, self->persistent);
      break;
    case INN_DOMAIN_PROP_AUTOSTART:
      g_value_set_boolean (value, self->autostart);
      break;
    case INN_DOMAIN_PROP_MANAGED_SAVE:
      g_value_set_boolean (value, self->managed_save);
      break;
    case INN_DOMAIN_PROP_TAGS:
      g_value_set_boxed (value, inn_domain_get_tags (self));
      break;
    case INN_DOMAIN_PROP_DETAILS_KNOWN:
      g_value_set_boolean (value, self->details_known);
      break;
    case INN_DOMAIN_PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_string (GObjectClass *object_class,
                guint         prop,
                const char   *name)
{
  properties[prop] = g_param_spec_string (name, NULL, NULL, NULL,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_boolean (GObjectClass *object_class,
                 guint         prop,
                 const char   *name)
{
  properties[prop] = g_param_spec_boolean (name, NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
inn_domain_class_init (InnDomainClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_domain_dispose;
  object_class->finalize = inn_domain_finalize;
  object_class->get_property = inn_domain_get_property;

  install_string (object_class, INN_DOMAIN_PROP_NAME, "name");
  install_string (object_class, INN_DOMAIN_PROP_TITLE, "title");
  install_string (object_class, INN_DOMAIN_PROP_DESCRIPTION, "description");
  install_string (object_class, INN_DOMAIN_PROP_OS_ID, "os-id");
  install_boolean (object_class, INN_DOMAIN_PROP_PERSISTENT, "persistent");
  install_boolean (object_class, INN_DOMAIN_PROP_AUTOSTART, "autostart");
  install_boolean (object_class, INN_DOMAIN_PROP_MANAGED_SAVE, "managed-save");
  install_boolean (object_class, INN_DOMAIN_PROP_DETAILS_KNOWN, "details-known");

  properties[INN_DOMAIN_PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, INN_TYPE_DOMAIN_STATE, INN_DOMAIN_STATE_UNKNOWN,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[INN_DOMAIN_PROP_ID] =
    g_param_spec_int ("id", NULL, NULL, -1, G_MAXINT, -1,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[INN_DOMAIN_PROP_VCPUS] =
    g_param_spec_uint ("vcpus", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[INN_DOMAIN_PROP_MEMORY_KIB] =
    g_param_spec_uint64 ("memory-kib", NULL, NULL, 0, G_MAXUINT64, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[INN_DOMAIN_PROP_TAGS] =
    g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[INN_DOMAIN_PROP_JOB] =
    g_param_spec_object ("job", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, INN_DOMAIN_N_PROPS, properties);

  /**
   * InnDomain::changed:
   *
   * Something a row or page shows is different now; once per refresh.
   */
  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_DOMAIN, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_domain_init (InnDomain *self)
{
  self->id = -1;
}

/**
 * inn_domain_new:
 * @link: the way to the host
 * @uuid: canonical text form, the identity of the domain on its host
 */
InnDomain *
inn_domain_new (InnHostLink *link,
                const char  *uuid)
{
  InnDomain *self = g_object_new (INN_TYPE_DOMAIN, NULL);

  self->link = g_rc_box_acquire (link);
  g_strlcpy (self->uuid, uuid, sizeof self->uuid);

  return self;
}

/**
 * inn_domain_get_over_limits:
 * @self: a domain
 *
 * Returns: a bit per InnLimit, set while the machine does more than the user expects
 */
guint
inn_domain_get_over_limits (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->over_limits;
}

/* The XML changed on the host: what came from it is read again. */
void
inn_domain_forget_details (InnDomain *self)
{
  self->details_known = FALSE;
}

/**
 * inn_domain_get_handle:
 * @self: a domain
 *
 * Returns: (transfer none) (nullable): the handle of the control connection; use
 *   it only in the worker of that lane
 */
virDomainPtr
inn_domain_get_handle (InnDomain *self)
{
  return self->handle;
}

virDomainPtr
inn_domain_steal_handle (InnDomain *self)
{
  return g_steal_pointer (&self->handle);
}

guint
inn_domain_get_position (InnDomain *self)
{
  return self->position;
}

void
inn_domain_set_position (InnDomain *self,
                         guint      position)
{
  self->position = position;
}

/**
 * inn_domain_get_host:
 * @self: a domain
 *
 * Returns: (transfer none) (nullable): the host, %NULL once it was removed
 */
InnHost *
inn_domain_get_host (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->link->host;
}

const char *
inn_domain_get_uuid (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->uuid;
}

const char *
inn_domain_get_name (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->name;
}

/**
 * inn_domain_get_name_key:
 * @self: a domain
 *
 * Returns: what strcmp() sorts naturally: “web-9” before “web-10”
 */
const char *
inn_domain_get_name_key (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->name_key;
}

const char *
inn_domain_get_title (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->title;
}

const char *
inn_domain_get_description (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->description;
}

const char *
inn_domain_get_os_id (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->os_id;
}

const char *
inn_domain_get_os_name (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->os_name;
}

/**
 * inn_domain_get_state:
 * @self: a domain
 *
 * Returns: the state now; %INN_DOMAIN_STATE_UNKNOWN while the host is not connected
 */
InnDomainState
inn_domain_get_state (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), INN_DOMAIN_STATE_UNKNOWN);

  return self->stale ? INN_DOMAIN_STATE_UNKNOWN : inn_domain_get_last_state (self);
}

/**
 * inn_domain_get_last_state:
 * @self: a domain
 *
 * Returns: the last state that was known, however old
 */
InnDomainState
inn_domain_get_last_state (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), INN_DOMAIN_STATE_UNKNOWN);

  return inn_domain_state_fold (self->raw_state, self->raw_reason, self->managed_save);
}

/**
 * inn_domain_dup_state_reason:
 * @self: a domain
 *
 * Returns: (transfer full) (nullable): why it is in its state, where that tells more
 */
char *
inn_domain_dup_state_reason (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return g_strdup (inn_domain_state_get_reason (self->raw_state, self->raw_reason));
}

/**
 * inn_domain_get_state_since:
 * @self: a domain
 *
 * Returns: when it came into its state, in µs since 1970; 0 if nobody saw that
 */
gint64
inn_domain_get_state_since (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->state_since;
}

/**
 * inn_domain_dup_ending:
 * @self: a domain that is not active
 *
 * Returns: (transfer full): a sentence that says why it does not run
 */
char *
inn_domain_dup_ending (InnDomain *self)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  text = g_string_new (inn_domain_state_get_ending (self->raw_state, self->raw_reason,
                                                    self->managed_save));
  g_string_replace (text, "%s", self->name != NULL ? self->name : "", 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * inn_domain_ended_badly:
 * @self: a domain that is not active
 *
 * Returns: whether it crashed, or did not start: its log may say why
 */
gboolean
inn_domain_ended_badly (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return inn_domain_get_last_state (self) == INN_DOMAIN_STATE_CRASHED ||
         (self->raw_state == VIR_DOMAIN_SHUTOFF &&
          self->raw_reason == VIR_DOMAIN_SHUTOFF_FAILED);
}

/**
 * inn_domain_is_active:
 * @self: a domain
 *
 * Returns: whether it was running in any way (paused and suspended included) when
 *   last heard of
 */
gboolean
inn_domain_is_active (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->raw_state != VIR_DOMAIN_NOSTATE && self->raw_state != VIR_DOMAIN_SHUTOFF &&
         !(self->raw_state == VIR_DOMAIN_CRASHED && self->id < 0);
}

gboolean
inn_domain_is_stale (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), TRUE);

  return self->stale;
}

int
inn_domain_get_id (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), -1);

  return self->id;
}

guint
inn_domain_get_vcpus (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->vcpus;
}

guint
inn_domain_get_max_vcpus (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->max_vcpus;
}

/**
 * inn_domain_get_memory_kib:
 * @self: a domain
 *
 * Returns: the memory the guest has now, in KiB; 0: not known
 */
guint64
inn_domain_get_memory_kib (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->memory_kib;
}

guint64
inn_domain_get_max_memory_kib (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->max_memory_kib;
}

/**
 * inn_domain_get_size_kib:
 * @self: a domain
 *
 * Returns: how much memory people say it has: the most it may have, or what it has now
 *   where that is not known; 0: neither is
 */
guint64
inn_domain_get_size_kib (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), 0);

  return self->max_memory_kib > 0 ? self->max_memory_kib : self->memory_kib;
}

/**
 * inn_domain_get_memory_share:
 * @self: a domain
 * @used: what INN_METRIC_MEMORY says, in bytes
 *
 * A guest that does not tell counts with all that it was given: that is not its use.
 *
 * Returns: how much of its memory it uses, 0…1; NAN: not known
 */
double
inn_domain_get_memory_share (InnDomain *self,
                             double     used)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NAN);

  return used / 1024 < self->memory_kib ? used / 1024 / inn_domain_get_size_kib (self) : NAN;
}

gboolean
inn_domain_get_persistent (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->persistent;
}

gboolean
inn_domain_get_autostart (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->autostart;
}

gboolean
inn_domain_get_managed_save (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->managed_save;
}

/**
 * inn_domain_get_tags:
 * @self: a domain
 *
 * Returns: (transfer none): its tags; those in the domain's metadata, else those in
 *   our own settings
 */
const char * const *
inn_domain_get_tags (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), no_tags);

  if (self->local_tags != NULL)
    return (const char * const *) self->local_tags;

  return self->tags != NULL ? (const char * const *) self->tags : no_tags;
}

gboolean
inn_domain_get_tags_are_local (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->local_tags != NULL;
}

gboolean
inn_domain_get_details_known (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->details_known;
}

/**
 * inn_domain_want_details:
 * @self: a domain
 *
 * Says that title, OS and description are on the screen: they are read before
 * those of other domains.
 */
void
inn_domain_want_details (InnDomain *self)
{
  g_return_if_fail (INN_IS_DOMAIN (self));

  if (!self->details_known && self->link->host != NULL)
    inn_host_want_details (self->link->host, self);
}

InnJob *
inn_domain_get_job (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->job;
}

/**
 * inn_domain_get_stats:
 * @self: a domain
 *
 * Returns: (transfer none) (nullable): what is known of its load; %NULL: there was never
 *   a value
 */
InnStats *
inn_domain_get_stats (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), NULL);

  return self->stats;
}

/**
 * inn_domain_lacks_memory_stats:
 * @self: a domain
 *
 * Returns: whether it could tell how much memory its guest uses, if the host asked it:
 *   %INN_VERB_MEMORY_STATS makes it so
 */
gboolean
inn_domain_lacks_memory_stats (InnDomain *self)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  return self->balloon_is_silent && inn_domain_is_active (self) &&
         (self->stats == NULL || isnan (inn_stats_get (self->stats, INN_METRIC_MEM_USABLE, NULL)));
}

/* For the first value. */
InnStats *
inn_domain_ensure_stats (InnDomain *self)
{
  if (self->stats == NULL)
    {
      self->stats = inn_stats_new (self->link);
      inn_stats_set_levels (self->stats, inn_sampler_get_levels ());
    }

  return self->stats;
}

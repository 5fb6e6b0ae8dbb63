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

struct _InnDomain
{
  GObject       parent_instance;

  InnHostLink  *link;
  char          uuid[VIR_UUID_STRING_BUFLEN];
  guint         position;       /* in the list of the host */
  virDomainPtr  handle;         /* of the control connection; NULL while there is none */

  char         *name;
  char         *name_key;
  char         *title;
  char         *description;
  char         *os_id;
  char         *os_name;
  char        **tags;
  char        **local_tags;

  int           id;
  int           raw_state;
  int           raw_reason;
  guint         vcpus;
  guint         max_vcpus;
  guint64       memory_kib;
  guint64       max_memory_kib;

  guint         stale : 1;
  guint         persistent : 1;
  guint         autostart : 1;
  guint         managed_save : 1;
  guint         details_known : 1;
  guint         balloon_is_silent : 1;
  guint         changed : 1;    /* collected by the notify helpers */

  InnDomainState shown_state;   /* what "state" was last notified as */
  InnJob       *job;
  InnStats     *stats;          /* NULL: there was never a value */
  guint         over_limits;    /* bits, see InnLimit */
};

enum {
  PROP_0,
  PROP_NAME,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_OS_ID,
  PROP_STATE,
  PROP_ID,
  PROP_VCPUS,
  PROP_MEMORY_KIB,
  PROP_PERSISTENT,
  PROP_AUTOSTART,
  PROP_MANAGED_SAVE,
  PROP_TAGS,
  PROP_DETAILS_KNOWN,
  PROP_JOB,
  N_PROPS
};

enum {
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnDomain, inn_domain, G_TYPE_OBJECT)

static const char * const no_tags[] = { NULL };

static void
notify (InnDomain *self,
        int        prop)
{
  self->changed = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
update_string (InnDomain   *self,
               char       **field,
               const char  *value,
               int          prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  notify (self, prop);
}

static void
update_state (InnDomain *self)
{
  InnDomainState state = inn_domain_get_state (self);

  if (state == self->shown_state)
    return;

  self->shown_state = state;
  notify (self, PROP_STATE);
}

static void
update_raw_state (InnDomain *self,
                  int        state,
                  int        reason)
{
  if (self->raw_state != state || self->raw_reason != reason)
    self->changed = TRUE;

  self->raw_state = state;
  self->raw_reason = reason;
}

static void
update_id (InnDomain *self,
           int        id)
{
  if (self->id == id)
    return;

  self->id = id;
  notify (self, PROP_ID);
}

static void
update_vcpus (InnDomain *self,
              guint      vcpus,
              guint      max_vcpus)
{
  if (self->vcpus == vcpus && self->max_vcpus == max_vcpus)
    return;

  self->vcpus = vcpus;
  self->max_vcpus = max_vcpus;
  notify (self, PROP_VCPUS);
}

static void
update_memory (InnDomain *self,
               guint64    memory_kib,
               guint64    max_memory_kib)
{
  if (self->memory_kib == memory_kib && self->max_memory_kib == max_memory_kib)
    return;

  self->memory_kib = memory_kib;
  self->max_memory_kib = max_memory_kib;
  notify (self, PROP_MEMORY_KIB);
}

static void
update_flags (InnDomain           *self,
              const InnDomainInfo *info)
{
  if (self->persistent != !!info->persistent)
    {
      self->persistent = !!info->persistent;
      notify (self, PROP_PERSISTENT);
    }

  if (self->autostart != !!info->autostart)
    {
      self->autostart = !!info->autostart;
      notify (self, PROP_AUTOSTART);
    }

  if (self->managed_save != !!info->managed_save)
    {
      self->managed_save = !!info->managed_save;
      notify (self, PROP_MANAGED_SAVE);
    }
}

static void
update_tags (InnDomain          *self,
             char             ***field,
             const char * const *tags)
{
  const char * const *old = *field != NULL ? (const char * const *) *field : no_tags;

  if (g_strv_equal (old, tags != NULL ? tags : no_tags))
    return;

  g_strfreev (*field);
  *field = g_strdupv ((char **) tags);
  notify (self, PROP_TAGS);
}

static void
begin_changes (InnDomain *self)
{
  self->changed = FALSE;
  g_object_freeze_notify (G_OBJECT (self));
}

static gboolean
end_changes (InnDomain *self)
{
  gboolean changed;

  update_state (self);
  changed = self->changed;
  g_object_thaw_notify (G_OBJECT (self));

  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);

  return changed;
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
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_OS_ID:
      g_value_set_string (value, self->os_id);
      break;
    case PROP_STATE:
      g_value_set_enum (value, inn_domain_get_state (self));
      break;
    case PROP_ID:
      g_value_set_int (value, self->id);
      break;
    case PROP_VCPUS:
      g_value_set_uint (value, self->vcpus);
      break;
    case PROP_MEMORY_KIB:
      g_value_set_uint64 (value, self->memory_kib);
      break;
    case PROP_PERSISTENT:
      g_value_set_boolean (value, self->persistent);
      break;
    case PROP_AUTOSTART:
      g_value_set_boolean (value, self->autostart);
      break;
    case PROP_MANAGED_SAVE:
      g_value_set_boolean (value, self->managed_save);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, inn_domain_get_tags (self));
      break;
    case PROP_DETAILS_KNOWN:
      g_value_set_boolean (value, self->details_known);
      break;
    case PROP_JOB:
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

  install_string (object_class, PROP_NAME, "name");
  install_string (object_class, PROP_TITLE, "title");
  install_string (object_class, PROP_DESCRIPTION, "description");
  install_string (object_class, PROP_OS_ID, "os-id");
  install_boolean (object_class, PROP_PERSISTENT, "persistent");
  install_boolean (object_class, PROP_AUTOSTART, "autostart");
  install_boolean (object_class, PROP_MANAGED_SAVE, "managed-save");
  install_boolean (object_class, PROP_DETAILS_KNOWN, "details-known");

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, INN_TYPE_DOMAIN_STATE, INN_DOMAIN_STATE_UNKNOWN,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ID] =
    g_param_spec_int ("id", NULL, NULL, -1, G_MAXINT, -1,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VCPUS] =
    g_param_spec_uint ("vcpus", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MEMORY_KIB] =
    g_param_spec_uint64 ("memory-kib", NULL, NULL, 0, G_MAXUINT64, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TAGS] =
    g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_JOB] =
    g_param_spec_object ("job", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

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
 * inn_domain_apply:
 * @self: a domain
 * @info: what the host last said about it
 *
 * Takes over what @info knows; what it does not know stays. Notifies just what
 * differs.
 *
 * Returns: whether anything changed
 */
gboolean
inn_domain_apply (InnDomain           *self,
                  const InnDomainInfo *info)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  begin_changes (self);

  if (info->handle != NULL && info->handle != self->handle)
    {
      g_clear_pointer (&self->handle, inn_virt_domain_unref);
      virDomainRef (info->handle);
      self->handle = info->handle;
    }

  if (g_strcmp0 (self->name, info->name) != 0)
    {
      g_free (self->name_key);
      self->name_key = g_strdup (info->name_key);
      update_string (self, &self->name, info->name, PROP_NAME);
    }

  update_id (self, info->id);

  if (info->known & INN_DOMAIN_KNOWS_FLAGS)
    update_flags (self, info);
  if (info->known & INN_DOMAIN_KNOWS_STATE)
    update_raw_state (self, info->state, info->reason);
  if (info->known & INN_DOMAIN_KNOWS_VCPUS)
    update_vcpus (self, info->vcpus, MAX (info->max_vcpus, info->vcpus));
  if (info->known & INN_DOMAIN_KNOWS_MEMORY)
    update_memory (self, info->memory_kib, MAX (info->max_memory_kib, info->memory_kib));

  return end_changes (self);
}

/**
 * inn_domain_apply_lifecycle:
 * @self: a domain
 * @event: a virDomainEventType
 * @detail: its detail
 * @id: the id the domain has now
 *
 * What the row shows until the refresh that follows an event has the truth.
 *
 * Returns: whether anything changed
 */
gboolean
inn_domain_apply_lifecycle (InnDomain *self,
                            int        event,
                            int        detail,
                            int        id)
{
  int state, reason;

  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  if (!inn_domain_state_from_event (event, detail, &state, &reason))
    return FALSE;

  begin_changes (self);
  update_id (self, state == VIR_DOMAIN_SHUTOFF || state == VIR_DOMAIN_CRASHED ? -1 : id);
  update_raw_state (self, state, reason);

  return end_changes (self);
}

/**
 * inn_domain_apply_gone:
 * @self: a domain that its host does not have any more
 *
 * Whoever waits for it to stop learns that it has.
 */
void
inn_domain_apply_gone (InnDomain *self)
{
  g_return_if_fail (INN_IS_DOMAIN (self));

  begin_changes (self);
  update_id (self, -1);
  update_raw_state (self, VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_UNKNOWN);
  end_changes (self);
}

/**
 * inn_domain_apply_summary:
 * @self: a domain
 * @summary: what its XML says
 *
 * vCPUs and memory count only where the bulk statistics of the host lack them.
 *
 * Returns: whether anything changed
 */
gboolean
inn_domain_apply_summary (InnDomain              *self,
                          const InnDomainSummary *summary)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  begin_changes (self);

  update_string (self, &self->title, summary->title, PROP_TITLE);
  update_string (self, &self->description, summary->description, PROP_DESCRIPTION);

  if (g_strcmp0 (self->os_id, summary->os_id) != 0)
    {
      g_free (self->os_name);
      self->os_name = summary->os_id != NULL ? inn_os_name_from_id (summary->os_id) : NULL;
      update_string (self, &self->os_id, summary->os_id, PROP_OS_ID);
    }

  update_tags (self, &self->tags, (const char * const *) summary->tags);

  if (self->balloon_is_silent != !!summary->balloon_is_silent)
    {
      self->balloon_is_silent = !!summary->balloon_is_silent;
      self->changed = TRUE;
    }

  if (self->vcpus == 0)
    update_vcpus (self, summary->vcpus, summary->max_vcpus);
  if (self->memory_kib == 0)
    update_memory (self, summary->memory_kib, summary->max_memory_kib);

  if (!self->details_known)
    {
      self->details_known = TRUE;
      notify (self, PROP_DETAILS_KNOWN);
    }

  return end_changes (self);
}

/**
 * inn_domain_set_stale:
 * @self: a domain
 * @stale: whether nobody knows how it does: its host is not connected
 *
 * Returns: whether anything changed
 */
gboolean
inn_domain_set_stale (InnDomain *self,
                      gboolean   stale)
{
  g_return_val_if_fail (INN_IS_DOMAIN (self), FALSE);

  if (self->stale == !!stale)
    return FALSE;

  begin_changes (self);
  self->stale = !!stale;
  self->changed = TRUE;

  return end_changes (self);
}

/* One domain changed by itself: its list looks at it again. */
static void
end_own_changes (InnDomain *self)
{
  if (end_changes (self) && self->link->host != NULL)
    inn_host_touch_soon (self->link->host, self);
}

/**
 * inn_domain_set_tags:
 * @self: a domain
 * @tags: the tags its metadata has now
 */
void
inn_domain_set_tags (InnDomain          *self,
                     const char * const *tags)
{
  g_return_if_fail (INN_IS_DOMAIN (self));

  begin_changes (self);
  update_tags (self, &self->tags, tags);
  end_own_changes (self);
}

/**
 * inn_domain_set_local_tags:
 * @self: a domain
 * @tags: (nullable): tags that are kept in our settings, since the host cannot
 */
void
inn_domain_set_local_tags (InnDomain          *self,
                           const char * const *tags)
{
  g_return_if_fail (INN_IS_DOMAIN (self));

  begin_changes (self);
  update_tags (self, &self->local_tags, tags != NULL && tags[0] != NULL ? tags : NULL);
  end_own_changes (self);
}

void
inn_domain_set_job (InnDomain *self,
                    InnJob    *job)
{
  g_return_if_fail (INN_IS_DOMAIN (self));

  begin_changes (self);
  if (g_set_object (&self->job, job))
    notify (self, PROP_JOB);
  end_own_changes (self);
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

void
inn_domain_set_over_limits (InnDomain *self,
                            guint      limits)
{
  g_return_if_fail (INN_IS_DOMAIN (self));

  begin_changes (self);
  self->changed |= self->over_limits != limits;
  self->over_limits = limits;
  end_own_changes (self);
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

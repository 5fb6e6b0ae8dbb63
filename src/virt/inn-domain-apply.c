/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include "inn-domain-private.h"
#include "inn-domain-state.h"
#include "inn-host-private.h"
#include "inn-os-name.h"

static const char * const no_tags[] = { NULL };

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
  inn_domain_notify (self, prop);
}

static void
update_state (InnDomain *self)
{
  InnDomainState state = inn_domain_get_state (self);

  if (state == self->shown_state)
    return;

  /* What was not known before may have been so for long. */
  self->state_since = self->shown_state != INN_DOMAIN_STATE_UNKNOWN ? g_get_real_time () : 0;
  self->shown_state = state;
  inn_domain_notify (self, INN_DOMAIN_PROP_STATE);
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
  inn_domain_notify (self, INN_DOMAIN_PROP_ID);
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
  inn_domain_notify (self, INN_DOMAIN_PROP_VCPUS);
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
  inn_domain_notify (self, INN_DOMAIN_PROP_MEMORY_KIB);
}

static void
update_flags (InnDomain           *self,
              const InnDomainInfo *info)
{
  if (self->persistent != !!info->persistent)
    {
      self->persistent = !!info->persistent;
      inn_domain_notify (self, INN_DOMAIN_PROP_PERSISTENT);
    }

  if (self->autostart != !!info->autostart)
    {
      self->autostart = !!info->autostart;
      inn_domain_notify (self, INN_DOMAIN_PROP_AUTOSTART);
    }

  if (self->managed_save != !!info->managed_save)
    {
      self->managed_save = !!info->managed_save;
      inn_domain_notify (self, INN_DOMAIN_PROP_MANAGED_SAVE);
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
  inn_domain_notify (self, INN_DOMAIN_PROP_TAGS);
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
    inn_domain_emit_changed (self);

  return changed;
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
      update_string (self, &self->name, info->name, INN_DOMAIN_PROP_NAME);
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

  update_string (self, &self->title, summary->title, INN_DOMAIN_PROP_TITLE);
  update_string (self, &self->description, summary->description, INN_DOMAIN_PROP_DESCRIPTION);

  if (g_strcmp0 (self->os_id, summary->os_id) != 0)
    {
      g_free (self->os_name);
      self->os_name = summary->os_id != NULL ? inn_os_name_from_id (summary->os_id) : NULL;
      update_string (self, &self->os_id, summary->os_id, INN_DOMAIN_PROP_OS_ID);
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
      inn_domain_notify (self, INN_DOMAIN_PROP_DETAILS_KNOWN);
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
    inn_domain_notify (self, INN_DOMAIN_PROP_JOB);
  end_own_changes (self);
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

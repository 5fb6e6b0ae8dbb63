/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-private.h"
#include "inn-sampler-private.h"
#include "inn-uri.h"
#include "inn-virt-error.h"

enum {
  AUTH_REQUESTED,
  OBJECT_EVENT,
  SAMPLED,
  N_SIGNALS
};

static GParamSpec *properties[INN_HOST_N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (InnHostState, inn_host_state,
                    G_DEFINE_ENUM_VALUE (INN_HOST_STATE_DISCONNECTED, "disconnected"),
                    G_DEFINE_ENUM_VALUE (INN_HOST_STATE_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (INN_HOST_STATE_CONNECTED, "connected"),
                    G_DEFINE_ENUM_VALUE (INN_HOST_STATE_RETRYING, "retrying"),
                    G_DEFINE_ENUM_VALUE (INN_HOST_STATE_AUTH_NEEDED, "auth-needed"),
                    G_DEFINE_ENUM_VALUE (INN_HOST_STATE_NOT_RESPONDING, "not-responding"))

G_DEFINE_FINAL_TYPE (InnHost, inn_host, G_TYPE_OBJECT)

static void
inn_host_dispose (GObject *object)
{
  InnHost *self = INN_HOST (object);

  inn_host_close_session (self);
  inn_host_forget_login (self);
  self->link->host = NULL;
  g_clear_pointer (&self->sampler, inn_sampler_free);

  G_OBJECT_CLASS (inn_host_parent_class)->dispose (object);
}

static void
inn_host_finalize (GObject *object)
{
  InnHost *self = INN_HOST (object);

  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->facts, inn_host_facts_free);
  g_clear_pointer (&self->capabilities, inn_host_capabilities_free);
  g_clear_pointer (&self->stale, g_hash_table_unref);
  g_clear_pointer (&self->passwords, g_hash_table_unref);
  g_clear_pointer (&self->parked, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->domains);
  g_rc_box_release (self->link);

  G_OBJECT_CLASS (inn_host_parent_class)->finalize (object);
}

static void
inn_host_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  InnHost *self = INN_HOST (object);

  switch (prop_id)
    {
    case INN_HOST_PROP_URI:
      g_value_set_string (value, self->uri);
      break;
    case INN_HOST_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case INN_HOST_PROP_AUTOCONNECT:
      g_value_set_boolean (value, self->autoconnect);
      break;
    case INN_HOST_PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case INN_HOST_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case INN_HOST_PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case INN_HOST_PROP_N_EXPECTED:
      g_value_set_uint (value, self->n_expected);
      break;
    case INN_HOST_PROP_N_RUNNING:
      g_value_set_uint (value, self->n_running);
      break;
    case INN_HOST_PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case INN_HOST_PROP_FACTS:
      g_value_set_pointer (value, self->facts);
      break;
    case INN_HOST_PROP_CAPABILITIES:
      g_value_set_pointer (value, self->capabilities);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  InnHost *self = INN_HOST (object);

  switch (prop_id)
    {
    case INN_HOST_PROP_URI:
      self->uri = g_value_dup_string (value);
      self->name = inn_uri_dup_default_name (self->uri);
      break;
    case INN_HOST_PROP_NAME:
      inn_host_set_name (self, g_value_get_string (value));
      break;
    case INN_HOST_PROP_AUTOCONNECT:
      inn_host_set_autoconnect (self, g_value_get_boolean (value));
      break;
    case INN_HOST_PROP_READ_ONLY:
      inn_host_set_read_only (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY;

  properties[INN_HOST_PROP_URI] =
    g_param_spec_string ("uri", NULL, NULL, NULL,
                         readable | G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY);
  properties[INN_HOST_PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, writable);
  properties[INN_HOST_PROP_AUTOCONNECT] =
    g_param_spec_boolean ("autoconnect", NULL, NULL, FALSE, writable);
  properties[INN_HOST_PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE, writable);
  properties[INN_HOST_PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, INN_TYPE_HOST_STATE,
                       INN_HOST_STATE_DISCONNECTED, readable);
  properties[INN_HOST_PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[INN_HOST_PROP_N_EXPECTED] =
    g_param_spec_uint ("n-expected", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[INN_HOST_PROP_N_RUNNING] =
    g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[INN_HOST_PROP_RETRY_AT] =
    g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[INN_HOST_PROP_FACTS] =
    g_param_spec_pointer ("facts", NULL, NULL, readable);
  properties[INN_HOST_PROP_CAPABILITIES] =
    g_param_spec_pointer ("capabilities", NULL, NULL, readable);

  g_object_class_install_properties (object_class, INN_HOST_N_PROPS, properties);
}

static void
inn_host_class_init (InnHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_host_dispose;
  object_class->finalize = inn_host_finalize;
  object_class->get_property = inn_host_get_property;
  object_class->set_property = inn_host_set_property;

  install_properties (object_class);

  /**
   * InnHost::auth-requested:
   * @request: what the host asks
   *
   * Whoever answers keeps a reference. Without a handler the request is cancelled.
   */
  signals[AUTH_REQUESTED] =
    g_signal_new ("auth-requested", INN_TYPE_HOST, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, INN_TYPE_AUTH_REQUEST);

  /**
   * InnHost::object-event:
   * @kind: an #InnHostObjectKind
   * @key: name or UUID of the object
   *
   * A network, pool, node device or secret came, went or changed its state. Lists
   * of them read themselves again.
   */
  signals[OBJECT_EVENT] =
    g_signal_new ("object-event", INN_TYPE_HOST, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  /**
   * InnHost::sampled:
   *
   * The statistics of all machines and of the host are those of one more reading, or
   * are marked as old from now on. Once per reading.
   */
  signals[SAMPLED] = g_signal_new ("sampled", INN_TYPE_HOST, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_host_init (InnHost *self)
{
  self->link = g_rc_box_new0 (InnHostLink);
  self->link->host = self;
  self->domains = inn_domain_list_new ();
  self->stale = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->passwords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parked = g_ptr_array_new_with_free_func (g_object_unref);
  self->state_since = g_get_monotonic_time ();
  self->poll_interval = INN_HOST_POLL_INTERVAL;
  g_queue_init (&self->wanted);
  self->sampler = inn_sampler_new (self);
}

/**
 * inn_host_new:
 * @uri: a libvirt URI, the identity of the host
 *
 * Returns: (transfer full): a host that is not connected
 */
InnHost *
inn_host_new (const char *uri)
{
  g_return_val_if_fail (uri != NULL, NULL);

  return g_object_new (INN_TYPE_HOST, "uri", uri, NULL);
}

void
inn_host_notify (InnHost *self,
                 int      prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/* Rows of a host that is not there any more keep their last values, marked. */
static void
mark_domains (InnHost *self)
{
  gboolean stale = self->state != INN_HOST_STATE_CONNECTED;
  gboolean changed = FALSE;

  for (guint i = 0; i < inn_domain_list_get_n (self->domains); i++)
    changed |= inn_domain_set_stale (inn_domain_list_get (self->domains, i), stale);

  if (changed)
    inn_domain_list_touch_all (self->domains);

  inn_host_count (self);
}

/**
 * inn_host_set_state:
 * @self: a host
 * @state: its state from now on
 * @error: (nullable): why
 *
 * The only place where the state of a host changes.
 */
void
inn_host_set_state (InnHost      *self,
                    InnHostState  state,
                    const GError *error)
{
  g_autoptr (GError) kept = error != NULL ? g_error_copy (error) : NULL;

  if (self->state == INN_HOST_STATE_CONNECTED)
    self->last_seen = g_get_real_time ();

  g_clear_error (&self->error);
  self->error = g_steal_pointer (&kept);

  if (self->state != state)
    {
      self->state = state;
      self->state_since = g_get_monotonic_time ();
    }

  /* While connecting again the rows stay as they are: marked. */
  if (state != INN_HOST_STATE_CONNECTING)
    mark_domains (self);

  inn_host_notify (self, INN_HOST_PROP_STATE);
}

void
inn_host_emit_auth (InnHost        *self,
                    InnAuthRequest *request)
{
  if (!g_signal_has_handler_pending (self, signals[AUTH_REQUESTED], 0, FALSE))
    {
      inn_auth_request_cancel (request);
      return;
    }

  g_signal_emit (self, signals[AUTH_REQUESTED], 0, request);
}

void
inn_host_emit_object_event (InnHost           *self,
                            InnHostObjectKind  kind,
                            const char        *key)
{
  g_signal_emit (self, signals[OBJECT_EVENT], 0, kind, key);
}

void
inn_host_emit_sampled (InnHost *self)
{
  g_signal_emit (self, signals[SAMPLED], 0);
}

const char *
inn_host_get_uri (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return self->uri;
}

const char *
inn_host_get_name (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return self->name;
}

/**
 * inn_host_set_name:
 * @self: a host
 * @name: (nullable): what the user calls it; empty: as its URI says
 */
void
inn_host_set_name (InnHost    *self,
                   const char *name)
{
  g_autofree char *value = NULL;

  g_return_if_fail (INN_IS_HOST (self));

  value = name != NULL ? g_strstrip (g_strdup (name)) : NULL;
  if (value == NULL || *value == '\0')
    {
      g_free (value);
      value = inn_uri_dup_default_name (self->uri);
    }

  if (g_strcmp0 (self->name, value) == 0)
    return;

  g_free (self->name);
  self->name = g_steal_pointer (&value);
  inn_host_notify (self, INN_HOST_PROP_NAME);
}

gboolean
inn_host_get_autoconnect (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), FALSE);

  return self->autoconnect;
}

void
inn_host_set_autoconnect (InnHost  *self,
                          gboolean  autoconnect)
{
  g_return_if_fail (INN_IS_HOST (self));

  if (self->autoconnect == !!autoconnect)
    return;

  self->autoconnect = !!autoconnect;
  inn_host_notify (self, INN_HOST_PROP_AUTOCONNECT);
}

gboolean
inn_host_get_read_only (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), FALSE);

  return self->read_only;
}

/**
 * inn_host_set_read_only:
 * @self: a host
 * @read_only: whether libvirt is asked for a connection that can change nothing
 *
 * A connection is of one kind or the other: one that is open, or is being tried, is
 * opened anew.
 */
void
inn_host_set_read_only (InnHost  *self,
                        gboolean  read_only)
{
  g_return_if_fail (INN_IS_HOST (self));

  if (self->read_only == !!read_only)
    return;

  self->read_only = !!read_only;
  inn_host_notify (self, INN_HOST_PROP_READ_ONLY);

  if (self->state != INN_HOST_STATE_DISCONNECTED)
    {
      inn_host_disconnect (self);
      inn_host_connect (self, INN_HOST_CONNECT_INTERACTIVE);
    }
}

/**
 * inn_host_get_poll_interval:
 * @self: a host
 *
 * Returns: seconds between two readings of a host without events
 */
guint
inn_host_get_poll_interval (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), INN_HOST_POLL_INTERVAL);

  return self->poll_interval;
}

/**
 * inn_host_set_poll_interval:
 * @self: a host
 * @seconds: how often a host that does not tell of changes by itself is read, at least 1
 */
void
inn_host_set_poll_interval (InnHost *self,
                            guint    seconds)
{
  g_return_if_fail (INN_IS_HOST (self));
  g_return_if_fail (seconds > 0);

  if (self->poll_interval == seconds)
    return;

  self->poll_interval = seconds;
  if (self->poll_source != 0 && !self->has_events)
    inn_host_start_polling (self);
}

gboolean
inn_host_is_local (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), FALSE);

  return inn_uri_is_local (self->uri);
}

InnHostState
inn_host_get_state (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), INN_HOST_STATE_DISCONNECTED);

  return self->state;
}

/**
 * inn_host_get_state_since:
 * @self: a host
 *
 * Returns: the monotonic time, in µs, at which its state was entered
 */
gint64
inn_host_get_state_since (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), 0);

  return self->state_since;
}

/**
 * inn_host_get_retry_at:
 * @self: a host
 *
 * Returns: the monotonic time, in µs, of the next attempt to connect; 0: none
 */
gint64
inn_host_get_retry_at (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), 0);

  return self->retry_at;
}

/**
 * inn_host_get_last_seen:
 * @self: a host
 *
 * Returns: the time, in µs since 1970, at which it was last connected; 0: never
 */
gint64
inn_host_get_last_seen (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), 0);

  return self->state == INN_HOST_STATE_CONNECTED ? g_get_real_time () : self->last_seen;
}

/**
 * inn_host_get_error:
 * @self: a host
 *
 * Returns: (nullable): why it is not connected; libvirt's text whole
 */
const GError *
inn_host_get_error (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return self->error;
}

/**
 * inn_host_dup_short_error:
 * @self: a host
 *
 * Returns: (transfer full) (nullable): one or two words for why it is not connected
 */
char *
inn_host_dup_short_error (InnHost *self)
{
  g_autoptr (InnAdvice) advice = NULL;

  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  if (self->error == NULL)
    return NULL;

  advice = inn_virt_error_advise (self->error, self->uri);
  if (advice != NULL && advice->words != NULL)
    return g_strdup (advice->words);

  /* Translators: state of a host whose connection ended */
  return g_strdup (self->last_seen > 0 ? _("Lost") : _("Not connected"));
}

const InnHostFacts *
inn_host_get_facts (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return self->facts;
}

/**
 * inn_host_get_loaded:
 * @self: a host
 *
 * Returns: whether the first list since it was connected is complete
 */
gboolean
inn_host_get_loaded (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), FALSE);

  return self->loaded;
}

/**
 * inn_host_get_n_expected:
 * @self: a host
 *
 * Returns: how many domains the list that is being loaded has; 0: not known yet
 */
guint
inn_host_get_n_expected (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), 0);

  return self->n_expected;
}

guint
inn_host_get_n_running (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), 0);

  return self->n_running;
}

/**
 * inn_host_get_domains:
 * @self: a host
 *
 * Returns: (transfer none): a list model of #InnDomain; an item whose values change
 *   is reported as changed, so that sorters and filters look at it again
 */
GListModel *
inn_host_get_domains (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return G_LIST_MODEL (self->domains);
}

/**
 * inn_host_get_stats:
 * @self: a host
 *
 * Returns: (transfer none): what is known of the load of the host itself
 */
InnStats *
inn_host_get_stats (InnHost *self)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);

  return self->sampler->stats;
}

/**
 * inn_host_find_domain:
 * @self: a host
 * @uuid: canonical text form
 *
 * Returns: (transfer none) (nullable): the domain with that UUID
 */
InnDomain *
inn_host_find_domain (InnHost    *self,
                      const char *uuid)
{
  g_return_val_if_fail (INN_IS_HOST (self), NULL);
  g_return_val_if_fail (uuid != NULL, NULL);

  return inn_domain_list_find (self->domains, uuid);
}

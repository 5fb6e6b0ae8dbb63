/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-list"

#include "config.h"

#include "inn-host-list.h"
#include "inn-settings.h"

struct _InnHostList
{
  GObject     parent_instance;

  GSettings  *settings;
  GPtrArray  *hosts;
  GHashTable *remembered;   /* InnHost that are in the settings */
  guint       poll_interval;
};

enum
{
  PROP_0,
  PROP_POLL_INTERVAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
inn_host_list_get_item_type (GListModel *model)
{
  return INN_TYPE_HOST;
}

static guint
inn_host_list_get_n_items (GListModel *model)
{
  return INN_HOST_LIST (model)->hosts->len;
}

static gpointer
inn_host_list_get_item (GListModel *model,
                        guint       position)
{
  InnHostList *self = INN_HOST_LIST (model);

  return position < self->hosts->len ? g_object_ref (g_ptr_array_index (self->hosts, position))
                                     : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = inn_host_list_get_item_type;
  iface->get_n_items = inn_host_list_get_n_items;
  iface->get_item = inn_host_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (InnHostList, inn_host_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

typedef gboolean (*HostPredicate) (InnHost *host);

static void
save_uris (InnHostList   *self,
           const char    *key,
           HostPredicate  predicate)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;
  g_auto (GStrv) old = g_settings_get_strv (self->settings, key);

  for (guint i = 0; i < self->hosts->len; i++)
    {
      InnHost *host = g_ptr_array_index (self->hosts, i);

      if (g_hash_table_contains (self->remembered, host) &&
          (predicate == NULL || predicate (host)))
        g_strv_builder_add (builder, inn_host_get_uri (host));
    }

  uris = g_strv_builder_end (builder);

  if (!g_strv_equal ((const char * const *) uris, (const char * const *) old))
    g_settings_set_strv (self->settings, key, (const char * const *) uris);
}

static gboolean
is_connected (InnHost *host)
{
  return inn_host_get_state (host) != INN_HOST_STATE_DISCONNECTED;
}

static void
save (InnHostList *self)
{
  save_uris (self, "hosts", NULL);
  save_uris (self, "autoconnect", inn_host_get_autoconnect);
}

static void
on_autoconnect_changed_cb (InnHostList *self)
{
  save_uris (self, "autoconnect", inn_host_get_autoconnect);
}

static void
on_name_changed_cb (InnHostList *self,
                    GParamSpec  *pspec,
                    InnHost     *host)
{
  g_autoptr (GSettings) settings = NULL;

  if (!g_hash_table_contains (self->remembered, host))
    return;

  settings = inn_settings_new_for_host (inn_host_get_uri (host));
  g_settings_set_string (settings, "name", inn_host_get_name (host));
}

static void
save_read_only (InnHost *host)
{
  g_autoptr (GSettings) settings = inn_settings_new_for_host (inn_host_get_uri (host));

  g_settings_set_boolean (settings, "read-only", inn_host_get_read_only (host));
}

static void
on_read_only_changed_cb (InnHostList *self,
                         GParamSpec  *pspec,
                         InnHost     *host)
{
  if (g_hash_table_contains (self->remembered, host))
    save_read_only (host);
}

/* A host from the command line is kept once it has shown that it exists. */
static void
on_state_changed_cb (InnHostList *self,
                     GParamSpec  *pspec,
                     InnHost     *host)
{
  if (inn_host_get_state (host) == INN_HOST_STATE_CONNECTED &&
      g_hash_table_add (self->remembered, host))
    {
      save_read_only (host);
      save (self);
    }

  save_uris (self, "last-connected", is_connected);
}

static void
watch_host (InnHostList *self,
            InnHost     *host)
{
  inn_host_set_poll_interval (host, self->poll_interval);
  g_signal_connect_object (host, "notify::autoconnect", G_CALLBACK (on_autoconnect_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::name", G_CALLBACK (on_name_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::read-only", G_CALLBACK (on_read_only_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::state", G_CALLBACK (on_state_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
append_host (InnHostList *self,
             InnHost     *host)
{
  g_ptr_array_add (self->hosts, g_object_ref (host));
  watch_host (self, host);
  g_list_model_items_changed (G_LIST_MODEL (self), self->hosts->len - 1, 0, 1);
}

static void
load (InnHostList *self)
{
  g_auto (GStrv) uris = g_settings_get_strv (self->settings, "hosts");
  g_auto (GStrv) autoconnect = g_settings_get_strv (self->settings, "autoconnect");

  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (InnHost) host = NULL;
      g_autoptr (GSettings) settings = NULL;
      g_autofree char *name = NULL;

      if (*uris[i] == '\0' || inn_host_list_find (self, uris[i]) != NULL)
        continue;

      host = inn_host_new (uris[i]);
      settings = inn_settings_new_for_host (uris[i]);
      name = g_settings_get_string (settings, "name");
      inn_host_set_name (host, name);
      inn_host_set_autoconnect (host, g_strv_contains ((const char * const *) autoconnect,
                                                       uris[i]));
      inn_host_set_read_only (host, g_settings_get_boolean (settings, "read-only"));
      g_hash_table_add (self->remembered, host);
      append_host (self, host);
    }
}

static void
inn_host_list_dispose (GObject *object)
{
  InnHostList *self = INN_HOST_LIST (object);

  /* Hosts may be held elsewhere; nobody connects them any more. */
  for (guint i = 0; i < self->hosts->len; i++)
    {
      InnHost *host = g_ptr_array_index (self->hosts, i);

      g_signal_handlers_disconnect_by_data (host, self);
      inn_host_disconnect (host);
    }

  g_ptr_array_set_size (self->hosts, 0);

  G_OBJECT_CLASS (inn_host_list_parent_class)->dispose (object);
}

static void
inn_host_list_finalize (GObject *object)
{
  InnHostList *self = INN_HOST_LIST (object);

  g_clear_pointer (&self->remembered, g_hash_table_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_host_list_parent_class)->finalize (object);
}

static void
set_poll_interval (InnHostList *self,
                   guint        seconds)
{
  if (self->poll_interval == seconds)
    return;

  self->poll_interval = seconds;
  for (guint i = 0; i < self->hosts->len; i++)
    inn_host_set_poll_interval (g_ptr_array_index (self->hosts, i), seconds);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POLL_INTERVAL]);
}

static void
inn_host_list_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  InnHostList *self = INN_HOST_LIST (object);

  switch (prop_id)
    {
    case PROP_POLL_INTERVAL:
      g_value_set_uint (value, self->poll_interval);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_list_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  InnHostList *self = INN_HOST_LIST (object);

  switch (prop_id)
    {
    case PROP_POLL_INTERVAL:
      set_poll_interval (self, g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_list_class_init (InnHostListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_host_list_dispose;
  object_class->finalize = inn_host_list_finalize;
  object_class->get_property = inn_host_list_get_property;
  object_class->set_property = inn_host_list_set_property;

  /**
   * InnHostList:poll-interval:
   *
   * Seconds between two readings of a host that does not tell of changes by itself.
   */
  properties[PROP_POLL_INTERVAL] =
    g_param_spec_uint ("poll-interval", NULL, NULL, 1, G_MAXUINT, INN_HOST_POLL_INTERVAL,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inn_host_list_init (InnHostList *self)
{
  self->hosts = g_ptr_array_new_with_free_func (g_object_unref);
  self->remembered = g_hash_table_new (NULL, NULL);
  self->poll_interval = INN_HOST_POLL_INTERVAL;
}

/**
 * inn_host_list_new:
 * @settings: of the application
 *
 * Returns: (transfer full): the hosts of the settings, none connected
 */
InnHostList *
inn_host_list_new (GSettings *settings)
{
  InnHostList *self = g_object_new (INN_TYPE_HOST_LIST, NULL);

  self->settings = g_object_ref (settings);
  load (self);

  return self;
}

/**
 * inn_host_list_find:
 * @self: a list
 * @uri: a libvirt URI
 *
 * Returns: (transfer none) (nullable): the host with that URI
 */
InnHost *
inn_host_list_find (InnHostList *self,
                    const char  *uri)
{
  g_return_val_if_fail (INN_IS_HOST_LIST (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  for (guint i = 0; i < self->hosts->len; i++)
    if (g_str_equal (inn_host_get_uri (g_ptr_array_index (self->hosts, i)), uri))
      return g_ptr_array_index (self->hosts, i);

  return NULL;
}

/**
 * inn_host_list_add:
 * @self: a list
 * @uri: a libvirt URI
 * @name: (nullable): what the user calls it; %NULL: as the URI says
 * @autoconnect: whether it is connected at start
 * @remember: whether it goes into the settings now; else once it was connected
 *
 * A host with that URI that exists already is returned as it is.
 *
 * Returns: (transfer none): the host, not connected
 */
InnHost *
inn_host_list_add (InnHostList *self,
                   const char  *uri,
                   const char  *name,
                   gboolean     autoconnect,
                   gboolean     remember)
{
  g_autoptr (InnHost) host = NULL;
  InnHost *known;

  g_return_val_if_fail (INN_IS_HOST_LIST (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  if ((known = inn_host_list_find (self, uri)) != NULL)
    return known;

  host = inn_host_new (uri);
  inn_host_set_autoconnect (host, autoconnect);
  if (remember)
    g_hash_table_add (self->remembered, host);
  append_host (self, host);

  if (name != NULL)
    inn_host_set_name (host, name);
  if (remember)
    save (self);

  return host;
}

/**
 * inn_host_list_remove:
 * @self: a list
 * @host: one of its hosts
 *
 * Disconnects the host and forgets it, with what the settings keep for it.
 */
void
inn_host_list_remove (InnHostList *self,
                      InnHost     *host)
{
  guint position;

  g_return_if_fail (INN_IS_HOST_LIST (self));
  g_return_if_fail (INN_IS_HOST (host));

  if (!g_ptr_array_find (self->hosts, host, &position))
    return;

  inn_settings_forget_host (inn_host_get_uri (host));
  g_signal_handlers_disconnect_by_data (host, self);
  g_hash_table_remove (self->remembered, host);
  inn_host_disconnect (host);

  g_ptr_array_remove_index (self->hosts, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  save (self);
}

/**
 * inn_host_list_replace:
 * @self: a list
 * @host: one of its hosts
 * @uri: its new URI
 *
 * A URI is the identity of a host: with another one it is another host, which takes
 * the place, the name and the other choices of @host.
 *
 * Returns: (transfer none): the host with the new URI, not connected
 */
InnHost *
inn_host_list_replace (InnHostList *self,
                       InnHost     *host,
                       const char  *uri)
{
  g_autoptr (InnHost) old = NULL;
  g_autoptr (InnHost) new_host = NULL;
  guint position;

  g_return_val_if_fail (INN_IS_HOST_LIST (self), NULL);
  g_return_val_if_fail (g_ptr_array_find (self->hosts, host, &position), NULL);

  if (g_str_equal (inn_host_get_uri (host), uri))
    return host;

  old = g_object_ref (host);
  inn_settings_move_host (inn_host_get_uri (host), uri);
  new_host = inn_host_new (uri);
  inn_host_set_autoconnect (new_host, inn_host_get_autoconnect (host));

  inn_host_list_remove (self, host);
  g_ptr_array_insert (self->hosts, position, g_object_ref (new_host));
  g_hash_table_add (self->remembered, new_host);
  watch_host (self, new_host);
  inn_host_set_name (new_host, inn_host_get_name (old));
  inn_host_set_read_only (new_host, inn_host_get_read_only (old));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  save (self);

  return new_host;
}

/**
 * inn_host_list_move:
 * @self: a list
 * @host: one of its hosts
 * @position: where it stands from now on, in the user's own order
 */
void
inn_host_list_move (InnHostList *self,
                    InnHost     *host,
                    guint        position)
{
  guint old;

  g_return_if_fail (INN_IS_HOST_LIST (self));
  g_return_if_fail (position < self->hosts->len);

  if (!g_ptr_array_find (self->hosts, host, &old) || old == position)
    return;

  g_ptr_array_insert (self->hosts, position, g_ptr_array_steal_index (self->hosts, old));
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (old, position),
                              MAX (old, position) - MIN (old, position) + 1,
                              MAX (old, position) - MIN (old, position) + 1);
  save (self);
}

/**
 * inn_host_list_autoconnect:
 * @self: a list
 *
 * Connects the hosts that the settings name, all at once: a host that is slow or
 * down delays no other one. Questions are asked, since the user has just come.
 */
void
inn_host_list_autoconnect (InnHostList *self)
{
  g_auto (GStrv) last = NULL;
  g_autofree char *at_start = NULL;

  g_return_if_fail (INN_IS_HOST_LIST (self));

  last = g_settings_get_strv (self->settings, "last-connected");
  at_start = g_settings_get_string (self->settings, "at-start");

  for (guint i = 0; i < self->hosts->len; i++)
    {
      InnHost *host = g_ptr_array_index (self->hosts, i);
      gboolean wanted = g_str_equal (at_start, "autoconnect")
                          ? inn_host_get_autoconnect (host)
                          : g_str_equal (at_start, "last") &&
                            g_strv_contains ((const char * const *) last,
                                             inn_host_get_uri (host));

      if (wanted)
        inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
    }
}

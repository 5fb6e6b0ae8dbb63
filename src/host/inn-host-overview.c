/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-overview"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-columns-layout.h"
#include "inn-copy-button.h"
#include "inn-fact-row.h"
#include "inn-host-checks-group.h"
#include "inn-host-fact.h"
#include "inn-host-load.h"
#include "inn-host-nodes-row.h"
#include "inn-host-overview.h"
#include "inn-text.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-host-overview.ui"

/* To lay out text takes the longest. */
#define ROWS_PER_FRAME 3

struct _InnHostOverview
{
  AdwBin               parent_instance;

  InnHost             *host;
  GSignalGroup        *host_signals;
  GCancellable        *cancellable;
  GHashTable          *fact_rows;       /* const InnHostFact * → row, borrowed */
  gboolean             loading;
  char                *error;           /* why the last reading brought nothing */
  gboolean             is_begun;
  guint                n_facts;         /* that have a row, of the table */

  /* Template */
  InnHostLoad         *load;
  GtkImage            *security_icon;
  GtkLabel            *uri_label;
  InnCopyButton       *copy_button;
  GtkSwitch           *autoconnect_switch;
  AdwPreferencesGroup *processor_group;
  AdwPreferencesGroup *versions_group;
  InnHostChecksGroup  *checks_group;
};

enum {
  PROP_0,
  PROP_HOST,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnHostOverview, inn_host_overview, ADW_TYPE_BIN)

static gboolean
is_connected (InnHostOverview *self)
{
  return inn_host_get_state (self->host) == INN_HOST_STATE_CONNECTED;
}

/*
 * What is shown
 */

static void
sync_address (InnHostOverview *self)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (self->host);
  InnSupport secure = capabilities != NULL ? capabilities->secure : INN_SUPPORT_UNKNOWN;
  const char *text = secure == INN_SUPPORT_YES ? _("Nobody can listen in to this connection")
                                               : _("This connection is not encrypted");

  gtk_widget_set_visible (GTK_WIDGET (self->security_icon), secure != INN_SUPPORT_UNKNOWN);
  gtk_image_set_from_icon_name (self->security_icon,
                                secure == INN_SUPPORT_YES ? "channel-secure-symbolic"
                                                          : "channel-insecure-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->security_icon), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->security_icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  if (secure == INN_SUPPORT_NO)
    gtk_widget_add_css_class (GTK_WIDGET (self->security_icon), "warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->security_icon), "warn");

  gtk_label_set_label (self->uri_label, inn_host_get_uri (self->host));
  inn_copy_button_set_text (self->copy_button, inn_host_get_uri (self->host));
}

static void
sync_facts (InnHostOverview *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer row;

  g_hash_table_iter_init (&iter, self->fact_rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      const InnHostFact *fact = key;
      g_autofree char *value = NULL;

      if (INN_IS_HOST_NODES_ROW (row))
        {
          inn_host_nodes_row_sync (row);
          continue;
        }

      value = fact->dup (self->host);
      inn_fact_row_set_value (row, value);
    }
}

/* Why the checks are not of now, or not there at all. */
static char *
dup_message (InnHostOverview *self)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (self->host);
  g_autofree char *time = NULL;

  if (self->loading)
    return capabilities == NULL ? g_strdup (_("Asking the host what it can do…")) : NULL;

  if (is_connected (self) && self->error == NULL && inn_host_get_read_only (self->host))
    return g_strdup (_("libvirt tells less over a read-only connection."));

  if (is_connected (self))
    return g_strdup (self->error);

  if (capabilities == NULL)
    return g_strdup (_("Not known: the host is not connected."));

  time = inn_text_time_of_day (capabilities->read_at);

  /* Translators: %s is a time of the day */
  return g_strdup_printf (_("As of %s; the host is not connected now."), time);
}

static void
sync_state (InnHostOverview *self)
{
  g_autofree char *message = dup_message (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.refresh",
                                 is_connected (self) && !self->loading);
  inn_host_checks_group_set_loading (self->checks_group, self->loading);
  inn_host_checks_group_set_message (self->checks_group, message);
}

static void
sync_checks (InnHostOverview *self)
{
  g_autoptr (GPtrArray) checks = inn_host_run_checks (self->host);

  inn_host_checks_group_set_checks (self->checks_group, checks);
}

static void
sync_all (InnHostOverview *self)
{
  sync_address (self);
  sync_facts (self);
  sync_checks (self);
  sync_state (self);
}

/*
 * Reading
 */

static void
capabilities_read_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (InnHostOverview) self = user_data;
  g_autoptr (GError) error = NULL;

  self->loading = FALSE;
  g_clear_pointer (&self->error, g_free);

  if (!inn_host_load_capabilities_finish (INN_HOST (object), result, &error))
    self->error = g_strdup (error->message);

  if (self->host != NULL)
    sync_state (self);
}

static void
load_capabilities (InnHostOverview *self)
{
  if (self->loading || !is_connected (self))
    return;

  self->loading = TRUE;
  sync_state (self);
  inn_host_load_capabilities_async (self->host, self->cancellable, capabilities_read_cb,
                                    g_object_ref (self));
}

static void
on_host_changed_cb (InnHostOverview *self,
                    GParamSpec      *pspec)
{
  if (g_str_equal (pspec->name, "state"))
    {
      sync_state (self);
      load_capabilities (self);
    }
  else if (g_str_equal (pspec->name, "facts") || g_str_equal (pspec->name, "capabilities"))
    {
      sync_all (self);
    }
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  load_capabilities (INN_HOST_OVERVIEW (widget));
}

/*
 * Construction
 */

static GtkWidget *
create_fact_row (InnHostOverview   *self,
                 const InnHostFact *fact)
{
  GtkWidget *row;

  if (g_str_equal (fact->id, "nodes"))
    return inn_host_nodes_row_new (self->host);

  row = inn_fact_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(fact->title));

  return row;
}

/* Returns: whether there are more */
static gboolean
add_next_facts (InnHostOverview *self)
{
  AdwPreferencesGroup *groups[INN_HOST_N_FACT_GROUPS] = {
    [INN_HOST_FACT_PROCESSOR] = self->processor_group,
    [INN_HOST_FACT_VERSIONS] = self->versions_group,
  };
  guint n;
  const InnHostFact *facts = inn_host_get_facts_table (&n);

  for (guint i = 0; i < ROWS_PER_FRAME && self->n_facts < n; i++)
    {
      const InnHostFact *fact = &facts[self->n_facts++];
      GtkWidget *row = create_fact_row (self, fact);

      adw_preferences_group_set_title (groups[fact->group],
                                       inn_host_fact_group_get_title (fact->group));
      g_hash_table_insert (self->fact_rows, (gpointer) fact, row);
      adw_preferences_group_add (groups[fact->group], row);
    }

  sync_facts (self);

  return self->n_facts < n;
}

/* The window first, then a few rows with each frame: all of them in one would keep the main
 * loop for so long that no other window takes a key. */
static gboolean
show_next_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  InnHostOverview *self = INN_HOST_OVERVIEW (widget);

  if (!self->is_begun)
    {
      self->is_begun = TRUE;
      inn_host_load_set_host (self->load, self->host);
      return G_SOURCE_CONTINUE;
    }

  if (add_next_facts (self))
    return G_SOURCE_CONTINUE;

  sync_checks (self);
  gtk_widget_set_visible (GTK_WIDGET (self->checks_group), TRUE);
  load_capabilities (self);

  return G_SOURCE_REMOVE;
}

static void
inn_host_overview_constructed (GObject *object)
{
  InnHostOverview *self = INN_HOST_OVERVIEW (object);

  G_OBJECT_CLASS (inn_host_overview_parent_class)->constructed (object);

  /* A template test makes the page without its host. */
  if (self->host == NULL)
    return;

  g_signal_group_set_target (self->host_signals, self->host);
  g_object_bind_property (self->host, "autoconnect", self->autoconnect_switch, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  sync_address (self);
  sync_state (self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), show_next_cb, NULL, NULL);
}

static void
inn_host_overview_dispose (GObject *object)
{
  InnHostOverview *self = INN_HOST_OVERVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->host);
  g_hash_table_remove_all (self->fact_rows);

  G_OBJECT_CLASS (inn_host_overview_parent_class)->dispose (object);
}

static void
inn_host_overview_finalize (GObject *object)
{
  InnHostOverview *self = INN_HOST_OVERVIEW (object);

  g_hash_table_unref (self->fact_rows);
  g_free (self->error);

  G_OBJECT_CLASS (inn_host_overview_parent_class)->finalize (object);
}

static void
inn_host_overview_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  InnHostOverview *self = INN_HOST_OVERVIEW (object);

  switch (prop_id)
    {
    case PROP_HOST:
      g_value_set_object (value, self->host);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_host_overview_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  InnHostOverview *self = INN_HOST_OVERVIEW (object);

  switch (prop_id)
    {
    case PROP_HOST:
      self->host = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, load);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, security_icon);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, uri_label);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, copy_button);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, autoconnect_switch);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, processor_group);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, versions_group);
  gtk_widget_class_bind_template_child (widget_class, InnHostOverview, checks_group);
}

static void
inn_host_overview_class_init (InnHostOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = inn_host_overview_constructed;
  object_class->dispose = inn_host_overview_dispose;
  object_class->finalize = inn_host_overview_finalize;
  object_class->get_property = inn_host_overview_get_property;
  object_class->set_property = inn_host_overview_set_property;

  properties[PROP_HOST] =
    g_param_spec_object ("host", NULL, NULL,
                         INN_TYPE_HOST,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);

  g_type_ensure (INN_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (INN_TYPE_COPY_BUTTON);
  g_type_ensure (INN_TYPE_HOST_CHECKS_GROUP);
  g_type_ensure (INN_TYPE_HOST_LOAD);
}

static void
inn_host_overview_init (InnHostOverview *self)
{
  self->cancellable = g_cancellable_new ();
  self->fact_rows = g_hash_table_new (NULL, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify",
                                  G_CALLBACK (on_host_changed_cb), self);
}

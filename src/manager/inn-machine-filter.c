/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-filter"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-host.h"
#include "inn-machine-filter.h"
#include "inn-machine-values.h"

struct _InnMachineFilter
{
  GtkFilter  parent_instance;

  InnChoice  choice;
  InnHost   *host;
  char      *tag;
  InnQuery  *search;     /* of the saved search that is chosen */
  InnQuery  *query;      /* of the filter bar */
};

G_DEFINE_FINAL_TYPE (InnMachineFilter, inn_machine_filter, GTK_TYPE_FILTER)

static gboolean
matches_choice (InnMachineFilter *self,
                InnDomain        *domain)
{
  switch (self->choice)
    {
    case INN_CHOICE_HOST:
      return inn_domain_get_host (domain) == self->host;

    case INN_CHOICE_TAG:
      return inn_domain_get_tags (domain) != NULL
             && g_strv_contains (inn_domain_get_tags (domain), self->tag);

    case INN_CHOICE_ATTENTION:
      return inn_machine_needs_attention (domain);

    case INN_CHOICE_SEARCH:
      return inn_machine_matches (domain, self->search);

    case INN_CHOICE_ALL:
    default:
      return TRUE;
    }
}

static gboolean
inn_machine_filter_match (GtkFilter *filter,
                          gpointer   item)
{
  InnMachineFilter *self = INN_MACHINE_FILTER (filter);

  return matches_choice (self, item)
         && (self->query == NULL || inn_machine_matches (item, self->query));
}

static GtkFilterMatch
inn_machine_filter_get_strictness (GtkFilter *filter)
{
  InnMachineFilter *self = INN_MACHINE_FILTER (filter);

  return self->choice == INN_CHOICE_ALL && self->query == NULL ? GTK_FILTER_MATCH_ALL
                                                               : GTK_FILTER_MATCH_SOME;
}

static void
inn_machine_filter_finalize (GObject *object)
{
  InnMachineFilter *self = INN_MACHINE_FILTER (object);

  g_clear_object (&self->host);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->search, inn_query_free);
  g_clear_pointer (&self->query, inn_query_free);

  G_OBJECT_CLASS (inn_machine_filter_parent_class)->finalize (object);
}

static void
inn_machine_filter_class_init (InnMachineFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  object_class->finalize = inn_machine_filter_finalize;
  filter_class->match = inn_machine_filter_match;
  filter_class->get_strictness = inn_machine_filter_get_strictness;
}

static void
inn_machine_filter_init (InnMachineFilter *self)
{
}

InnMachineFilter *
inn_machine_filter_new (void)
{
  return g_object_new (INN_TYPE_MACHINE_FILTER, NULL);
}

/**
 * inn_machine_filter_set_choice:
 * @row: (nullable): the chosen row of the sidebar; %NULL: all machines
 */
void
inn_machine_filter_set_choice (InnMachineFilter *self,
                               InnSidebarRow    *row)
{
  InnHost *host = row != NULL ? inn_sidebar_row_get_host (row) : NULL;

  g_return_if_fail (INN_IS_MACHINE_FILTER (self));

  self->choice = row != NULL ? inn_sidebar_row_get_choice (row) : INN_CHOICE_ALL;
  g_set_object (&self->host, host);

  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->search, inn_query_free);
  if (self->choice == INN_CHOICE_TAG)
    self->tag = g_strdup (inn_sidebar_row_get_title (row));
  else if (self->choice == INN_CHOICE_SEARCH)
    self->search = inn_query_new (inn_sidebar_row_get_query (row));

  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * inn_machine_filter_set_query:
 * @text: the words of the filter bar
 */
void
inn_machine_filter_set_query (InnMachineFilter *self,
                              const char       *text)
{
  g_return_if_fail (INN_IS_MACHINE_FILTER (self));

  g_clear_pointer (&self->query, inn_query_free);
  if (text != NULL && *text != '\0')
    self->query = inn_query_new (text);

  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * inn_machine_filter_get_query:
 *
 * Returns: (nullable): what the filter bar says; %NULL while it is empty
 */
const InnQuery *
inn_machine_filter_get_query (InnMachineFilter *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_FILTER (self), NULL);

  return self->query;
}

/**
 * inn_machine_filter_is_live:
 *
 * Returns: whether it goes by what machines do at the moment
 */
gboolean
inn_machine_filter_is_live (InnMachineFilter *self)
{
  g_return_val_if_fail (INN_IS_MACHINE_FILTER (self), FALSE);

  return (self->query != NULL && inn_query_is_live (self->query))
         || (self->search != NULL && inn_query_is_live (self->search));
}

/**
 * inn_machine_needs_attention:
 *
 * Returns: whether @domain crashed, or stands still because of an error
 */
gboolean
inn_machine_needs_attention (InnDomain *domain)
{
  InnDomainState state = inn_domain_get_state (domain);

  return state == INN_DOMAIN_STATE_CRASHED || state == INN_DOMAIN_STATE_IO_ERROR;
}

/* Translating ten thousand times at every key press takes longer than the rest. */
static const char *
state_label (InnDomainState state)
{
  static const char *labels[INN_DOMAIN_STATE_SHUT_OFF + 1];

  g_return_val_if_fail (state < G_N_ELEMENTS (labels), NULL);

  if (labels[state] == NULL)
    labels[state] = _(inn_domain_state_get_label (state));

  return labels[state];
}

/**
 * inn_machine_matches:
 *
 * Returns: whether @domain fits all words of @query
 */
gboolean
inn_machine_matches (InnDomain      *domain,
                     const InnQuery *query)
{
  InnDomainState state = inn_domain_get_state (domain);
  InnHost *host = inn_domain_get_host (domain);
  InnQuerySubject subject = {
    .name = inn_domain_get_name (domain),
    .title = inn_domain_get_title (domain),
    .description = inn_domain_get_description (domain),
    .uuid = inn_domain_get_uuid (domain),
    .host = host != NULL ? inn_host_get_name (host) : NULL,
    .os_name = inn_domain_get_os_name (domain),
    .os_id = inn_domain_get_os_id (domain),
    .tags = inn_domain_get_tags (domain),
    .memory_kib = inn_domain_get_size_kib (domain),
    .vcpus = inn_domain_get_vcpus (domain),
    .autostart = inn_domain_get_autostart (domain),
    .persistent = inn_domain_get_persistent (domain),
    .has_job = inn_domain_get_job (domain) != NULL,
  };

  if (inn_domain_is_stale (domain))
    state = INN_DOMAIN_STATE_UNKNOWN;
  subject.state_id = inn_domain_state_get_id (state);
  subject.state_label = state_label (state);
  if (inn_query_is_live (query))
    {
      subject.cpu = inn_machine_value_get (INN_VALUE_CPU, domain);
      subject.cpu_known = !isnan (subject.cpu);
    }

  return inn_query_matches (query, &subject);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-columns"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inn-host.h"
#include "inn-job.h"
#include "inn-machine-columns.h"
#include "inn-text.h"

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_names (InnDomain *a,
               InnDomain *b)
{
  return strcmp (inn_domain_get_name_key (a), inn_domain_get_name_key (b));
}

static int
compare_hosts (InnDomain *a,
               InnDomain *b)
{
  InnHost *host_a = inn_domain_get_host (a);
  InnHost *host_b = inn_domain_get_host (b);

  if (host_a == host_b)
    return 0;

  return g_utf8_collate (inn_host_get_name (host_a), inn_host_get_name (host_b));
}

static char *
dup_host (InnDomain *domain)
{
  return g_strdup (inn_host_get_name (inn_domain_get_host (domain)));
}

/* A machine whose host is away is in no state that we know. */
static InnDomainState
shown_state (InnDomain *domain)
{
  return inn_domain_is_stale (domain) ? INN_DOMAIN_STATE_UNKNOWN : inn_domain_get_state (domain);
}

static int
compare_states (InnDomain *a,
                InnDomain *b)
{
  return COMPARE (shown_state (a), shown_state (b));
}

static gboolean
is_state_known (InnDomain *domain)
{
  return shown_state (domain) != INN_DOMAIN_STATE_UNKNOWN;
}

static char *
dup_state (InnDomain *domain)
{
  return g_strdup (inn_domain_state_get_label (shown_state (domain)));
}

static const char *
get_state_css (InnDomain *domain)
{
  switch (shown_state (domain))
    {
    case INN_DOMAIN_STATE_CRASHED:
      return "bad";

    case INN_DOMAIN_STATE_PAUSED:
    case INN_DOMAIN_STATE_IO_ERROR:
      return "warn";

    case INN_DOMAIN_STATE_UNKNOWN:
    case INN_DOMAIN_STATE_SAVED:
    case INN_DOMAIN_STATE_SHUT_OFF:
      return "sub";

    case INN_DOMAIN_STATE_RUNNING:
    case INN_DOMAIN_STATE_SUSPENDED:
    case INN_DOMAIN_STATE_STARTING:
    case INN_DOMAIN_STATE_SHUTTING_DOWN:
    default:
      return NULL;
    }
}

static int
compare_vcpus (InnDomain *a,
               InnDomain *b)
{
  return COMPARE (inn_domain_get_vcpus (a), inn_domain_get_vcpus (b));
}

static gboolean
has_vcpus (InnDomain *domain)
{
  return inn_domain_get_vcpus (domain) > 0;
}

static char *
dup_vcpus (InnDomain *domain)
{
  return g_strdup_printf ("%u", inn_domain_get_vcpus (domain));
}

static int
compare_memory (InnDomain *a,
                InnDomain *b)
{
  return COMPARE (inn_domain_get_size_kib (a), inn_domain_get_size_kib (b));
}

static gboolean
has_memory (InnDomain *domain)
{
  return inn_domain_get_size_kib (domain) > 0;
}

static char *
dup_memory (InnDomain *domain)
{
  return inn_text_memory_kib (inn_domain_get_size_kib (domain));
}

static const char *
get_size_css (InnDomain *domain)
{
  return inn_domain_is_active (domain) ? NULL : "sub";
}

static int
compare_folded (const char *a,
                const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1);
  g_autofree char *folded_b = g_utf8_casefold (b, -1);

  return strcmp (folded_a, folded_b);
}

/* Sorting compares a hundred thousand times: as long as it is ASCII, nothing is
 * copied. */
static int
compare_text (const char *a,
              const char *b)
{
  guchar one;
  guchar other;

  if (a == NULL || b == NULL)
    return COMPARE (a != NULL && *a != '\0', b != NULL && *b != '\0');

  do
    {
      one = *a++;
      other = *b++;
      if (one >= 0x80 || other >= 0x80)
        return compare_folded (a - 1, b - 1);
      one = g_ascii_tolower (one);
      other = g_ascii_tolower (other);
    }
  while (one == other && one != '\0');

  return COMPARE (one, other);
}

static int
compare_os (InnDomain *a,
            InnDomain *b)
{
  return compare_text (inn_domain_get_os_name (a), inn_domain_get_os_name (b));
}

static gboolean
has_os (InnDomain *domain)
{
  const char *name = inn_domain_get_os_name (domain);

  return name != NULL && *name != '\0';
}

static char *
dup_os (InnDomain *domain)
{
  return g_strdup (inn_domain_get_os_name (domain));
}

static int
compare_tags (InnDomain *a,
              InnDomain *b)
{
  const char * const *tags_a = inn_domain_get_tags (a);
  const char * const *tags_b = inn_domain_get_tags (b);

  for (guint i = 0; tags_a[i] != NULL && tags_b[i] != NULL; i++)
    {
      int result = compare_text (tags_a[i], tags_b[i]);

      if (result != 0)
        return result;
    }

  return COMPARE (g_strv_length ((char **) tags_a), g_strv_length ((char **) tags_b));
}

static gboolean
has_tags (InnDomain *domain)
{
  const char * const *tags = inn_domain_get_tags (domain);

  return tags != NULL && tags[0] != NULL;
}

static int
compare_descriptions (InnDomain *a,
                      InnDomain *b)
{
  return compare_text (inn_domain_get_description (a), inn_domain_get_description (b));
}

static gboolean
has_description (InnDomain *domain)
{
  const char *text = inn_domain_get_description (domain);

  return text != NULL && *text != '\0';
}

static char *
dup_description (InnDomain *domain)
{
  const char *text = inn_domain_get_description (domain);

  /* One line of it. */
  return text != NULL ? g_strdelimit (g_strdup (text), "\n\r\t", ' ') : NULL;
}

static int
compare_uuids (InnDomain *a,
               InnDomain *b)
{
  return strcmp (inn_domain_get_uuid (a), inn_domain_get_uuid (b));
}

static char *
dup_uuid (InnDomain *domain)
{
  return g_strdup (inn_domain_get_uuid (domain));
}

static gboolean
has_job (InnDomain *domain)
{
  return inn_domain_get_job (domain) != NULL;
}

static int
compare_jobs (InnDomain *a,
              InnDomain *b)
{
  return COMPARE (inn_job_get_started (inn_domain_get_job (a)),
                  inn_job_get_started (inn_domain_get_job (b)));
}

static int
compare_none (InnDomain *a,
              InnDomain *b)
{
  return 0;
}

#define VALUE_COLUMN(column_id, column_title, column_width, column_value, css, shown) \
  { .id = column_id, .title = column_title, .width = column_width, .visible = shown,   \
    .align_end = TRUE, .kind = INN_CELL_VALUE, .value = column_value, .css_class = css }

static const InnColumnInfo columns[] = {
  { .id = "name", .title = N_("Name"), .width = -1, .visible = TRUE,
    .kind = INN_CELL_NAME, .compare = compare_names },
  { .id = "host", .title = N_("Host"), .width = 110, .visible = TRUE,
    .compare = compare_hosts, .dup_text = dup_host, .css_class = "sub" },
  { .id = "state", .title = N_("State"), .width = 74, .visible = TRUE,
    .compare = compare_states, .is_known = is_state_known,
    .dup_text = dup_state, .get_css = get_state_css },
  VALUE_COLUMN ("cpu", N_("CPU"), 102, INN_VALUE_CPU, "cpu", TRUE),
  VALUE_COLUMN ("memory-use", N_("Memory"), 140, INN_VALUE_MEMORY, "mem", TRUE),
  VALUE_COLUMN ("disk", N_("Disk"), 122, INN_VALUE_DISK, "disk", TRUE),
  VALUE_COLUMN ("network", N_("Network"), 122, INN_VALUE_NET, "net", TRUE),
  VALUE_COLUMN ("host-cpu", N_("Host CPU"), 102, INN_VALUE_HOST_CPU, "cpu", FALSE),
  { .id = "vcpus", .title = N_("vCPUs"), .width = 72, .align_end = TRUE,
    .compare = compare_vcpus, .is_known = has_vcpus,
    .dup_text = dup_vcpus, .get_css = get_size_css, .css_class = "numeric" },
  { .id = "memory", .title = N_("Memory Size"), .width = 110, .align_end = TRUE,
    .compare = compare_memory, .is_known = has_memory,
    .dup_text = dup_memory, .get_css = get_size_css, .css_class = "numeric" },
  /* Translators: operating system */
  { .id = "os", .title = N_("OS"), .width = 108,
    .compare = compare_os, .is_known = has_os, .dup_text = dup_os },
  { .id = "tags", .title = N_("Tags"), .width = 126,
    .kind = INN_CELL_TAGS, .compare = compare_tags, .is_known = has_tags },
  { .id = "autostart", .title = N_("Start with Host"), .width = 60,
    .kind = INN_CELL_CHECK, .compare = compare_none, .is_known = inn_domain_get_autostart },
  { .id = "persistent", .title = N_("Persistent"), .width = 60,
    .kind = INN_CELL_CHECK, .compare = compare_none, .is_known = inn_domain_get_persistent },
  { .id = "description", .title = N_("Description"), .width = 200,
    .compare = compare_descriptions, .is_known = has_description, .dup_text = dup_description },
  { .id = "job", .title = N_("Job"), .width = 140,
    .kind = INN_CELL_JOB, .compare = compare_jobs, .is_known = has_job },
  { .id = "uuid", .title = N_("UUID"), .width = 290,
    .compare = compare_uuids, .dup_text = dup_uuid, .css_class = "mono" },
};

const InnColumnInfo *
inn_machine_columns_get (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

/**
 * inn_machine_columns_find:
 *
 * Returns: (nullable): the column with @id
 */
const InnColumnInfo *
inn_machine_columns_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_strcmp0 (columns[i].id, id) == 0)
      return &columns[i];

  return NULL;
}

/* Says which one is first if one is not known: that is last in both directions. */
static int
compare_values (const InnColumnInfo *info,
                gboolean             descending,
                InnDomain           *a,
                InnDomain           *b)
{
  double one = inn_machine_value_get (info->value, a);
  double other = inn_machine_value_get (info->value, b);

  if (isnan (one) || isnan (other))
    return isnan (one) - isnan (other);

  return descending ? COMPARE (other, one) : COMPARE (one, other);
}

static int
compare_known (const InnColumnInfo *info,
               gboolean             descending,
               InnDomain           *a,
               InnDomain           *b)
{
  gboolean knows_a = info->is_known == NULL || info->is_known (a);
  gboolean knows_b = info->is_known == NULL || info->is_known (b);

  if (knows_a != knows_b)
    return knows_a ? -1 : 1;
  if (!knows_a)
    return 0;

  return descending ? -info->compare (a, b) : info->compare (a, b);
}

/**
 * inn_machine_columns_compare:
 *
 * Compares by one column: what is not known last in both directions, what is
 * equal by name, then host and UUID, so that the order is always the same.
 */
int
inn_machine_columns_compare (const InnColumnInfo *info,
                             gboolean             descending,
                             InnDomain           *a,
                             InnDomain           *b)
{
  int result = info->value != INN_VALUE_NONE ? compare_values (info, descending, a, b)
                                             : compare_known (info, descending, a, b);

  if (result != 0)
    return result;

  if ((result = compare_names (a, b)) != 0 || (result = compare_hosts (a, b)) != 0)
    return result;

  return compare_uuids (a, b);
}

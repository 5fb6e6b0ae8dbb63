/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a query looks at, all borrowed for the time of one call and as people see
 * it: nothing has to be folded. NULL, 0, FALSE: not known. Fill one such struct
 * per machine on the stack; matching allocates nothing. */
typedef struct
{
  const char         *name;
  const char         *title;
  const char         *description;
  const char         *uuid;
  const char         *host;         /* the host's name in the sidebar */
  const char         *state_id;     /* "running", "off", … */
  const char         *state_label;  /* "Shut off", in the user's language */
  const char         *os_name;      /* "Debian 12" */
  const char         *os_id;        /* "http://debian.org/debian/12" */
  const char * const *tags;
  const char * const *macs;
  guint64             memory_kib;
  guint               vcpus;
  double              cpu;          /* % of its vCPUs, if cpu_known */
  gboolean            cpu_known;
  gboolean            autostart;
  gboolean            persistent;
  gboolean            has_job;
} InnQuerySubject;

/* A word that cannot be read, from byte start up to byte end of the text. */
typedef struct
{
  guint  start;
  guint  end;
  char  *message;
} InnQueryError;

typedef struct _InnQuery InnQuery;

InnQuery            *inn_query_new         (const char             *text);
void                 inn_query_free        (InnQuery               *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnQuery, inn_query_free)

gboolean             inn_query_is_empty    (const InnQuery         *query);
const InnQueryError *inn_query_get_errors  (const InnQuery         *query,
                                            guint                  *n_errors);
gboolean             inn_query_is_live     (const InnQuery         *query);
gboolean             inn_query_matches     (const InnQuery         *query,
                                            const InnQuerySubject  *subject);

char                *inn_query_format_word (const char             *key,
                                            const char             *value);
gboolean             inn_query_has_word    (const char             *text,
                                            const char             *word);
char                *inn_query_toggle_word (const char             *text,
                                            const char             *word);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INN_QUERY_IS,          /* ":" */
  INN_QUERY_EQUAL,
  INN_QUERY_LESS,
  INN_QUERY_LESS_EQUAL,
  INN_QUERY_MORE,
  INN_QUERY_MORE_EQUAL,
} InnQueryOperator;

/* One word of a query, such as -tag:"my lab". */
typedef struct
{
  guint             start;     /* bytes of the text */
  guint             end;
  gboolean          excluded;  /* begins with "-" */
  char             *key;       /* lower case; NULL: a free word */
  InnQueryOperator  op;
  char             *value;     /* without quotes, may be "" */
} InnQueryWord;

GPtrArray *inn_query_words_new   (const char         *text);
gboolean   inn_query_words_equal (const InnQueryWord *a,
                                  const InnQueryWord *b);

char      *inn_query_lower       (const char         *text);
gboolean   inn_query_contains    (const char         *text,
                                  const char         *lower);
gboolean   inn_query_starts_with (const char         *text,
                                  const char         *lower);
gboolean   inn_query_glob        (const char         *text,
                                  const char         *lower);

G_END_DECLS

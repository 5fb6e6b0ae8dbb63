/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-machine-values.h"

G_BEGIN_DECLS

typedef enum
{
  INN_CELL_TEXT,
  INN_CELL_NAME,   /* state, name, title, marks, tags */
  INN_CELL_CHECK,  /* a tick, by “is_known” */
  INN_CELL_TAGS,
  INN_CELL_JOB,
  INN_CELL_VALUE,  /* a graphic and a number, by “value” */
} InnCellKind;

/* One column of the machine table. Adding one is an entry in the table of
 * inn-machine-columns.c. */
typedef struct
{
  const char   *id;           /* in the settings */
  const char   *title;        /* untranslated */
  int           width;        /* pixels; -1: takes what is left */
  InnCellKind   kind;
  gboolean      visible;      /* as designed */
  gboolean      align_end;
  InnValue      value;        /* compared by it too */
  int         (*compare)     (InnDomain   *a,
                              InnDomain   *b);
  gboolean    (*is_known)    (InnDomain   *domain);  /* NULL: always; unknown ones sort last */
  char       *(*dup_text)    (InnDomain   *domain);
  const char *(*get_css)     (InnDomain   *domain);  /* NULL: no class */
  const char   *css_class;                           /* of all cells; NULL: none */
} InnColumnInfo;

const InnColumnInfo *inn_machine_columns_get     (guint                *n_columns);
const InnColumnInfo *inn_machine_columns_find    (const char           *id);
int                  inn_machine_columns_compare (const InnColumnInfo  *info,
                                                  gboolean              descending,
                                                  InnDomain            *a,
                                                  InnDomain            *b);

G_END_DECLS

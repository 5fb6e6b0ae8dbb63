/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a preferences group that shows one fact and copies it.
 * Properties: value (NULL hides the row), can-copy, monospace. */
#define INN_TYPE_FACT_ROW (inn_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (InnFactRow, inn_fact_row, INN, FACT_ROW, AdwPreferencesRow)

GtkWidget  *inn_fact_row_new           (void);

const char *inn_fact_row_get_value     (InnFactRow *self);
void        inn_fact_row_set_value     (InnFactRow *self,
                                        const char *value);
gboolean    inn_fact_row_get_can_copy  (InnFactRow *self);
void        inn_fact_row_set_can_copy  (InnFactRow *self,
                                        gboolean    can_copy);
gboolean    inn_fact_row_get_monospace (InnFactRow *self);
void        inn_fact_row_set_monospace (InnFactRow *self,
                                        gboolean    monospace);

G_END_DECLS

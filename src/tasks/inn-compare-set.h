/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

/* More lines cannot be told apart. */
#define INN_COMPARE_MAX 16

/*
 * Machines that are compared. Statistics of their hosts are collected as long as the set is there.
 * A machine keeps its place and its name when it has gone.
 *
 * Signal “changed”: there are new values, or other ones are over.
 */
#define INN_TYPE_COMPARE_SET (inn_compare_set_get_type ())
G_DECLARE_FINAL_TYPE (InnCompareSet, inn_compare_set, INN, COMPARE_SET, GObject)

InnCompareSet *inn_compare_set_new         (GListModel    *machines);

gboolean       inn_compare_set_is_of       (InnCompareSet *self,
                                            GListModel    *machines);
guint          inn_compare_set_get_n       (InnCompareSet *self);
InnDomain     *inn_compare_set_get_machine (InnCompareSet *self,
                                            guint          index);
const char    *inn_compare_set_get_label   (InnCompareSet *self,
                                            guint          index);
gint64         inn_compare_set_get_time    (InnCompareSet *self);
void           inn_compare_set_set_visible (InnCompareSet *self,
                                            gboolean       visible);

G_END_DECLS

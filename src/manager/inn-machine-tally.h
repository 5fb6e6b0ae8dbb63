/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many machines there are of each sort, counted in one pass a moment after
 * something changed; what machines do at the moment, every few seconds. Signal "changed". */
#define INN_TYPE_MACHINE_TALLY (inn_machine_tally_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineTally, inn_machine_tally, INN, MACHINE_TALLY, GObject)

InnMachineTally *inn_machine_tally_new           (GListModel         *machines,
                                                  GListModel         *hosts);

void             inn_machine_tally_set_searches  (InnMachineTally    *self,
                                                  GVariant           *searches);
void             inn_machine_tally_set_visible   (InnMachineTally    *self,
                                                  gboolean            visible);

guint            inn_machine_tally_get_attention (InnMachineTally    *self);
guint            inn_machine_tally_get_search    (InnMachineTally    *self,
                                                  guint               index);
const char * const *
                 inn_machine_tally_get_tags      (InnMachineTally    *self);
guint            inn_machine_tally_get_tag       (InnMachineTally    *self,
                                                  const char         *tag);
const char * const *
                 inn_machine_tally_get_systems   (InnMachineTally    *self);

G_END_DECLS

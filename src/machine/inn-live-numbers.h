/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-domain.h"

G_BEGIN_DECLS

/* What a machine does now, in a line: “CPU 12 %  Memory 1.3 of 4 GiB  ↓ 1.2 MB/s  ↑ 84 kB/s”. */
#define INN_TYPE_LIVE_NUMBERS (inn_live_numbers_get_type ())
G_DECLARE_FINAL_TYPE (InnLiveNumbers, inn_live_numbers, INN, LIVE_NUMBERS, GtkWidget)

GtkWidget *inn_live_numbers_new        (void);
void       inn_live_numbers_set_domain (InnLiveNumbers *self,
                                        InnDomain      *domain);

G_END_DECLS

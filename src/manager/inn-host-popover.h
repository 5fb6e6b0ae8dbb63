/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gtk/gtk.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* Why a host is not there, and what can be done about it. Follows the host while
 * it is open and closes itself once the host is connected. */
#define INN_TYPE_HOST_POPOVER (inn_host_popover_get_type ())
G_DECLARE_FINAL_TYPE (InnHostPopover, inn_host_popover, INN, HOST_POPOVER, GtkPopover)

GtkWidget *inn_host_popover_new         (void);

InnHost   *inn_host_popover_get_host    (InnHostPopover *self);
void       inn_host_popover_set_host    (InnHostPopover *self,
                                         InnHost        *host);
char      *inn_host_popover_dup_details (InnHostPopover *self);

G_END_DECLS

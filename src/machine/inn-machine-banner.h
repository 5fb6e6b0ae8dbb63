/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host.h"

G_BEGIN_DECLS

/* What matters most about a machine right now, on every page of its window:
 * one line with at most one button, or nothing at all. */
#define INN_TYPE_MACHINE_BANNER (inn_machine_banner_get_type ())
G_DECLARE_FINAL_TYPE (InnMachineBanner, inn_machine_banner, INN, MACHINE_BANNER, AdwBin)

void inn_machine_banner_set_domain (InnMachineBanner *self,
                                    InnDomain        *domain);
void inn_machine_banner_set_gone   (InnMachineBanner *self,
                                    gboolean          gone);

const char *inn_machine_banner_get_connect_label (InnHost *host);

G_END_DECLS

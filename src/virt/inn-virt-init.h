/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  inn_virt_init                (void);
char *inn_virt_dup_library_version (void);
void  inn_virt_dispose             (gpointer        data,
                                    GDestroyNotify  free_data);
void  inn_virt_finish              (guint           milliseconds);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host-list.h"
#include "inn-import.h"

G_BEGIN_DECLS

/* The hosts another program or a file knows, to be ticked. */
#define INN_TYPE_IMPORT_LIST (inn_import_list_get_type ())
G_DECLARE_FINAL_TYPE (InnImportList, inn_import_list, INN, IMPORT_LIST, AdwBin)

GtkWidget *inn_import_list_new   (InnHostList   *hosts,
                                  GPtrArray     *found);

guint      inn_import_list_apply (InnImportList *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-host-list.h"
#include "inn-job-list.h"

G_BEGIN_DECLS

#define INN_TYPE_APPLICATION (inn_application_get_type ())
G_DECLARE_FINAL_TYPE (InnApplication, inn_application, INN, APPLICATION, AdwApplication)

InnApplication *inn_application_new (void);

G_END_DECLS

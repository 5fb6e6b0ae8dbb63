/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-display-change.h"
#include "inn-verb.h"

G_BEGIN_DECLS

/* What a change of the display would do, in words and in XML, and the button that does it. */
#define INN_TYPE_DISPLAY_CHANGE_DIALOG (inn_display_change_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InnDisplayChangeDialog, inn_display_change_dialog,
                      INN, DISPLAY_CHANGE_DIALOG, AdwWindow)

void inn_display_change_dialog_open (GtkWidget              *parent,
                                     InnDomain              *domain,
                                     InnVerb                 verb,
                                     const InnDisplayChange *change);

G_END_DECLS

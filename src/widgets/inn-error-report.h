/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The one way to show an error: a toast that says what did not work, and behind
 * its button a window with libvirt's text, whole and to be copied. */
#define INN_TYPE_ERROR_REPORT (inn_error_report_get_type ())
G_DECLARE_FINAL_TYPE (InnErrorReport, inn_error_report, INN, ERROR_REPORT, AdwWindow)

void inn_error_report_show  (GtkWidget    *parent,
                             const char   *heading,
                             const char   *sentence,
                             const GError *error);
void inn_error_report_toast (GtkWidget    *widget,
                             const char   *heading,
                             const GError *error);

G_END_DECLS

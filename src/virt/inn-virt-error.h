/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-advice.h"

G_BEGIN_DECLS

/* code: a virErrorNumber. The message reads “what we were doing: libvirt's text”. */
#define INN_VIRT_ERROR (inn_virt_error_quark ())
GQuark      inn_virt_error_quark          (void);

void        inn_set_virt_error            (GError       **error,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (2, 3);

int         inn_virt_error_get_domain     (const GError  *error);
const char *inn_virt_error_get_text       (const GError  *error);
char       *inn_virt_error_dup_origin     (const GError  *error);
void        inn_virt_error_set_detail     (GError        *error,
                                           const char    *detail);
InnAdvice  *inn_virt_error_advise         (const GError  *error,
                                           const char    *uri);
gboolean    inn_virt_error_is_connection  (const GError  *error);
gboolean    inn_virt_error_is_auth        (const GError  *error);
gboolean    inn_virt_error_is_unsupported (const GError  *error);

G_END_DECLS

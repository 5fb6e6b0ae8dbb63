/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

/* An open text console of a machine: a stream of libvirt, on a connection of its own so that
 * typing waits for no other call, and a guest that does not read holds up nothing else.
 *
 * Signals: "received" (GBytes), "closed" (GError, NULL: the machine ended it; then nothing
 * more comes). */
#define INN_TYPE_TEXT_LINK (inn_text_link_get_type ())
G_DECLARE_FINAL_TYPE (InnTextLink, inn_text_link, INN, TEXT_LINK, GObject)

void         inn_text_link_open_async  (InnDomain            *domain,
                                        const char           *alias,
                                        gboolean              force,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
InnTextLink *inn_text_link_open_finish (InnDomain            *domain,
                                        GAsyncResult         *result,
                                        GError              **error);

gboolean     inn_text_link_send        (InnTextLink          *self,
                                        GBytes               *bytes);
void         inn_text_link_close       (InnTextLink          *self);

gboolean     inn_text_link_is_taken    (const GError         *error);
gboolean     inn_text_link_is_refusal  (const GError         *error);

G_END_DECLS

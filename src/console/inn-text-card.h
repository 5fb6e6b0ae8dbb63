/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

#include "inn-text-session.h"

G_BEGIN_DECLS

/* Says why a text console is not open, and what can be done. */
#define INN_TYPE_TEXT_CARD (inn_text_card_get_type ())
G_DECLARE_FINAL_TYPE (InnTextCard, inn_text_card, INN, TEXT_CARD, AdwBin)

void inn_text_card_set_session (InnTextCard    *self,
                                InnTextSession *session);
void inn_text_card_set_hint    (InnTextCard    *self,
                                const char     *hint);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-host.h"

G_BEGIN_DECLS

/* What a question of a host reads like; see InnAuthDialog. */
char     *inn_auth_words_dup_heading   (InnHost        *host,
                                        InnAuthRequest *request);
char     *inn_auth_words_dup_body      (InnHost        *host,
                                        InnAuthRequest *request);
char     *inn_auth_words_dup_detail    (InnHost        *host,
                                        InnAuthRequest *request);
char     *inn_auth_words_dup_note      (InnAuthRequest *request);
char     *inn_auth_words_dup_refusal   (InnAuthRequest *request);
char     *inn_auth_words_dup_row_title (InnAuthRequest *request,
                                        guint           index);
gboolean  inn_auth_words_is_passphrase (InnAuthRequest *request,
                                        guint           index);
guint     inn_auth_words_count_prompts (InnAuthRequest    *request,
                                        InnAuthPromptType  type);

G_END_DECLS

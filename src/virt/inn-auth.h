/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  INN_AUTH_PROMPT_USER,
  INN_AUTH_PROMPT_VISIBLE,
  INN_AUTH_PROMPT_SECRET,
} InnAuthPromptType;

/* One question of a host, asked while it is being opened. Lives on the main
 * thread; the worker that asks sleeps until it is answered or cancelled. */
#define INN_TYPE_AUTH_REQUEST (inn_auth_request_get_type ())
G_DECLARE_FINAL_TYPE (InnAuthRequest, inn_auth_request, INN, AUTH_REQUEST, GObject)

guint              inn_auth_request_get_n_prompts    (InnAuthRequest     *self);
InnAuthPromptType  inn_auth_request_get_type_of      (InnAuthRequest     *self,
                                                      guint               index);
const char        *inn_auth_request_get_prompt       (InnAuthRequest     *self,
                                                      guint               index);
const char        *inn_auth_request_get_challenge    (InnAuthRequest     *self,
                                                      guint               index);
const char        *inn_auth_request_get_default      (InnAuthRequest     *self,
                                                      guint               index);

void               inn_auth_request_answer           (InnAuthRequest     *self,
                                                      const char * const *answers);
void               inn_auth_request_cancel           (InnAuthRequest     *self);
gboolean           inn_auth_request_is_done          (InnAuthRequest     *self);

G_END_DECLS

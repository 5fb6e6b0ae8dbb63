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

typedef enum
{
  INN_AUTH_CREDENTIALS,  /* libvirt asks (SASL, libssh, ESX): any number of prompts */
  INN_AUTH_HOST_KEY,     /* ssh does not know the key of a host: no prompt, see accept_key() */
  INN_AUTH_PASSWORD,     /* ssh: one secret prompt */
  INN_AUTH_PASSPHRASE,   /* ssh: one secret prompt, for a private key */
  INN_AUTH_CODE,         /* ssh: one secret prompt in words of the host or of a token */
  INN_AUTH_TOUCH,        /* ssh: nothing to answer; done when the security key was touched */
} InnAuthKind;

/* One question of a host, asked while it is being opened. Lives on the main
 * thread; the worker that asks sleeps until it is answered or cancelled. */
#define INN_TYPE_AUTH_REQUEST (inn_auth_request_get_type ())
G_DECLARE_FINAL_TYPE (InnAuthRequest, inn_auth_request, INN, AUTH_REQUEST, GObject)

InnAuthKind        inn_auth_request_get_kind         (InnAuthRequest     *self);
guint              inn_auth_request_get_n_prompts    (InnAuthRequest     *self);
InnAuthPromptType  inn_auth_request_get_type_of      (InnAuthRequest     *self,
                                                      guint               index);
const char        *inn_auth_request_get_prompt       (InnAuthRequest     *self,
                                                      guint               index);
const char        *inn_auth_request_get_challenge    (InnAuthRequest     *self,
                                                      guint               index);
const char        *inn_auth_request_get_default      (InnAuthRequest     *self,
                                                      guint               index);

const char        *inn_auth_request_get_user         (InnAuthRequest     *self);
const char        *inn_auth_request_get_address      (InnAuthRequest     *self);
const char        *inn_auth_request_get_key_file     (InnAuthRequest     *self);
const char        *inn_auth_request_get_key_type     (InnAuthRequest     *self);
const char        *inn_auth_request_get_fingerprint  (InnAuthRequest     *self);
const char        *inn_auth_request_get_where        (InnAuthRequest     *self);
const char        *inn_auth_request_get_known_hosts  (InnAuthRequest     *self);

gboolean           inn_auth_request_get_again        (InnAuthRequest     *self);
guint              inn_auth_request_get_tries_left   (InnAuthRequest     *self);
const char        *inn_auth_request_get_secret_id    (InnAuthRequest     *self);
void               inn_auth_request_set_remember     (InnAuthRequest     *self,
                                                      gboolean            remember);
gboolean           inn_auth_request_get_remember     (InnAuthRequest     *self);

void               inn_auth_request_accept_key       (InnAuthRequest     *self,
                                                      gboolean            store);
void               inn_auth_request_answer           (InnAuthRequest     *self,
                                                      const char * const *answers);
void               inn_auth_request_cancel           (InnAuthRequest     *self);
gboolean           inn_auth_request_is_done          (InnAuthRequest     *self);

G_END_DECLS

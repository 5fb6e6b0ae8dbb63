/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain.h"

G_BEGIN_DECLS

typedef enum
{
  INN_TEXT_IDLE,      /* nobody wants to see anything */
  INN_TEXT_OPENING,
  INN_TEXT_OPEN,
  INN_TEXT_TAKEN,     /* somebody else has it; opened by itself when they leave */
  INN_TEXT_REFUSED,   /* cannot be opened; tried again when the machine starts anew */
  INN_TEXT_LOST,      /* is tried again at retry-at */
} InnTextState;

/* Keeps a machine's text console open: opens it, and again when it was lost.
 *
 * Signals: "changed" (state, error), "received" (GBytes). */
#define INN_TYPE_TEXT_SESSION (inn_text_session_get_type ())
G_DECLARE_FINAL_TYPE (InnTextSession, inn_text_session, INN, TEXT_SESSION, GObject)

InnTextSession *inn_text_session_new          (void);
void            inn_text_session_start        (InnTextSession *self,
                                               InnDomain      *domain,
                                               const char     *alias);
void            inn_text_session_stop         (InnTextSession *self);
void            inn_text_session_retry        (InnTextSession *self);
void            inn_text_session_take_over    (InnTextSession *self);
gboolean        inn_text_session_send         (InnTextSession *self,
                                               GBytes         *bytes);

InnTextState    inn_text_session_get_state    (InnTextSession *self);
const GError   *inn_text_session_get_error    (InnTextSession *self);
guint           inn_text_session_get_attempts (InnTextSession *self);
gint64          inn_text_session_get_retry_at (InnTextSession *self);
gint64          inn_text_session_get_lost_at  (InnTextSession *self);

G_END_DECLS

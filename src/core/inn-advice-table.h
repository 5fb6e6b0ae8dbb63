/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-advice.h"
#include "inn-ssh-refusal.h"

G_BEGIN_DECLS

/* One kind of error. The first entry that fits counts, so special ones stand before general. */
typedef struct
{
  const char    *pattern;    /* regular expression; its group is the object. NULL: refusal */
  const char    *transport;  /* part of “+ssh”, “+tls”…; NULL: any */
  const char    *words;      /* untranslated, here and below; NULL: not of a connection */
  const char    *cause;      /* a sentence; one %s for the object */
  const char    *help;       /* what to do, the same way; NULL: the cause says it */
  InnRemedy      remedy;
  InnSshRefusal  refusal;    /* where the pattern is NULL */
} InnAdviceEntry;

extern const InnAdviceEntry inn_advice_table[];
extern const guint inn_advice_table_n;

G_END_DECLS

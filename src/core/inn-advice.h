/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program itself can do about an error. */
typedef enum
{
  INN_REMEDY_NONE,
  INN_REMEDY_START_NETWORK,   /* “object” is its name */
  INN_REMEDY_EMULATION,       /* of the machine that was to start */
} InnRemedy;

/* What an error of libvirt, ssh or QEMU means; the error itself is always shown beside it. */
typedef struct
{
  char       *sentences;  /* the cause, then what helps, if anything does */
  const char *words;      /* the cause in one or two words; NULL: not of a connection */
  char       *object;     /* the file, network… that the error names; NULL: none */
  InnRemedy   remedy;
} InnAdvice;

InnAdvice *inn_advice_new  (const char *uri,
                            const char *text);
void       inn_advice_free (InnAdvice  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnAdvice, inn_advice_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-domain-caps.h"

G_BEGIN_DECLS

/* A change of the definition of a machine, so that its screen can be seen here. */
typedef struct
{
  char  *before;   /* the definition, indented as @after is */
  char  *after;    /* to be defined */
  char **steps;    /* what is done, translated: “Display: SPICE → VNC” */
  char **losses;   /* what is lost by it */
} InnDisplayChange;

InnDisplayChange *inn_display_change_to_vnc (const char           *xml,
                                             const InnDomainCaps  *caps,
                                             GError              **error);
InnDisplayChange *inn_display_change_add    (const char           *xml,
                                             const InnDomainCaps  *caps,
                                             GError              **error);
void              inn_display_change_free   (InnDisplayChange     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnDisplayChange, inn_display_change_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-verb.h"
#include "inn-virt.h"

G_BEGIN_DECLS

/* One change of the definition of a machine, with what undoes it. The worker that does it fills
 * it in; it is read after that has ended. Holds passwords: it is never stored. */
typedef struct _InnRedefinition InnRedefinition;

InnRedefinition *inn_redefinition_new     (InnRedefinition  *undone);
InnRedefinition *inn_redefinition_ref     (InnRedefinition  *self);
void             inn_redefinition_unref   (InnRedefinition  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnRedefinition, inn_redefinition_unref)

gboolean         inn_redefinition_perform (InnRedefinition  *self,
                                           virDomainPtr      domain,
                                           InnVerb           verb,
                                           GError          **error);

G_END_DECLS

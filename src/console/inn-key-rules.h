/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gio/gio.h>

#include "inn-key-combo.h"

G_BEGIN_DECLS

typedef enum
{
  INN_KEY_FOR_GUEST,
  INN_KEY_LEAVES,      /* gives keyboard and pointer back */
  INN_KEY_FOR_HOST,    /* stays here */
} InnKeyVerdict;

/* Which keys the guest does not get while it holds the keyboard. */
typedef struct _InnKeyRules InnKeyRules;

InnKeyRules  *inn_key_rules_new               (void);
void          inn_key_rules_free              (InnKeyRules         *self);
void          inn_key_rules_set_release       (InnKeyRules         *self,
                                               const char          *text);
void          inn_key_rules_set_host          (InnKeyRules         *self,
                                               const char * const  *texts);
void          inn_key_rules_load              (InnKeyRules         *self,
                                               GSettings           *settings);
char         *inn_key_rules_dup_release_label (InnKeyRules         *self);
InnKeyVerdict inn_key_rules_press             (InnKeyRules         *self,
                                               guint                keyval,
                                               guint                scancode);
InnKeyVerdict inn_key_rules_release           (InnKeyRules         *self,
                                               guint                scancode);
void          inn_key_rules_forget            (InnKeyRules         *self);

G_END_DECLS

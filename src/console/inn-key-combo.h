/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct
{
  guint keyval;     /* without Shift and the like */
  guint scancode;
} InnKey;

/* Keys that are pressed one after the other and are down together: “Ctrl+Alt+Delete”. */
typedef struct _InnKeyCombo InnKeyCombo;

InnKeyCombo  *inn_key_combo_new           (void);
InnKeyCombo  *inn_key_combo_parse         (const char         *text,
                                           GError            **error);
void          inn_key_combo_free          (InnKeyCombo        *self);
void          inn_key_combo_add           (InnKeyCombo        *self,
                                           guint               keyval,
                                           guint               scancode);
void          inn_key_combo_remove        (InnKeyCombo        *self,
                                           guint               scancode);
void          inn_key_combo_clear         (InnKeyCombo        *self);
guint         inn_key_combo_get_n_keys    (const InnKeyCombo  *self);
const InnKey *inn_key_combo_get_key       (const InnKeyCombo  *self,
                                           guint               index);
gboolean      inn_key_combo_has_only_modifiers (const InnKeyCombo *self);
gboolean      inn_key_combo_matches       (const InnKeyCombo  *self,
                                           const InnKeyCombo  *held);
char         *inn_key_combo_dup_text      (const InnKeyCombo  *self);
char         *inn_key_combo_dup_label     (const InnKeyCombo  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnKeyCombo, inn_key_combo_free)

G_END_DECLS

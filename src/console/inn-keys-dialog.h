/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for a combination of keys. */
#define INN_TYPE_KEYS_DIALOG (inn_keys_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InnKeysDialog, inn_keys_dialog, INN, KEYS_DIALOG, AdwWindow)

typedef struct
{
  const char *heading;
  const char *body;
  const char *confirm_label;
  const char *text;            /* what stands there at first; "" for nothing */
} InnKeysQuestion;

/* Takes what was answered, if it was. */
typedef void (*InnKeysFunc) (const char *text,
                             gpointer    user_data);

void inn_keys_dialog_ask (GtkWidget             *parent,
                          const InnKeysQuestion *question,
                          InnKeysFunc            func,
                          gpointer               user_data,
                          GDestroyNotify         destroy);

G_END_DECLS

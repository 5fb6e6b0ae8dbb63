/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-combo"

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "inn-key-combo.h"
#include "inn-key-names.h"

/* More fingers has nobody. */
#define MAX_KEYS 10

struct _InnKeyCombo
{
  InnKey keys[MAX_KEYS];
  guint  n_keys;
};

InnKeyCombo *
inn_key_combo_new (void)
{
  return g_new0 (InnKeyCombo, 1);
}

void
inn_key_combo_free (InnKeyCombo *self)
{
  g_free (self);
}

/* A name, and its scancode where that is not the one of a US keyboard: “Z@15” */
static gboolean
parse_key (const char  *text,
           InnKey      *key,
           GError     **error)
{
  const char *at = strlen (text) > 1 ? strrchr (text, '@') : NULL;
  g_autofree char *name = at != NULL ? g_strndup (text, at - text) : g_strdup (text);
  guint64 scancode = 0;

  key->keyval = inn_key_names_find_keyval (name);
  if (at == NULL)
    scancode = inn_key_names_find_scancode (key->keyval);
  else
    g_ascii_string_to_unsigned (at + 1, 16, 1, 0xff, &scancode, NULL);

  key->scancode = (guint) scancode;
  if (key->keyval != 0 && scancode != 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               key->keyval == 0 ? _("“%s” is no key.")
                                : _("A US keyboard has no key “%s”. Press it instead."), name);
  return FALSE;
}

static gboolean
parse_keys (InnKeyCombo         *self,
            const char * const  *names,
            GError             **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (names[i]));
      InnKey key;

      if (*name == '\0')
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               _("Write keys like this: Ctrl+Alt+Delete"));
          return FALSE;
        }

      if (!parse_key (name, &key, error))
        return FALSE;

      inn_key_combo_add (self, key.keyval, key.scancode);
    }

  return TRUE;
}

/**
 * inn_key_combo_parse:
 * @text: names of keys with “+” between them
 *
 * Returns: (transfer full) (nullable): %NULL with @error set: it is not understood
 */
InnKeyCombo *
inn_key_combo_parse (const char  *text,
                     GError     **error)
{
  g_autoptr (InnKeyCombo) self = inn_key_combo_new ();
  g_auto (GStrv) names = g_strsplit (text, "+", -1);

  if (names[0] == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("Write keys like this: Ctrl+Alt+Delete"));
      return NULL;
    }

  return parse_keys (self, (const char * const *) names, error) ? g_steal_pointer (&self) : NULL;
}

/* A key that is in it already is not added. */
void
inn_key_combo_add (InnKeyCombo *self,
                   guint        keyval,
                   guint        scancode)
{
  inn_key_combo_remove (self, scancode);
  if (self->n_keys < MAX_KEYS)
    self->keys[self->n_keys++] = (InnKey) { keyval, scancode };
}

void
inn_key_combo_remove (InnKeyCombo *self,
                      guint        scancode)
{
  guint n = 0;

  for (guint i = 0; i < self->n_keys; i++)
    if (self->keys[i].scancode != scancode)
      self->keys[n++] = self->keys[i];

  self->n_keys = n;
}

void
inn_key_combo_clear (InnKeyCombo *self)
{
  self->n_keys = 0;
}

guint
inn_key_combo_get_n_keys (const InnKeyCombo *self)
{
  return self->n_keys;
}

const InnKey *
inn_key_combo_get_key (const InnKeyCombo *self,
                       guint              index)
{
  g_return_val_if_fail (index < self->n_keys, NULL);

  return &self->keys[index];
}

/* The left one of a pair stands for both. */
static guint
get_left (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Control_R:
      return GDK_KEY_Control_L;

    case GDK_KEY_Alt_R:
      return GDK_KEY_Alt_L;

    case GDK_KEY_Shift_R:
      return GDK_KEY_Shift_L;

    case GDK_KEY_Super_R:
      return GDK_KEY_Super_L;

    default:
      return keyval;
    }
}

static gboolean
is_modifier (guint keyval)
{
  switch (get_left (keyval))
    {
    case GDK_KEY_Control_L:
    case GDK_KEY_Alt_L:
    case GDK_KEY_Shift_L:
    case GDK_KEY_Super_L:
    case GDK_KEY_ISO_Level3_Shift:
      return TRUE;

    default:
      return FALSE;
    }
}

gboolean
inn_key_combo_has_only_modifiers (const InnKeyCombo *self)
{
  for (guint i = 0; i < self->n_keys; i++)
    if (!is_modifier (self->keys[i].keyval))
      return FALSE;

  return self->n_keys > 0;
}

static gboolean
has_key (const InnKeyCombo *held,
         guint              keyval)
{
  for (guint i = 0; i < held->n_keys; i++)
    if (held->keys[i].keyval == keyval || get_left (held->keys[i].keyval) == keyval)
      return TRUE;

  return FALSE;
}

/**
 * inn_key_combo_matches:
 * @held: the keys that are down
 *
 * Returns: whether it is these; “Ctrl”, “Alt”, … mean the left and the right one
 */
gboolean
inn_key_combo_matches (const InnKeyCombo *self,
                       const InnKeyCombo *held)
{
  if (self->n_keys != held->n_keys)
    return FALSE;

  for (guint i = 0; i < self->n_keys; i++)
    if (!has_key (held, self->keys[i].keyval))
      return FALSE;

  return TRUE;
}

static char *
dup_names (const InnKeyCombo *self,
           gboolean           exact)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_keys; i++)
    {
      const InnKey *key = &self->keys[i];
      g_autofree char *name = inn_key_names_dup (key->keyval);

      if (i > 0)
        g_string_append_c (text, '+');
      g_string_append (text, name != NULL ? name : "?");
      if (exact && inn_key_names_find_scancode (key->keyval) != key->scancode)
        g_string_append_printf (text, "@%x", key->scancode);
    }

  return g_string_free (text, FALSE);
}

/**
 * inn_key_combo_dup_text:
 *
 * Returns: (transfer full): what inn_key_combo_parse() makes the same of
 */
char *
inn_key_combo_dup_text (const InnKeyCombo *self)
{
  return dup_names (self, TRUE);
}

/**
 * inn_key_combo_dup_label:
 *
 * Returns: (transfer full): for people
 */
char *
inn_key_combo_dup_label (const InnKeyCombo *self)
{
  return dup_names (self, FALSE);
}

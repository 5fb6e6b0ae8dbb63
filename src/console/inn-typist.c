/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-typist"

#include "config.h"

#include <string.h>

#include "inn-typist.h"
#include "inn-us-layout.h"

/* Milliseconds between a key that goes down or comes up and the next: about 40 characters a
 * second. QEMU itself waits 10, and the keyboard of a PC holds no more than 16 of them for a
 * guest that is slow. */
#define PACE 12

#define SHIFT 0x2a

/* Of characters that no key has, with the spaces between them. */
#define MOST_NAMED 20

typedef struct
{
  guint    keyval;
  guint    scancode;
  gboolean down;
} Stroke;

struct _InnTypist
{
  InnKeySender   sender;
  void         (*done) (gpointer user_data);
  gpointer       user_data;
  GArray        *strokes;
  guint          next;
  Stroke         shift;        /* the last of Shift */
  Stroke         key;          /* the last of another key */
  guint          source_id;    /* 0: nothing is being typed */
};

/**
 * inn_typist_new:
 * @sender: takes the keys
 * @done: called with @user_data when all has been typed, or was stopped
 */
InnTypist *
inn_typist_new (InnKeySender sender,
                GCallback    done,
                gpointer     user_data)
{
  InnTypist *self = g_new0 (InnTypist, 1);

  self->sender = sender;
  self->done = (void (*) (gpointer)) done;
  self->user_data = user_data;
  self->strokes = g_array_new (FALSE, FALSE, sizeof (Stroke));

  return self;
}

/* Calls nobody. */
void
inn_typist_free (InnTypist *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  g_array_unref (self->strokes);
  g_free (self);
}

static void
add (GArray   *strokes,
     guint     keyval,
     guint     scancode,
     gboolean  down)
{
  Stroke stroke = { keyval, scancode, down };

  g_array_append_val (strokes, stroke);
}

static guint
get_keyval (gunichar c)
{
  return c == '\n' ? GDK_KEY_Return : c == '\t' ? GDK_KEY_Tab : gdk_unicode_to_keyval (c);
}

/* Shift stays down from one capital letter to the next. */
static void
add_text (GArray     *strokes,
          const char *text,
          gboolean    caps_lock)
{
  gboolean shifted = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint scancode;
      gboolean shift;

      if (!inn_us_layout_find (c, &scancode, &shift))
        continue;

      if (caps_lock && c < 0x80 && g_ascii_isalpha ((char) c))
        shift = !shift;
      if (shift != shifted)
        add (strokes, GDK_KEY_Shift_L, SHIFT, shift);
      shifted = shift;
      add (strokes, get_keyval (c), scancode, TRUE);
      add (strokes, get_keyval (c), scancode, FALSE);
    }

  if (shifted)
    add (strokes, GDK_KEY_Shift_L, SHIFT, FALSE);
}

static void
end (InnTypist *self)
{
  self->source_id = 0;
  g_array_set_size (self->strokes, 0);
  self->next = 0;
  self->shift.down = FALSE;
  self->key.down = FALSE;
  self->done (self->user_data);
}

static void
strike (InnTypist *self)
{
  const Stroke *stroke = &g_array_index (self->strokes, Stroke, self->next++);

  *(stroke->scancode == SHIFT ? &self->shift : &self->key) = *stroke;
  self->sender (stroke->down, stroke->keyval, stroke->scancode, self->user_data);
}

static gboolean
on_time_cb (gpointer user_data)
{
  InnTypist *self = user_data;

  strike (self);
  if (self->next < self->strokes->len)
    return G_SOURCE_CONTINUE;

  end (self);

  return G_SOURCE_REMOVE;
}

/**
 * inn_typist_type:
 * @text: from inn_typist_prepare()
 * @caps_lock: whether it is on, so that capital letters are small
 *
 * Comes after what is still being typed.
 */
void
inn_typist_type (InnTypist  *self,
                 const char *text,
                 gboolean    caps_lock)
{
  add_text (self->strokes, text, caps_lock);

  if (self->source_id == 0 && self->strokes->len > 0)
    self->source_id = g_timeout_add (PACE, on_time_cb, self);
}

/**
 * inn_typist_stop:
 *
 * What is down comes up at once, and the rest is not typed.
 */
void
inn_typist_stop (InnTypist *self)
{
  if (self->source_id == 0)
    return;

  g_clear_handle_id (&self->source_id, g_source_remove);
  if (self->key.down)
    self->sender (FALSE, self->key.keyval, self->key.scancode, self->user_data);
  if (self->shift.down)
    self->sender (FALSE, self->shift.keyval, self->shift.scancode, self->user_data);
  end (self);
}

gboolean
inn_typist_is_busy (InnTypist *self)
{
  return self->source_id != 0;
}

/* Each character once, with spaces between them. */
static void
note_left_out (GString  *left_out,
               gunichar  c)
{
  char text[8] = "";

  g_unichar_to_utf8 (c, text);
  if (!g_unichar_isgraph (c) || strstr (left_out->str, text) != NULL ||
      g_str_has_suffix (left_out->str, "…"))
    return;

  if (g_utf8_strlen (left_out->str, -1) >= MOST_NAMED)
    g_utf8_strncpy (text, "…", 1);

  if (left_out->len > 0)
    g_string_append_c (left_out, ' ');
  g_string_append (left_out, text);
}

/**
 * inn_typist_prepare:
 * @text: from anywhere
 * @n_left_out: (out): how many of its characters no key has
 * @left_out: (out) (transfer full): which those are, for people
 *
 * Returns: (transfer full): what can be typed of @text
 */
char *
inn_typist_prepare (const char  *text,
                    guint       *n_left_out,
                    char       **left_out)
{
  GString *typed = g_string_new (NULL);
  GString *others = g_string_new (NULL);
  guint scancode;
  gboolean shift;

  *n_left_out = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* Of each end of a line one Enter is left. */
      if (c == '\r' && p[1] == '\n')
        continue;

      if (c == '\r')
        c = '\n';
      if (inn_us_layout_find (c, &scancode, &shift))
        {
          g_string_append_unichar (typed, c);
          continue;
        }

      (*n_left_out)++;
      note_left_out (others, c);
    }

  *left_out = g_string_free (others, FALSE);

  return g_string_free (typed, FALSE);
}

/**
 * inn_typist_estimate:
 * @text: from inn_typist_prepare()
 *
 * Returns: how many seconds it takes
 */
guint
inn_typist_estimate (const char *text)
{
  g_autoptr (GArray) strokes = g_array_new (FALSE, FALSE, sizeof (Stroke));

  add_text (strokes, text, FALSE);

  return strokes->len * PACE / 1000;
}

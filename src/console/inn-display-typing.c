/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-display"

#include "config.h"

#include "inn-display-private.h"

static void
on_done_cb (InnDisplay *self)
{
  inn_display_notify (self, INN_DISPLAY_TYPING);
}

void
inn_display_init_typing (InnDisplay *self)
{
  self->typist = inn_typist_new (inn_display_send_key, G_CALLBACK (on_done_cb), self);
}

/* When it is finalized. */
void
inn_display_free_typing (InnDisplay *self)
{
  inn_typist_free (self->typist);
}

/**
 * inn_display_type_text:
 * @text: from inn_typist_prepare()
 *
 * Types it on the guest's keyboard, which takes its time; “typing” is notified at the
 * beginning and at the end. Escape stops it while @self has the focus.
 */
void
inn_display_type_text (InnDisplay *self,
                       const char *text)
{
  gboolean caps_lock;

  g_return_if_fail (INN_IS_DISPLAY (self));

  if (!inn_display_takes_input (self))
    return;

  caps_lock = (inn_remote_get_leds (self->remote) & INN_REMOTE_LED_CAPS) != 0;
  inn_display_release_keys (self);
  inn_typist_type (self->typist, text, caps_lock);
  inn_display_notify (self, INN_DISPLAY_TYPING);
}

void
inn_display_stop_typing (InnDisplay *self)
{
  g_return_if_fail (INN_IS_DISPLAY (self));

  inn_typist_stop (self->typist);
}

/**
 * inn_display_get_typing:
 *
 * Returns: whether a text is being typed
 */
gboolean
inn_display_get_typing (InnDisplay *self)
{
  g_return_val_if_fail (INN_IS_DISPLAY (self), FALSE);

  return inn_typist_is_busy (self->typist);
}

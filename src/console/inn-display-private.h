/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-display.h"
#include "inn-keyboard-grab.h"
#include "inn-key-rules.h"
#include "inn-keymap.h"
#include "inn-painter.h"

G_BEGIN_DECLS

typedef enum
{
  INN_DISPLAY_SCALING = 1,
  INN_DISPLAY_GRABBED,
  INN_DISPLAY_VIEW_ONLY,
  INN_DISPLAY_N_PROPERTIES
} InnDisplayProperty;

struct _InnDisplay
{
  GtkWidget        parent_instance;

  InnRemote       *remote;
  GSignalGroup    *signals;
  InnPainter      *painter;    /* NULL: nothing was drawn yet */
  guint            draw_id;
  gint64           damaged_at; /* monotonic, of the first of what is not drawn yet */
  InnScaling       scaling;
  gboolean         view_only;

  /* Keyboard */
  InnHeldKeys     *held;
  gboolean         has_focus;
  InnKeyboardGrab *grab;       /* NULL: the guest does not hold it */
  InnKeyRules     *rules;
  GSettings       *settings;   /* NULL: not installed */

  /* Pointer */
  guint            buttons;    /* that are down */
  int              x;          /* where the guest believes the pointer to be */
  int              y;
  double           wheel_x;    /* of steps that are not whole yet */
  double           wheel_y;
};

/* inn-display.c */
InnFramebuffer *inn_display_get_framebuffer   (InnDisplay         *self);
gboolean        inn_display_find_pixel        (InnDisplay         *self,
                                               double              x,
                                               double              y,
                                               int                *pixel_x,
                                               int                *pixel_y);
gboolean        inn_display_takes_input       (InnDisplay         *self);
void            inn_display_let_go            (InnDisplay         *self);
void            inn_display_notify            (InnDisplay         *self,
                                               InnDisplayProperty  property);

/* inn-display-keyboard.c */
void            inn_display_init_keyboard     (InnDisplay         *self);
void            inn_display_free_keyboard     (InnDisplay         *self);
void            inn_display_finalize_keyboard (InnDisplay         *self);
void            inn_display_release_keys      (InnDisplay         *self);
void            inn_display_sync_grab         (InnDisplay         *self);

/* inn-display-pointer.c */
void            inn_display_init_pointer      (InnDisplay         *self);
void            inn_display_release_buttons   (InnDisplay         *self);

G_END_DECLS

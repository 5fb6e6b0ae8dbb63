/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-display.h"
#include "inn-keyboard-grab.h"
#include "inn-key-rules.h"
#include "inn-keymap.h"
#include "inn-painter.h"
#include "inn-pointer-lock.h"
#include "inn-typist.h"

G_BEGIN_DECLS

typedef enum
{
  INN_DISPLAY_SCALING = 1,
  INN_DISPLAY_GRABBED,
  INN_DISPLAY_VIEW_ONLY,
  INN_DISPLAY_POINTER_GRABBED,
  INN_DISPLAY_TYPING,
  INN_DISPLAY_RESIZES_GUEST,
  INN_DISPLAY_CAN_RESIZE_GUEST,
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
  InnTypist       *typist;
  guint            leds;       /* InnRemoteLeds, as the guest said last */
  gboolean         shows_caps; /* it has changed the light of Caps Lock */

  /* Pointer */
  guint            buttons;    /* that are down */
  int              x;          /* where the guest believes the pointer to be */
  int              y;
  double           wheel_x;    /* of steps that are not whole yet */
  double           wheel_y;
  double           pointer_x;  /* where it is over the widget */
  double           pointer_y;
  InnPointerLock  *lock;       /* NULL: it moves freely */

  /* Size */
  gboolean         resizes_guest;
  guint            resize_id;
};

/* inn-display.c */
InnFramebuffer *inn_display_get_framebuffer   (InnDisplay         *self);
gboolean        inn_display_find_pixel        (InnDisplay         *self,
                                               double              x,
                                               double              y,
                                               int                *pixel_x,
                                               int                *pixel_y);
void            inn_display_sync_cursor       (InnDisplay         *self);
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
void            inn_display_send_key          (gboolean            down,
                                               guint               keyval,
                                               guint               scancode,
                                               gpointer            user_data);

/* inn-display-pointer.c */
void            inn_display_init_pointer      (InnDisplay         *self);
void            inn_display_free_pointer      (InnDisplay         *self);
gboolean        inn_display_takes_pointer     (InnDisplay         *self);
void            inn_display_release_buttons   (InnDisplay         *self);
void            inn_display_release_pointer   (InnDisplay         *self);

/* inn-display-leds.c */
void            inn_display_init_leds         (InnDisplay         *self);
void            inn_display_forget_leds       (InnDisplay         *self);
void            inn_display_sync_caps_lock    (InnDisplay         *self);

/* inn-display-typing.c */
void            inn_display_init_typing       (InnDisplay         *self);
void            inn_display_free_typing       (InnDisplay         *self);

/* inn-display-resize.c */
void            inn_display_init_resize       (InnDisplay         *self);
void            inn_display_free_resize       (InnDisplay         *self);
void            inn_display_queue_resize      (InnDisplay         *self);
void            inn_display_sync_resize       (InnDisplay         *self);
gboolean        inn_display_leads_guest       (InnDisplay         *self);
void            inn_display_set_resizes_guest (InnDisplay         *self,
                                               gboolean            resizes);

G_END_DECLS

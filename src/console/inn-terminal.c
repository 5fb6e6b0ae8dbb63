/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-terminal"

#include "config.h"

#include <math.h>

#include <glib/gi18n.h>
#include <vte/vte.h>

#include "inn-a11y.h"
#include "inn-popup.h"
#include "inn-settings.h"
#include "inn-terminal-colors.h"
#include "inn-terminal-links.h"
#include "inn-terminal-paste.h"
#include "inn-terminal-search.h"
#include "inn-terminal.h"
#include "inn-text-backlog.h"
#include "inn-vte-title.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-terminal.ui"

/* What the terminal gets at once, and the milliseconds until it gets more: it takes about 2 ms
 * to work on that, and there is no way to ask how far it is. */
#define PIECE (64 * 1024)
#define PIECE_INTERVAL 16

/* What may wait for it: a second of a machine that writes as fast as it can. */
#define BACKLOG (4 * 1024 * 1024)

#define ZOOM_STEP 1.1
#define ZOOM_STEPS 12

struct _InnTerminal
{
  AdwBin             parent_instance;

  GSettings         *settings;
  InnTextBacklog    *backlog;
  guint              feed_id;
  GMenuModel        *menu;
  GCancellable      *cancellable;
  int                zoom;         /* steps */
  guint              columns;
  guint              rows;

  /* Template */
  InnTerminalSearch *search;
  GtkScrolledWindow *scroller;
  VteTerminal       *vte;
};

enum
{
  TYPED,
  RESIZED,
  TITLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnTerminal, inn_terminal, ADW_TYPE_BIN)

/*
 * What the machine writes
 */

/* Ends an escape sequence that may have begun in what is missing. */
static void
feed_gap (InnTerminal *self,
          gsize        n_dropped)
{
  g_autofree char *size = g_format_size (n_dropped);
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  /* Translators: %s is a size, “12.3 MB” */
  words = g_strdup_printf (_("%s were written faster than they can be shown"), size);
  text = g_strdup_printf ("\030\033[0m\r\n\033[7m %s \033[0m\r\n", words);
  vte_terminal_feed (self->vte, text, -1);
}

/* Returns whether there was anything. */
static gboolean
feed_piece (InnTerminal *self)
{
  gsize n_dropped;
  gsize fed = 0;

  while (fed < PIECE)
    {
      g_autoptr (GBytes) bytes = inn_text_backlog_pop (self->backlog, PIECE - fed, &n_dropped);
      gsize length;
      const char *text;

      if (bytes == NULL)
        break;

      if (n_dropped > 0)
        feed_gap (self, n_dropped);
      text = g_bytes_get_data (bytes, &length);
      vte_terminal_feed (self->vte, text, (gssize) length);
      fed += length;
    }

  return fed > 0;
}

static gboolean
feed_cb (gpointer user_data)
{
  InnTerminal *self = user_data;

  if (feed_piece (self))
    return G_SOURCE_CONTINUE;

  self->feed_id = 0;

  return G_SOURCE_REMOVE;
}

/**
 * inn_terminal_feed:
 * @bytes: what the machine wrote, not empty
 *
 * Shows it: at once if there is little, else so much at a time that everything else has its
 * turn. Of more than anybody could read the oldest is left out, which is said.
 */
void
inn_terminal_feed (InnTerminal *self,
                   GBytes      *bytes)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  inn_text_backlog_push (self->backlog, bytes);
  if (self->feed_id != 0)
    return;

  feed_piece (self);
  self->feed_id = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, PIECE_INTERVAL, feed_cb, self,
                                      NULL);
}

/*
 * What the user does
 */

static void
on_commit_cb (InnTerminal *self,
              const char  *text,
              guint        length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  g_signal_emit (self, signals[TYPED], 0, bytes);
}

static void
popup (InnTerminal *self,
       double       x,
       double       y)
{
  if (self->menu != NULL)
    inn_popup_menu (GTK_WIDGET (self->vte), self->menu, x, y);
}

/* Where the guest wants to know of clicks, the terminal has taken it. */
static void
on_right_click_cb (InnTerminal     *self,
                   int              n_presses,
                   double           x,
                   double           y,
                   GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup (self, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnTerminal *self = INN_TERMINAL (widget);

  popup (self, gtk_widget_get_width (GTK_WIDGET (self->vte)) / 2.0,
         gtk_widget_get_height (GTK_WIDGET (self->vte)) / 2.0);
}

static void
on_title_changed_cb (InnTerminal *self)
{
  g_signal_emit (self, signals[TITLE_CHANGED], 0);
}

static void
sync_colors (InnTerminal *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  inn_terminal_colors_apply (self->vte, adw_style_manager_get_dark (manager));
}

/*
 * GObject
 */

static gboolean
font_from_setting (GValue   *value,
                   GVariant *variant,
                   gpointer  user_data)
{
  const char *name = g_variant_get_string (variant, NULL);

  g_value_take_boxed (value, *name != '\0' ? pango_font_description_from_string (name) : NULL);

  return TRUE;
}

static void
bind_settings (InnTerminal *self)
{
  self->settings = inn_settings_new (NULL);
  if (self->settings == NULL)
    return;

  g_settings_bind (self->settings, "console-scrollback", self->vte, "scrollback-lines",
                   G_SETTINGS_BIND_GET);
  g_settings_bind_with_mapping (self->settings, "console-font", self->vte, "font-desc",
                                G_SETTINGS_BIND_GET, font_from_setting, NULL, NULL, NULL);
}

static void
inn_terminal_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  InnTerminal *self = INN_TERMINAL (widget);
  guint columns;
  guint rows;

  GTK_WIDGET_CLASS (inn_terminal_parent_class)->size_allocate (widget, width, height, baseline);

  inn_terminal_get_size (self, &columns, &rows);
  if (columns == self->columns && rows == self->rows)
    return;

  self->columns = columns;
  self->rows = rows;
  g_signal_emit (self, signals[RESIZED], 0);
}

static gboolean
inn_terminal_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INN_TERMINAL (widget)->vte));
}

static void
inn_terminal_dispose (GObject *object)
{
  InnTerminal *self = INN_TERMINAL (object);

  g_clear_handle_id (&self->feed_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (inn_terminal_parent_class)->dispose (object);
}

static void
inn_terminal_finalize (GObject *object)
{
  inn_text_backlog_free (INN_TERMINAL (object)->backlog);

  G_OBJECT_CLASS (inn_terminal_parent_class)->finalize (object);
}

static void
inn_terminal_class_init (InnTerminalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_terminal_dispose;
  object_class->finalize = inn_terminal_finalize;
  widget_class->size_allocate = inn_terminal_size_allocate;
  widget_class->grab_focus = inn_terminal_grab_focus;

  signals[TYPED] = g_signal_new ("typed", INN_TYPE_TERMINAL, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[RESIZED] = g_signal_new ("resized", INN_TYPE_TERMINAL, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TITLE_CHANGED] = g_signal_new ("title-changed", INN_TYPE_TERMINAL, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (INN_TYPE_TERMINAL_SEARCH);
  g_type_ensure (VTE_TYPE_TERMINAL);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnTerminal, search);
  gtk_widget_class_bind_template_child (widget_class, InnTerminal, scroller);
  gtk_widget_class_bind_template_child (widget_class, InnTerminal, vte);
  gtk_widget_class_bind_template_callback (widget_class, on_commit_cb);

  gtk_widget_class_install_action (widget_class, "terminal.menu", NULL, menu_action);
}

static void
inn_terminal_init (InnTerminal *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->backlog = inn_text_backlog_new (BACKLOG);
  self->cancellable = g_cancellable_new ();
  inn_terminal_search_set_terminal (self->search, self->vte);
  inn_terminal_links_add (self->vte);
  inn_vte_title_watch (self->vte, G_CALLBACK (on_title_changed_cb), self);
  bind_settings (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_right_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->vte), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (sync_colors), self, G_CONNECT_SWAPPED);
  sync_colors (self);
}

/**
 * inn_terminal_set_takes_keys:
 * @takes_keys: whether what is typed goes anywhere
 */
void
inn_terminal_set_takes_keys (InnTerminal *self,
                             gboolean     takes_keys)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  vte_terminal_set_input_enabled (self->vte, takes_keys);
}

/**
 * inn_terminal_set_label:
 * @label: what screen readers say of the text
 */
void
inn_terminal_set_label (InnTerminal *self,
                        const char  *label)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  inn_a11y_set_label (GTK_WIDGET (self->vte), label);
}

/**
 * inn_terminal_set_menu:
 * @menu: what the right mouse button shows
 */
void
inn_terminal_set_menu (InnTerminal *self,
                       GMenuModel  *menu)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  g_set_object (&self->menu, menu);
}

/**
 * inn_terminal_get_keys_widget:
 *
 * Returns: (transfer none): the part that gets what is typed
 */
GtkWidget *
inn_terminal_get_keys_widget (InnTerminal *self)
{
  g_return_val_if_fail (INN_IS_TERMINAL (self), NULL);

  return GTK_WIDGET (self->vte);
}

void
inn_terminal_get_size (InnTerminal *self,
                       guint       *columns,
                       guint       *rows)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  *columns = (guint) vte_terminal_get_column_count (self->vte);
  *rows = (guint) vte_terminal_get_row_count (self->vte);
}

/**
 * inn_terminal_get_title:
 *
 * Returns: (nullable): how the guest calls its window
 */
const char *
inn_terminal_get_title (InnTerminal *self)
{
  g_return_val_if_fail (INN_IS_TERMINAL (self), NULL);

  return inn_vte_title_get (self->vte);
}

void
inn_terminal_copy (InnTerminal *self)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  vte_terminal_copy_clipboard_format (self->vte, VTE_FORMAT_TEXT);
}

void
inn_terminal_select_all (InnTerminal *self)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  vte_terminal_select_all (self->vte);
}

/**
 * inn_terminal_paste:
 *
 * Types the text of the clipboard; asks first if that would press Enter.
 */
void
inn_terminal_paste (InnTerminal *self)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  inn_terminal_paste_clipboard (self->vte, self->cancellable);
}

void
inn_terminal_find (InnTerminal *self)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  inn_terminal_search_open (self->search);
}

/**
 * inn_terminal_zoom:
 * @steps: larger, or smaller if negative; 0: as it was at first
 */
void
inn_terminal_zoom (InnTerminal *self,
                   int          steps)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  self->zoom = steps != 0 ? CLAMP (self->zoom + steps, -ZOOM_STEPS, ZOOM_STEPS) : 0;
  vte_terminal_set_font_scale (self->vte, pow (ZOOM_STEP, self->zoom));
}

/**
 * inn_terminal_reset:
 * @clear: also forget the text
 *
 * Makes it readable again after a guest wrote what is no text.
 */
void
inn_terminal_reset (InnTerminal *self,
                    gboolean     clear)
{
  g_return_if_fail (INN_IS_TERMINAL (self));

  if (clear)
    inn_text_backlog_clear (self->backlog);
  vte_terminal_reset (self->vte, TRUE, clear);
}

/**
 * inn_terminal_dup_text:
 *
 * Returns: (transfer full): all that it still knows
 */
GBytes *
inn_terminal_dup_text (InnTerminal *self)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_return_val_if_fail (INN_IS_TERMINAL (self), NULL);

  vte_terminal_write_contents_sync (self->vte, stream, VTE_WRITE_DEFAULT, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

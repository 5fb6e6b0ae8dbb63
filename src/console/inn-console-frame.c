/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-frame"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-frame.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/console/inn-console-frame.ui"

/* Pixels from the upper edge where the pointer calls the bar, and how long it has to stay. */
#define EDGE 2
#define EDGE_MS 200

/* Pixels below the bar where the pointer may stay, and when the bar goes. */
#define MARGIN 24
#define AWAY_MS 1000

struct _InnConsoleFrame
{
  AdwBin           parent_instance;

  InnConsoleView  *view;
  GSignalGroup    *view_signals;
  GtkRoot         *root;           /* unowned: between root and unroot */
  guint            timer_id;
  gboolean         timer_reveals;
  gboolean         stays;          /* the bar, until the pointer was over it */

  /* Template */
  GtkStack        *stack;
  AdwBin          *slot;
  AdwBin          *placeholder;    /* instead of the view */
  AdwBin          *bottom;         /* where the bar is, unless in full screen */
  GtkRevealer     *revealer;       /* where it is then */
  GtkWidget       *bar;
  AdwBin          *start_slot;
  AdwBin          *centre_slot;
  AdwBin          *tools_slot;
  AdwBin          *end_slot;
  GtkImage        *security_icon;
  GtkLabel        *facts_label;
  GtkToggleButton *pin_button;
  GtkWidget       *fullscreen_button;
};

G_DEFINE_FINAL_TYPE (InnConsoleFrame, inn_console_frame, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *words;
} securities[] = {
  [INN_CONSOLE_SECURITY_SSH] = { "network-vpn-symbolic", N_("Through SSH, encrypted") },
  [INN_CONSOLE_SECURITY_TLS] = { "channel-secure-symbolic", N_("Encrypted by TLS") },
  [INN_CONSOLE_SECURITY_NONE] = { "channel-insecure-symbolic",
                                  N_("Not encrypted: others on the network can read along") },
};

/*
 * The bar
 */

static void
sync_security (InnConsoleFrame *self)
{
  InnConsoleSecurity security = self->view != NULL
                                ? inn_console_view_get_security (self->view)
                                : INN_CONSOLE_SECURITY_UNKNOWN;
  const char *words;

  gtk_widget_set_visible (GTK_WIDGET (self->security_icon),
                          security != INN_CONSOLE_SECURITY_UNKNOWN);
  if (security == INN_CONSOLE_SECURITY_UNKNOWN)
    return;

  words = _(securities[security].words);
  gtk_image_set_from_icon_name (self->security_icon, securities[security].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->security_icon), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->security_icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (security == INN_CONSOLE_SECURITY_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->security_icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->security_icon), "warning");
}

static void
sync_facts (InnConsoleFrame *self)
{
  const char *facts = self->view != NULL ? inn_console_view_get_facts (self->view) : NULL;

  gtk_label_set_text (self->facts_label, facts != NULL ? facts : "");
}

static gboolean
is_fullscreen (InnConsoleFrame *self)
{
  return GTK_IS_WINDOW (self->root) && gtk_window_is_fullscreen (GTK_WINDOW (self->root));
}

static void
sync_fullscreen_button (InnConsoleFrame *self)
{
  gboolean full = is_fullscreen (self);
  const char *words = full ? _("Leave Full Screen (F11)") : _("Full Screen (F11)");

  gtk_button_set_icon_name (GTK_BUTTON (self->fullscreen_button),
                            full ? "view-restore-symbolic" : "view-fullscreen-symbolic");
  gtk_widget_set_tooltip_text (self->fullscreen_button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fullscreen_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  full ? _("Leave Full Screen") : _("Full Screen"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->pin_button), full);
}

/*
 * The bar in full screen
 */

static gboolean
timer_cb (gpointer user_data)
{
  InnConsoleFrame *self = user_data;

  self->timer_id = 0;
  gtk_revealer_set_reveal_child (self->revealer,
                                 self->timer_reveals ||
                                 gtk_toggle_button_get_active (self->pin_button));

  return G_SOURCE_REMOVE;
}

static void
reveal_later (InnConsoleFrame *self,
              gboolean         reveal,
              guint            milliseconds)
{
  if (self->timer_id != 0 && self->timer_reveals == reveal)
    return;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_reveals = reveal;
  self->timer_id = g_timeout_add (milliseconds, timer_cb, self);
}

static void
on_motion_cb (InnConsoleFrame *self,
              double           x,
              double           y)
{
  gboolean revealed = gtk_revealer_get_reveal_child (self->revealer);
  gboolean away = y > gtk_widget_get_height (GTK_WIDGET (self->revealer)) + MARGIN;

  if (!is_fullscreen (self) || (self->stays && away))
    return;

  self->stays = FALSE;
  if (!revealed && y <= EDGE)
    reveal_later (self, TRUE, EDGE_MS);
  else if (revealed && away)
    reveal_later (self, FALSE, AWAY_MS);
  else
    g_clear_handle_id (&self->timer_id, g_source_remove);
}

/* Who took the keyboard away from the guest wants something of us. */
static void
on_grabbed_cb (InnConsoleFrame *self)
{
  if (self->view == NULL || !is_fullscreen (self))
    return;

  self->stays = !inn_console_view_get_grabbed (self->view);
  reveal_later (self, self->stays, 0);
}

static void
sync_fullscreen (InnConsoleFrame *self)
{
  gboolean full = is_fullscreen (self);
  gboolean was = gtk_revealer_get_child (self->revealer) != NULL;
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (self->root) : NULL;

  sync_fullscreen_button (self);
  if (full == was)
    return;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_object_ref (self->bar);
  if (full)
    {
      adw_bin_set_child (self->bottom, NULL);
      gtk_revealer_set_child (self->revealer, self->bar);
      gtk_widget_add_css_class (self->bar, "osd");
      gtk_revealer_set_reveal_child (self->revealer, TRUE);
      reveal_later (self, FALSE, 2 * AWAY_MS);
    }
  else
    {
      gtk_revealer_set_child (self->revealer, NULL);
      gtk_widget_remove_css_class (self->bar, "osd");
      adw_bin_set_child (self->bottom, self->bar);
    }
  g_object_unref (self->bar);

  /* The button that was pressed keeps the keyboard; GTK would give it to the guest. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->bar))
    gtk_widget_grab_focus (focus);
}

/*
 * GObject
 */

static void
inn_console_frame_root (GtkWidget *widget)
{
  InnConsoleFrame *self = INN_CONSOLE_FRAME (widget);

  GTK_WIDGET_CLASS (inn_console_frame_parent_class)->root (widget);

  self->root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (self->root))
    g_signal_connect_object (self->root, "notify::fullscreened", G_CALLBACK (sync_fullscreen),
                             self, G_CONNECT_SWAPPED);
  sync_fullscreen (self);
}

static void
inn_console_frame_unroot (GtkWidget *widget)
{
  InnConsoleFrame *self = INN_CONSOLE_FRAME (widget);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->root != NULL)
    g_signal_handlers_disconnect_by_func (self->root, sync_fullscreen, self);
  self->root = NULL;

  GTK_WIDGET_CLASS (inn_console_frame_parent_class)->unroot (widget);
}

static void
inn_console_frame_dispose (GObject *object)
{
  InnConsoleFrame *self = INN_CONSOLE_FRAME (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_object (&self->view_signals);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (inn_console_frame_parent_class)->dispose (object);
}

static void
inn_console_frame_class_init (InnConsoleFrameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inn_console_frame_dispose;
  widget_class->root = inn_console_frame_root;
  widget_class->unroot = inn_console_frame_unroot;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, stack);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, slot);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, placeholder);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, bottom);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, revealer);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, bar);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, start_slot);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, centre_slot);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, tools_slot);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, end_slot);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, security_icon);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, facts_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, pin_button);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleFrame, fullscreen_button);
}

static void
inn_console_frame_init (InnConsoleFrame *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  self->view_signals = g_signal_group_new (INN_TYPE_CONSOLE_VIEW);
  g_signal_group_connect_swapped (self->view_signals, "notify::facts",
                                  G_CALLBACK (sync_facts), self);
  g_signal_group_connect_swapped (self->view_signals, "notify::security",
                                  G_CALLBACK (sync_security), self);
  g_signal_group_connect_swapped (self->view_signals, "notify::grabbed",
                                  G_CALLBACK (on_grabbed_cb), self);
  sync_fullscreen_button (self);
}

/**
 * inn_console_frame_set_view:
 * @view: (nullable): what it shows; it leaves the frame that showed it before
 */
void
inn_console_frame_set_view (InnConsoleFrame *self,
                            InnConsoleView  *view)
{
  g_return_if_fail (INN_IS_CONSOLE_FRAME (self));
  g_return_if_fail (view == NULL || INN_IS_CONSOLE_VIEW (view));

  if (self->view == view)
    return;

  adw_bin_set_child (self->slot, NULL);
  adw_bin_set_child (self->tools_slot, NULL);
  g_set_object (&self->view, view);

  g_signal_group_set_target (self->view_signals, view);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "console", view != NULL
                                  ? G_ACTION_GROUP (inn_console_view_get_actions (view)) : NULL);
  if (view != NULL)
    {
      adw_bin_set_child (self->slot, GTK_WIDGET (view));
      adw_bin_set_child (self->tools_slot, inn_console_view_get_tools (view));
    }

  sync_facts (self);
  sync_security (self);
}

/**
 * inn_console_frame_set_placeholder:
 * @widget: (nullable): what can be shown instead of the view
 */
void
inn_console_frame_set_placeholder (InnConsoleFrame *self,
                                   GtkWidget       *widget)
{
  g_return_if_fail (INN_IS_CONSOLE_FRAME (self));

  adw_bin_set_child (self->placeholder, widget);
}

GtkWidget *
inn_console_frame_get_placeholder (InnConsoleFrame *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_FRAME (self), NULL);

  return adw_bin_get_child (self->placeholder);
}

/**
 * inn_console_frame_show_placeholder:
 * @show: whether it is shown instead of the view
 * @show_bar: whether there is still something in the bar that is of use
 */
void
inn_console_frame_show_placeholder (InnConsoleFrame *self,
                                    gboolean         show,
                                    gboolean         show_bar)
{
  g_return_if_fail (INN_IS_CONSOLE_FRAME (self));

  gtk_stack_set_visible_child (self->stack, show ? GTK_WIDGET (self->placeholder)
                                                 : GTK_WIDGET (self->slot));
  gtk_widget_set_visible (self->bar, !show || show_bar);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_label), !show);
  gtk_widget_set_visible (GTK_WIDGET (self->tools_slot), !show);
  gtk_widget_set_visible (GTK_WIDGET (self->end_slot), !show);
}

/**
 * inn_console_frame_set_start:
 * @widget: (nullable): what stands first in the bar
 */
void
inn_console_frame_set_start (InnConsoleFrame *self,
                             GtkWidget       *widget)
{
  g_return_if_fail (INN_IS_CONSOLE_FRAME (self));

  adw_bin_set_child (self->start_slot, widget);
}

/**
 * inn_console_frame_set_centre:
 * @widget: (nullable): what stands in the middle of the bar
 */
void
inn_console_frame_set_centre (InnConsoleFrame *self,
                              GtkWidget       *widget)
{
  g_return_if_fail (INN_IS_CONSOLE_FRAME (self));

  adw_bin_set_child (self->centre_slot, widget);
}

/**
 * inn_console_frame_set_end:
 * @widget: (nullable): what stands after the tools of the view
 */
void
inn_console_frame_set_end (InnConsoleFrame *self,
                           GtkWidget       *widget)
{
  g_return_if_fail (INN_IS_CONSOLE_FRAME (self));

  adw_bin_set_child (self->end_slot, widget);
}

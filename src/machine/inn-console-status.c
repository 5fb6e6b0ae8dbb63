/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-status"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-console-facts.h"
#include "inn-console-status.h"
#include "inn-display-change-dialog.h"
#include "inn-domain-display.h"
#include "inn-domain-read-log.h"
#include "inn-error-report.h"
#include "inn-host.h"
#include "inn-job.h"
#include "inn-machine-banner.h"
#include "inn-remote-viewer.h"
#include "inn-stats-need.h"
#include "inn-stats.h"
#include "inn-toast.h"
#include "inn-visibility.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-console-status.ui"

#define N_BUTTONS 3
#define N_FACTS 4

/* A start that is over sooner would make the page flash. */
#define SHOW_START_AFTER_MS 400

/* How long ago something was grows old. */
#define FACTS_AGE_S 20

struct _InnConsoleStatus
{
  AdwBin                parent_instance;

  InnConsoleStatusKind  kind;
  InnDomain            *domain;
  char                 *display;     /* type of the one that cannot be shown; NULL: there is none */
  gboolean              has_text;    /* there is a text console */
  gboolean              known;       /* whether it has a display is known */
  char                 *viewer;      /* path of another program; NULL: not known, or none */
  InnDisplayChange     *change;      /* what would be changed; NULL: not known */
  gboolean              is_changed;  /* it is defined otherwise already */
  gboolean              is_starting;

  GSignalGroup         *domain_signals;
  GSignalGroup         *stats_signals;
  InnVisibility        *visibility;
  InnStatsNeed         *need;
  GCancellable         *cancellable;
  GCancellable         *loading;     /* of the change */
  guint                 start_id;
  guint                 age_id;

  /* Template */
  GtkImage             *icon;
  GtkSpinner           *spinner;
  GtkLabel             *title_label;
  GtkLabel             *text_label;
  GtkWidget            *button_box;
  GtkButton            *buttons[N_BUTTONS];
  GtkWidget            *facts_grid;
  GtkLabel             *keys[N_FACTS];
  GtkLabel             *values[N_FACTS];
};

G_DEFINE_FINAL_TYPE (InnConsoleStatus, inn_console_status, ADW_TYPE_BIN)

typedef struct
{
  const char *label;
  const char *action;
} Button;

/* One look of the page. */
typedef struct
{
  const char *icon;       /* NULL: a spinner */
  const char *title;
  char       *text;
  Button      buttons[N_BUTTONS];
  guint       n_buttons;
  char      **facts;      /* keys and values by turns; NULL: none */
} Look;

static void
look_clear (Look *look)
{
  g_free (look->text);
  g_strfreev (look->facts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
add_button (Look       *look,
            const char *label,
            const char *action)
{
  if (look->n_buttons < N_BUTTONS)
    look->buttons[look->n_buttons++] = (Button) { label, action };
}

/* @format has one “%s” for the name of the machine. */
static void
set_text (InnConsoleStatus *self,
          Look             *look,
          const char       *format)
{
  look->text = inn_verb_dup_text (format, inn_domain_get_name (self->domain));
}

static gboolean
is_spice (InnConsoleStatus *self)
{
  return g_strcmp0 (self->display, "spice") == 0;
}

/* What would make the screen be seen here. */
static InnVerb
get_verb (InnConsoleStatus *self)
{
  return is_spice (self) ? INN_VERB_USE_VNC : INN_VERB_ADD_DISPLAY;
}

static gboolean
can_change (InnConsoleStatus *self)
{
  return !self->is_changed && inn_verb_applies (get_verb (self), self->domain, NULL);
}

static void
add_change_button (InnConsoleStatus *self,
                   Look             *look)
{
  if (can_change (self))
    add_button (look, is_spice (self) ? _("_Change to VNC…") : _("_Add a Display…"),
                "status.change");
}

static void
look_offline (InnConsoleStatus *self,
              Look             *look)
{
  const char *label =
    inn_machine_banner_get_connect_label (inn_domain_get_host (self->domain));

  look->icon = "network-offline-symbolic";
  look->title = _("Host Not Connected");
  set_text (self, look, _("The host of “%s” is not connected."));
  if (label != NULL)
    add_button (look, label, "status.connect");
}

static void
look_starting (InnConsoleStatus *self,
               Look             *look)
{
  look->title = _("Starting");
  set_text (self, look, _("“%s” is being started."));
}

static void
look_off (InnConsoleStatus *self,
          Look             *look)
{
  gboolean bad = inn_domain_ended_badly (self->domain);

  look->icon = bad ? "inn-state-crashed-symbolic" : "system-shutdown-symbolic";
  look->title = _("Not Running");
  look->text = inn_domain_dup_ending (self->domain);
  look->facts = inn_console_facts_new_off (self->domain);

  if (inn_domain_get_managed_save (self->domain))
    {
      add_button (look, _("_Restore"), "machine.restore");
      add_button (look, _("Start Without Saved _State…"), "machine.start-fresh");
      return;
    }

  add_button (look, _("_Start"), "machine.start");
  add_button (look, _("Start _Paused"), "machine.start-paused");
  if (bad)
    add_button (look, _("Show _Log"), "status.show-log");
  else if (self->known && g_strcmp0 (self->display, "vnc") != 0)
    add_change_button (self, look);
}

/* The two pages about displays: what would help, what else there is. */
static void
add_display_offers (InnConsoleStatus *self,
                    Look             *look)
{
  add_change_button (self, look);
  if (is_spice (self) && self->viewer != NULL)
    add_button (look, _("Open in _Remote Viewer"), "status.open-viewer");
  if (self->has_text)
    add_button (look, _("Serial _Console"), "consoles.show-text");
  if (self->change != NULL && can_change (self))
    look->facts = inn_console_facts_new_change (self->domain, self->change);
}

static void
look_no_display (InnConsoleStatus *self,
                 Look             *look)
{
  look->icon = "video-display-symbolic";
  look->title = _("No Display");
  set_text (self, look, self->is_changed
                        ? _("“%s” has a display once it is shut down and started.")
                        : _("“%s” has no graphical display."));
  add_display_offers (self, look);
}

static void
look_other_display (InnConsoleStatus *self,
                    Look             *look)
{
  look->icon = "video-display-symbolic";

  if (is_spice (self))
    {
      look->title = _("This Display Is SPICE");
      set_text (self, look, self->is_changed
                            ? _("The screen of “%s” opens right here once it is shut down and "
                                "started: VNC waits for that.")
                            : _("Innkeeper has no SPICE. After a change to VNC the screen opens "
                                "right here."));
    }
  else
    {
      look->title = _("This Display Is Not VNC");
      set_text (self, look, self->is_changed
                            ? _("The screen of “%s” opens right here once it is shut down and "
                                "started: VNC waits for that.")
                            : _("“%s” shows its screen on its host alone. With a VNC display "
                                "beside that one the screen opens right here."));
    }

  add_display_offers (self, look);
}

static void
look_waiting (InnConsoleStatus *self,
              Look             *look)
{
  look->icon = "inn-console-symbolic";
  look->title = _("Not Connected");
  set_text (self, look, _("The console of “%s” opens when you want it."));
  add_button (look, _("_Connect"), "consoles.connect");
}

static void
look_detached (InnConsoleStatus *self,
               Look             *look)
{
  look->icon = "window-new-symbolic";
  look->title = _("In a Window of Its Own");
  set_text (self, look, _("This console of “%s” is in another window."));
  add_button (look, _("_Bring Back"), "consoles.attach");
}

static void
choose_look (InnConsoleStatus *self,
             Look             *look)
{
  static void (* const choose[]) (InnConsoleStatus *, Look *) = {
    [INN_CONSOLE_STATUS_OFFLINE] = look_offline,
    [INN_CONSOLE_STATUS_OFF] = look_off,
    [INN_CONSOLE_STATUS_NO_DISPLAY] = look_no_display,
    [INN_CONSOLE_STATUS_OTHER_DISPLAY] = look_other_display,
    [INN_CONSOLE_STATUS_WAITING] = look_waiting,
    [INN_CONSOLE_STATUS_DETACHED] = look_detached,
  };

  if (self->is_starting && self->kind == INN_CONSOLE_STATUS_OFF)
    look_starting (self, look);
  else
    choose[self->kind] (self, look);
}

static void
show_buttons (InnConsoleStatus *self,
              const Look       *look)
{
  for (guint i = 0; i < N_BUTTONS; i++)
    {
      gboolean shown = i < look->n_buttons;

      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), shown);
      if (!shown)
        continue;

      gtk_button_set_label (self->buttons[i], look->buttons[i].label);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->buttons[i]), look->buttons[i].action);
    }

  gtk_widget_set_visible (self->button_box, look->n_buttons > 0);
}

static void
show_facts (InnConsoleStatus *self,
            char            **facts)
{
  guint n = facts != NULL ? g_strv_length (facts) / 2 : 0;

  for (guint i = 0; i < N_FACTS; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->keys[i]), i < n);
      gtk_widget_set_visible (GTK_WIDGET (self->values[i]), i < n);
      gtk_label_set_label (self->keys[i], i < n ? facts[2 * i] : "");
      gtk_label_set_label (self->values[i], i < n ? facts[2 * i + 1] : "");
    }

  gtk_widget_set_visible (self->facts_grid, n > 0);
}

static void
sync_look (InnConsoleStatus *self)
{
  g_auto (Look) look = { 0 };

  if (self->domain == NULL || self->kind == INN_CONSOLE_STATUS_NONE)
    return;

  choose_look (self, &look);

  gtk_widget_set_visible (GTK_WIDGET (self->icon), look.icon != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), look.icon == NULL);
  gtk_spinner_set_spinning (self->spinner, look.icon == NULL);
  if (look.icon != NULL)
    gtk_image_set_from_icon_name (self->icon, look.icon);
  gtk_label_set_label (self->title_label, look.title);
  gtk_label_set_label (self->text_label, look.text);
  show_buttons (self, &look);
  show_facts (self, look.facts);
}

/*
 * What is found out for a page that is seen
 */

static gboolean
is_seen (InnConsoleStatus *self)
{
  return self->domain != NULL && self->kind != INN_CONSOLE_STATUS_NONE &&
         inn_visibility_get (self->visibility);
}

static void
viewer_found_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InnConsoleStatus) self = user_data;

  g_free (self->viewer);
  self->viewer = inn_remote_viewer_find_finish (result);
  sync_look (self);
}

static void
take_change (InnConsoleStatus *self,
             InnDisplayChange *change,
             const GError     *error)
{
  g_clear_pointer (&self->change, inn_display_change_free);
  self->change = change;
  self->is_changed = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
change_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (InnConsoleStatus) self = user_data;
  g_autoptr (GError) error = NULL;
  InnDisplayChange *change =
    inn_domain_preview_display_finish (INN_DOMAIN (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  take_change (self, change, error);
  sync_look (self);
}

/* Also where there is one already: the definition may be another by now. */
static void
load_change (InnConsoleStatus *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);

  if (!is_seen (self) || (self->kind != INN_CONSOLE_STATUS_NO_DISPLAY &&
                          self->kind != INN_CONSOLE_STATUS_OTHER_DISPLAY) ||
      !inn_verb_applies (get_verb (self), self->domain, NULL))
    return;

  self->loading = g_cancellable_new ();
  inn_domain_preview_display_async (self->domain, get_verb (self), self->loading,
                                    change_loaded_cb, g_object_ref (self));
  if (is_spice (self) && self->viewer == NULL)
    inn_remote_viewer_find_async (NULL, viewer_found_cb, g_object_ref (self));
}

static gboolean
facts_aged_cb (gpointer user_data)
{
  sync_look (user_data);

  return G_SOURCE_CONTINUE;
}

static void
sync_need (InnConsoleStatus *self)
{
  gboolean needed = is_seen (self) && self->kind == INN_CONSOLE_STATUS_OFF &&
                    !inn_domain_is_stale (self->domain);
  InnHost *host = needed ? inn_domain_get_host (self->domain) : NULL;

  if (!needed)
    {
      g_clear_pointer (&self->need, inn_stats_need_free);
      g_clear_handle_id (&self->age_id, g_source_remove);
    }
  else if (self->need == NULL)
    {
      self->need = inn_host_need_stats (host, NULL, INN_STATS_HOST, TRUE);
      self->age_id = g_timeout_add_seconds (FACTS_AGE_S, facts_aged_cb, self);
    }

  g_signal_group_set_target (self->stats_signals,
                             host != NULL ? inn_host_get_stats (host) : NULL);
}

/*
 * Starting
 */

static gboolean
start_is_slow_cb (gpointer user_data)
{
  InnConsoleStatus *self = user_data;

  self->start_id = 0;
  self->is_starting = TRUE;
  sync_look (self);

  return G_SOURCE_REMOVE;
}

static void
sync_start (InnConsoleStatus *self)
{
  InnJob *job = inn_domain_get_job (self->domain);
  gboolean starts = job != NULL && inn_verb_starts (inn_job_get_verb (job)) &&
                    !inn_domain_is_active (self->domain);

  if (starts && self->start_id == 0 && !self->is_starting)
    self->start_id = g_timeout_add (SHOW_START_AFTER_MS, start_is_slow_cb, self);

  if (!starts)
    {
      g_clear_handle_id (&self->start_id, g_source_remove);
      self->is_starting = FALSE;
    }
}

static void
on_domain_changed_cb (InnConsoleStatus *self)
{
  sync_start (self);
  sync_need (self);
  sync_look (self);
}

/* A job that has ended may have changed how the machine is defined. */
static void
on_job_changed_cb (InnConsoleStatus *self)
{
  if (inn_domain_get_job (self->domain) != NULL)
    return;

  if (self->kind == INN_CONSOLE_STATUS_OFF)
    take_change (self, NULL, NULL);
  load_change (self);
}

static void
on_seen_changed_cb (InnConsoleStatus *self)
{
  if (self->domain == NULL)
    return;

  sync_need (self);
  load_change (self);
  sync_look (self);
}

/*
 * Actions
 */

static void
connect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  inn_host_connect (inn_domain_get_host (INN_CONSOLE_STATUS (widget)->domain),
                    INN_HOST_CONNECT_INTERACTIVE);
}

static void
change_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (InnConsoleStatus) self = user_data;
  InnDomain *domain = INN_DOMAIN (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (InnDisplayChange) change =
    inn_domain_preview_display_finish (domain, result, &error);
  g_autofree char *heading = NULL;

  if (change != NULL && domain == self->domain)
    {
      inn_display_change_dialog_open (GTK_WIDGET (self), domain, get_verb (self), change);
      return;
    }

  heading = inn_verb_dup_text (_(inn_verb_get_info (get_verb (self))->failed),
                               inn_domain_get_name (domain));
  if (error != NULL)
    inn_error_report_toast (GTK_WIDGET (self), heading, error);
}

/* Shows what is true now, not what was when the page came up. */
static void
change_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnConsoleStatus *self = INN_CONSOLE_STATUS (widget);

  inn_domain_preview_display_async (self->domain, get_verb (self), self->cancellable,
                                    change_read_cb, g_object_ref (self));
}

static void
open_viewer_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  InnConsoleStatus *self = INN_CONSOLE_STATUS (widget);

  if (self->viewer != NULL)
    inn_remote_viewer_run (self->viewer, self->domain, widget);
}

static void
log_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InnConsoleStatus) self = user_data;
  InnDomain *domain = INN_DOMAIN (object);
  g_autofree char *log = inn_domain_read_log_finish (domain, result, NULL);
  g_autofree char *heading = NULL;
  g_autoptr (GError) text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (log == NULL || *log == '\0')
    {
      inn_toast_show (GTK_WIDGET (self), _("The log of the machine cannot be read"), NULL, NULL);
      return;
    }

  /* Translators: %s is the name of a machine */
  heading = g_strdup_printf (_("Log of “%s”"), inn_domain_get_name (domain));
  text = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, log);
  inn_error_report_show (GTK_WIDGET (self), heading, _("What QEMU wrote last."), text);
}

static void
show_log_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  InnConsoleStatus *self = INN_CONSOLE_STATUS (widget);

  inn_domain_read_log_async (self->domain, self->cancellable, log_read_cb, g_object_ref (self));
}

static void
inn_console_status_dispose (GObject *object)
{
  InnConsoleStatus *self = INN_CONSOLE_STATUS (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->loading);
  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_handle_id (&self->age_id, g_source_remove);
  g_clear_pointer (&self->need, inn_stats_need_free);
  g_clear_object (&self->loading);
  g_clear_object (&self->domain_signals);
  g_clear_object (&self->stats_signals);
  g_clear_object (&self->visibility);
  g_clear_object (&self->domain);

  G_OBJECT_CLASS (inn_console_status_parent_class)->dispose (object);
}

static void
inn_console_status_finalize (GObject *object)
{
  InnConsoleStatus *self = INN_CONSOLE_STATUS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->change, inn_display_change_free);
  g_free (self->display);
  g_free (self->viewer);

  G_OBJECT_CLASS (inn_console_status_parent_class)->finalize (object);
}

/* Children of a kind that are used by number: “button_0”. */
static void
bind_numbered (GtkWidgetClass *widget_class,
               const char     *name,
               guint           n,
               gsize           offset)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *child = g_strdup_printf ("%s_%u", name, i);

      gtk_widget_class_bind_template_child_full (widget_class, child, FALSE,
                                                 (gssize) (offset + i * sizeof (gpointer)));
    }
}

static void
inn_console_status_class_init (InnConsoleStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_console_status_dispose;
  object_class->finalize = inn_console_status_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleStatus, spinner);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleStatus, title_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleStatus, text_label);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleStatus, button_box);
  gtk_widget_class_bind_template_child (widget_class, InnConsoleStatus, facts_grid);
  bind_numbered (widget_class, "button", N_BUTTONS, G_STRUCT_OFFSET (InnConsoleStatus, buttons));
  bind_numbered (widget_class, "key", N_FACTS, G_STRUCT_OFFSET (InnConsoleStatus, keys));
  bind_numbered (widget_class, "value", N_FACTS, G_STRUCT_OFFSET (InnConsoleStatus, values));

  gtk_widget_class_install_action (widget_class, "status.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "status.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "status.open-viewer", NULL, open_viewer_action);
  gtk_widget_class_install_action (widget_class, "status.show-log", NULL, show_log_action);
}

static void
inn_console_status_init (InnConsoleStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->visibility = inn_visibility_new (GTK_WIDGET (self));
  g_signal_connect_object (self->visibility, "changed", G_CALLBACK (on_seen_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "notify::job",
                                  G_CALLBACK (on_job_changed_cb), self);
  g_signal_group_connect_swapped (self->domain_signals, "changed",
                                  G_CALLBACK (on_domain_changed_cb), self);

  self->stats_signals = g_signal_group_new (INN_TYPE_STATS);
  g_signal_group_connect_swapped (self->stats_signals, "updated", G_CALLBACK (sync_look), self);
}

GtkWidget *
inn_console_status_new (void)
{
  return g_object_new (INN_TYPE_CONSOLE_STATUS, NULL);
}

static gboolean
set_display (InnConsoleStatus *self,
             const char       *type)
{
  if (g_strcmp0 (self->display, type) == 0)
    return FALSE;

  g_free (self->display);
  self->display = g_strdup (type);

  return TRUE;
}

static const InnConsoleDevice *
find_kind (GPtrArray      *devices,
           InnConsoleKind  kind)
{
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const InnConsoleDevice *device = g_ptr_array_index (devices, i);

      if (device->kind == kind)
        return device;
    }

  return NULL;
}

/**
 * inn_console_status_show:
 * @kind: why there is no console
 * @domain: a machine
 * @device: (nullable): the one of its consoles that was asked for; %NULL: the first screen
 * @devices: (nullable) (element-type InnConsoleDevice): all of them; %NULL: not known yet
 *
 * Shows why, and what helps.
 */
void
inn_console_status_show (InnConsoleStatus       *self,
                         InnConsoleStatusKind    kind,
                         InnDomain              *domain,
                         const InnConsoleDevice *device,
                         GPtrArray              *devices)
{
  const InnConsoleDevice *screen = device;
  gboolean other;
  gboolean again;

  g_return_if_fail (INN_IS_CONSOLE_STATUS (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (screen == NULL || screen->kind != INN_CONSOLE_SCREEN)
    screen = find_kind (devices, INN_CONSOLE_SCREEN);

  /* A text console that cannot be shown is no display of another kind. */
  if (kind == INN_CONSOLE_STATUS_OTHER_DISPLAY && screen == NULL)
    kind = INN_CONSOLE_STATUS_NO_DISPLAY;

  other = self->domain != domain;
  other |= set_display (self, screen != NULL ? screen->type : NULL);
  again = other || self->kind != kind;
  self->kind = kind;
  self->known = devices != NULL;
  self->has_text = find_kind (devices, INN_CONSOLE_TEXT) != NULL;

  /* One that stops keeps what is known of its definition, until its XML is read again. */
  if (other)
    take_change (self, NULL, NULL);

  if (g_set_object (&self->domain, domain))
    {
      g_clear_pointer (&self->need, inn_stats_need_free);
      g_clear_handle_id (&self->age_id, g_source_remove);
      g_signal_group_set_target (self->domain_signals, domain);
    }

  sync_start (self);
  sync_need (self);
  sync_look (self);
  if (again)
    load_change (self);
}

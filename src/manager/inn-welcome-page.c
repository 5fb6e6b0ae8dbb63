/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-welcome-page"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-import-list.h"
#include "inn-local-probe.h"
#include "inn-ssh-config.h"
#include "inn-welcome-page.h"

#define TEST_URI "test:///default"

struct _InnWelcomePage
{
  AdwBin               parent_instance;

  InnHostList         *hosts;
  GCancellable        *cancellable;
  GPtrArray           *offers;      /* InnLocalOffer, as they are shown */
  GPtrArray           *offer_rows;
  GtkWindow           *window;      /* that we are in while we are on the screen */
  gboolean             probing;

  /* Template */
  AdwPreferencesGroup *found_group;
  GtkWidget           *probing_row;
  AdwActionRow        *remote_row;
  AdwActionRow        *import_row;
};

enum {
  PROP_0,
  PROP_HOSTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnWelcomePage, inn_welcome_page, ADW_TYPE_BIN)

static void
add_host (InnWelcomePage *self,
          const char     *uri)
{
  InnHost *host = inn_host_list_find (self->hosts, uri);

  if (host == NULL)
    host = inn_host_list_add (self->hosts, uri, NULL, TRUE, TRUE);

  inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
}

/*
 * Found here
 */

static void
how_to_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autofree char *command = user_data;
  GdkDisplay *display = gdk_display_get_default ();

  if (inn_dialogs_ask_finish (result, NULL) && command != NULL && display != NULL)
    gdk_clipboard_set_text (gdk_display_get_clipboard (display), command);
}

/* What one has to do as an administrator is told, not done. */
static void
show_how_to (InnWelcomePage      *self,
             const InnLocalOffer *offer)
{
  g_autofree char *body = NULL;
  InnQuestion question = { .heading = offer->facts };
  GtkWidget *code = NULL;

  if (offer->command != NULL)
    {
      code = gtk_label_new (offer->command);
      gtk_label_set_selectable (GTK_LABEL (code), TRUE);
      gtk_label_set_wrap (GTK_LABEL (code), TRUE);
      gtk_label_set_xalign (GTK_LABEL (code), 0);
      gtk_widget_add_css_class (code, "code");
      body = g_strdup_printf ("%s\n%s", offer->how_to, _("In a terminal:"));
    }

  question.body = body != NULL ? body : offer->how_to;
  question.extra_child = code;
  question.confirm_label = offer->command != NULL ? _("Copy _Command") : _("_OK");

  inn_dialogs_ask_async (GTK_WIDGET (self), &question, self->cancellable,
                         how_to_answered_cb, g_strdup (offer->command));
}

static void
on_offer_clicked_cb (InnWelcomePage *self,
                     GtkWidget      *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "inn-offer"));
  const InnLocalOffer *offer = g_ptr_array_index (self->offers, index);

  if (offer->status == INN_LOCAL_READY || offer->status == INN_LOCAL_ASKS)
    add_host (self, offer->uri);
  else
    show_how_to (self, offer);
}

static GtkWidget *
create_offer_button (InnWelcomePage *self,
                     guint           index,
                     gboolean        suggested)
{
  const InnLocalOffer *offer = g_ptr_array_index (self->offers, index);
  gboolean usable = offer->status == INN_LOCAL_READY || offer->status == INN_LOCAL_ASKS;
  GtkWidget *button = gtk_button_new_with_label (usable ? _("Connect") : _("How To…"));
  g_autofree char *name = NULL;

  /* Translators: %s is the title of a row, such as “This Computer” */
  name = g_strdup_printf (usable ? _("Connect: %s") : _("How to use: %s"), offer->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "inn-offer", GUINT_TO_POINTER (index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_offer_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");

  return button;
}

static GtkWidget *
add_offer_row (InnWelcomePage *self,
               guint           index,
               gboolean        suggested)
{
  const InnLocalOffer *offer = g_ptr_array_index (self->offers, index);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = create_offer_button (self, index, suggested);
  GtkWidget *icon = gtk_image_new_from_icon_name (offer->icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), offer->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), offer->facts);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  adw_preferences_group_add (self->found_group, row);
  g_ptr_array_add (self->offer_rows, row);

  return button;
}

static gboolean
is_same (GPtrArray *a,
         GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const InnLocalOffer *one = g_ptr_array_index (a, i);
      const InnLocalOffer *other = g_ptr_array_index (b, i);

      if (one->status != other->status || g_strcmp0 (one->uri, other->uri) != 0 ||
          g_strcmp0 (one->facts, other->facts) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
show_offers (InnWelcomePage *self,
             GPtrArray      *offers)
{
  GtkWidget *first = NULL;

  gtk_widget_set_visible (self->probing_row, FALSE);

  if (is_same (self->offers, offers))
    return;

  for (guint i = 0; i < self->offer_rows->len; i++)
    adw_preferences_group_remove (self->found_group, g_ptr_array_index (self->offer_rows, i));

  g_ptr_array_set_size (self->offer_rows, 0);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  self->offers = g_ptr_array_ref (offers);

  for (guint i = 0; i < offers->len; i++)
    {
      const InnLocalOffer *offer = g_ptr_array_index (offers, i);
      gboolean suggested = first == NULL && (offer->status == INN_LOCAL_READY ||
                                             offer->status == INN_LOCAL_ASKS);
      GtkWidget *button = add_offer_row (self, i, suggested);

      if (suggested)
        first = button;
    }

  if (first != NULL && self->window != NULL)
    {
      gtk_window_set_default_widget (self->window, first);
      gtk_widget_grab_focus (first);
    }
}

static void
probe_done_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InnWelcomePage) self = user_data;
  g_autoptr (GPtrArray) offers = inn_local_probe_finish (result, NULL);

  self->probing = FALSE;

  if (offers != NULL)
    show_offers (self, offers);
}

static void
probe (InnWelcomePage *self)
{
  if (self->probing)
    return;

  self->probing = TRUE;
  inn_local_probe_async (self->cancellable, probe_done_cb, g_object_ref (self));
}

/* Somebody installed libvirt, or joined a group, and comes back. */
static void
on_window_active_cb (InnWelcomePage *self)
{
  if (gtk_window_is_active (self->window))
    probe (self);
}

/*
 * Elsewhere
 */

static void
ssh_config_loaded_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (InnWelcomePage) self = user_data;
  g_autoptr (GPtrArray) hosts = inn_ssh_config_load_finish (result, NULL);
  g_autofree char *text = NULL;

  if (hosts == NULL || hosts->len == 0 || g_cancellable_is_cancelled (self->cancellable))
    return;

  text = g_strdup_printf (ngettext ("Over SSH or TLS · %u host found in your SSH configuration",
                                    "Over SSH or TLS · %u hosts found in your SSH configuration",
                                    hosts->len),
                          hosts->len);
  adw_action_row_set_subtitle (self->remote_row, text);
}

static void
show_importable (InnWelcomePage *self)
{
  g_autoptr (GPtrArray) found = inn_import_from_virt_manager ();
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->import_row), found->len > 0);
  text = g_strdup_printf (ngettext ("%u connection found", "%u connections found", found->len),
                          found->len);
  adw_action_row_set_subtitle (self->import_row, text);
}

static void
import_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (InnImportList) list = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    inn_import_list_apply (list);
}

/*
 * Actions
 */

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (widget);
  g_autoptr (GPtrArray) found = inn_import_from_virt_manager ();
  GtkWidget *list = inn_import_list_new (self->hosts, found);
  const InnQuestion question = {
    .heading = _("Import from virt-manager"),
    .body = _("Hosts to add. virt-manager keeps its own list."),
    .confirm_label = _("_Import"),
    .extra_child = list,
  };

  inn_dialogs_ask_async (widget, &question, self->cancellable,
                         import_answered_cb, g_object_ref (list));
}

static void
look_around_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *param)
{
  add_host (INN_WELCOME_PAGE (widget), TEST_URI);
}

static void
inn_welcome_page_map (GtkWidget *widget)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (inn_welcome_page_parent_class)->map (widget);

  if (GTK_IS_WINDOW (root))
    {
      self->window = GTK_WINDOW (root);
      g_signal_connect_object (self->window, "notify::is-active",
                               G_CALLBACK (on_window_active_cb), self, G_CONNECT_SWAPPED);
    }

  probe (self);
  show_importable (self);
  inn_ssh_config_load_async (NULL, self->cancellable, ssh_config_loaded_cb, g_object_ref (self));
}

static void
inn_welcome_page_unmap (GtkWidget *widget)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (widget);

  if (self->window != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->window, on_window_active_cb, self);
      gtk_window_set_default_widget (self->window, NULL);
      self->window = NULL;
    }

  GTK_WIDGET_CLASS (inn_welcome_page_parent_class)->unmap (widget);
}

static void
inn_welcome_page_dispose (GObject *object)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->hosts);

  G_OBJECT_CLASS (inn_welcome_page_parent_class)->dispose (object);
}

static void
inn_welcome_page_finalize (GObject *object)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->offer_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_welcome_page_parent_class)->finalize (object);
}

static void
inn_welcome_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (object);

  switch (prop_id)
    {
    case PROP_HOSTS:
      g_value_set_object (value, self->hosts);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_welcome_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  InnWelcomePage *self = INN_WELCOME_PAGE (object);

  switch (prop_id)
    {
    case PROP_HOSTS:
      inn_welcome_page_set_hosts (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_welcome_page_class_init (InnWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_welcome_page_dispose;
  object_class->finalize = inn_welcome_page_finalize;
  object_class->get_property = inn_welcome_page_get_property;
  object_class->set_property = inn_welcome_page_set_property;
  widget_class->map = inn_welcome_page_map;
  widget_class->unmap = inn_welcome_page_unmap;

  properties[PROP_HOSTS] =
    g_param_spec_object ("hosts", NULL, NULL,
                         INN_TYPE_HOST_LIST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, InnWelcomePage, found_group);
  gtk_widget_class_bind_template_child (widget_class, InnWelcomePage, probing_row);
  gtk_widget_class_bind_template_child (widget_class, InnWelcomePage, remote_row);
  gtk_widget_class_bind_template_child (widget_class, InnWelcomePage, import_row);

  gtk_widget_class_install_action (widget_class, "welcome.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "welcome.look-around", NULL, look_around_action);
}

static void
inn_welcome_page_init (InnWelcomePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->offer_rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_welcome_page_new:
 * @hosts: (nullable): the list the first host is added to
 */
GtkWidget *
inn_welcome_page_new (InnHostList *hosts)
{
  return g_object_new (INN_TYPE_WELCOME_PAGE, "hosts", hosts, NULL);
}

void
inn_welcome_page_set_hosts (InnWelcomePage *self,
                            InnHostList    *hosts)
{
  g_return_if_fail (INN_IS_WELCOME_PAGE (self));
  g_return_if_fail (hosts == NULL || INN_IS_HOST_LIST (hosts));

  if (g_set_object (&self->hosts, hosts))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOSTS]);
}

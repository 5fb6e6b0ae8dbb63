/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-connect-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-connect-address.h"
#include "inn-connect-dialog.h"
#include "inn-connect-test.h"
#include "inn-copy-button.h"

struct _InnConnectDialog
{
  AdwWindow          parent_instance;

  InnHostList       *hosts;
  InnHost           *edit;       /* NULL: a host is added */
  gboolean           loading;    /* the name is being filled in: nobody types it */
  gboolean           named;      /* the name was typed, it does not follow the address */

  /* Template */
  GtkButton         *add_button;
  InnConnectAddress *address;
  GtkEditable       *name_row;
  GtkSwitch         *autoconnect_switch;
  GtkSwitch         *read_only_switch;
  InnConnectTest    *test;
  GtkLabel          *uri_label;
  InnCopyButton     *copy_button;
};

enum {
  PROP_0,
  PROP_HOSTS,
  PROP_EDIT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnConnectDialog, inn_connect_dialog, ADW_TYPE_WINDOW)

static char *
dup_name (InnConnectDialog *self)
{
  return self->named ? g_strstrip (g_strdup (gtk_editable_get_text (self->name_row))) : NULL;
}

/* Changes only what differs: a row that is empty for a moment would start to move
 * its title with every letter that is typed elsewhere. */
static void
change_text (GtkEditable *row,
             const char  *text)
{
  const char *old = gtk_editable_get_text (row);
  const char *rest = text;
  int position = 0;

  while (*rest != '\0' && g_utf8_get_char (rest) == g_utf8_get_char (old))
    {
      rest = g_utf8_next_char (rest);
      old = g_utf8_next_char (old);
      position++;
    }

  if (*rest == '\0' && *old == '\0')
    return;

  gtk_editable_delete_text (row, position, -1);
  gtk_editable_insert_text (row, rest, -1, &position);
}

static void
sync_name (InnConnectDialog *self)
{
  const InnUri *uri = inn_connect_address_get_uri (self->address);
  g_autofree char *name = NULL;

  if (self->named)
    return;

  name = uri != NULL ? inn_uri_dup_name (uri) : g_strdup ("");
  self->loading = TRUE;
  change_text (self->name_row, name);
  self->loading = FALSE;
}

static void
refuse_known (InnConnectDialog *self,
              const char       *text)
{
  InnHost *known = inn_host_list_find (self->hosts, text);
  g_autofree char *reason = NULL;

  if (known == NULL || known == self->edit)
    return;

  /* Translators: %s is the name of a host */
  reason = g_strdup_printf (_("Added already as %s"), inn_host_get_name (known));
  inn_connect_address_refuse (self->address, reason);
}

static void
update (InnConnectDialog *self)
{
  const InnUri *uri = inn_connect_address_get_uri (self->address);
  g_autofree char *text = inn_connect_address_dup_text (self->address);
  const char *problem;

  if (uri != NULL && self->hosts != NULL)
    refuse_known (self, text);

  problem = inn_connect_address_get_problem (self->address);
  sync_name (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.add", problem == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), problem);
  gtk_label_set_text (self->uri_label, text);
  inn_copy_button_set_text (self->copy_button, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->uri_label), text);
  inn_connect_test_set_uri (self->test, uri != NULL ? text : NULL,
                            gtk_switch_get_active (self->read_only_switch));
}

/* Cleared, the name follows the address again. */
static void
on_name_changed_cb (InnConnectDialog *self)
{
  if (!self->loading)
    self->named = *gtk_editable_get_text (self->name_row) != '\0';
}

static gboolean
scroll_to_test_cb (gpointer user_data)
{
  InnConnectDialog *self = user_data;
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->test),
                                                 GTK_TYPE_SCROLLED_WINDOW);

  if (scroller != NULL)
    {
      GtkAdjustment *adjustment =
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
    }

  return G_SOURCE_REMOVE;
}

/* The rows of the test are laid out first. */
static void
on_test_started_cb (InnConnectDialog *self)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT, 100, scroll_to_test_cb,
                      g_object_ref (self), g_object_unref);
}

/*
 * Actions
 */

/* A new address is a new connection, name and start alone disturb nothing. */
static void
save (InnConnectDialog *self,
      const char       *uri,
      const char       *name)
{
  gboolean autoconnect = gtk_switch_get_active (self->autoconnect_switch);
  g_autoptr (InnHost) host = g_object_ref (self->edit);
  gboolean listed = inn_host_list_find (self->hosts, inn_host_get_uri (host)) == host;
  InnHost *changed = host;

  /* It may have been removed while it was edited. */
  if (!listed)
    changed = inn_host_list_add (self->hosts, uri, NULL, autoconnect, TRUE);
  else if (!g_str_equal (inn_host_get_uri (host), uri))
    changed = inn_host_list_replace (self->hosts, host, uri);

  inn_host_set_read_only (changed, gtk_switch_get_active (self->read_only_switch));

  if (g_set_object (&host, changed))
    inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);

  inn_host_set_name (host, name);
  inn_host_set_autoconnect (host, autoconnect);
}

static void
add (InnConnectDialog *self,
     const char       *uri,
     const char       *name)
{
  InnHost *host = inn_host_list_add (self->hosts, uri, name,
                                     gtk_switch_get_active (self->autoconnect_switch), TRUE);

  inn_host_set_read_only (host, gtk_switch_get_active (self->read_only_switch));
  inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *param)
{
  InnConnectDialog *self = INN_CONNECT_DIALOG (widget);
  g_autofree char *uri = inn_connect_address_dup_text (self->address);
  g_autofree char *name = dup_name (self);

  if (inn_connect_address_get_problem (self->address) != NULL)
    return;

  if (self->edit != NULL)
    save (self, uri, name);
  else
    add (self, uri, name);

  gtk_window_close (GTK_WINDOW (self));
}

static void
inn_connect_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (inn_connect_dialog_parent_class)->map (widget);

  inn_connect_address_focus (INN_CONNECT_DIALOG (widget)->address);
}

static gboolean
inn_connect_dialog_close_request (GtkWindow *window)
{
  inn_connect_test_cancel (INN_CONNECT_DIALOG (window)->test);

  return GTK_WINDOW_CLASS (inn_connect_dialog_parent_class)->close_request (window);
}

static void
load_host (InnConnectDialog *self)
{
  g_autofree char *name = g_strdup (inn_host_get_name (self->edit));
  const InnUri *uri;
  g_autofree char *default_name = NULL;

  gtk_window_set_title (GTK_WINDOW (self), _("Edit Host"));
  gtk_button_set_label (self->add_button, _("_Save"));
  gtk_switch_set_active (self->autoconnect_switch, inn_host_get_autoconnect (self->edit));
  gtk_switch_set_active (self->read_only_switch, inn_host_get_read_only (self->edit));
  inn_connect_address_set_uri (self->address, inn_host_get_uri (self->edit));

  uri = inn_connect_address_get_uri (self->address);
  default_name = uri != NULL ? inn_uri_dup_name (uri) : NULL;

  if (g_strcmp0 (name, default_name) != 0)
    gtk_editable_set_text (self->name_row, name);
}

static void
inn_connect_dialog_constructed (GObject *object)
{
  InnConnectDialog *self = INN_CONNECT_DIALOG (object);

  G_OBJECT_CLASS (inn_connect_dialog_parent_class)->constructed (object);

  if (self->edit != NULL)
    load_host (self);
  else
    update (self);
}

static void
inn_connect_dialog_dispose (GObject *object)
{
  InnConnectDialog *self = INN_CONNECT_DIALOG (object);

  g_clear_object (&self->edit);
  g_clear_object (&self->hosts);

  G_OBJECT_CLASS (inn_connect_dialog_parent_class)->dispose (object);
}

static void
inn_connect_dialog_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  InnConnectDialog *self = INN_CONNECT_DIALOG (object);

  switch (prop_id)
    {
    case PROP_HOSTS:
      self->hosts = g_value_dup_object (value);
      break;

    case PROP_EDIT:
      self->edit = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_connect_dialog_class_init (InnConnectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = inn_connect_dialog_constructed;
  object_class->dispose = inn_connect_dialog_dispose;
  object_class->set_property = inn_connect_dialog_set_property;
  widget_class->map = inn_connect_dialog_map;
  GTK_WINDOW_CLASS (klass)->close_request = inn_connect_dialog_close_request;

  properties[PROP_HOSTS] =
    g_param_spec_object ("hosts", NULL, NULL, INN_TYPE_HOST_LIST, flags);

  properties[PROP_EDIT] =
    g_param_spec_object ("edit", NULL, NULL, INN_TYPE_HOST, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, address);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, autoconnect_switch);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, read_only_switch);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, test);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, uri_label);
  gtk_widget_class_bind_template_child (widget_class, InnConnectDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_test_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);

  gtk_widget_class_install_action (widget_class, "connect.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (INN_TYPE_CONNECT_ADDRESS);
  g_type_ensure (INN_TYPE_CONNECT_TEST);
  g_type_ensure (INN_TYPE_COPY_BUTTON);
}

/* Enter opens, unfolds or switches the row it is pressed on; from an entry it adds. */
static void
give_rows_enter (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    gtk_widget_set_receives_default (widget, TRUE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    give_rows_enter (child);
}

static void
inn_connect_dialog_init (InnConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  give_rows_enter (GTK_WIDGET (self));
}

/**
 * inn_connect_dialog_new:
 * @hosts: the list a host is added to
 * @edit: (nullable): a host of @hosts to change instead
 */
InnConnectDialog *
inn_connect_dialog_new (InnHostList *hosts,
                        InnHost     *edit)
{
  g_return_val_if_fail (INN_IS_HOST_LIST (hosts), NULL);
  g_return_val_if_fail (edit == NULL || INN_IS_HOST (edit), NULL);

  return g_object_new (INN_TYPE_CONNECT_DIALOG, "hosts", hosts, "edit", edit, NULL);
}

/**
 * inn_connect_dialog_set_uri:
 * @self: a dialog
 * @uri: what to begin with
 */
void
inn_connect_dialog_set_uri (InnConnectDialog *self,
                            const char       *uri)
{
  g_return_if_fail (INN_IS_CONNECT_DIALOG (self));

  inn_connect_address_set_uri (self->address, uri);
}

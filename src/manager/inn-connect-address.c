/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-connect-address"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-connect-address.h"
#include "inn-host-entry-row.h"
#include "inn-host-preset.h"
#include "inn-key-row.h"

/* The values of the parameter “proxy”, in the order of its row. */
static const char * const proxies[] = { NULL, "native", "netcat" };

struct _InnConnectAddress
{
  AdwBin               parent_instance;

  InnUri              *base;       /* what is not in a row is kept from here */
  GPtrArray           *presets;    /* InnHostPreset, as the row shows them */
  InnUri              *uri;        /* what the rows say; NULL: nothing that can be read */
  char                *problem;    /* what is wrong with it; NULL: nothing */
  char                *refusal;    /* what our owner has against it */
  gboolean             loading;    /* rows are being filled: nobody types in them */

  /* Template */
  AdwComboRow         *way_row;
  AdwComboRow         *preset_row;
  GtkLabel            *note;
  GtkWidget           *custom_group;
  GtkEditable         *custom_row;
  GtkLabel            *custom_problem;
  AdwPreferencesGroup *address_group;
  GtkEditable         *host_row;
  GtkEditable         *user_row;
  InnKeyRow           *key_row;
  AdwExpanderRow      *advanced_row;
  GtkEditable         *port_row;
  GtkEditable         *socket_row;
  AdwComboRow         *proxy_row;
  GtkWidget           *ssh_hint;
  GtkLabel            *address_problem;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnConnectAddress, inn_connect_address, ADW_TYPE_BIN)

/*
 * Rows → address
 */

static InnHostWay
get_way (InnConnectAddress *self)
{
  guint selected = adw_combo_row_get_selected (self->way_row);

  return selected < INN_N_HOST_WAYS ? (InnHostWay) selected : INN_HOST_WAY_SSH;
}

static const InnHostPreset *
get_preset (InnConnectAddress *self)
{
  guint selected = adw_combo_row_get_selected (self->preset_row);

  return selected < self->presets->len ? g_ptr_array_index (self->presets, selected) : NULL;
}

static char *
dup_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
take_text (char **field,
           char  *text)
{
  g_free (*field);
  *field = text;

  if (text != NULL && *text == '\0')
    g_clear_pointer (field, g_free);
}

static void
take_parameter (InnUri     *uri,
                const char *name,
                char       *value)
{
  inn_uri_set_parameter (uri, name, value != NULL && *value != '\0' ? value : NULL);
  g_free (value);
}

/* Whether the port can be read; an empty one is libvirt's default. */
static gboolean
read_port (InnConnectAddress *self,
           guint            *port)
{
  g_autofree char *text = dup_text (self->port_row);
  guint64 number = 0;

  *port = 0;

  if (*text == '\0')
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;

  *port = number;

  return TRUE;
}

/* “[::1]” may be typed as one sees it elsewhere. */
static char *
dup_host (InnConnectAddress *self)
{
  char *text = dup_text (self->host_row);
  gsize length = strlen (text);

  if (length > 2 && text[0] == '[' && text[length - 1] == ']')
    {
      text[length - 1] = '\0';
      memmove (text, text + 1, length - 1);
    }

  return text;
}

static InnUri *
build_uri (InnConnectAddress  *self,
           GError           **error)
{
  const InnHostPreset *preset = get_preset (self);
  InnHostWay way = get_way (self);
  g_autoptr (InnUri) uri = NULL;
  guint selected;

  if (way == INN_HOST_WAY_CUSTOM || preset == NULL)
    return inn_uri_new_parse (gtk_editable_get_text (self->custom_row), error);

  uri = inn_uri_copy (self->base);
  take_text (&uri->host, dup_host (self));
  take_text (&uri->user, dup_text (self->user_row));
  read_port (self, &uri->port);
  take_parameter (uri, "keyfile", g_strdup (inn_key_row_get_path (self->key_row)));
  take_parameter (uri, "socket", dup_text (self->socket_row));
  selected = adw_combo_row_get_selected (self->proxy_row);
  inn_uri_set_parameter (uri, "proxy",
                         selected < G_N_ELEMENTS (proxies) ? proxies[selected] : NULL);
  inn_host_preset_apply (preset, way, uri);

  return g_steal_pointer (&uri);
}

/*
 * Address → rows
 */

static void
load_presets (InnConnectAddress    *self,
              InnHostWay           way,
              const InnHostPreset *wanted)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const InnHostPreset *preset;
  guint selected = 0;

  g_ptr_array_set_size (self->presets, 0);

  for (guint i = 0; (preset = inn_host_preset_get (i)) != NULL; i++)
    {
      if (!inn_host_preset_fits (preset, way))
        continue;

      if (preset == wanted)
        selected = self->presets->len;

      g_ptr_array_add (self->presets, (gpointer) preset);
      gtk_string_list_append (labels, _(preset->label));
    }

  adw_combo_row_set_model (self->preset_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->preset_row, selected);
}

static void
set_text (GtkEditable *row,
          const char  *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
load_fields (InnConnectAddress *self,
             const InnUri     *uri)
{
  g_autofree char *port = uri->port != 0 ? g_strdup_printf ("%u", uri->port) : NULL;
  const char *proxy = inn_uri_get_parameter (uri, "proxy");
  guint selected = 0;

  for (guint i = 1; i < G_N_ELEMENTS (proxies); i++)
    {
      if (g_strcmp0 (proxy, proxies[i]) == 0)
        selected = i;
    }

  set_text (self->host_row, uri->host);
  set_text (self->user_row, uri->user);
  set_text (self->port_row, port);
  set_text (self->socket_row, inn_uri_get_parameter (uri, "socket"));
  inn_key_row_set_path (self->key_row, inn_uri_get_parameter (uri, "keyfile"));
  adw_combo_row_set_selected (self->proxy_row, selected);
}

/* Fills the rows; @uri that they cannot say stays as it was written. */
static void
load_uri (InnConnectAddress *self,
          const InnUri     *uri,
          gboolean          keep_way)
{
  InnHostWay way;
  const InnHostPreset *preset = inn_host_preset_find (uri, &way);

  self->loading = TRUE;

  g_clear_pointer (&self->base, inn_uri_free);
  self->base = inn_uri_copy (uri);
  load_fields (self, uri);

  if (preset != NULL)
    load_presets (self, way, preset);

  if (!keep_way)
    adw_combo_row_set_selected (self->way_row, way);

  self->loading = FALSE;
}

/*
 * Keeping it all in step
 */

static void
set_error (gpointer widget,
           gboolean is_error)
{
  if (is_error)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

static void
show_text (GtkLabel   *label,
           const char *text,
           gboolean    is_error)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  set_error (label, is_error);
}

static void
sync_rows (InnConnectAddress *self)
{
  InnHostWay way = get_way (self);
  const InnHostPreset *preset = get_preset (self);
  gboolean is_ssh = way == INN_HOST_WAY_SSH;
  gboolean is_local = way == INN_HOST_WAY_LOCAL;
  gboolean is_own = preset != NULL && preset->own;
  gboolean is_test = preset != NULL && g_str_equal (preset->driver, "test");

  gtk_widget_set_visible (self->custom_group, way == INN_HOST_WAY_CUSTOM);
  gtk_widget_set_visible (GTK_WIDGET (self->preset_row), way != INN_HOST_WAY_CUSTOM);
  gtk_widget_set_visible (GTK_WIDGET (self->address_group),
                          way != INN_HOST_WAY_CUSTOM && !is_test);
  adw_preferences_group_set_title (self->address_group,
                                   is_local || is_own ? "" : inn_host_way_get_label (way));

  gtk_widget_set_visible (GTK_WIDGET (self->host_row), !is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), is_ssh || is_own);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), is_ssh);
  inn_host_entry_row_set_offers (INN_HOST_ENTRY_ROW (self->host_row), is_ssh);
  gtk_widget_set_visible (GTK_WIDGET (self->port_row), !is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->socket_row), is_ssh || is_local);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_row), is_ssh);
  gtk_widget_set_visible (self->ssh_hint, is_ssh);
}

/* “Port 22 · default libvirt socket” */
static void
sync_advanced (InnConnectAddress *self)
{
  const InnUri *uri = self->uri;
  InnHostWay way = get_way (self);
  const InnHostPreset *preset = get_preset (self);
  const char *socket;
  const char *proxy;
  guint port = way == INN_HOST_WAY_SSH ? 22 : preset != NULL && preset->own ? 443 : 16514;
  g_autoptr (GString) text = g_string_new (NULL);

  if (uri == NULL)
    return;

  socket = inn_uri_get_parameter (uri, "socket");
  proxy = inn_uri_get_parameter (uri, "proxy");

  if (way != INN_HOST_WAY_LOCAL)
    /* Translators: the number of a network port */
    g_string_append_printf (text, _("Port %u"), uri->port != 0 ? uri->port : port);

  if (way == INN_HOST_WAY_SSH || way == INN_HOST_WAY_LOCAL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            socket != NULL ? socket : _("default libvirt socket"));

  if (way == INN_HOST_WAY_SSH && proxy != NULL)
    g_string_append_printf (text, " · %s",
                            g_str_equal (proxy, "netcat") ? "nc" : "virt-ssh-helper");

  adw_expander_row_set_subtitle (self->advanced_row, text->str);
}

/* Shown where it was typed; that nothing was typed yet is no error to show. */
static void
sync_problem (InnConnectAddress *self)
{
  const char *problem = self->problem != NULL ? self->problem : self->refusal;
  InnHostWay way = get_way (self);
  const InnHostPreset *preset = get_preset (self);
  gboolean is_custom = way == INN_HOST_WAY_CUSTOM;
  gboolean is_local = way == INN_HOST_WAY_LOCAL;
  gboolean in_host = !is_custom && !is_local && *gtk_editable_get_text (self->host_row) != '\0';
  gboolean in_custom = is_custom && *gtk_editable_get_text (self->custom_row) != '\0';
  gboolean wrong_port;
  guint port;

  wrong_port = !is_custom && !is_local && !read_port (self, &port);

  set_error (self->port_row, wrong_port);
  set_error (self->host_row, in_host && problem != NULL && !wrong_port);
  set_error (self->custom_row, in_custom && problem != NULL);
  show_text (self->address_problem, in_host || wrong_port ? problem : NULL, TRUE);
  show_text (self->custom_problem, in_custom ? problem : NULL, TRUE);

  if (is_local && problem != NULL)
    show_text (self->note, problem, TRUE);
  else if (!is_custom && preset != NULL && preset->session)
    show_text (self->note,
               _("Only your own machines, with user networking: they reach the network but are "
                 "not reached from it. Machines of the system are not shown."), FALSE);
  else
    show_text (self->note, NULL, FALSE);
}

static char *
dup_problem (InnConnectAddress *self,
             const GError      *parse_error)
{
  g_autoptr (GError) error = NULL;
  guint port;

  if (get_way (self) != INN_HOST_WAY_CUSTOM && !read_port (self, &port))
    return g_strdup (_("The port has to be a number from 1 to 65535."));

  if (self->uri == NULL)
    return g_strdup (parse_error->message);

  /* Of a host that is not there yet libvirt's addresses know nothing. */
  if ((get_way (self) == INN_HOST_WAY_SSH || get_way (self) == INN_HOST_WAY_TLS) &&
      self->uri->host == NULL)
    return g_strdup (_("Enter the host name or address."));

  if (!inn_uri_validate (self->uri, &error))
    return g_strdup (error->message);

  return NULL;
}

static void
update (InnConnectAddress *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->uri, inn_uri_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->refusal, g_free);
  self->uri = build_uri (self, &error);
  self->problem = dup_problem (self, error);

  sync_rows (self);
  sync_advanced (self);
  sync_problem (self);
}

static void
changed (InnConnectAddress *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/*
 * Callbacks
 */

static void
on_row_changed_cb (InnConnectAddress *self)
{
  if (!self->loading)
    changed (self);
}

/* A whole address pasted into the row for the host fills all rows. */
static void
on_host_changed_cb (InnConnectAddress *self)
{
  const char *text = gtk_editable_get_text (self->host_row);
  g_autoptr (InnUri) uri = NULL;

  if (self->loading)
    return;

  if (strstr (text, "://") != NULL && (uri = inn_uri_new_parse (text, NULL)) != NULL &&
      inn_uri_validate (uri, NULL))
    {
      inn_connect_address_set_uri (self, text);
      return;
    }

  changed (self);
}

static void
on_custom_changed_cb (InnConnectAddress *self)
{
  g_autoptr (InnUri) uri = NULL;

  if (self->loading)
    return;

  uri = inn_uri_new_parse (gtk_editable_get_text (self->custom_row), NULL);
  if (uri != NULL)
    load_uri (self, uri, TRUE);

  changed (self);
}

static void
on_way_changed_cb (InnConnectAddress *self)
{
  InnHostWay way = get_way (self);

  if (self->loading)
    return;

  if (way == INN_HOST_WAY_CUSTOM)
    {
      /* What the rows said until now. */
      g_autofree char *text = inn_connect_address_dup_text (self);

      self->loading = TRUE;
      set_text (self->custom_row, text);
      self->loading = FALSE;
    }
  else
    {
      const InnHostPreset *preset = get_preset (self);

      self->loading = TRUE;
      load_presets (self, way, preset);
      self->loading = FALSE;
    }

  changed (self);
}

static void
inn_connect_address_finalize (GObject *object)
{
  InnConnectAddress *self = INN_CONNECT_ADDRESS (object);

  g_clear_pointer (&self->base, inn_uri_free);
  g_clear_pointer (&self->uri, inn_uri_free);
  g_clear_pointer (&self->presets, g_ptr_array_unref);
  g_free (self->problem);
  g_free (self->refusal);

  G_OBJECT_CLASS (inn_connect_address_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, way_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, preset_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, note);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, custom_group);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, custom_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, custom_problem);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, address_group);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, host_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, user_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, key_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, port_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, socket_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, ssh_hint);
  gtk_widget_class_bind_template_child (widget_class, InnConnectAddress, address_problem);

  gtk_widget_class_bind_template_callback (widget_class, on_custom_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_host_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_way_changed_cb);
}

static void
inn_connect_address_class_init (InnConnectAddressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_connect_address_finalize;

  /**
   * InnConnectAddress::changed:
   *
   * The rows say another address. What was refused of the old one is forgotten.
   */
  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_CONNECT_ADDRESS, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-connect-address.ui");
  bind_template (widget_class);

  g_type_ensure (INN_TYPE_HOST_ENTRY_ROW);
  g_type_ensure (INN_TYPE_KEY_ROW);
}

static void
inn_connect_address_init (InnConnectAddress *self)
{
  g_autoptr (GtkStringList) ways = gtk_string_list_new (NULL);

  self->presets = g_ptr_array_new ();
  self->base = inn_uri_new ("qemu");
  self->loading = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint way = 0; way < INN_N_HOST_WAYS; way++)
    gtk_string_list_append (ways, inn_host_way_get_label (way));

  adw_combo_row_set_model (self->way_row, G_LIST_MODEL (ways));
  load_presets (self, INN_HOST_WAY_SSH, NULL);
  self->loading = FALSE;
  update (self);
}

/**
 * inn_connect_address_set_uri:
 * @self: an address
 * @text: an URI of libvirt, valid or not
 *
 * Fills the rows with @text. What they cannot say is shown as custom URI, as it
 * is written.
 */
void
inn_connect_address_set_uri (InnConnectAddress *self,
                             const char        *text)
{
  g_autoptr (InnUri) uri = NULL;

  g_return_if_fail (INN_IS_CONNECT_ADDRESS (self));
  g_return_if_fail (text != NULL);

  uri = inn_uri_new_parse (text, NULL);

  if (uri != NULL)
    load_uri (self, uri, FALSE);

  self->loading = TRUE;
  set_text (self->custom_row, text);
  if (uri == NULL)
    adw_combo_row_set_selected (self->way_row, INN_HOST_WAY_CUSTOM);
  self->loading = FALSE;

  changed (self);
}

/**
 * inn_connect_address_focus:
 * @self: an address that is on the screen
 *
 * Moves the focus to where an address is typed.
 */
void
inn_connect_address_focus (InnConnectAddress *self)
{
  GtkEditable *row;

  g_return_if_fail (INN_IS_CONNECT_ADDRESS (self));

  row = get_way (self) == INN_HOST_WAY_CUSTOM ? self->custom_row : self->host_row;

  if (gtk_widget_get_mapped (GTK_WIDGET (row)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * inn_connect_address_get_uri:
 * @self: an address
 *
 * Returns: (transfer none) (nullable): what the rows say, if libvirt could do
 *   something with it
 */
const InnUri *
inn_connect_address_get_uri (InnConnectAddress *self)
{
  g_return_val_if_fail (INN_IS_CONNECT_ADDRESS (self), NULL);

  return self->problem == NULL ? self->uri : NULL;
}

/**
 * inn_connect_address_dup_text:
 * @self: an address
 *
 * Returns: (transfer full): the URI as far as it can be told, valid or not
 */
char *
inn_connect_address_dup_text (InnConnectAddress *self)
{
  g_return_val_if_fail (INN_IS_CONNECT_ADDRESS (self), NULL);

  return self->uri != NULL ? inn_uri_to_string (self->uri)
                           : g_strdup (gtk_editable_get_text (self->custom_row));
}

/**
 * inn_connect_address_get_problem:
 * @self: an address
 *
 * Returns: (transfer none) (nullable): why the address cannot be used
 */
const char *
inn_connect_address_get_problem (InnConnectAddress *self)
{
  g_return_val_if_fail (INN_IS_CONNECT_ADDRESS (self), NULL);

  return self->problem != NULL ? self->problem : self->refusal;
}

/**
 * inn_connect_address_refuse:
 * @self: an address
 * @reason: (nullable): why it cannot be used although it is valid
 *
 * Shows @reason where the address was typed, until it is another one.
 */
void
inn_connect_address_refuse (InnConnectAddress *self,
                            const char        *reason)
{
  g_return_if_fail (INN_IS_CONNECT_ADDRESS (self));

  g_free (self->refusal);
  self->refusal = g_strdup (reason);
  sync_problem (self);
}

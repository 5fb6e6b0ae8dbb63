/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth-dialog"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "inn-auth-dialog.h"

/* Data of a host: the user that signed in last, who need not be typed again. */
#define LAST_USER "inn-auth-user"

struct _InnAuthDialog
{
  AdwWindow       parent_instance;

  InnHost        *host;
  InnAuthRequest *request;
  GPtrArray      *rows;       /* GtkEditable, one for each prompt */
  gboolean        again;
  gboolean        accepted;

  /* Template */
  GtkLabel       *heading;
  GtkLabel       *body;
  GtkWidget      *hint;
  GtkLabel       *hint_label;
  GtkListBox     *list;
  GtkWidget      *accept_button;
};

enum {
  PROP_0,
  PROP_HOST,
  PROP_REQUEST,
  PROP_AGAIN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnAuthDialog, inn_auth_dialog, ADW_TYPE_WINDOW)

/* The user and the machine that an URI names; NULL where it names none. */
static void
split_uri (const char  *uri,
           char       **user,
           char       **address)
{
  *user = NULL;
  *address = NULL;

  g_uri_split_with_user (uri, G_URI_FLAGS_PARSE_RELAXED, NULL, user, NULL, NULL, address,
                         NULL, NULL, NULL, NULL, NULL);

  if (*user != NULL && **user == '\0')
    g_clear_pointer (user, g_free);

  if (*address != NULL && **address == '\0')
    g_clear_pointer (address, g_free);
}

static guint
count_prompts (InnAuthDialog     *self,
               InnAuthPromptType  type)
{
  guint count = 0;

  for (guint i = 0; i < inn_auth_request_get_n_prompts (self->request); i++)
    count += inn_auth_request_get_type_of (self->request, i) == type;

  return count;
}

static gboolean
is_passphrase (InnAuthDialog *self,
               guint          index)
{
  const char *prompt = inn_auth_request_get_prompt (self->request, index);
  g_autofree char *lower = g_ascii_strdown (prompt != NULL ? prompt : "", -1);

  return strstr (lower, "passphrase") != NULL;
}

static char *
dup_row_title (InnAuthDialog *self,
               guint          index)
{
  InnAuthPromptType type = inn_auth_request_get_type_of (self->request, index);
  const char *prompt = inn_auth_request_get_prompt (self->request, index);
  g_autofree char *title = NULL;

  if (type == INN_AUTH_PROMPT_USER && count_prompts (self, type) == 1)
    return g_strdup (_("User Name"));

  if (type == INN_AUTH_PROMPT_SECRET && count_prompts (self, type) == 1)
    return g_strdup (is_passphrase (self, index) ? _("Passphrase") : _("Password"));

  if (prompt == NULL || *prompt == '\0')
    return g_strdup (_("Answer"));

  title = g_strchomp (g_strdup (prompt));
  if (g_str_has_suffix (title, ":"))
    title[strlen (title) - 1] = '\0';

  return g_steal_pointer (&title);
}

static gboolean
is_complete (InnAuthDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (*gtk_editable_get_text (g_ptr_array_index (self->rows, i)) == '\0')
        return FALSE;
    }

  return TRUE;
}

static void
sync_accept (InnAuthDialog *self)
{
  gtk_widget_set_sensitive (self->accept_button, is_complete (self));
}

static void
add_row (InnAuthDialog *self,
         guint          index,
         const char    *user)
{
  InnAuthPromptType type = inn_auth_request_get_type_of (self->request, index);
  const char *text = inn_auth_request_get_default (self->request, index);
  g_autofree char *title = dup_row_title (self, index);
  GtkWidget *row;

  row = type == INN_AUTH_PROMPT_SECRET ? adw_password_entry_row_new () : adw_entry_row_new ();

  if (type == INN_AUTH_PROMPT_USER)
    {
      const char *last = g_object_get_data (G_OBJECT (self->host), LAST_USER);

      if (last != NULL)
        text = last;
      else if (text == NULL || *text == '\0')
        text = user;
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "changed", G_CALLBACK (sync_accept), self, G_CONNECT_SWAPPED);

  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->list, row);
}

static void
sync_heading (InnAuthDialog *self,
              const char    *user)
{
  const char *name = inn_host_get_name (self->host);
  g_autofree char *text = NULL;

  if (count_prompts (self, INN_AUTH_PROMPT_SECRET) == 0 ||
      count_prompts (self, INN_AUTH_PROMPT_USER) > 0)
    {
      /* Translators: %s is the name of a host */
      text = g_strdup_printf (_("Sign In to %s"), name);
    }
  else
    {
      /* Translators: %s is the name of a user or a host */
      text = g_strdup_printf (_("Password for %s"), user != NULL ? user : name);
    }

  gtk_label_set_text (self->heading, text);
  gtk_window_set_title (GTK_WINDOW (self), text);
}

/* What is asked, by what is asked for and over what. */
static const char * const sentences[][3] = {
  {
    /* Translators: %s is the address of a host, here and below */
    N_("%s asks for a password over SSH."),
    N_("%s asks for a password over TLS."),
    N_("%s asks for a password."),
  }, {
    N_("%s asks for a user name and a password over SSH."),
    N_("%s asks for a user name and a password over TLS."),
    N_("%s asks for a user name and a password."),
  }, {
    N_("%s asks over SSH."),
    N_("%s asks over TLS."),
    N_("%s asks."),
  },
};

static char *
dup_sentence (InnAuthDialog *self,
              const char    *address)
{
  const char *uri = inn_host_get_uri (self->host);
  g_autoptr (GString) text = NULL;
  guint what = 2;
  guint way = 2;

  if (count_prompts (self, INN_AUTH_PROMPT_SECRET) > 0)
    what = count_prompts (self, INN_AUTH_PROMPT_USER) > 0 ? 1 : 0;

  if (strstr (uri, "ssh:") != NULL || strstr (uri, "ssh2:") != NULL)
    way = 0;
  else if (strstr (uri, "+tls:") != NULL)
    way = 1;

  text = g_string_new (_(sentences[what][way]));
  g_string_replace (text, "%s", address != NULL ? address : _("libvirt on this computer"), 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
sync_body (InnAuthDialog *self,
           const char    *address)
{
  g_autofree char *sentence = dup_sentence (self, address);
  g_autoptr (GString) text = g_string_new (sentence);

  for (guint i = 0; i < inn_auth_request_get_n_prompts (self->request); i++)
    {
      const char *challenge = inn_auth_request_get_challenge (self->request, i);

      if (challenge != NULL && *challenge != '\0' &&
          inn_auth_request_get_type_of (self->request, i) == INN_AUTH_PROMPT_VISIBLE)
        g_string_append_printf (text, "\n\n%s", challenge);
    }

  gtk_label_set_text (self->body, text->str);
}

static void
focus_first_empty (InnAuthDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (*gtk_editable_get_text (GTK_EDITABLE (row)) == '\0' || i + 1 == self->rows->len)
        {
          gtk_window_set_focus (GTK_WINDOW (self), row);
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

static void
on_done_cb (InnAuthDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/*
 * Actions
 */

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (widget);
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();

  if (!is_complete (self))
    return;

  /* The texts stay in the entries' own buffers, which keep secrets out of swap. */
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *text = gtk_editable_get_text (g_ptr_array_index (self->rows, i));

      g_ptr_array_add (answers, (gpointer) text);

      if (inn_auth_request_get_type_of (self->request, i) == INN_AUTH_PROMPT_USER)
        g_object_set_data_full (G_OBJECT (self->host), LAST_USER, g_strdup (text), g_free);
    }

  g_ptr_array_add (answers, NULL);

  self->accepted = TRUE;
  inn_auth_request_answer (self->request, (const char * const *) answers->pdata);
}

static gboolean
inn_auth_dialog_close_request (GtkWindow *window)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (window);

  inn_auth_request_cancel (self->request);

  return GTK_WINDOW_CLASS (inn_auth_dialog_parent_class)->close_request (window);
}

static void
inn_auth_dialog_constructed (GObject *object)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (object);
  g_autofree char *user = NULL;
  g_autofree char *address = NULL;

  G_OBJECT_CLASS (inn_auth_dialog_parent_class)->constructed (object);

  if (self->host == NULL || self->request == NULL)
    return;

  split_uri (inn_host_get_uri (self->host), &user, &address);

  for (guint i = 0; i < inn_auth_request_get_n_prompts (self->request); i++)
    add_row (self, i, user);

  sync_heading (self, user);
  sync_body (self, address);
  sync_accept (self);
  gtk_widget_set_visible (self->hint, self->again);
  gtk_label_set_text (self->hint_label,
                      count_prompts (self, INN_AUTH_PROMPT_USER) > 0
                        ? _("Wrong user name or password.")
                        : _("That was not accepted."));
  focus_first_empty (self);

  g_signal_connect_object (self->request, "done", G_CALLBACK (on_done_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
inn_auth_dialog_dispose (GObject *object)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (object);

  /* A window that goes away without an answer must not leave a worker waiting. */
  if (self->request != NULL)
    inn_auth_request_cancel (self->request);

  g_clear_object (&self->request);
  g_clear_object (&self->host);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_auth_dialog_parent_class)->dispose (object);
}

static void
inn_auth_dialog_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (object);

  switch (prop_id)
    {
    case PROP_HOST:
      self->host = g_value_dup_object (value);
      break;

    case PROP_REQUEST:
      self->request = g_value_dup_object (value);
      break;

    case PROP_AGAIN:
      self->again = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_auth_dialog_class_init (InnAuthDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = inn_auth_dialog_constructed;
  object_class->dispose = inn_auth_dialog_dispose;
  object_class->set_property = inn_auth_dialog_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = inn_auth_dialog_close_request;

  properties[PROP_HOST] =
    g_param_spec_object ("host", NULL, NULL, INN_TYPE_HOST, flags);

  properties[PROP_REQUEST] =
    g_param_spec_object ("request", NULL, NULL, INN_TYPE_AUTH_REQUEST, flags);

  properties[PROP_AGAIN] =
    g_param_spec_boolean ("again", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/widgets/"
                                               "inn-auth-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, body);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, list);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, accept_button);

  gtk_widget_class_install_action (widget_class, "auth.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inn_auth_dialog_init (InnAuthDialog *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_auth_dialog_new:
 * @host: the host that asks
 * @request: what it asks
 * @again: whether an answer was refused just now
 *
 * Closing the dialog cancels @request; the end of @request closes the dialog.
 */
InnAuthDialog *
inn_auth_dialog_new (InnHost        *host,
                     InnAuthRequest *request,
                     gboolean        again)
{
  g_return_val_if_fail (INN_IS_HOST (host), NULL);
  g_return_val_if_fail (INN_IS_AUTH_REQUEST (request), NULL);

  return g_object_new (INN_TYPE_AUTH_DIALOG,
                       "host", host,
                       "request", request,
                       "again", again,
                       NULL);
}

/**
 * inn_auth_dialog_get_accepted:
 * @self: a dialog
 *
 * Returns: whether the user has answered; else the question was cancelled
 */
gboolean
inn_auth_dialog_get_accepted (InnAuthDialog *self)
{
  g_return_val_if_fail (INN_IS_AUTH_DIALOG (self), FALSE);

  return self->accepted;
}

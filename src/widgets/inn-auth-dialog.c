/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-dialog.h"
#include "inn-auth-fields.h"
#include "inn-auth-words.h"
#include "inn-key-card.h"
#include "inn-uri.h"

/* Data of a host: the user that signed in last, who need not be typed again, and whether that
 * was to be remembered (a Remember). */
#define LAST_USER "inn-auth-user"
#define LAST_REMEMBER "inn-auth-remember"

typedef enum
{
  REMEMBER_UNDECIDED,
  REMEMBER_NO,
  REMEMBER_YES,
} Remember;

struct _InnAuthDialog
{
  AdwWindow       parent_instance;

  InnHost        *host;
  InnAuthRequest *request;
  InnAuthFields  *fields;     /* NULL: nothing is to be typed */
  gboolean        again;
  gboolean        accepted;

  /* Template */
  GtkLabel       *heading;
  GtkLabel       *body;
  GtkLabel       *detail;
  GtkWidget      *hint;
  GtkLabel       *hint_label;
  GtkBox         *content;
  GtkLabel       *note;
  GtkWidget      *cancel_button;
  GtkWidget      *once_button;
  GtkButton      *accept_button;
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

static void
set_text (GtkLabel *label,
          char     *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  g_free (text);
}

static void
sync_words (InnAuthDialog *self)
{
  /* ssh says so itself, libvirt begins anew. */
  gboolean again = inn_auth_request_get_again (self->request) ||
                   (self->again &&
                    inn_auth_request_get_kind (self->request) == INN_AUTH_CREDENTIALS);
  g_autofree char *heading = inn_auth_words_dup_heading (self->host, self->request);
  g_autofree char *refusal = inn_auth_words_dup_refusal (self->request);

  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_label_set_text (self->heading, heading);
  set_text (self->body, inn_auth_words_dup_body (self->host, self->request));
  set_text (self->detail, inn_auth_words_dup_detail (self->host, self->request));
  set_text (self->note, inn_auth_words_dup_note (self->request));
  gtk_label_set_text (self->hint_label, refusal);
  gtk_widget_set_visible (self->hint, again);
}

/*
 * One function for each way to answer
 */

static void
sync_accept (InnAuthDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button),
                            inn_auth_fields_is_complete (self->fields));
}

static void
show_fields (InnAuthDialog *self)
{
  const char *last = g_object_get_data (G_OBJECT (self->host), LAST_USER);
  Remember decided = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->host), LAST_REMEMBER));
  gboolean remember = decided == REMEMBER_UNDECIDED ? inn_auth_request_get_remember (self->request)
                                                    : decided == REMEMBER_YES;
  g_autoptr (InnUri) uri = inn_uri_new_parse (inn_host_get_uri (self->host), NULL);
  const char *user = last == NULL && uri != NULL ? uri->user : last;

  self->fields = INN_AUTH_FIELDS (inn_auth_fields_new (self->request, user, remember));
  g_signal_connect_object (self->fields, "changed", G_CALLBACK (sync_accept), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->content, GTK_WIDGET (self->fields));
  sync_accept (self);
  inn_auth_fields_focus (self->fields, GTK_WINDOW (self));
}

/* Enter must not let somebody in who was not looked at. */
static void
show_key (InnAuthDialog *self)
{
  gtk_box_append (self->content,
                  inn_key_card_new (inn_auth_request_get_key_type (self->request),
                                    inn_auth_request_get_fingerprint (self->request)));
  gtk_button_set_label (self->accept_button, _("_Trust Host"));
  gtk_widget_set_visible (self->once_button, TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->cancel_button);
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);
}

static void
show_touch (InnAuthDialog *self)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 24, 24);
  gtk_box_append (self->content, spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), FALSE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->cancel_button);
}

static void
show_content (InnAuthDialog *self)
{
  switch (inn_auth_request_get_kind (self->request))
    {
    case INN_AUTH_HOST_KEY:
      show_key (self);
      break;

    case INN_AUTH_TOUCH:
      show_touch (self);
      break;

    case INN_AUTH_CREDENTIALS:
    case INN_AUTH_PASSWORD:
    case INN_AUTH_PASSPHRASE:
    case INN_AUTH_CODE:
    default:
      show_fields (self);
      break;
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
sign_in (InnAuthDialog *self)
{
  GObject *host = G_OBJECT (self->host);
  const char *user = inn_auth_fields_get_user (self->fields);
  Remember remember = inn_auth_fields_get_remember (self->fields) ? REMEMBER_YES : REMEMBER_NO;

  if (user != NULL)
    g_object_set_data_full (host, LAST_USER, g_strdup (user), g_free);
  if (inn_auth_request_get_secret_id (self->request) != NULL)
    g_object_set_data (host, LAST_REMEMBER, GINT_TO_POINTER (remember));

  inn_auth_fields_answer (self->fields);
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (widget);

  if (self->fields != NULL && inn_auth_fields_is_complete (self->fields))
    {
      self->accepted = TRUE;
      sign_in (self);
    }
  else if (inn_auth_request_get_kind (self->request) == INN_AUTH_HOST_KEY)
    {
      self->accepted = TRUE;
      inn_auth_request_accept_key (self->request, TRUE);
    }
}

static void
once_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnAuthDialog *self = INN_AUTH_DIALOG (widget);

  self->accepted = TRUE;
  inn_auth_request_accept_key (self->request, FALSE);
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

  G_OBJECT_CLASS (inn_auth_dialog_parent_class)->constructed (object);

  if (self->host == NULL || self->request == NULL)
    return;

  sync_words (self);
  show_content (self);
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
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, detail);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, content);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, note);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, once_button);
  gtk_widget_class_bind_template_child (widget_class, InnAuthDialog, accept_button);

  gtk_widget_class_install_action (widget_class, "auth.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "auth.once", NULL, once_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inn_auth_dialog_init (InnAuthDialog *self)
{
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

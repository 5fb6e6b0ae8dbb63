/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-auth-fields"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-fields.h"
#include "inn-auth-words.h"
#include "inn-remember-row.h"

struct _InnAuthFields
{
  AdwPreferencesGroup  parent_instance;

  InnAuthRequest      *request;
  GPtrArray           *rows;       /* GtkEditable, one for each prompt */
  InnRememberRow      *remember;   /* NULL: it may not be */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnAuthFields, inn_auth_fields, ADW_TYPE_PREFERENCES_GROUP)

static void
on_row_changed_cb (InnAuthFields *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_row (InnAuthFields *self,
         guint          index,
         const char    *user)
{
  InnAuthPromptType type = inn_auth_request_get_type_of (self->request, index);
  const char *text = inn_auth_request_get_default (self->request, index);
  g_autofree char *title = inn_auth_words_dup_row_title (self->request, index);
  GtkWidget *row;

  row = type == INN_AUTH_PROMPT_SECRET ? adw_password_entry_row_new () : adw_entry_row_new ();

  if (type == INN_AUTH_PROMPT_USER && user != NULL)
    text = user;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "changed", G_CALLBACK (on_row_changed_cb), self,
                           G_CONNECT_SWAPPED);

  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_remember_row (InnAuthFields *self,
                  gboolean       active)
{
  gboolean passphrase = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    passphrase = passphrase || inn_auth_words_is_passphrase (self->request, i);

  self->remember = INN_REMEMBER_ROW (inn_remember_row_new (passphrase
                                                             ? _("Remember Passphrase")
                                                             : _("Remember Password"),
                                                           active));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->remember));
}

static void
inn_auth_fields_finalize (GObject *object)
{
  InnAuthFields *self = INN_AUTH_FIELDS (object);

  g_clear_object (&self->request);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (inn_auth_fields_parent_class)->finalize (object);
}

static void
inn_auth_fields_class_init (InnAuthFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inn_auth_fields_finalize;

  /**
   * InnAuthFields::changed:
   *
   * Something was typed.
   */
  signals[CHANGED] = g_signal_new ("changed", INN_TYPE_AUTH_FIELDS, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inn_auth_fields_init (InnAuthFields *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * inn_auth_fields_new:
 * @request: what is asked
 * @user: (nullable): who signs in, if that is asked too
 * @remember: whether the answer is to be remembered, at first
 */
GtkWidget *
inn_auth_fields_new (InnAuthRequest *request,
                     const char     *user,
                     gboolean        remember)
{
  InnAuthFields *self;

  g_return_val_if_fail (INN_IS_AUTH_REQUEST (request), NULL);

  self = g_object_new (INN_TYPE_AUTH_FIELDS, NULL);
  self->request = g_object_ref (request);

  for (guint i = 0; i < inn_auth_request_get_n_prompts (request); i++)
    add_row (self, i, user);

  if (inn_auth_request_get_secret_id (request) != NULL)
    add_remember_row (self, remember);

  return GTK_WIDGET (self);
}

/**
 * inn_auth_fields_is_complete:
 *
 * Returns: whether no entry is empty
 */
gboolean
inn_auth_fields_is_complete (InnAuthFields *self)
{
  g_return_val_if_fail (INN_IS_AUTH_FIELDS (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (*gtk_editable_get_text (g_ptr_array_index (self->rows, i)) == '\0')
      return FALSE;

  return TRUE;
}

/**
 * inn_auth_fields_focus:
 * @window: where they are in
 *
 * Puts the cursor into the first entry that is empty.
 */
void
inn_auth_fields_focus (InnAuthFields *self,
                       GtkWindow     *window)
{
  g_return_if_fail (INN_IS_AUTH_FIELDS (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (*gtk_editable_get_text (GTK_EDITABLE (row)) == '\0' || i + 1 == self->rows->len)
        {
          gtk_window_set_focus (window, row);
          gtk_widget_grab_focus (row);
          return;
        }
    }
}

/**
 * inn_auth_fields_get_user:
 *
 * Returns: (nullable): the user name that was typed, if one was asked for
 */
const char *
inn_auth_fields_get_user (InnAuthFields *self)
{
  g_return_val_if_fail (INN_IS_AUTH_FIELDS (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (inn_auth_request_get_type_of (self->request, i) == INN_AUTH_PROMPT_USER)
      return gtk_editable_get_text (g_ptr_array_index (self->rows, i));

  return NULL;
}

gboolean
inn_auth_fields_get_remember (InnAuthFields *self)
{
  g_return_val_if_fail (INN_IS_AUTH_FIELDS (self), FALSE);

  return self->remember != NULL && inn_remember_row_get_active (self->remember);
}

/**
 * inn_auth_fields_answer:
 * @self: complete fields
 *
 * Answers the question with what was typed.
 */
void
inn_auth_fields_answer (InnAuthFields *self)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();

  g_return_if_fail (INN_IS_AUTH_FIELDS (self));

  /* The texts stay in the entries' own buffers, which keep secrets out of swap. */
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (answers,
                     (gpointer) gtk_editable_get_text (g_ptr_array_index (self->rows, i)));

  g_ptr_array_add (answers, NULL);

  inn_auth_request_set_remember (self->request, inn_auth_fields_get_remember (self));
  inn_auth_request_answer (self->request, (const char * const *) answers->pdata);
}

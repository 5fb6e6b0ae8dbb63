/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-change"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-key-card.h"
#include "inn-key-change.h"
#include "inn-ssh-keygen.h"
#include "inn-ssh-question.h"
#include "inn-text.h"
#include "inn-uri.h"

typedef struct
{
  GtkWidget       *parent;   /* NULL when it is gone */
  char            *name;     /* of the host, to show and to be typed */
  InnSshKeyChange *change;
  char            *path;     /* of the file with the known key, to show */
  char            *before;   /* the known fingerprint, or NULL */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_clear_weak_pointer (&ask->parent);
  g_clear_pointer (&ask->change, inn_ssh_key_change_free);
  g_free (ask->name);
  g_free (ask->path);
  g_free (ask->before);
  g_free (ask);
}

/* The host itself goes by its name, one on the way by its address. */
static char *
dup_name (InnHost         *host,
          InnSshKeyChange *change)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (inn_host_get_uri (host), NULL);
  g_autofree char *with_port = NULL;

  if (uri == NULL || uri->host == NULL || g_strcmp0 (change->host, uri->host) == 0)
    return g_strdup (inn_host_get_name (host));

  with_port = g_strdup_printf ("[%s]:%u", uri->host, uri->port);

  return g_strdup (g_strcmp0 (change->host, with_port) == 0 ? inn_host_get_name (host)
                                                            : change->host);
}

/*
 * What is seen
 */

static GtkWidget *
build_small (char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, "small");
  gtk_widget_add_css_class (label, "sub");
  g_free (text);

  return label;
}

static GtkWidget *
build_warning (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  GtkWidget *label = gtk_label_new (_("Somebody may be listening, or the host was set up anew."));

  gtk_image_set_icon_size (GTK_IMAGE (icon), GTK_ICON_SIZE_LARGE);
  gtk_widget_add_css_class (icon, "bad");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static GtkWidget *
build_content (Ask *ask)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_box_append (GTK_BOX (box), build_warning ());
  if (ask->before != NULL)
    gtk_box_append (GTK_BOX (box), inn_key_card_new (_("Known until now"), ask->before));
  gtk_box_append (GTK_BOX (box), inn_key_card_new (_("Shown now"), ask->change->fingerprint));
  gtk_box_append (GTK_BOX (box),
                  /* Translators: a file and the number of a line */
                  build_small (g_strdup_printf (_("The known key is in %s, line %u. Ask who runs "
                                                  "the host which one is right."),
                                                ask->path, ask->change->line)));

  return box;
}

/*
 * Step by step
 */

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (inn_ssh_keygen_remove_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
typed_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);

  if (inn_dialogs_ask_finish (result, NULL))
    inn_ssh_keygen_remove_async (ask->change->file, ask->change->host,
                                 g_task_get_cancellable (task), removed_cb, g_object_ref (task));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, FALSE);
}

static void
ask_name (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  /* Translators: %s is the name of a host */
  g_autofree char *heading = g_strdup_printf (_("Replace the Key of %s?"), ask->name);
  /* Translators: %s is a file */
  g_autofree char *body = g_strdup_printf (_("The known key is removed from %s. Before the new "
                                             "one is trusted, you are asked for it."),
                                           ask->change->file);
  const InnQuestion question = {
    .heading = heading,
    .body = body,
    .confirm_label = _("_Replace Key"),
    .typed = ask->name,
    .destructive = TRUE,
  };

  inn_dialogs_ask_async (ask->parent, &question, g_task_get_cancellable (task), typed_cb,
                         g_object_ref (task));
}

static void
seen_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  if (inn_dialogs_ask_finish (result, NULL))
    ask_name (task);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, FALSE);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autofree char *heading = NULL;
  InnQuestion question = { 0 };

  ask->before = inn_ssh_keygen_find_finish (result, NULL);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* Translators: %s is the name of a host */
  heading = g_strdup_printf (_("The Key of %s Has Changed"), ask->name);
  question.heading = heading;
  question.extra_child = build_content (ask);
  question.confirm_label = _("_Replace Key…");
  question.destructive = TRUE;
  inn_dialogs_ask_async (ask->parent, &question, g_task_get_cancellable (task), seen_cb,
                         g_object_ref (task));
}

/**
 * inn_key_change_suits:
 * @error: (nullable): why a host could not be connected to
 *
 * Returns: whether it is that its key has changed, and where the known one is kept is known
 */
gboolean
inn_key_change_suits (const GError *error)
{
  g_autoptr (InnSshKeyChange) change =
    error != NULL ? inn_ssh_key_change_new_parse (error->message) : NULL;

  return change != NULL && change->host != NULL;
}

/**
 * inn_key_change_ask_async:
 * @parent: (nullable): over which window
 * @host: a host that could not be connected to
 * @error: (nullable): why, which inn_key_change_suits()
 *
 * Shows both keys, and removes the known one if the user insists. It is an error if @error
 * is about something else.
 */
void
inn_key_change_ask_async (GtkWidget           *parent,
                          InnHost             *host,
                          const GError        *error,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (host, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  g_task_set_source_tag (task, inn_key_change_ask_async);
  g_task_set_task_data (task, ask, ask_free);
  g_set_weak_pointer (&ask->parent, parent);
  ask->change = error != NULL ? inn_ssh_key_change_new_parse (error->message) : NULL;

  if (ask->change == NULL || ask->change->host == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               "%s shows no other key", inn_host_get_name (host));
      g_object_unref (task);
      return;
    }

  ask->name = dup_name (host, ask->change);
  ask->path = inn_text_short_path (ask->change->file);
  inn_ssh_keygen_find_async (ask->change->file, ask->change->host, ask->change->line, cancellable,
                             found_cb, task);
}

/**
 * inn_key_change_ask_finish:
 *
 * Returns: whether the known key was removed, so that @host may be connected to anew
 */
gboolean
inn_key_change_ask_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, inn_key_change_ask_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

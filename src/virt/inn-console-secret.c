/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-secret"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "inn-console-secret.h"
#include "inn-host-private.h"
#include "inn-keyring.h"
#include "inn-virt-error.h"
#include "inn-xpath.h"

void
inn_console_secret_free (InnConsoleSecret *secret)
{
  inn_secret_free (secret->user);
  inn_secret_free (secret->password);
  g_free (secret);
}

/*
 * The machine's XML
 */

static void
wipe_password (xmlNode *graphics)
{
  xmlAttr *attribute = xmlHasProp (graphics, BAD_CAST "passwd");

  if (attribute != NULL && attribute->children != NULL && attribute->children->content != NULL)
    explicit_bzero (attribute->children->content, strlen ((char *) attribute->children->content));
}

/* libvirt means UTC, and does not write it. */
static gint64
read_time (xmlNode    *graphics,
           const char *path)
{
  g_autofree char *text = inn_xpath_dup_string (graphics, path);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/**
 * inn_console_secret_parse:
 * @xml: a domain, with its secrets
 * @index: which of its displays
 *
 * Returns: (transfer full) (nullable): %NULL: it has no password
 */
InnConsoleSecret *
inn_console_secret_parse (const char *xml,
                          guint       index)
{
  g_autoptr (InnXmlDocument) document = inn_xpath_parse (xml, "domain", NULL);
  g_autoptr (GPtrArray) displays = NULL;
  g_autoptr (InnSecret) password = NULL;
  InnConsoleSecret *secret;
  xmlNode *graphics;

  if (document == NULL)
    return NULL;

  displays = inn_xpath_find (inn_xpath_get_root (document), "devices/graphics");
  if (index >= displays->len)
    return NULL;

  graphics = g_ptr_array_index (displays, index);
  password = inn_xpath_dup_string (graphics, "@passwd");
  wipe_password (graphics);
  if (password == NULL)
    return NULL;

  secret = g_new0 (InnConsoleSecret, 1);
  secret->password = g_steal_pointer (&password);
  secret->valid_until = read_time (graphics, "@passwdValidTo");

  return secret;
}

typedef struct
{
  virDomainPtr handle;
  guint        index;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  inn_virt_domain_unref (reading->handle);
  g_free (reading);
}

static void
secret_free (gpointer secret)
{
  inn_console_secret_free (secret);
}

static gpointer
read_worker (virConnectPtr   connection,
             gpointer        data,
             GCancellable   *cancellable,
             GError        **error)
{
  const Reading *reading = data;
  char *xml = virDomainGetXMLDesc (reading->handle, VIR_DOMAIN_XML_SECURE);
  InnConsoleSecret *secret;

  if (xml == NULL)
    {
      inn_set_virt_error (error, _("Could not read the XML of the machine"));
      return NULL;
    }

  secret = inn_console_secret_parse (xml, reading->index);
  explicit_bzero (xml, strlen (xml));
  free (xml);
  if (secret == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no password");

  return secret;
}

static void
read_done_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  InnConsoleSecret *secret = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (error != NULL)
    g_debug ("The XML has no password: %s", error->message);
  g_task_return_pointer (task, secret, secret_free);
}

/**
 * inn_console_secret_read_async:
 * @index: which of its displays
 *
 * Asks the machine's XML. Who may only look gets no secrets.
 */
void
inn_console_secret_read_async (InnDomain           *domain,
                               guint                index,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (domain, cancellable, callback, user_data);
  InnHost *host = inn_domain_get_host (domain);
  Reading *reading;

  g_task_set_source_tag (task, inn_console_secret_read_async);
  if (host == NULL || host->control == NULL || domain->handle == NULL ||
      inn_host_get_read_only (host))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  reading = g_new0 (Reading, 1);
  virDomainRef (domain->handle);
  reading->handle = domain->handle;
  reading->index = index;
  inn_lane_call_async (host->control, INN_LANE_PRIORITY_HIGH, read_worker, reading, reading_free,
                       secret_free, INN_DEADLINE_LIST, cancellable, read_done_cb,
                       g_object_ref (task));
}

/**
 * inn_console_secret_read_finish:
 *
 * Returns: (transfer full) (nullable): %NULL: it has none, or does not tell
 */
InnConsoleSecret *
inn_console_secret_read_finish (InnDomain    *domain,
                                GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, domain), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/*
 * The keyring
 */

static char *
dup_id (InnDomain *domain,
        guint      index)
{
  InnHost *host = inn_domain_get_host (domain);
  const char *uri = host != NULL ? inn_host_get_uri (host) : "";

  if (index > 0)
    return g_strdup_printf ("vnc:%s/%u@%s", inn_domain_get_uuid (domain), index, uri);

  return g_strdup_printf ("vnc:%s@%s", inn_domain_get_uuid (domain), uri);
}

static void
recalled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean with_user = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (InnSecret) text = inn_keyring_lookup_finish (result, &error);
  char *line = text != NULL && with_user ? strchr (text, '\n') : NULL;
  InnConsoleSecret *secret = NULL;

  if (error != NULL)
    g_debug ("Nothing is remembered: %s", error->message);

  if (text != NULL && (line != NULL || !with_user))
    {
      secret = g_new0 (InnConsoleSecret, 1);
      secret->user = line != NULL ? g_strndup (text, line - text) : NULL;
      secret->password = g_strdup (line != NULL ? line + 1 : text);
    }
  g_task_return_pointer (task, secret, secret_free);
}

/**
 * inn_console_secret_recall_async:
 * @index: which of its displays
 * @with_user: whether a name is needed, too
 * @may_unlock: whether the user may be asked to open the keyring
 *
 * Asks the keyring.
 */
void
inn_console_secret_recall_async (InnDomain           *domain,
                                 guint                index,
                                 gboolean             with_user,
                                 gboolean             may_unlock,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (domain, cancellable, callback, user_data);
  g_autofree char *id = dup_id (domain, index);

  g_task_set_source_tag (task, inn_console_secret_recall_async);
  g_task_set_task_data (task, GINT_TO_POINTER (with_user), NULL);
  inn_keyring_lookup_async (id, may_unlock, cancellable, recalled_cb, task);
}

/**
 * inn_console_secret_recall_finish:
 *
 * Returns: (transfer full) (nullable): %NULL: nothing is remembered
 */
InnConsoleSecret *
inn_console_secret_recall_finish (InnDomain    *domain,
                                  GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, domain), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!inn_keyring_store_finish (result, &error))
    g_message ("A password could not be remembered: %s", error->message);
}

/**
 * inn_console_secret_remember:
 * @index: which of its displays
 * @user: (nullable): if one was needed
 * @password: what let us in
 *
 * Puts it into the keyring, in place of what is there.
 */
void
inn_console_secret_remember (InnDomain  *domain,
                             guint       index,
                             const char *user,
                             const char *password)
{
  InnHost *host = inn_domain_get_host (domain);
  g_autofree char *id = dup_id (domain, index);
  g_autofree char *label = NULL;
  g_autoptr (InnSecret) text = NULL;

  if (host == NULL)
    return;

  text = user != NULL ? g_strjoin ("\n", user, password, NULL) : g_strdup (password);
  /* Translators: an entry of the keyring; the name of a machine, then of its host */
  label = g_strdup_printf (_("Display of “%s” on %s"), inn_domain_get_name (domain),
                           inn_host_get_name (host));
  inn_keyring_store_async (id, label, text, NULL, stored_cb, NULL);
}

/**
 * inn_console_secret_forget:
 * @index: which of its displays
 *
 * Takes it out of the keyring.
 */
void
inn_console_secret_forget (InnDomain *domain,
                           guint      index)
{
  g_autofree char *id = dup_id (domain, index);

  inn_keyring_clear_async (id, NULL, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-transfer"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-host-file.h"
#include "inn-host-transfer.h"
#include "inn-import-list.h"
#include "inn-toast.h"
#include "inn-uri.h"

typedef struct
{
  GtkWidget    *widget;
  InnHostList  *hosts;
  GCancellable *cancellable;
  GtkWidget    *list;        /* InnImportList, once it is asked what to add */
} Request;

static Request *
request_new (GtkWidget    *widget,
             InnHostList  *hosts,
             GCancellable *cancellable)
{
  Request *request = g_new0 (Request, 1);

  request->widget = g_object_ref (widget);
  request->hosts = g_object_ref (hosts);
  request->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->widget);
  g_object_unref (request->hosts);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->list);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* @format has one %s, for the name of @file. */
static void
report (Request      *request,
        const char   *format,
        GFile        *file,
        const GError *error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GString) heading = g_string_new (format);

  g_string_replace (heading, "%s", name, 1);
  inn_error_report_toast (request->widget, heading->str, error);
}

static void
import_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autofree char *text = NULL;
  guint n;

  if (!inn_dialogs_ask_finish (result, NULL))
    return;

  n = inn_import_list_apply (INN_IMPORT_LIST (request->list));
  text = g_strdup_printf (ngettext ("%u host added", "%u hosts added", n), n);
  inn_toast_show (request->widget, text, NULL, NULL);
}

static guint
count_unknown (InnHostList *hosts,
               GPtrArray   *found)
{
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const InnImportHost *host = g_ptr_array_index (found, i);

      n += inn_host_list_find (hosts, host->uri) == NULL;
    }

  return n;
}

static void
ask (Request   *request,
     GPtrArray *found)
{
  InnQuestion question = {
    .heading = _("Import Hosts"),
    .body = _("Hosts to add. Those that connect at start are connected now."),
    .confirm_label = _("_Import"),
  };
  GCancellable *cancellable = request->cancellable;

  request->list = g_object_ref_sink (inn_import_list_new (request->hosts, found));
  question.extra_child = request->list;
  inn_dialogs_ask_async (request->widget, &question, cancellable, import_answered_cb, request);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_load_partial_contents_finish (G_FILE (object), result, &text, &length, NULL, &error))
    found = inn_host_file_parse (text, length, &error);

  if (found == NULL)
    /* Translators: %s is the name of a file */
    report (request, _("Could not import hosts from “%s”"), G_FILE (object), error);
  else if (count_unknown (request->hosts, found) > 0)
    ask (g_steal_pointer (&request), found);
  else
    inn_toast_show (request->widget, _("All hosts in this file are known already"), NULL, NULL);
}

/* One byte too many is enough to see that it is something else. */
static gboolean
read_more_cb (const char *contents,
              goffset     length,
              gpointer    user_data)
{
  return length <= INN_HOST_FILE_MAX_SIZE;
}

/**
 * inn_host_transfer_import:
 * @widget: in the window that asks
 * @file: any file
 * @cancellable: (nullable): to be cancelled when the window is closed
 *
 * Reads @file, and adds the hosts that are not in @hosts yet and that the user wants.
 */
void
inn_host_transfer_import (GtkWidget    *widget,
                          InnHostList  *hosts,
                          GFile        *file,
                          GCancellable *cancellable)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (INN_IS_HOST_LIST (hosts));
  g_return_if_fail (G_IS_FILE (file));

  g_file_load_partial_contents_async (file, cancellable, read_more_cb, loaded_cb,
                                      request_new (widget, hosts, cancellable));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    inn_toast_show (request->widget, _("Hosts exported"), NULL, NULL);
  else
    /* Translators: %s is the name of a file */
    report (request, _("Could not write “%s”"), G_FILE (object), error);
}

/* A name that comes of the address comes of it there too. */
static char *
dup_own_name (InnHost *host)
{
  g_autofree char *usual = inn_uri_dup_default_name (inn_host_get_uri (host));
  const char *name = inn_host_get_name (host);

  return g_strcmp0 (name, usual) != 0 ? g_strdup (name) : NULL;
}

static GBytes *
new_contents (InnHostList *hosts)
{
  g_autoptr (GPtrArray) all =
    g_ptr_array_new_with_free_func ((GDestroyNotify) inn_import_host_free);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (hosts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (hosts), i);
      InnImportHost *one = g_new0 (InnImportHost, 1);

      one->uri = g_strdup (inn_host_get_uri (host));
      one->name = dup_own_name (host);
      one->autoconnect = inn_host_get_autoconnect (host);
      one->read_only = inn_host_get_read_only (host);
      g_ptr_array_add (all, one);
    }

  return inn_host_file_write (all);
}

/**
 * inn_host_transfer_export:
 * @widget: in the window that asks
 * @file: what is written, over what it holds
 * @cancellable: (nullable): to be cancelled when the window is closed
 *
 * Writes all of @hosts, without anything secret.
 */
void
inn_host_transfer_export (GtkWidget    *widget,
                          InnHostList  *hosts,
                          GFile        *file,
                          GCancellable *cancellable)
{
  g_autoptr (GBytes) contents = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (INN_IS_HOST_LIST (hosts));
  g_return_if_fail (G_IS_FILE (file));

  contents = new_contents (hosts);
  g_file_replace_contents_bytes_async (file, contents, NULL, FALSE, G_FILE_CREATE_NONE,
                                       cancellable, saved_cb,
                                       request_new (widget, hosts, cancellable));
}

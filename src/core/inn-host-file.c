/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-file"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inn-host-file.h"
#include "inn-import.h"
#include "inn-uri.h"

#define VERSION 1

#define HEAD_GROUP "Innkeeper Hosts"
#define VERSION_KEY "Version"
#define HOST_GROUP "Host "
#define ADDRESS_KEY "Address"
#define NAME_KEY "Name"
#define AUTOCONNECT_KEY "ConnectAtStart"
#define READ_ONLY_KEY "ReadOnly"

/* libvirt has no place for a password in an address; who wrote one there did not mean
 * it for others. NULL: no address, which is of no use elsewhere. */
static char *
dup_address (const char *text)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (text, NULL);
  char *colon;

  if (uri == NULL)
    return NULL;

  colon = uri->user != NULL ? strchr (uri->user, ':') : NULL;
  if (colon == NULL)
    return g_strdup (text);

  *colon = '\0';

  return inn_uri_to_string (uri);
}

/**
 * inn_host_file_write:
 * @hosts: (element-type InnImportHost): in the order of the list
 *
 * Returns: (transfer full): the contents of a file with them
 */
GBytes *
inn_host_file_write (GPtrArray *hosts)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  char *text;
  gsize length;
  guint n = 0;

  g_return_val_if_fail (hosts != NULL, NULL);

  g_key_file_set_integer (file, HEAD_GROUP, VERSION_KEY, VERSION);

  for (guint i = 0; i < hosts->len; i++)
    {
      const InnImportHost *host = g_ptr_array_index (hosts, i);
      g_autofree char *address = dup_address (host->uri);
      g_autofree char *group = NULL;

      if (address == NULL)
        continue;

      group = g_strdup_printf (HOST_GROUP "%u", ++n);
      g_key_file_set_string (file, group, ADDRESS_KEY, address);
      if (host->name != NULL)
        g_key_file_set_string (file, group, NAME_KEY, host->name);
      g_key_file_set_boolean (file, group, AUTOCONNECT_KEY, host->autoconnect);
      if (host->read_only)
        g_key_file_set_boolean (file, group, READ_ONLY_KEY, TRUE);
    }

  text = g_key_file_to_data (file, &length, NULL);

  return g_bytes_new_take (text, length);
}

static GKeyFile *
load (const char  *text,
      gsize        length,
      GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  int version;

  if (length > INN_HOST_FILE_MAX_SIZE
      || !g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL)
      || (version = g_key_file_get_integer (file, HEAD_GROUP, VERSION_KEY, NULL)) < 1)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("This is not a list of hosts that Innkeeper has exported."));
      return NULL;
    }

  if (version > VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("The list of hosts is from a newer Innkeeper."));
      return NULL;
    }

  return g_steal_pointer (&file);
}

static InnImportHost *
read_host (GKeyFile    *file,
           const char  *group,
           GError     **error)
{
  g_autofree char *address = g_key_file_get_string (file, group, ADDRESS_KEY, NULL);
  g_autofree char *name = g_key_file_get_string (file, group, NAME_KEY, NULL);
  g_autoptr (InnUri) uri = NULL;
  g_autoptr (GError) reason = NULL;
  InnImportHost *host;

  if (address == NULL)
    address = g_strdup ("");
  g_strstrip (address);
  uri = inn_uri_new_parse (address, &reason);
  if (uri == NULL)
    {
      /* Translators: the first %s is “Host 3”, the second a sentence on the address */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("[%s] has no usable address. %s"),
                   group, reason->message);
      return NULL;
    }

  host = g_new0 (InnImportHost, 1);
  /* What starts a program of this computer does not do so by itself: the file may come
   * from somebody else. */
  host->autoconnect = g_key_file_get_boolean (file, group, AUTOCONNECT_KEY, NULL)
                      && inn_uri_get_parameter (uri, "command") == NULL;
  host->read_only = g_key_file_get_boolean (file, group, READ_ONLY_KEY, NULL);
  host->uri = g_steal_pointer (&address);
  if (name != NULL && *g_strstrip (name) != '\0')
    host->name = g_steal_pointer (&name);

  return host;
}

static gboolean
has_uri (GPtrArray  *hosts,
         const char *uri)
{
  for (guint i = 0; i < hosts->len; i++)
    {
      const InnImportHost *host = g_ptr_array_index (hosts, i);

      if (g_str_equal (host->uri, uri))
        return TRUE;
    }

  return FALSE;
}

/**
 * inn_host_file_parse:
 * @text: the contents of a file, whatever they are
 * @error: return location for an error of %G_IO_ERROR, whose message is a sentence for the user
 *
 * Reads what inn_host_file_write() has written. Of hosts that are in it twice the first
 * counts; groups and keys of no meaning are passed over.
 *
 * Returns: (transfer full) (element-type InnImportHost): one host or more, or %NULL
 */
GPtrArray *
inn_host_file_parse (const char  *text,
                     gsize        length,
                     GError     **error)
{
  g_autoptr (GPtrArray) hosts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) inn_import_host_free);
  g_autoptr (GKeyFile) file = load (text, length, error);
  g_auto (GStrv) groups = NULL;

  if (file == NULL)
    return NULL;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      InnImportHost *host;

      if (!g_str_has_prefix (groups[i], HOST_GROUP))
        continue;

      host = read_host (file, groups[i], error);
      if (host == NULL)
        return NULL;

      if (has_uri (hosts, host->uri))
        inn_import_host_free (host);
      else
        g_ptr_array_add (hosts, host);
    }

  if (hosts->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("There are no hosts in this file."));
      return NULL;
    }

  return g_steal_pointer (&hosts);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "inn-uri.h"

/* What may stand unescaped, besides letters, digits and "-._~". */
#define USER_CHARS "!$&'()*+,;="
#define HOST_CHARS "!$&'()*+,;="
#define PATH_CHARS "/:@!$&'()*+,;="
#define QUERY_CHARS "/:@!$'()*,?"

static const char *const transports[] = {
  "ssh", "libssh", "libssh2", "tls", "tcp", "unix", "ext", NULL
};

static void
free_parameter (gpointer data)
{
  InnUriParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

static void
add_parameter (InnUri *uri,
               char   *name,
               char   *value)
{
  InnUriParameter *parameter = g_new0 (InnUriParameter, 1);

  parameter->name = name;
  parameter->value = value;
  g_ptr_array_add (uri->parameters, parameter);
}

/**
 * inn_uri_new:
 * @driver: the name of a libvirt driver, such as "qemu"
 *
 * Returns: (transfer full): an address with @driver and an empty path
 */
InnUri *
inn_uri_new (const char *driver)
{
  InnUri *uri = g_new0 (InnUri, 1);

  uri->driver = g_strdup (driver);
  uri->path = g_strdup ("");
  uri->parameters = g_ptr_array_new_with_free_func (free_parameter);

  return uri;
}

/**
 * inn_uri_free:
 * @uri: (transfer full) (nullable): an address
 */
void
inn_uri_free (InnUri *uri)
{
  if (uri == NULL)
    return;

  g_free (uri->driver);
  g_free (uri->transport);
  g_free (uri->user);
  g_free (uri->host);
  g_free (uri->path);
  g_ptr_array_unref (uri->parameters);
  g_free (uri);
}

/**
 * inn_uri_copy:
 * @uri: an address
 *
 * Returns: (transfer full): a copy
 */
InnUri *
inn_uri_copy (const InnUri *uri)
{
  InnUri *copy = inn_uri_new (uri->driver);

  copy->transport = g_strdup (uri->transport);
  copy->user = g_strdup (uri->user);
  copy->host = g_strdup (uri->host);
  copy->port = uri->port;
  g_free (copy->path);
  copy->path = g_strdup (uri->path);

  for (guint i = 0; i < uri->parameters->len; i++)
    {
      const InnUriParameter *parameter = g_ptr_array_index (uri->parameters, i);

      add_parameter (copy, g_strdup (parameter->name), g_strdup (parameter->value));
    }

  return copy;
}

/**
 * inn_uri_equal:
 * @a: an address
 * @b: another
 *
 * Returns: whether both are written the same, apart from escapes
 */
gboolean
inn_uri_equal (const InnUri *a,
               const InnUri *b)
{
  if (g_strcmp0 (a->driver, b->driver) != 0
      || g_strcmp0 (a->transport, b->transport) != 0
      || g_strcmp0 (a->user, b->user) != 0
      || g_strcmp0 (a->host, b->host) != 0
      || a->port != b->port
      || g_strcmp0 (a->path, b->path) != 0
      || a->parameters->len != b->parameters->len)
    return FALSE;

  for (guint i = 0; i < a->parameters->len; i++)
    {
      const InnUriParameter *one = g_ptr_array_index (a->parameters, i);
      const InnUriParameter *other = g_ptr_array_index (b->parameters, i);

      if (g_strcmp0 (one->name, other->name) != 0
          || g_strcmp0 (one->value, other->value) != 0)
        return FALSE;
    }

  return TRUE;
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *message = NULL;
  g_autofree char *valid = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  valid = g_utf8_make_valid (message, -1);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, valid);

  return FALSE;
}

static gboolean
unescape (char       **field,
          const char  *begin,
          const char  *end,
          GError     **error)
{
  char *text = g_uri_unescape_segment (begin, end, NULL);

  if (text == NULL)
    return fail (error, _("A “%%” in the address has to be followed by two hexadecimal digits."));

  g_free (*field);
  *field = text;

  return TRUE;
}

static gboolean
is_driver_name (const char *name)
{
  if (!g_ascii_isalpha (*name))
    return FALSE;

  for (const char *each = name; *each != '\0'; each++)
    {
      if (!g_ascii_isalnum (*each) && *each != '-' && *each != '.')
        return FALSE;
    }

  return TRUE;
}

/* "qemu+ssh" */
static gboolean
parse_scheme (InnUri      *uri,
              const char  *begin,
              const char  *end,
              GError     **error)
{
  g_autofree char *scheme = g_ascii_strdown (begin, end - begin);
  char *plus = strchr (scheme, '+');

  if (plus != NULL)
    {
      uri->transport = g_strdup (plus + 1);
      *plus = '\0';
    }

  if (!is_driver_name (scheme) || (plus != NULL && !is_driver_name (uri->transport)))
    return fail (error, _("The address has to begin with a driver, as in “qemu:///system”."));

  g_free (uri->driver);
  uri->driver = g_steal_pointer (&scheme);

  return TRUE;
}

static gboolean
parse_port (InnUri      *uri,
            const char  *begin,
            const char  *end,
            GError     **error)
{
  g_autofree char *text = g_strndup (begin, end - begin);
  guint64 port;

  if (*text == '\0')
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 65535, &port, NULL))
    return fail (error, _("The port has to be a number from 1 to 65535."));

  uri->port = port;

  return TRUE;
}

/* "user@host:port", "[::1]:port" */
static gboolean
parse_authority (InnUri      *uri,
                 const char  *begin,
                 const char  *end,
                 GError     **error)
{
  const char *at = g_strrstr_len (begin, end - begin, "@");
  const char *host = at != NULL ? at + 1 : begin;
  const char *host_end;

  if (at != NULL && at > begin && !unescape (&uri->user, begin, at, error))
    return FALSE;

  if (host < end && *host == '[')
    {
      host_end = memchr (host, ']', end - host);
      if (host_end == NULL)
        return fail (error, _("The “[” before the IPv6 address has no “]”."));
      if (!unescape (&uri->host, host + 1, host_end, error))
        return FALSE;
      host_end++;
      if (host_end < end && *host_end != ':')
        return fail (error, _("Only a port may follow the IPv6 address."));
    }
  else
    {
      host_end = memchr (host, ':', end - host);
      if (host_end == NULL)
        host_end = end;
      if (host_end > host && !unescape (&uri->host, host, host_end, error))
        return FALSE;
    }

  if (uri->host != NULL && *uri->host == '\0')
    g_clear_pointer (&uri->host, g_free);

  return host_end >= end || parse_port (uri, host_end + 1, end, error);
}

static gboolean
parse_parameter (InnUri      *uri,
                 const char  *text,
                 GError     **error)
{
  const char *equals = strchr (text, '=');
  const char *name_end = equals != NULL ? equals : text + strlen (text);
  char *name = NULL;
  char *value = NULL;

  if (*text == '\0')
    return TRUE;

  if (name_end == text)
    return fail (error, _("A parameter of the address has no name."));

  if (!unescape (&name, text, name_end, error))
    return FALSE;

  if (equals != NULL && !unescape (&value, equals + 1, equals + strlen (equals), error))
    {
      g_free (name);
      return FALSE;
    }

  add_parameter (uri, name, value);

  return TRUE;
}

static gboolean
parse_query (InnUri      *uri,
             const char  *query,
             GError     **error)
{
  g_auto (GStrv) parameters = g_strsplit_set (query, "&;", -1);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      if (!parse_parameter (uri, parameters[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_characters (const char  *text,
                  GError     **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, _("The address is not valid UTF-8."));

  for (const char *each = text; *each != '\0'; each++)
    {
      if (*each == ' ')
        return fail (error, _("A space in the address has to be written as “%%20”."));

      if (g_ascii_iscntrl (*each) || strchr ("\"<>\\^`{|}#", *each) != NULL)
        return fail (error, _("The address must not contain “%c”."),
                     g_ascii_iscntrl (*each) ? '?' : *each);
    }

  return TRUE;
}

static gboolean
parse_uri (InnUri      *uri,
           const char  *text,
           GError     **error)
{
  const char *colon = strchr (text, ':');
  const char *rest;
  const char *query;
  const char *path;
  const char *path_end;

  if (!check_characters (text, error))
    return FALSE;

  if (colon == NULL)
    return fail (error, _("The address has to look like “qemu+ssh://host/system”."));

  if (!parse_scheme (uri, text, colon, error))
    return FALSE;

  rest = colon + 1;
  query = strchr (rest, '?');
  path_end = query != NULL ? query : rest + strlen (rest);
  path = rest;

  if (g_str_has_prefix (rest, "//"))
    {
      path = memchr (rest + 2, '/', path_end - rest - 2);
      if (path == NULL)
        path = path_end;
      if (!parse_authority (uri, rest + 2, path, error))
        return FALSE;
    }
  else if (*rest != '/')
    {
      return fail (error, _("“//” has to follow after “%s:”."), uri->driver);
    }

  return unescape (&uri->path, path, path_end, error)
         && (query == NULL || parse_query (uri, query + 1, error));
}

/**
 * inn_uri_new_parse:
 * @text: an address, such as "qemu+ssh://admin@host/system"
 * @error: return location for an error of %G_IO_ERROR_INVALID_ARGUMENT, whose
 *   message is a sentence for the user
 *
 * Takes an address apart. Parameters that are not known are kept. Says nothing
 * on whether libvirt can do something with it: see inn_uri_validate().
 *
 * Returns: (transfer full): the address, or %NULL
 */
InnUri *
inn_uri_new_parse (const char  *text,
                   GError     **error)
{
  g_autoptr (InnUri) uri = inn_uri_new ("");
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));

  return parse_uri (uri, stripped, error) ? g_steal_pointer (&uri) : NULL;
}

static void
append_host (GString    *text,
             const char *host)
{
  gboolean is_ipv6 = strchr (host, ':') != NULL;

  if (is_ipv6)
    g_string_append_c (text, '[');
  g_string_append_uri_escaped (text, host, is_ipv6 ? HOST_CHARS ":" : HOST_CHARS, FALSE);
  if (is_ipv6)
    g_string_append_c (text, ']');
}

/**
 * inn_uri_to_string:
 * @uri: an address
 *
 * Returns: (transfer full): the address as libvirt wants it, with everything
 *   escaped that has to be
 */
char *
inn_uri_to_string (const InnUri *uri)
{
  GString *text = g_string_new (uri->driver);

  if (uri->transport != NULL)
    g_string_append_printf (text, "+%s", uri->transport);
  g_string_append (text, "://");

  if (uri->user != NULL)
    {
      g_string_append_uri_escaped (text, uri->user, USER_CHARS, FALSE);
      g_string_append_c (text, '@');
    }
  if (uri->host != NULL)
    append_host (text, uri->host);
  if (uri->port != 0)
    g_string_append_printf (text, ":%u", uri->port);

  if (*uri->path != '\0' && *uri->path != '/')
    g_string_append_c (text, '/');
  g_string_append_uri_escaped (text, uri->path, PATH_CHARS, FALSE);

  for (guint i = 0; i < uri->parameters->len; i++)
    {
      const InnUriParameter *parameter = g_ptr_array_index (uri->parameters, i);

      g_string_append_c (text, i == 0 ? '?' : '&');
      g_string_append_uri_escaped (text, parameter->name, QUERY_CHARS, FALSE);
      if (parameter->value == NULL)
        continue;
      g_string_append_c (text, '=');
      g_string_append_uri_escaped (text, parameter->value, QUERY_CHARS, FALSE);
    }

  return g_string_free (text, FALSE);
}

/**
 * inn_uri_get_parameter:
 * @uri: an address
 * @name: the name of a parameter, such as "keyfile"
 *
 * Returns: (nullable): the value of the first parameter of this name, "" if
 *   it has none, %NULL if there is no such parameter
 */
const char *
inn_uri_get_parameter (const InnUri *uri,
                       const char   *name)
{
  for (guint i = 0; i < uri->parameters->len; i++)
    {
      const InnUriParameter *parameter = g_ptr_array_index (uri->parameters, i);

      if (g_str_equal (parameter->name, name))
        return parameter->value != NULL ? parameter->value : "";
    }

  return NULL;
}

/**
 * inn_uri_set_parameter:
 * @uri: an address
 * @name: the name of a parameter
 * @value: (nullable): its value; %NULL removes it
 *
 * Changes the parameter where it stands, or adds it as the last one.
 */
void
inn_uri_set_parameter (InnUri     *uri,
                       const char *name,
                       const char *value)
{
  gboolean found = FALSE;

  for (guint i = 0; i < uri->parameters->len; i++)
    {
      InnUriParameter *parameter = g_ptr_array_index (uri->parameters, i);

      if (!g_str_equal (parameter->name, name))
        continue;

      if (value == NULL || found)
        {
          g_ptr_array_remove_index (uri->parameters, i--);
          continue;
        }

      g_free (parameter->value);
      parameter->value = g_strdup (value);
      found = TRUE;
    }

  if (value != NULL && !found)
    add_parameter (uri, g_strdup (name), g_strdup (value));
}

static gboolean
validate_transport (const InnUri  *uri,
                    GError       **error)
{
  const char *transport = uri->transport;

  if (transport == NULL)
    return TRUE;

  if (!g_strv_contains (transports, transport))
    return fail (error, _("There is no transport “%s”. "
                          "Use ssh, libssh, libssh2, tls, tcp, unix or ext."), transport);

  if (g_str_equal (transport, "ext"))
    return inn_uri_get_parameter (uri, "command") != NULL
           || fail (error, _("The transport “ext” needs the parameter “command”."));

  if (g_str_equal (transport, "unix"))
    return uri->host == NULL
           || fail (error, _("The transport “unix” reaches only this computer: remove the host."));

  return uri->host != NULL
         || fail (error, _("Enter the host name or address."));
}

static gboolean
validate_host (const InnUri  *uri,
               GError       **error)
{
  const char *host = uri->host;

  if (host == NULL)
    {
      if (g_strv_contains ((const char *const[]) { "esx", "gsx", "vpx", "hyperv", NULL },
                           uri->driver)
          || uri->port != 0)
        return fail (error, _("Enter the host name or address."));

      return TRUE;
    }

  if (*host == '-')
    return fail (error, _("A host name must not begin with “-”."));

  if (strpbrk (host, " /?#@[]\t\n") != NULL)
    return fail (error, _("“%s” is not a host name."), host);

  if (strchr (host, ':') != NULL)
    {
      g_autofree char *address = g_strndup (host, strcspn (host, "%"));

      if (!g_hostname_is_ip_address (address))
        return fail (error, _("“%s” is not an IPv6 address."), host);
    }

  return TRUE;
}

static gboolean
validate_path (const InnUri  *uri,
               GError       **error)
{
  gboolean is_empty = *uri->path == '\0' || g_str_equal (uri->path, "/");

  if (g_str_equal (uri->driver, "qemu") && is_empty)
    return fail (error, _("Add “/system” or “/session” at the end."));

  if (g_str_equal (uri->driver, "test") && is_empty)
    return fail (error, _("Add “/default” or the path of a file at the end."));

  return TRUE;
}

/**
 * inn_uri_validate:
 * @uri: an address
 * @error: return location for an error of %G_IO_ERROR_INVALID_ARGUMENT, whose
 *   message is a sentence for the user
 *
 * Finds what libvirt would refuse without having tried to connect.
 *
 * Returns: whether the address makes sense
 */
gboolean
inn_uri_validate (const InnUri  *uri,
                  GError       **error)
{
  g_return_val_if_fail (uri != NULL, FALSE);

  if (!is_driver_name (uri->driver))
    return fail (error, _("The address has to begin with a driver, as in “qemu:///system”."));

  if (uri->port > 65535)
    return fail (error, _("The port has to be a number from 1 to 65535."));

  if (uri->user != NULL && strchr (uri->user, ':') != NULL)
    return fail (error, _("A password must not stand in the address: it is asked for."));

  if (uri->user != NULL && (*uri->user == '-' || strpbrk (uri->user, "\t\n\r") != NULL))
    return fail (error, _("“%s” is not a user name."), uri->user);

  return validate_transport (uri, error)
         && validate_host (uri, error)
         && validate_path (uri, error);
}

/**
 * inn_uri_is_local:
 * @text: an address, as it is kept in the settings
 *
 * Returns: whether its machines are on this computer, as far as the address
 *   says
 */
gboolean
inn_uri_is_local (const char *text)
{
  g_autoptr (InnUri) uri = inn_uri_new_parse (text, NULL);

  return uri != NULL && uri->host == NULL && g_strcmp0 (uri->transport, "ext") != 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-tls-check"

#include "config.h"

#include <unistd.h>

#include "inn-tls-check.h"
#include "inn-uri.h"

#define DEFAULT_PORT 16514
#define TIMEOUT 5   /* seconds */
#define SYSTEM_AUTHORITY "/etc/pki/CA/cacert.pem"

typedef struct
{
  GTlsCertificateFlags  flags;
  char                 *name;   /* that the certificate is for */
} Verdict;

/* Where libvirt looks for it. */
static char *
dup_authority (const InnUri *uri)
{
  const char *folder = inn_uri_get_parameter (uri, "pkipath");
  g_autofree char *own = NULL;

  if (folder != NULL)
    return g_build_filename (folder, "cacert.pem", NULL);

  own = g_build_filename (g_get_home_dir (), ".pki/libvirt/cacert.pem", NULL);
  if (getuid () != 0 && g_file_test (own, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&own);

  return g_strdup (SYSTEM_AUTHORITY);
}

static char *
dup_name (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (g_ptr_array_index (names, i), &length);
      g_autofree char *valid = g_utf8_make_valid (name, length);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", valid);
    }

  if (text->len > 0)
    return g_string_free (g_steal_pointer (&text), FALSE);

  return g_tls_certificate_get_subject_name (certificate);
}

static gboolean
on_accept_certificate_cb (GTlsConnection       *connection,
                          GTlsCertificate      *certificate,
                          GTlsCertificateFlags  flags,
                          Verdict              *verdict)
{
  verdict->flags = flags;
  g_free (verdict->name);
  verdict->name = dup_name (certificate);

  return FALSE;
}

static void
ask (const InnUri *uri,
     const char   *authority,
     GCancellable *cancellable,
     Verdict      *verdict)
{
  guint port = uri->port != 0 ? uri->port : DEFAULT_PORT;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (authority, NULL);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (uri->host, port);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) plain = NULL;
  g_autoptr (GIOStream) secure = NULL;

  g_socket_client_set_timeout (client, TIMEOUT);
  if (database == NULL ||
      (plain = g_socket_client_connect (client, identity, cancellable, NULL)) == NULL ||
      (secure = g_tls_client_connection_new (G_IO_STREAM (plain), identity, NULL)) == NULL)
    return;

  g_tls_connection_set_database (G_TLS_CONNECTION (secure), database);
  g_signal_connect (secure, "accept-certificate", G_CALLBACK (on_accept_certificate_cb), verdict);
  g_tls_connection_handshake (G_TLS_CONNECTION (secure), cancellable, NULL);
  g_signal_handlers_disconnect_by_data (secure, verdict);
}

/**
 * inn_tls_check_dup_reason:
 * @uri: a host whose certificate libvirt refused
 *
 * libvirt tells only its log why it refused. Asks the host for its certificate once more, and
 * waits for it: in a worker.
 *
 * Returns: (transfer full) (nullable): what is wrong with it, in the words of
 *   inn-advice-table.c; %NULL: nothing, or it is not known
 */
char *
inn_tls_check_dup_reason (const char   *uri,
                          GCancellable *cancellable)
{
  g_autoptr (InnUri) parsed = inn_uri_new_parse (uri, NULL);
  g_autofree char *authority = NULL;
  g_autofree char *name = NULL;
  Verdict verdict = { 0 };

  if (parsed == NULL || parsed->host == NULL ||
      !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    return NULL;

  authority = dup_authority (parsed);
  ask (parsed, authority, cancellable, &verdict);
  name = verdict.name;

  if (verdict.flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_strdup_printf ("peer's certificate is not from %s", authority);
  if (verdict.flags & G_TLS_CERTIFICATE_EXPIRED)
    return g_strdup ("peer's certificate has expired");
  if (verdict.flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return g_strdup ("peer's certificate is not yet active");
  if (verdict.flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return g_strdup_printf ("peer's certificate is for %s", name != NULL ? name : "?");

  return NULL;
}

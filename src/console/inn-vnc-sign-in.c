/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-vnc-sign-in"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-vnc-remote-private.h"

static void
give_up_unknown (InnVncRemote *self)
{
  inn_vnc_remote_give_up (self, _("The display wants to be signed in to in a way that is not "
                                  "known here."));
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS   /* GValueArray, in which gvnc says what it is offered */

static gboolean
has_value (GValueArray *values,
           guint        value)
{
  for (guint i = 0; i < values->n_values; i++)
    if ((guint) g_value_get_enum (g_value_array_get_nth (values, i)) == value)
      return TRUE;

  return FALSE;
}

/* Without an answer the connection waits for ever, also if nothing is to be asked. TLS as a type
 * of its own, which is not in VeNCrypt, is old, and read carelessly by gvnc. */
static void
on_choose_type_cb (InnVncRemote *self,
                   GValueArray  *types)
{
  static const guint known[] = {
    VNC_CONNECTION_AUTH_VENCRYPT, VNC_CONNECTION_AUTH_SASL, VNC_CONNECTION_AUTH_VNC,
    VNC_CONNECTION_AUTH_NONE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (has_value (types, known[i]))
      {
        self->chosen = TRUE;
        self->encrypted = known[i] == VNC_CONNECTION_AUTH_VENCRYPT ||
                          known[i] == VNC_CONNECTION_AUTH_TLS;
        vnc_connection_set_auth_type (self->connection, known[i]);
        return;
      }

  give_up_unknown (self);
}

static void
on_choose_subtype_cb (InnVncRemote *self,
                      guint         type,
                      GValueArray  *types)
{
  static const guint known[] = {
    VNC_CONNECTION_AUTH_VENCRYPT_X509SASL, VNC_CONNECTION_AUTH_VENCRYPT_X509PLAIN,
    VNC_CONNECTION_AUTH_VENCRYPT_X509VNC, VNC_CONNECTION_AUTH_VENCRYPT_X509NONE,
    VNC_CONNECTION_AUTH_VENCRYPT_TLSSASL, VNC_CONNECTION_AUTH_VENCRYPT_TLSPLAIN,
    VNC_CONNECTION_AUTH_VENCRYPT_TLSVNC, VNC_CONNECTION_AUTH_VENCRYPT_TLSNONE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (has_value (types, known[i]))
      {
        vnc_connection_set_auth_subtype (self->connection, known[i]);
        return;
      }

  give_up_unknown (self);
}

static void
on_credential_cb (InnVncRemote *self,
                  GValueArray  *wanted)
{
  self->wanted = 0;
  if (has_value (wanted, VNC_CONNECTION_CREDENTIAL_USERNAME))
    self->wanted |= INN_REMOTE_USER;
  if (has_value (wanted, VNC_CONNECTION_CREDENTIAL_PASSWORD))
    self->wanted |= INN_REMOTE_PASSWORD;

  /* A folder in /etc/pki and ~/.pki with a certificate of ours, which others use, too. */
  if (has_value (wanted, VNC_CONNECTION_CREDENTIAL_CLIENTNAME))
    vnc_connection_set_credential (self->connection, VNC_CONNECTION_CREDENTIAL_CLIENTNAME,
                                   "libvirt-vnc");

  if (self->wanted == 0)
    return;

  /* People take their time. */
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_signal_emit_by_name (self, "credentials-wanted", (guint) self->wanted);
}

G_GNUC_END_IGNORE_DEPRECATIONS

static void
on_auth_failure_cb (InnVncRemote *self,
                    const char   *reason)
{
  self->refused = self->submitted;
  inn_vnc_remote_give_up (self, reason);
}

/* What servers say that have nothing to say. */
static gboolean
is_plain_refusal (const char *reason)
{
  static const char * const plain[] = {
    "Authentication fail", "Unknown authentication failure", "Failed SASL step",
    "password check failed",
    /* In the middle of SASL. */
    "Unable to read from server", "Server closed the connection",
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_has_prefix (reason, plain[i]))
      return TRUE;

  return *reason == '\0';
}

/* What gvnc says in the user's language. */
static const char *
translate (const char *problem)
{
  static const struct
  {
    const char *gvnc;
    const char *ours;
  } words[] = {
    { "Server closed the connection", N_("The display closed the connection.") },
    { "Unable to read from server", N_("The connection to the display broke off.") },
    { "Failed to flush data", N_("The connection to the display broke off.") },
    { "Error while parsing server version", N_("What answers there is no VNC display.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (problem, words[i].gvnc) == 0)
      return _(words[i].ours);

  return problem;
}

/* QEMU hangs up on who would share what another client asked for alone. */
static gboolean
is_taken (InnVncRemote *self)
{
  return g_strcmp0 (self->problem, "Server closed the connection") == 0 && self->chosen &&
         !self->initialized && !self->refused && (self->wanted == 0 || self->submitted);
}

/* gvnc does not tell what is wrong with a certificate apart. Its list of places is not ours to
 * change. */
static char *
dup_certificate_problem (InnVncRemote *self)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".pki", "CA", "cacert.pem", NULL);
  const char *authority = "/etc/pki/CA/cacert.pem";

  if (g_str_has_prefix (self->problem, "The certificate's owner does not match"))
    /* Translators: %s is the name or address of a host */
    return g_strdup_printf (_("The display’s certificate is not for “%s”."), self->host);

  if (!g_str_has_prefix (self->problem, "The certificate "))
    return NULL;

  if (!g_file_test (authority, G_FILE_TEST_EXISTS))
    authority = own;

  if (!g_file_test (authority, G_FILE_TEST_EXISTS))
    return g_strdup_printf (_("The display’s certificate is not trusted: it has expired, or this "
                              "computer does not know its authority. That would be in %s."), own);

  /* Translators: %s is a file */
  return g_strdup_printf (_("The display’s certificate is not trusted: it has expired, or it is "
                            "not from the authority in %s."), authority);
}

/**
 * inn_vnc_remote_dup_problem:
 *
 * Returns: (transfer full): why it was closed, in words for the user
 */
char *
inn_vnc_remote_dup_problem (InnVncRemote *self)
{
  const char *problem = self->problem != NULL ? self->problem : "Server closed the connection";

  g_autofree char *certificate = NULL;

  if (self->problem != NULL && (certificate = dup_certificate_problem (self)) != NULL)
    return g_steal_pointer (&certificate);

  if (is_taken (self))
    return g_strdup (_("The display closed the connection before it showed anything. "
                       "Another client may use it alone."));

  if (!self->refused || !is_plain_refusal (problem))
    return g_utf8_make_valid (translate (problem), -1);

  return g_strdup (self->wanted & INN_REMOTE_USER ? _("The user name or the password is wrong.")
                                                  : _("The password is wrong."));
}

void
inn_vnc_remote_set_credentials (InnRemote  *remote,
                                const char *user,
                                const char *password)
{
  InnVncRemote *self = INN_VNC_REMOTE (remote);

  self->submitted = TRUE;
  inn_vnc_remote_await_picture (self);
  if (self->wanted & INN_REMOTE_USER)
    vnc_connection_set_credential (self->connection, VNC_CONNECTION_CREDENTIAL_USERNAME,
                                   user != NULL ? user : "");
  if (self->wanted & INN_REMOTE_PASSWORD)
    vnc_connection_set_credential (self->connection, VNC_CONNECTION_CREDENTIAL_PASSWORD,
                                   password != NULL ? password : "");
}

void
inn_vnc_remote_init_sign_in (InnVncRemote *self)
{
  inn_vnc_remote_connect (self, "vnc-auth-choose-type", G_CALLBACK (on_choose_type_cb));
  inn_vnc_remote_connect (self, "vnc-auth-choose-subtype", G_CALLBACK (on_choose_subtype_cb));
  inn_vnc_remote_connect (self, "vnc-auth-credential", G_CALLBACK (on_credential_cb));
  inn_vnc_remote_connect (self, "vnc-auth-failure", G_CALLBACK (on_auth_failure_cb));
}

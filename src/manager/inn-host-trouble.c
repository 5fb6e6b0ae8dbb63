/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-trouble"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host-trouble.h"
#include "inn-virt-error.h"

/* What is said and offered in a state of a host. */
typedef struct
{
  const char *heading;   /* untranslated, one %s for the name */
  const char *button;    /* untranslated; NULL: nothing to do */
} Words;

static const Words words[] = {
  /* Translators: %s is the name of a host, here and below */
  [INN_HOST_STATE_DISCONNECTED] = { N_("%s Is Not Connected"), N_("C_onnect") },
  [INN_HOST_STATE_CONNECTING] = { N_("Connecting to %s"), N_("_Cancel") },
  [INN_HOST_STATE_CONNECTED] = { N_("%s Is Connected"), NULL },
  [INN_HOST_STATE_RETRYING] = { N_("Cannot Connect to %s"), N_("_Retry Now") },
  [INN_HOST_STATE_AUTH_NEEDED] = { N_("%s Asks for a Password"), N_("_Answer…") },
  [INN_HOST_STATE_NOT_RESPONDING] = { N_("%s Does Not Respond"), N_("_Reconnect") },
};

/* The same of a host that has to ask something else than a password. */
static const Words need_words[] = {
  [INN_HOST_NEED_KEY] = { N_("The Key of %s Is Not Known"), N_("_Answer…") },
  [INN_HOST_NEED_OTHER_KEY] = { N_("The Key of %s Has Changed"), N_("_Answer…") },
  [INN_HOST_NEED_ACCESS] = { N_("%s Does Not Let You In"), N_("_Retry Now") },
};

static const Words *
get_words (InnHost *host)
{
  InnHostState state = inn_host_get_state (host);
  InnHostNeed need = inn_host_get_need (host);

  if (state == INN_HOST_STATE_AUTH_NEEDED && need != INN_HOST_NEED_PASSWORD)
    return &need_words[need];

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (words), &words[0]);

  return &words[state];
}

/**
 * inn_host_trouble_dup_heading:
 *
 * Returns: (transfer full): how it is with @host, in a title: “Cannot Connect to kvm-osl-02”
 */
char *
inn_host_trouble_dup_heading (InnHost *host)
{
  g_autoptr (GString) text = g_string_new (_(get_words (host)->heading));

  g_string_replace (text, "%s", inn_host_get_name (host), 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * inn_host_trouble_dup_sentence:
 *
 * Returns: (transfer full) (nullable): the cause, and what helps; the error itself says more
 */
char *
inn_host_trouble_dup_sentence (InnHost *host)
{
  const GError *error = inn_host_get_error (host);
  InnHostState state = inn_host_get_state (host);
  g_autoptr (InnAdvice) advice = NULL;

  if (state == INN_HOST_STATE_NOT_RESPONDING)
    return g_strdup (_("The connection is open, but calls do not come back. Something on the host "
                       "may be stuck; waiting disturbs no other host."));

  if (error != NULL)
    advice = inn_virt_error_advise (error, inn_host_get_uri (host));

  if (advice == NULL && state == INN_HOST_STATE_AUTH_NEEDED)
    return g_strdup (_("It has to ask before it lets you in again."));

  return advice != NULL ? g_strdup (advice->sentences) : NULL;
}

/**
 * inn_host_trouble_get_button:
 *
 * Returns: (nullable): what a button could do about it, with an underline: “_Retry Now”
 */
const char *
inn_host_trouble_get_button (InnHost *host)
{
  const char *button = get_words (host)->button;

  return button != NULL ? _(button) : NULL;
}

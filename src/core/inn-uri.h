/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value;     /* NULL: stands without "=" */
} InnUriParameter;

/* The address of a libvirt connection,
 * driver[+transport]://[user@][host][:port][/path][?parameters]. All decoded; the
 * fields may be set with strings of g_malloc(). */
typedef struct
{
  char      *driver;     /* "qemu", never NULL */
  char      *transport;  /* "ssh", or NULL */
  char      *user;       /* or NULL */
  char      *host;       /* without brackets, or NULL */
  guint      port;       /* 0: not given */
  char      *path;       /* "/system", never NULL, maybe "" */
  GPtrArray *parameters; /* of InnUriParameter, in their order */
} InnUri;

InnUri     *inn_uri_new              (const char    *driver);
InnUri     *inn_uri_new_parse        (const char    *text,
                                      GError       **error);
InnUri     *inn_uri_copy             (const InnUri  *uri);
void        inn_uri_free             (InnUri        *uri);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InnUri, inn_uri_free)

char       *inn_uri_to_string        (const InnUri  *uri);
gboolean    inn_uri_equal            (const InnUri  *a,
                                      const InnUri  *b);
gboolean    inn_uri_validate         (const InnUri  *uri,
                                      GError       **error);

const char *inn_uri_get_parameter    (const InnUri  *uri,
                                      const char    *name);
void        inn_uri_set_parameter    (InnUri        *uri,
                                      const char    *name,
                                      const char    *value);

char       *inn_uri_dup_name         (const InnUri  *uri);
const char *inn_uri_get_driver_label (const char    *driver);

/* The same of an address in the settings, which may be no address at all. */
char       *inn_uri_dup_default_name (const char    *text);
gboolean    inn_uri_is_local         (const char    *text);

G_END_DECLS

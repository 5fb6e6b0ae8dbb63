/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-limit-notices"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-host.h"
#include "inn-limit-notices.h"

/* What crosses a limit within this time, in ms, is told together. */
#define DELAY_MS 1000

/* More names are not written out. */
#define MAX_LINES 5

typedef struct
{
  InnDomain *domain;
  char      *text;        /* "CPU above 90 %" */
} Notice;

typedef struct
{
  GApplication *application;
  GPtrArray    *notices;
  guint         timeout_id;
} Notices;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->domain);
  g_free (notice->text);
  g_free (notice);
}

static char *
dup_body (GPtrArray *notices)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < MIN (notices->len, MAX_LINES); i++)
    {
      Notice *notice = g_ptr_array_index (notices, i);

      g_string_append_printf (body, "%s%s: %s", i > 0 ? "\n" : "",
                              inn_domain_get_name (notice->domain), notice->text);
    }
  if (notices->len > MAX_LINES)
    g_string_append (body, "\n…");

  return g_string_free (g_steal_pointer (&body), FALSE);
}

static GNotification *
new_notification (GPtrArray *notices)
{
  Notice *first = g_ptr_array_index (notices, 0);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  GNotification *notification;

  if (notices->len == 1)
    {
      notification = g_notification_new (inn_domain_get_name (first->domain));
      g_notification_set_body (notification, first->text);
      g_notification_set_default_action_and_target (
        notification, "app.open-machine", "(ss)",
        inn_host_get_uri (inn_domain_get_host (first->domain)),
        inn_domain_get_uuid (first->domain));
      return notification;
    }

  title = g_strdup_printf (ngettext ("%u limit was crossed", "%u limits were crossed",
                                     notices->len), notices->len);
  body = dup_body (notices);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);

  return notification;
}

static gboolean
send_cb (gpointer user_data)
{
  Notices *self = user_data;
  g_autoptr (GNotification) notification = new_notification (self->notices);

  self->timeout_id = 0;
  g_application_send_notification (self->application, "limits", notification);
  g_ptr_array_set_size (self->notices, 0);

  return G_SOURCE_REMOVE;
}

static void
on_crossed_cb (InnLimits *limits,
               InnDomain *domain,
               guint      limit,
               Notices   *self)
{
  Notice *notice = g_new0 (Notice, 1);

  notice->domain = g_object_ref (domain);
  notice->text = inn_limits_dup_text (limits, limit);
  g_ptr_array_add (self->notices, notice);

  if (self->timeout_id == 0)
    self->timeout_id = g_timeout_add (DELAY_MS, send_cb, self);
}

static void
notices_free (gpointer data,
              GClosure *closure)
{
  Notices *self = data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

/**
 * inn_limit_notices_watch:
 * @application: lives as long as @limits
 *
 * Sends a desktop notification when a machine goes above a limit.
 */
void
inn_limit_notices_watch (GApplication *application,
                         InnLimits    *limits)
{
  Notices *self;

  g_return_if_fail (G_IS_APPLICATION (application));
  g_return_if_fail (INN_IS_LIMITS (limits));

  self = g_new0 (Notices, 1);
  self->application = application;
  self->notices = g_ptr_array_new_with_free_func (notice_free);
  g_signal_connect_data (limits, "crossed", G_CALLBACK (on_crossed_cb), self, notices_free, 0);
}

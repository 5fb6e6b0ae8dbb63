/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-graphics-link"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain-private.h"
#include "inn-graphics-link-private.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"

/* On this computer libvirt hands over a socket, however the display listens. */

typedef struct
{
  char  *uuid;
  guint  index;
} Local;

static void
local_free (gpointer data)
{
  Local *local = data;

  g_free (local->uuid);
  g_free (local);
}

static void
link_free (gpointer link)
{
  inn_graphics_link_free (link);
}

static gpointer
local_worker (virConnectPtr   connection,
              gpointer        data,
              GCancellable   *cancellable,
              GError        **error)
{
  Local *local = data;
  virDomainPtr domain = virDomainLookupByUUIDString (connection, local->uuid);
  int fd = -1;

  if (domain != NULL)
    fd = virDomainOpenGraphicsFD (domain, local->index, VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH);

  if (fd < 0)
    inn_set_virt_error (error, _("Could not open the display"));
  if (domain != NULL)
    virDomainFree (domain);

  return fd >= 0 ? inn_graphics_link_new (fd) : NULL;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  InnGraphicsLink *link = inn_lane_call_finish (INN_LANE (object), result, &error);

  if (link == NULL)
    {
      inn_graphics_link_return_error (task, NULL, error);
      return;
    }

  link->near = TRUE;
  inn_graphics_link_return (task, link);
}

/**
 * inn_graphics_local_open:
 * @host: a host on this computer
 * @task: returns the link
 */
void
inn_graphics_local_open (InnHost                *host,
                         InnDomain              *domain,
                         const InnConsoleDevice *screen,
                         GTask                  *task)
{
  Local *local = g_new0 (Local, 1);

  local->uuid = g_strdup (inn_domain_get_uuid (domain));
  local->index = screen->index;
  inn_lane_call_async (host->control, INN_LANE_PRIORITY_HIGH, local_worker, local, local_free,
                       link_free, INN_GRAPHICS_LINK_DEADLINE, g_task_get_cancellable (task),
                       opened_cb, g_object_ref (task));
}

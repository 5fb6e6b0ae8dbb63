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

/* On this computer libvirt hands over a socket, however the display listens. For that it asks
 * QEMU, which may hang, or be busy with something else for long. */

/* Milliseconds in which it does otherwise. */
#define PATIENCE 5000

/* Of a machine: the lane in which a call for it hangs. */
#define STUCK "inn-stuck-lane"

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

static gboolean
is_stuck (InnDomain *domain)
{
  InnLane *lane = g_object_get_data (G_OBJECT (domain), STUCK);

  return lane != NULL && inn_lane_is_running (lane);
}

static void
return_stuck (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _("libvirt waits for the QEMU of the machine, which does not answer. "
                             "It may be busy, or hang."));
}

/* Whoever comes next gets another lane. */
static void
drop_lane (InnDomain *domain,
           InnLane   *lane)
{
  InnHost *host = inn_domain_get_host (domain);

  if (host != NULL)
    inn_host_drop_screens_lane (host, lane);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  InnDomain *domain = g_task_get_source_object (task);
  InnLane *lane = INN_LANE (object);
  GError *error = NULL;
  InnGraphicsLink *link = inn_lane_call_finish (lane, result, &error);

  if (link != NULL)
    {
      link->near = TRUE;
      inn_graphics_link_return (task, link);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      drop_lane (domain, lane);
      if (inn_lane_is_closed (lane))
        g_object_set_data_full (G_OBJECT (domain), STUCK, g_object_ref (lane), g_object_unref);

      g_error_free (error);
      return_stuck (task);
    }
  else
    {
      if (inn_virt_error_is_connection (error))
        drop_lane (domain, lane);
      inn_graphics_link_return_error (task, NULL, error);
    }
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
  Local *local;

  if (is_stuck (domain))
    {
      return_stuck (task);
      return;
    }

  local = g_new0 (Local, 1);
  local->uuid = g_strdup (inn_domain_get_uuid (domain));
  local->index = screen->index;

  /* Not to be cancelled: how long it takes concerns others, too. */
  inn_lane_call_async (inn_host_get_screens_lane (host), INN_LANE_PRIORITY_HIGH, local_worker,
                       local, local_free, link_free, PATIENCE, NULL, opened_cb,
                       g_object_ref (task));
}

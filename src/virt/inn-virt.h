/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include <glib.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

/* virConnectClose() and friends return an int: a cast to GDestroyNotify is an
 * error under -Wcast-function-type, hence these wrappers. */

static inline void
inn_virt_connect_unref (gpointer handle)
{
  virConnectClose (handle);
}

static inline void
inn_virt_domain_unref (gpointer handle)
{
  virDomainFree (handle);
}

static inline void
inn_virt_network_unref (gpointer handle)
{
  virNetworkFree (handle);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (virConnect, inn_virt_connect_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (virDomain, inn_virt_domain_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (virNetwork, inn_virt_network_unref)

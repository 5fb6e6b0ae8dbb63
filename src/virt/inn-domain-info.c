/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include "inn-domain-private.h"
#include "inn-text.h"

/**
 * inn_domain_info_new:
 * @handle: (transfer full): a domain
 *
 * Runs in a worker. Reads only what a handle knows without asking the host.
 *
 * Returns: (transfer full): what @handle tells about its domain
 */
InnDomainInfo *
inn_domain_info_new (virDomainPtr handle)
{
  InnDomainInfo *info = g_new0 (InnDomainInfo, 1);

  virDomainGetUUIDString (handle, info->uuid);
  info->name = g_strdup (virDomainGetName (handle));
  info->name_key = inn_text_natural_key (info->name);
  info->id = (int) virDomainGetID (handle);
  info->handle = handle;

  return info;
}

void
inn_domain_info_free (gpointer data)
{
  InnDomainInfo *info = data;

  if (info == NULL)
    return;

  g_clear_pointer (&info->handle, inn_virt_domain_unref);
  g_free (info->name);
  g_free (info->name_key);
  g_free (info);
}

/* Numbers of the bulk statistics come in any of libvirt's integer types. */
static guint64
param_to_uint64 (const virTypedParameter *param)
{
  switch (param->type)
    {
    case VIR_TYPED_PARAM_INT:
      return MAX (param->value.i, 0);
    case VIR_TYPED_PARAM_UINT:
      return param->value.ui;
    case VIR_TYPED_PARAM_LLONG:
      return MAX (param->value.l, 0);
    case VIR_TYPED_PARAM_ULLONG:
      return param->value.ul;
    default:
      return 0;
    }
}

/**
 * inn_domain_info_read_stats:
 * @info: a domain
 * @params: its record in the bulk statistics
 *
 * Field names: libvirt's documentation of virConnectGetAllDomainStats(). Not
 * every driver fills every group, so what is found is noted in @info.
 */
void
inn_domain_info_read_stats (InnDomainInfo        *info,
                            virTypedParameterPtr  params,
                            int                   n_params)
{
  for (int i = 0; i < n_params; i++)
    {
      const char *field = params[i].field;
      guint64 value = param_to_uint64 (&params[i]);

      if (g_str_equal (field, "state.state"))
        {
          info->state = (int) value;
          info->known |= INN_DOMAIN_KNOWS_STATE;
        }
      else if (g_str_equal (field, "state.reason"))
        {
          info->reason = (int) value;
        }
      else if (g_str_equal (field, "vcpu.current"))
        {
          info->vcpus = (guint) value;
          info->known |= INN_DOMAIN_KNOWS_VCPUS;
        }
      else if (g_str_equal (field, "vcpu.maximum"))
        {
          info->max_vcpus = (guint) value;
        }
      else if (g_str_equal (field, "balloon.current"))
        {
          info->memory_kib = value;
          info->known |= INN_DOMAIN_KNOWS_MEMORY;
        }
      else if (g_str_equal (field, "balloon.maximum"))
        {
          info->max_memory_kib = value;
        }
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-machine-overview"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-columns-layout.h"
#include "inn-fact-row.h"
#include "inn-machine-overview.h"
#include "inn-text.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/machine/inn-machine-overview.ui"

struct _InnMachineOverview
{
  AdwBin        parent_instance;

  InnDomain    *domain;
  GSignalGroup *domain_signals;
  GSignalGroup *host_signals;
  guint         n_frames;

  /* Template */
  GtkWidget    *machine_group;
  GtkWidget    *host_group;
  GtkWidget    *state_group;
  GtkWidget    *hardware_group;
  InnFactRow   *name_row;
  InnFactRow   *title_row;
  InnFactRow   *description_row;
  InnFactRow   *os_row;
  InnFactRow   *tags_row;
  InnFactRow   *uuid_row;
  InnFactRow   *host_row;
  InnFactRow   *uri_row;
  InnFactRow   *hypervisor_row;
  InnFactRow   *libvirt_row;
  InnFactRow   *state_row;
  InnFactRow   *id_row;
  InnFactRow   *saved_row;
  InnFactRow   *persistent_row;
  InnFactRow   *vcpus_row;
  InnFactRow   *memory_row;
  InnFactRow   *type_row;
  InnFactRow   *arch_row;
  InnFactRow   *machine_row;
  InnFactRow   *firmware_row;
  InnFactRow   *disks_row;
  InnFactRow   *macs_row;
  InnFactRow   *graphics_row;
};

G_DEFINE_FINAL_TYPE (InnMachineOverview, inn_machine_overview, ADW_TYPE_BIN)

/* The names people know for values of the XML. */
static const struct
{
  const char *value;
  const char *name;
} names[] = {
  { "kvm", "KVM" },
  { "qemu", "QEMU" },
  { "xen", "Xen" },
  { "lxc", "LXC" },
  { "bhyve", "bhyve" },
  { "vz", "Virtuozzo" },
  { "vmware", "VMware" },
  { "hyperv", "Hyper-V" },
  { "efi", "UEFI" },
  { "bios", "BIOS" },
  { "vnc", "VNC" },
  { "spice", "SPICE" },
  { "rdp", "RDP" },
  { "sdl", "SDL" },
  { "egl-headless", "EGL" },
  { "dbus", "D-Bus" },
};

static const char *
get_name (const char *value)
{
  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i].value, value))
        return names[i].name;
    }

  return value;
}

static char *
dup_state (InnDomain *domain)
{
  gboolean stale = inn_domain_is_stale (domain);
  InnDomainState state = stale ? inn_domain_get_last_state (domain) : inn_domain_get_state (domain);
  const char *label = inn_domain_state_get_label (state);
  g_autofree char *reason = inn_domain_dup_state_reason (domain);

  if (stale)
    /* Translators: %s is the state a machine had when its host was lost: “Running” */
    return g_strdup_printf (_("%s when last seen"), label);

  return reason != NULL ? g_strdup_printf ("%s · %s", label, reason) : g_strdup (label);
}

static char *
dup_vcpus (InnDomain *domain)
{
  guint vcpus = inn_domain_get_vcpus (domain);
  guint max = inn_domain_get_max_vcpus (domain);

  if (vcpus == 0)
    return NULL;

  if (max > vcpus)
    /* Translators: virtual CPUs in use, and how many there may be */
    return g_strdup_printf (_("%u of %u"), vcpus, max);

  return g_strdup_printf ("%u", vcpus);
}

static char *
dup_memory (InnDomain *domain)
{
  guint64 memory = inn_domain_get_memory_kib (domain);
  guint64 max = inn_domain_get_max_memory_kib (domain);

  if (memory == 0 && max == 0)
    return NULL;

  if (memory != 0 && max > memory)
    return inn_text_memory_of (memory, max);

  return inn_text_memory_kib (MAX (memory, max));
}

static char *
dup_tags (InnDomain *domain)
{
  const char * const *tags = inn_domain_get_tags (domain);
  g_autofree char *joined = NULL;

  if (tags == NULL || tags[0] == NULL)
    return NULL;

  joined = g_strjoinv (", ", (char **) tags);

  if (inn_domain_get_tags_are_local (domain))
    /* Translators: %s is a list of tags that the host does not let us store */
    return g_strdup_printf (_("%s (known on this computer only)"), joined);

  return g_steal_pointer (&joined);
}

static void
sync_domain (InnMachineOverview *self)
{
  InnDomain *domain = self->domain;
  g_autofree char *state = dup_state (domain);
  g_autofree char *vcpus = dup_vcpus (domain);
  g_autofree char *memory = dup_memory (domain);
  g_autofree char *tags = dup_tags (domain);
  g_autofree char *id = NULL;

  if (inn_domain_is_active (domain) && inn_domain_get_id (domain) >= 0)
    id = g_strdup_printf ("%d", inn_domain_get_id (domain));

  inn_fact_row_set_value (self->name_row, inn_domain_get_name (domain));
  inn_fact_row_set_value (self->title_row, inn_domain_get_title (domain));
  inn_fact_row_set_value (self->description_row, inn_domain_get_description (domain));
  inn_fact_row_set_value (self->os_row, inn_domain_get_os_name (domain));
  inn_fact_row_set_value (self->tags_row, tags);
  inn_fact_row_set_value (self->uuid_row, inn_domain_get_uuid (domain));

  inn_fact_row_set_value (self->state_row, state);
  inn_fact_row_set_value (self->id_row, id);
  inn_fact_row_set_value (self->saved_row,
                          inn_domain_get_managed_save (domain) ? _("Continues where it was")
                                                               : NULL);
  inn_fact_row_set_value (self->persistent_row,
                          inn_domain_get_persistent (domain) ? _("Yes")
                                                             : _("Only while it runs"));
  inn_fact_row_set_value (self->vcpus_row, vcpus);
  inn_fact_row_set_value (self->memory_row, memory);
}

static void
sync_host (InnMachineOverview *self)
{
  InnHost *host = inn_domain_get_host (self->domain);
  const InnHostFacts *facts = inn_host_get_facts (host);
  g_autofree char *hypervisor = NULL;

  if (facts != NULL && facts->hypervisor != NULL)
    hypervisor = g_strjoin (" ", facts->hypervisor, facts->hypervisor_version, NULL);

  inn_fact_row_set_value (self->host_row, inn_host_get_name (host));
  inn_fact_row_set_value (self->uri_row, inn_host_get_uri (host));
  inn_fact_row_set_value (self->hypervisor_row, hypervisor);
  inn_fact_row_set_value (self->libvirt_row, facts != NULL ? facts->libvirt_version : NULL);
}

/* The window first, then a group with each frame: all of them in one would keep the main
 * loop for 40 to 50 ms, in which no other window takes a key. */
static gboolean
show_next_group_cb (GtkWidget     *widget,
                    GdkFrameClock *clock,
                    gpointer       user_data)
{
  InnMachineOverview *self = INN_MACHINE_OVERVIEW (widget);
  GtkWidget *groups[] = {
    self->machine_group, self->state_group, self->host_group, self->hardware_group,
  };

  if (self->n_frames > 0)
    gtk_widget_set_visible (groups[self->n_frames - 1], TRUE);

  return self->n_frames++ < G_N_ELEMENTS (groups);
}

static void
inn_machine_overview_dispose (GObject *object)
{
  InnMachineOverview *self = INN_MACHINE_OVERVIEW (object);

  g_clear_object (&self->domain_signals);
  g_clear_object (&self->host_signals);
  g_clear_object (&self->domain);

  G_OBJECT_CLASS (inn_machine_overview_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, machine_group);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, host_group);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, state_group);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, hardware_group);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, name_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, title_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, description_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, os_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, tags_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, uuid_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, host_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, uri_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, hypervisor_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, libvirt_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, state_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, id_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, saved_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, persistent_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, vcpus_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, memory_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, type_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, arch_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, machine_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, firmware_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, disks_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, macs_row);
  gtk_widget_class_bind_template_child (widget_class, InnMachineOverview, graphics_row);
}

static void
inn_machine_overview_class_init (InnMachineOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_machine_overview_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);

  g_type_ensure (INN_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (INN_TYPE_FACT_ROW);
}

static void
inn_machine_overview_init (InnMachineOverview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->domain_signals = g_signal_group_new (INN_TYPE_DOMAIN);
  g_signal_group_connect_swapped (self->domain_signals, "changed",
                                  G_CALLBACK (sync_domain), self);

  self->host_signals = g_signal_group_new (INN_TYPE_HOST);
  g_signal_group_connect_swapped (self->host_signals, "notify", G_CALLBACK (sync_host), self);

  gtk_widget_add_tick_callback (GTK_WIDGET (self), show_next_group_cb, NULL, NULL);
}

/**
 * inn_machine_overview_set_domain:
 * @self: an overview
 * @domain: the machine
 */
void
inn_machine_overview_set_domain (InnMachineOverview *self,
                                 InnDomain          *domain)
{
  g_return_if_fail (INN_IS_MACHINE_OVERVIEW (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (!g_set_object (&self->domain, domain))
    return;

  g_signal_group_set_target (self->domain_signals, domain);
  g_signal_group_set_target (self->host_signals, inn_domain_get_host (domain));
  sync_domain (self);
  sync_host (self);
}

static char *
join_names (char       **values,
            const char  *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", get_name (values[i]));

  return g_string_free (text, FALSE);
}

/**
 * inn_machine_overview_set_summary:
 * @self: an overview
 * @summary: what the XML of the machine says
 */
void
inn_machine_overview_set_summary (InnMachineOverview     *self,
                                  const InnDomainSummary *summary)
{
  g_autofree char *macs = NULL;
  g_autofree char *graphics = NULL;
  g_autofree char *disks = NULL;

  g_return_if_fail (INN_IS_MACHINE_OVERVIEW (self));
  g_return_if_fail (summary != NULL);

  macs = join_names (summary->macs, "\n");
  graphics = join_names (summary->graphics, ", ");
  disks = summary->n_disks > 0 ? g_strdup_printf ("%u", summary->n_disks) : g_strdup (_("None"));

  inn_fact_row_set_value (self->type_row, get_name (summary->type));
  inn_fact_row_set_value (self->arch_row, summary->arch);
  inn_fact_row_set_value (self->machine_row, summary->machine);
  inn_fact_row_set_value (self->firmware_row, get_name (summary->firmware));
  inn_fact_row_set_value (self->disks_row, disks);
  inn_fact_row_set_value (self->macs_row, macs);
  inn_fact_row_set_value (self->graphics_row, graphics);
}

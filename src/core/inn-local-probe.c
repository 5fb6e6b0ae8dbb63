/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-local-probe"

#include "config.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "inn-local-probe.h"

/* The group whose members distributions let use libvirt without a password. */
#define LIBVIRT_GROUP "libvirt"

void
inn_local_offer_free (InnLocalOffer *offer)
{
  if (offer == NULL)
    return;

  g_free (offer->uri);
  g_free (offer->title);
  g_free (offer->icon_name);
  g_free (offer->facts);
  g_free (offer->how_to);
  g_free (offer->command);
  g_free (offer);
}

void
inn_local_facts_free (InnLocalFacts *facts)
{
  if (facts == NULL)
    return;

  g_free (facts->distribution);
  g_free (facts->libvirt_version);
  g_free (facts->system.group);
  g_free (facts->lxc.group);
  g_free (facts->xen.group);
  g_free (facts);
}

/*
 * Gathering: file names only, nothing is opened that would start a daemon
 */

static gboolean
exists_below (const char *root,
              const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);

  return g_file_test (full, G_FILE_TEST_EXISTS);
}

static gboolean
has_program (const char *root,
             const char *name)
{
  static const char * const folders[] = {
    "usr/sbin", "usr/bin", "usr/libexec", "usr/local/sbin", "usr/local/bin",
  };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);

      if (exists_below (root, path))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_emulator (const char *root)
{
  g_autofree char *bin = g_build_filename (root, "usr/bin", NULL);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (has_program (root, "qemu-kvm"))
    return TRUE;

  if ((folder = g_dir_open (bin, 0, NULL)) == NULL)
    return FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      if (g_str_has_prefix (name, "qemu-system-"))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_group_name (gid_t gid)
{
  char buffer[4096];
  struct group entry;
  struct group *found = NULL;

  if (getgrgid_r (gid, &entry, buffer, sizeof buffer, &found) != 0 || found == NULL)
    return NULL;

  return g_strdup (found->gr_name);
}

static void
gather_socket (InnLocalSocket *socket,
               const char     *root,
               const char     *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  struct stat info;

  if (socket->exists || stat (full, &info) != 0)
    return;

  socket->exists = TRUE;
  socket->usable = access (full, W_OK) == 0;
  socket->everyone = (info.st_mode & S_IWOTH) != 0;
  socket->group = dup_group_name (info.st_gid);
}

/* libvirt 9.0.0 installs libvirt.so.0.9000.0: the version without asking anyone. */
static char *
dup_version_of_library (const char *folder)
{
  g_autofree char *link = g_build_filename (folder, "libvirt.so.0", NULL);
  g_autofree char *target = g_file_read_link (link, NULL);
  g_autofree char *name = target != NULL ? g_path_get_basename (target) : NULL;
  guint64 release;
  char *end = NULL;

  if (name == NULL || !g_str_has_prefix (name, "libvirt.so.0."))
    return NULL;

  release = g_ascii_strtoull (name + strlen ("libvirt.so.0."), &end, 10);

  if (release < 1000 || *end != '.')
    return NULL;

  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT "%s",
                          release / 1000, release % 1000, end);
}

static void
gather_library_folder (InnLocalFacts *facts,
                       const char    *folder)
{
  g_autofree char *drivers = g_build_filename (folder, "libvirt", "connection-driver", NULL);

  if (facts->libvirt_version == NULL)
    facts->libvirt_version = dup_version_of_library (folder);

  facts->qemu_driver |= exists_below (drivers, "libvirt_driver_qemu.so");
  facts->lxc_driver |= exists_below (drivers, "libvirt_driver_lxc.so");
  facts->xen_driver |= exists_below (drivers, "libvirt_driver_libxl.so");
}

static void
gather_libraries (InnLocalFacts *facts,
                  const char    *root)
{
  static const char * const folders[] = { "usr/lib64", "usr/lib", "usr/local/lib" };
  g_autofree char *lib = g_build_filename (root, "usr/lib", NULL);
  g_autoptr (GDir) dir = g_dir_open (lib, 0, NULL);
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (root, folders[i], NULL);

      gather_library_folder (facts, folder);
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (lib, name, NULL);

      if (strstr (name, "-linux-") != NULL)
        gather_library_folder (facts, folder);
    }
}

static gboolean
is_member (const struct group *group,
           gboolean           *only_listed)
{
  gid_t groups[1024];
  int n_groups = getgroups (G_N_ELEMENTS (groups), groups);

  *only_listed = FALSE;

  if (group->gr_gid == getegid ())
    return TRUE;

  for (int i = 0; i < n_groups; i++)
    {
      if (groups[i] == group->gr_gid)
        return TRUE;
    }

  *only_listed = g_strv_contains ((const char * const *) group->gr_mem, g_get_user_name ());

  return FALSE;
}

static void
gather_membership (InnLocalFacts *facts)
{
  char buffer[16384];
  struct group entry;
  struct group *found = NULL;
  const char *name = LIBVIRT_GROUP;

  facts->is_root = geteuid () == 0;

  if (facts->system.exists && !facts->system.everyone && facts->system.group != NULL)
    name = facts->system.group;

  if (getgrnam_r (name, &entry, buffer, sizeof buffer, &found) == 0 && found != NULL)
    facts->in_group = is_member (found, &facts->joins_group);
}

static gboolean
file_contains (const char *root,
               const char *path,
               const char *word)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (full, &text, NULL, NULL) && strstr (text, word) != NULL;
}

static char *
dup_distribution (const char *root)
{
  g_autofree char *path = g_build_filename (root, "etc/os-release", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "ID=") || g_str_has_prefix (lines[i], "ID_LIKE="))
        g_string_append_printf (words, "%s ", strchr (lines[i], '=') + 1);
    }

  g_strdelimit (words->str, "\"'", ' ');

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * inn_local_facts_gather:
 * @root: the folder to look in, "/" for this computer
 *
 * Looks for daemons, sockets, drivers and emulators. Connects to nothing, so
 * that nothing is started by it. Reads files: for a worker thread.
 *
 * Returns: (transfer full): what was found
 */
InnLocalFacts *
inn_local_facts_gather (const char *root)
{
  InnLocalFacts *facts = g_new0 (InnLocalFacts, 1);
  g_autofree char *kvm = NULL;

  g_return_val_if_fail (root != NULL, facts);

  kvm = g_build_filename (root, "dev/kvm", NULL);

  facts->distribution = dup_distribution (root);
  facts->monolithic = has_program (root, "libvirtd");
  facts->modular = has_program (root, "virtqemud");
  facts->qemu = has_emulator (root);
  facts->kvm = g_file_test (kvm, G_FILE_TEST_EXISTS);
  facts->kvm_usable = access (kvm, R_OK | W_OK) == 0;
  facts->xen_control = file_contains (root, "proc/xen/capabilities", "control_d");

  gather_libraries (facts, root);
  gather_socket (&facts->system, root, "run/libvirt/virtqemud-sock");
  gather_socket (&facts->system, root, "run/libvirt/libvirt-sock");
  gather_socket (&facts->lxc, root, "run/libvirt/virtlxcd-sock");
  gather_socket (&facts->lxc, root, "run/libvirt/libvirt-sock");
  gather_socket (&facts->xen, root, "run/libvirt/virtxend-sock");
  gather_socket (&facts->xen, root, "run/libvirt/libvirt-sock");
  gather_membership (facts);

  return facts;
}

/*
 * Judging: facts in, sentences out
 */

typedef struct
{
  const char *like;
  const char *libvirt;
  const char *qemu;
} Packages;

static const Packages packages[] = {
  { "debian",
    "sudo apt install libvirt-daemon-system qemu-system",
    "sudo apt install qemu-system" },
  { "ubuntu",
    "sudo apt install libvirt-daemon-system qemu-system",
    "sudo apt install qemu-system" },
  { "fedora", "sudo dnf install @virtualization", "sudo dnf install qemu-kvm" },
  { "rhel", "sudo dnf install libvirt qemu-kvm", "sudo dnf install qemu-kvm" },
  { "suse", "sudo zypper install libvirt-daemon-qemu qemu-kvm", "sudo zypper install qemu-kvm" },
  { "arch", "sudo pacman -S libvirt qemu-desktop dnsmasq", "sudo pacman -S qemu-desktop" },
};

static const Packages *
find_packages (const InnLocalFacts *facts)
{
  for (guint i = 0; facts->distribution != NULL && i < G_N_ELEMENTS (packages); i++)
    {
      if (strstr (facts->distribution, packages[i].like) != NULL)
        return &packages[i];
    }

  return NULL;
}

static InnLocalOffer *
offer_new (const char *uri,
           const char *title,
           const char *icon_name)
{
  InnLocalOffer *offer = g_new0 (InnLocalOffer, 1);

  offer->uri = g_strdup (uri);
  offer->title = g_strdup (title);
  offer->icon_name = g_strdup (icon_name);

  return offer;
}

static void
offer_refuse (InnLocalOffer  *offer,
              InnLocalStatus  status,
              const char     *reason,
              const char     *how_to,
              const char     *command)
{
  offer->status = status;
  g_free (offer->facts);
  offer->facts = g_strdup (reason);
  offer->how_to = g_strdup (how_to);
  offer->command = g_strdup (command);
}

static char *
join_facts (const char *first,
            ...)
{
  GString *text = g_string_new (first);
  va_list args;
  const char *fact;

  va_start (args, first);

  /* An empty string stands for a fact that is not known; NULL ends the list. */
  while ((fact = va_arg (args, const char *)) != NULL)
    {
      if (*fact != '\0')
        g_string_append_printf (text, " · %s", fact);
    }

  va_end (args);

  return g_string_free (text, FALSE);
}

static char *
dup_version_fact (const InnLocalFacts *facts)
{
  if (facts->libvirt_version == NULL)
    return g_strdup ("");

  /* Translators: %s is a version number */
  return g_strdup_printf (_("libvirt %s"), facts->libvirt_version);
}

static void
refuse_by_group (InnLocalOffer        *offer,
                 const InnLocalFacts  *facts,
                 const InnLocalSocket *socket)
{
  const char *group = socket->group != NULL ? socket->group : LIBVIRT_GROUP;
  g_autofree char *reason = NULL;
  g_autofree char *how_to = NULL;
  g_autofree char *command = NULL;

  if (facts->joins_group)
    {
      /* Translators: %s is the name of a group of users */
      reason = g_strdup_printf (_("You joined the group %s after you logged in"), group);
      offer_refuse (offer, INN_LOCAL_DENIED, reason,
                    _("Log out and in again, so that your new group counts."), NULL);
      return;
    }

  /* Translators: %s is the name of a group of users */
  reason = g_strdup_printf (_("Only members of the group %s may connect"), group);
  how_to = g_strdup_printf (_("Add yourself to the group %s, then log out and in again."), group);
  command = g_strdup_printf ("sudo usermod -aG %s %s", group, g_get_user_name ());
  offer_refuse (offer, INN_LOCAL_DENIED, reason, how_to, command);
}

/* Whether nothing speaks against @socket; else @offer says what does. */
static gboolean
judge_socket (InnLocalOffer        *offer,
              const InnLocalFacts  *facts,
              const InnLocalSocket *socket,
              const char           *unit)
{
  g_autofree char *command = g_strdup_printf ("sudo systemctl enable --now %s", unit);

  if (!socket->exists)
    {
      offer_refuse (offer, INN_LOCAL_STOPPED,
                    _("libvirt is installed but not running"),
                    _("Start the libvirt service, now and whenever this computer starts."),
                    command);
      return FALSE;
    }

  if (!socket->usable)
    {
      refuse_by_group (offer, facts, socket);
      return FALSE;
    }

  return TRUE;
}

static void
judge_password (InnLocalOffer        *offer,
                const InnLocalFacts  *facts,
                const InnLocalSocket *socket)
{
  if (facts->is_root || facts->in_group || !socket->everyone)
    return;

  offer->status = INN_LOCAL_ASKS;
  g_free (offer->facts);
  /* Translators: %s is the name of a group of users */
  offer->facts = g_strdup_printf (_("Not in the group %s, your password will be asked for"),
                                  LIBVIRT_GROUP);
}

static InnLocalOffer *
judge_qemu_system (const InnLocalFacts *facts)
{
  InnLocalOffer *offer = offer_new ("qemu:///system", _("This Computer"), "computer-symbolic");
  const Packages *known = find_packages (facts);
  g_autofree char *version = dup_version_fact (facts);
  const char *unit = facts->monolithic ? "libvirtd.socket" : "virtqemud.socket";

  if (!facts->monolithic && !facts->modular && !facts->system.exists)
    {
      offer_refuse (offer, INN_LOCAL_MISSING, _("libvirt is not installed"),
                    _("Install libvirt and QEMU with the package manager of your system."),
                    known != NULL ? known->libvirt : NULL);
      return offer;
    }

  if (!facts->qemu)
    {
      offer_refuse (offer, INN_LOCAL_MISSING, _("QEMU is not installed"),
                    _("Install QEMU with the package manager of your system."),
                    known != NULL ? known->qemu : NULL);
      return offer;
    }

  if (!judge_socket (offer, facts, &facts->system, unit))
    return offer;

  offer->facts = join_facts (_("QEMU/KVM, system"), version,
                             facts->kvm ? _("KVM available")
                                        : _("without KVM, machines are slow"),
                             NULL);
  judge_password (offer, facts, &facts->system);

  return offer;
}

static InnLocalOffer *
judge_qemu_session (const InnLocalFacts *facts)
{
  InnLocalOffer *offer = offer_new ("qemu:///session", _("Your Session"),
                                    "avatar-default-symbolic");

  offer->facts = join_facts (_("QEMU/KVM, only your own machines"),
                             _("user networking only"),
                             facts->kvm_usable ? "" : _("no access to KVM, machines are slow"),
                             NULL);

  return offer;
}

static InnLocalOffer *
judge_other (const InnLocalFacts  *facts,
             const InnLocalSocket *socket,
             const char           *uri,
             const char           *title,
             const char           *unit)
{
  InnLocalOffer *offer = offer_new (uri, title, "computer-symbolic");
  g_autofree char *version = dup_version_fact (facts);

  if (!judge_socket (offer, facts, socket, facts->monolithic ? "libvirtd.socket" : unit))
    return offer;

  offer->facts = join_facts (_("This computer"), version, NULL);
  judge_password (offer, facts, socket);

  return offer;
}

/**
 * inn_local_facts_judge:
 * @facts: what was found
 *
 * Puts @facts into words: what may be connected to, and why something cannot.
 *
 * Returns: (transfer full) (element-type InnLocalOffer): best first, never empty
 */
GPtrArray *
inn_local_facts_judge (const InnLocalFacts *facts)
{
  g_autoptr (GPtrArray) offers = NULL;
  gboolean daemon;

  g_return_val_if_fail (facts != NULL, NULL);

  offers = g_ptr_array_new_with_free_func ((GDestroyNotify) inn_local_offer_free);
  daemon = facts->monolithic || facts->modular;

  if (facts->xen_control && facts->xen_driver)
    g_ptr_array_add (offers, judge_other (facts, &facts->xen, "xen:///system",
                                          _("Xen"), "virtxend.socket"));

  /* On a Xen host without QEMU nobody misses QEMU. */
  if (offers->len == 0 || facts->qemu)
    g_ptr_array_add (offers, judge_qemu_system (facts));

  if (daemon && facts->qemu && (facts->qemu_driver || !facts->xen_driver))
    g_ptr_array_add (offers, judge_qemu_session (facts));

  if (facts->lxc_driver)
    g_ptr_array_add (offers, judge_other (facts, &facts->lxc, "lxc:///system",
                                          _("Linux Containers"), "virtlxcd.socket"));

  if (!daemon && !facts->qemu && !facts->system.exists)
    {
      InnLocalOffer *nothing = g_ptr_array_index (offers, 0);

      g_free (nothing->facts);
      nothing->facts = g_strdup (_("No hypervisor on this computer"));
    }

  return g_steal_pointer (&offers);
}

static void
probe_worker (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autoptr (InnLocalFacts) facts = inn_local_facts_gather ("/");

  g_task_return_pointer (task, inn_local_facts_judge (facts), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * inn_local_probe_async:
 * @cancellable: (nullable): ends the wait
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out what this computer offers, without connecting to anything.
 */
void
inn_local_probe_async (GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, inn_local_probe_async);
  g_task_run_in_thread (task, probe_worker);
}

/**
 * inn_local_probe_finish:
 * @result: what the callback got
 * @error: return location: cancelled
 *
 * Returns: (transfer full) (element-type InnLocalOffer): best first, never empty
 */
GPtrArray *
inn_local_probe_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

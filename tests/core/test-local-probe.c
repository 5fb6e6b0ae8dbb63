/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <glib/gstdio.h>
#include <unistd.h>

#include "inn-fixture.h"
#include "inn-local-probe.h"

static const InnLocalOffer *
offer_at (GPtrArray *offers,
          guint      index)
{
  g_assert_cmpuint (index, <, offers->len);

  return g_ptr_array_index (offers, index);
}

static InnLocalFacts
usual_facts (void)
{
  return (InnLocalFacts) {
    .distribution = (char *) "debian ",
    .libvirt_version = (char *) "9.0.0",
    .monolithic = TRUE,
    .qemu = TRUE,
    .qemu_driver = TRUE,
    .kvm = TRUE,
    .kvm_usable = TRUE,
    .in_group = TRUE,
    .system = { .exists = TRUE, .usable = TRUE, .everyone = TRUE, .group = (char *) "root" },
  };
}

static void
test_ready (void)
{
  InnLocalFacts facts = usual_facts ();
  g_autoptr (GPtrArray) offers = inn_local_facts_judge (&facts);
  const InnLocalOffer *offer = offer_at (offers, 0);

  g_assert_cmpuint (offers->len, ==, 2);
  g_assert_cmpint (offer->status, ==, INN_LOCAL_READY);
  g_assert_cmpstr (offer->uri, ==, "qemu:///system");
  g_assert_cmpstr (offer->facts, ==, "QEMU/KVM, system · libvirt 9.0.0 · KVM available");
  g_assert_null (offer->how_to);

  offer = offer_at (offers, 1);
  g_assert_cmpstr (offer->uri, ==, "qemu:///session");
  g_assert_cmpstr (offer->facts, ==, "QEMU/KVM, only your own machines · user networking only");
}

static void
test_slow (void)
{
  InnLocalFacts facts = usual_facts ();
  g_autoptr (GPtrArray) offers = NULL;

  facts.kvm = facts.kvm_usable = FALSE;
  facts.libvirt_version = NULL;
  offers = inn_local_facts_judge (&facts);

  g_assert_cmpstr (offer_at (offers, 0)->facts, ==,
                   "QEMU/KVM, system · without KVM, machines are slow");
  g_assert_nonnull (strstr (offer_at (offers, 1)->facts, "no access to KVM"));
}

static void
test_password (void)
{
  InnLocalFacts facts = usual_facts ();
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GPtrArray) for_root = NULL;

  facts.in_group = FALSE;
  offers = inn_local_facts_judge (&facts);
  g_assert_cmpint (offer_at (offers, 0)->status, ==, INN_LOCAL_ASKS);
  g_assert_cmpstr (offer_at (offers, 0)->facts, ==,
                   "Not in the group libvirt, your password will be asked for");

  facts.is_root = TRUE;
  for_root = inn_local_facts_judge (&facts);
  g_assert_cmpint (offer_at (for_root, 0)->status, ==, INN_LOCAL_READY);
}

static void
test_denied (void)
{
  InnLocalFacts facts = usual_facts ();
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GPtrArray) joined = NULL;
  g_autofree char *command = g_strdup_printf ("sudo usermod -aG virt %s", g_get_user_name ());

  facts.in_group = facts.system.usable = facts.system.everyone = FALSE;
  facts.system.group = (char *) "virt";
  offers = inn_local_facts_judge (&facts);
  g_assert_cmpint (offer_at (offers, 0)->status, ==, INN_LOCAL_DENIED);
  g_assert_cmpstr (offer_at (offers, 0)->facts, ==, "Only members of the group virt may connect");
  g_assert_cmpstr (offer_at (offers, 0)->command, ==, command);

  facts.joins_group = TRUE;
  joined = inn_local_facts_judge (&facts);
  g_assert_cmpint (offer_at (joined, 0)->status, ==, INN_LOCAL_DENIED);
  g_assert_null (offer_at (joined, 0)->command);
  g_assert_nonnull (offer_at (joined, 0)->how_to);
}

static void
test_stopped (void)
{
  InnLocalFacts facts = usual_facts ();
  g_autoptr (GPtrArray) offers = NULL;

  facts.monolithic = facts.system.exists = FALSE;
  facts.modular = TRUE;
  offers = inn_local_facts_judge (&facts);
  g_assert_cmpint (offer_at (offers, 0)->status, ==, INN_LOCAL_STOPPED);
  g_assert_cmpstr (offer_at (offers, 0)->command, ==,
                   "sudo systemctl enable --now virtqemud.socket");
  /* The client starts the session's daemon itself. */
  g_assert_cmpint (offer_at (offers, 1)->status, ==, INN_LOCAL_READY);
}

static void
test_nothing (void)
{
  InnLocalFacts facts = { .distribution = (char *) "arch " };
  InnLocalFacts half = usual_facts ();
  g_autoptr (GPtrArray) offers = inn_local_facts_judge (&facts);
  g_autoptr (GPtrArray) without_qemu = NULL;

  g_assert_cmpuint (offers->len, ==, 1);
  g_assert_cmpint (offer_at (offers, 0)->status, ==, INN_LOCAL_MISSING);
  g_assert_cmpstr (offer_at (offers, 0)->facts, ==, "No hypervisor on this computer");
  g_assert_true (g_str_has_prefix (offer_at (offers, 0)->command, "sudo pacman"));

  half.qemu = FALSE;
  without_qemu = inn_local_facts_judge (&half);
  g_assert_cmpuint (without_qemu->len, ==, 1);
  g_assert_cmpstr (offer_at (without_qemu, 0)->facts, ==, "QEMU is not installed");
}

static void
test_others (void)
{
  InnLocalFacts facts = {
    .modular = TRUE,
    .xen_control = TRUE,
    .xen_driver = TRUE,
    .lxc_driver = TRUE,
    .is_root = TRUE,
    .xen = { .exists = TRUE, .usable = TRUE },
  };
  g_autoptr (GPtrArray) offers = inn_local_facts_judge (&facts);

  g_assert_cmpuint (offers->len, ==, 2);
  g_assert_cmpstr (offer_at (offers, 0)->uri, ==, "xen:///system");
  g_assert_cmpint (offer_at (offers, 0)->status, ==, INN_LOCAL_READY);
  g_assert_cmpstr (offer_at (offers, 1)->uri, ==, "lxc:///system");
  g_assert_cmpint (offer_at (offers, 1)->status, ==, INN_LOCAL_STOPPED);
}

/*
 * Gathering, in a made-up root folder
 */

static void
make_file (const char *root,
           const char *path,
           const char *text)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_gather (void)
{
  g_autofree char *root = inn_fixture_make_dir ();
  g_autofree char *link = NULL;
  g_autofree char *socket = NULL;
  g_autoptr (InnLocalFacts) empty = NULL;
  g_autoptr (InnLocalFacts) facts = NULL;

  empty = inn_local_facts_gather (root);
  g_assert_false (empty->monolithic || empty->modular || empty->qemu || empty->system.exists);
  g_assert_null (empty->libvirt_version);
  g_assert_null (empty->distribution);

  make_file (root, "usr/sbin/libvirtd", "");
  make_file (root, "usr/bin/qemu-system-x86_64", "");
  make_file (root, "usr/lib/x86_64-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so", "");
  make_file (root, "run/libvirt/libvirt-sock", "");
  make_file (root, "etc/os-release", "NAME=\"X\"\nID=mine\nID_LIKE=\"ubuntu debian\"\n");
  make_file (root, "proc/xen/capabilities", "control_d\n");
  link = g_build_filename (root, "usr/lib/x86_64-linux-gnu/libvirt.so.0", NULL);
  g_assert_cmpint (symlink ("libvirt.so.0.10010.2", link), ==, 0);
  socket = g_build_filename (root, "run/libvirt/libvirt-sock", NULL);
  g_assert_cmpint (g_chmod (socket, 0666), ==, 0);

  facts = inn_local_facts_gather (root);
  g_assert_true (facts->monolithic);
  g_assert_false (facts->modular);
  g_assert_true (facts->qemu);
  g_assert_true (facts->qemu_driver);
  g_assert_false (facts->lxc_driver);
  g_assert_true (facts->xen_control);
  g_assert_cmpstr (facts->libvirt_version, ==, "10.10.2");
  g_assert_nonnull (strstr (facts->distribution, "debian"));
  g_assert_true (facts->system.exists && facts->system.usable && facts->system.everyone);
  g_assert_true (facts->xen.exists);

  inn_fixture_remove_dir (root);
}

static void
store_result_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

static void
test_probe (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;

  inn_local_probe_async (NULL, store_result_cb, &result);

  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  offers = inn_local_probe_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, >, 0);
  g_assert_nonnull (offer_at (offers, 0)->facts);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/local-probe/ready", test_ready);
  g_test_add_func ("/local-probe/slow", test_slow);
  g_test_add_func ("/local-probe/password", test_password);
  g_test_add_func ("/local-probe/denied", test_denied);
  g_test_add_func ("/local-probe/stopped", test_stopped);
  g_test_add_func ("/local-probe/nothing", test_nothing);
  g_test_add_func ("/local-probe/others", test_others);
  g_test_add_func ("/local-probe/gather", test_gather);
  g_test_add_func ("/local-probe/probe", test_probe);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-auth-dialog.h"
#include "inn-auth-private.h"
#include "inn-connect-address.h"
#include "inn-connect-dialog.h"
#include "inn-connect-test.h"
#include "inn-fixture.h"
#include "inn-host-entry-row.h"
#include "inn-host-popover.h"
#include "inn-import-list.h"
#include "inn-key-row.h"
#include "inn-virt-init.h"
#include "inn-welcome-page.h"

/* Every template is built once: a wrong id, type or callback in a .ui file is a
 * failed test, not a blank window. */
static void
test_template (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  GtkWidget *widget = g_object_new (type, NULL);
  GtkWidget *weak = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &weak);

  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  else
    g_object_unref (g_object_ref_sink (widget));

  g_assert_null (weak);
}

/* The first widget below @widget of @type whose @property reads @text. */
static GtkWidget *
find_widget (GtkWidget  *widget,
             GType       type,
             const char *property,
             const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *value = NULL;

      g_object_get (widget, property, &value, NULL);
      if (g_strcmp0 (value, text) == 0)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, property, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_row (gpointer    widget,
         const char *title)
{
  GtkWidget *row = find_widget (widget, ADW_TYPE_PREFERENCES_ROW, "title", title);

  g_assert_nonnull (row);

  return row;
}

static void
set_row (gpointer    widget,
         const char *title,
         const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_row (widget, title)), text);
}

static void
assert_uri (InnConnectAddress *address,
            const char        *expected)
{
  g_autofree char *text = inn_connect_address_dup_text (address);

  g_assert_cmpstr (text, ==, expected);
}

static InnHostList *
create_hosts (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.innkeeper.Innkeeper");

  g_settings_reset (settings, "hosts");
  g_settings_reset (settings, "autoconnect");

  return inn_host_list_new (settings);
}

/*
 * Rows and address
 */

/* Whatever is loaded comes back unchanged: looking at a host does not edit it. */
static void
test_address_keeps (void)
{
  static const char * const uris[] = {
    "qemu+ssh://admin@kvm-1.example.net:2222/system?keyfile=/k&socket=/s&proxy=netcat",
    "qemu+ssh://kvm-1/system?mystery=1&keyfile=/k",
    "qemu+ssh://[fe80::1]/session",
    "xen+tls://kvm-1/system",
    "qemu:///system",
    "lxc:///",
    "qemu+tcp://kvm-1/system",
    "esx://root@esx-1/?no_verify=1",
    "test:///home/me/many.xml",
  };
  GtkWidget *address = g_object_ref_sink (g_object_new (INN_TYPE_CONNECT_ADDRESS, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      inn_connect_address_set_uri (INN_CONNECT_ADDRESS (address), uris[i]);
      assert_uri (INN_CONNECT_ADDRESS (address), uris[i]);
      g_assert_null (inn_connect_address_get_problem (INN_CONNECT_ADDRESS (address)));
    }

  g_assert_finalize_object (address);
}

static void
test_address_rows (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (INN_TYPE_CONNECT_ADDRESS, NULL));
  InnConnectAddress *address = INN_CONNECT_ADDRESS (widget);
  GtkWidget *host = get_row (widget, "Host _Name or Address");

  /* Nothing typed: not usable, and yet nothing is marked as wrong. */
  g_assert_nonnull (inn_connect_address_get_problem (address));
  g_assert_false (gtk_widget_has_css_class (host, "error"));

  gtk_editable_set_text (GTK_EDITABLE (host), " kvm-1 ");
  assert_uri (address, "qemu+ssh://kvm-1/system");
  set_row (widget, "_User Name", "admin");
  set_row (widget, "_Port", "2222");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (widget, "_Hypervisor")), 1);
  assert_uri (address, "qemu+ssh://admin@kvm-1:2222/session");
  g_assert_null (inn_connect_address_get_problem (address));

  set_row (widget, "_Port", "70000");
  g_assert_nonnull (inn_connect_address_get_problem (address));
  g_assert_true (gtk_widget_has_css_class (get_row (widget, "_Port"), "error"));
  set_row (widget, "_Port", "");
  g_assert_false (gtk_widget_has_css_class (get_row (widget, "_Port"), "error"));

  gtk_editable_set_text (GTK_EDITABLE (host), "kvm 1");
  g_assert_true (gtk_widget_has_css_class (host, "error"));

  /* “[::1]” is what one copies. */
  gtk_editable_set_text (GTK_EDITABLE (host), "[::1]");
  assert_uri (address, "qemu+ssh://admin@[::1]/session");

  /* A whole address is taken apart. */
  gtk_editable_set_text (GTK_EDITABLE (host), "xen+ssh://root@xen-1/system");
  assert_uri (address, "xen+ssh://root@xen-1/system");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (host)), ==, "xen-1");

  g_assert_finalize_object (widget);
}

static void
test_address_custom (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (INN_TYPE_CONNECT_ADDRESS, NULL));
  InnConnectAddress *address = INN_CONNECT_ADDRESS (widget);
  AdwComboRow *way = ADW_COMBO_ROW (get_row (widget, "_Connection"));
  GtkWidget *custom = get_row (widget, "_URI");

  set_row (widget, "Host _Name or Address", "kvm-1");
  adw_combo_row_set_selected (way, 3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (custom)), ==, "qemu+ssh://kvm-1/system");

  gtk_editable_set_text (GTK_EDITABLE (custom), "nonsense");
  g_assert_true (gtk_widget_has_css_class (custom, "error"));
  assert_uri (address, "nonsense");

  gtk_editable_set_text (GTK_EDITABLE (custom), "xen+ssh://admin@kvm-2:33/system");
  g_assert_false (gtk_widget_has_css_class (custom, "error"));
  g_assert_cmpuint (adw_combo_row_get_selected (way), ==, 3);

  /* What was written by hand is in the rows. */
  adw_combo_row_set_selected (way, 0);
  assert_uri (address, "xen+ssh://admin@kvm-2:33/system");

  inn_connect_address_refuse (address, "No");
  g_assert_cmpstr (inn_connect_address_get_problem (address), ==, "No");
  set_row (widget, "_User Name", "root");
  g_assert_null (inn_connect_address_get_problem (address));

  g_assert_finalize_object (widget);
}

/*
 * Window
 */

static void
test_dialog_adds (void)
{
  g_autoptr (InnHostList) hosts = create_hosts ();
  InnConnectDialog *dialog = inn_connect_dialog_new (hosts, NULL);
  InnHost *host;

  inn_connect_dialog_set_uri (dialog, "qemu+tcp://127.0.0.1:1/system");
  set_row (dialog, "Na_me", "Cellar");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "connect.add", NULL);

  host = inn_host_list_find (hosts, "qemu+tcp://127.0.0.1:1/system");
  g_assert_nonnull (host);
  g_assert_cmpstr (inn_host_get_name (host), ==, "Cellar");
  g_assert_true (inn_host_get_autoconnect (host));
  inn_host_disconnect (host);
}

static void
test_dialog_refuses_known (void)
{
  g_autoptr (InnHostList) hosts = create_hosts ();
  InnConnectDialog *dialog;

  inn_host_list_add (hosts, "test:///default", "Cellar", FALSE, FALSE);
  dialog = inn_connect_dialog_new (hosts, NULL);
  inn_connect_dialog_set_uri (dialog, "test:///default");
  g_assert_nonnull (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "label",
                                 "Added already as Cellar"));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "connect.add", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hosts)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_dialog_edits (void)
{
  g_autoptr (InnHostList) hosts = create_hosts ();
  InnHost *host = inn_host_list_add (hosts, "qemu+tcp://127.0.0.1:1/system", "Cellar", FALSE, TRUE);
  InnConnectDialog *dialog = inn_connect_dialog_new (hosts, host);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (dialog, "Na_me"))), ==, "Cellar");
  inn_connect_dialog_set_uri (dialog, "qemu+tcp://127.0.0.1:2/system");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "connect.add", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hosts)), ==, 1);
  host = inn_host_list_find (hosts, "qemu+tcp://127.0.0.1:2/system");
  g_assert_nonnull (host);
  g_assert_cmpstr (inn_host_get_name (host), ==, "Cellar");
  g_assert_false (inn_host_get_autoconnect (host));
  inn_host_disconnect (host);
}

/* Another way to connect is another connection; the host is edited, not replaced. */
static void
test_dialog_read_only (void)
{
  g_autoptr (InnHostList) hosts = create_hosts ();
  InnHost *host = inn_host_list_add (hosts, "test:///default", NULL, FALSE, TRUE);
  InnConnectDialog *dialog = inn_connect_dialog_new (hosts, host);
  GtkWidget *row = get_row (dialog, "_Read Only");

  gtk_switch_set_active (GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))),
                         TRUE);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "connect.add", NULL);
  g_assert_true (inn_host_list_find (hosts, "test:///default") == host);
  g_assert_true (inn_host_get_read_only (host));

  dialog = inn_connect_dialog_new (hosts, host);
  row = get_row (dialog, "_Read Only");
  g_assert_true (gtk_switch_get_active (
    GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)))));
  gtk_window_destroy (GTK_WINDOW (dialog));
  inn_host_list_remove (hosts, host);
}

/*
 * Test
 */

static gboolean
test_has_ended (gpointer test)
{
  return !inn_connect_test_is_running (test);
}

static void
test_test (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (INN_TYPE_CONNECT_TEST, NULL));
  InnConnectTest *test = INN_CONNECT_TEST (widget);

  /* Without an address there is nothing to begin. */
  inn_connect_test_start (test);
  g_assert_false (inn_connect_test_is_running (test));

  inn_connect_test_set_uri (test, "test:///default", FALSE);
  inn_connect_test_start (test);
  g_assert_true (inn_connect_test_is_running (test));
  g_assert_true (inn_fixture_await_condition (test_has_ended, test, INN_FIXTURE_DEADLINE));
  g_assert_true (gtk_widget_get_visible (get_row (widget, "Machines")));
  g_assert_nonnull (find_widget (widget, GTK_TYPE_LABEL, "label", "1, of which 1 running"));

  /* The result of another address is not shown any more. */
  inn_connect_test_set_uri (test, "test:///does/not/exist.xml", FALSE);
  g_assert_false (gtk_widget_get_visible (get_row (widget, "Machines")));
  inn_connect_test_start (test);
  g_assert_true (inn_fixture_await_condition (test_has_ended, test, INN_FIXTURE_DEADLINE));
  g_assert_true (gtk_widget_get_visible (get_row (widget, "Not Connected")));

  inn_connect_test_start (test);
  inn_connect_test_cancel (test);
  g_assert_false (gtk_widget_get_visible (get_row (widget, "Not Connected")));
  inn_fixture_iterate (200);
  g_assert_false (gtk_widget_get_visible (get_row (widget, "Not Connected")));

  g_assert_finalize_object (widget);
}

/*
 * Popover
 */

static gboolean
has_error (gpointer host)
{
  return inn_host_get_error (host) != NULL;
}

static void
test_popover (void)
{
  g_autoptr (InnHost) host = inn_host_new ("test:///does/not/exist.xml");
  GtkWidget *popover = g_object_ref_sink (inn_host_popover_new ());
  g_autofree char *details = NULL;

  inn_host_set_name (host, "Cellar");
  inn_host_popover_set_host (INN_HOST_POPOVER (popover), host);
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL, "label", "Cellar Is Not Connected"));

  inn_host_connect (host, INN_HOST_CONNECT_INTERACTIVE);
  g_assert_true (inn_fixture_await_condition (has_error, host, INN_FIXTURE_DEADLINE));
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL, "label", "Cannot Connect to Cellar"));
  g_assert_nonnull (find_widget (popover, GTK_TYPE_LABEL, "label",
                                 inn_host_get_error (host)->message));

  details = inn_host_popover_dup_details (INN_HOST_POPOVER (popover));
  g_assert_nonnull (strstr (details, "test:///does/not/exist.xml"));
  g_assert_nonnull (strstr (details, inn_host_get_error (host)->message));

  inn_host_disconnect (host);
  g_assert_finalize_object (popover);
}

/*
 * Questions
 */

static InnAuthRequest *
create_request (void)
{
  virConnectCredential credentials[] = {
    { .type = VIR_CRED_AUTHNAME, .prompt = "Please enter your authentication name" },
    { .type = VIR_CRED_PASSPHRASE, .prompt = "Please enter your password" },
  };

  return inn_auth_request_new ("qemu+tcp://kvm-1/system", credentials,
                               G_N_ELEMENTS (credentials));
}

static void
test_auth_answers (void)
{
  g_autoptr (InnHost) host = inn_host_new ("qemu+tcp://admin@kvm-1/system");
  g_autoptr (InnAuthRequest) request = create_request ();
  InnAuthDialog *dialog = g_object_ref (inn_auth_dialog_new (host, request, TRUE));
  g_auto (GStrv) answers = NULL;

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (dialog, "User Name"))), ==,
                   "admin");

  /* Not while something is missing. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "auth.accept", NULL);
  g_assert_false (inn_auth_request_is_done (request));

  set_row (dialog, "Password", "secret");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "auth.accept", NULL);
  g_assert_true (inn_auth_request_is_done (request));
  g_assert_true (inn_auth_dialog_get_accepted (dialog));

  answers = inn_auth_request_dup_answers (request);
  g_assert_cmpuint (g_strv_length (answers), ==, 2);
  g_assert_cmpstr (answers[0], ==, "admin");
  g_assert_cmpstr (answers[1], ==, "secret");
  g_assert_finalize_object (dialog);
}

static void
test_auth_cancels (void)
{
  g_autoptr (InnHost) host = inn_host_new ("qemu+tcp://kvm-1/system");
  g_autoptr (InnAuthRequest) request = create_request ();
  InnAuthDialog *dialog = g_object_ref (inn_auth_dialog_new (host, request, FALSE));

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (inn_auth_request_is_done (request));
  g_assert_false (inn_auth_dialog_get_accepted (dialog));
  g_assert_finalize_object (dialog);
}

/* The host gave up, or was disconnected: the question goes away. */
static void
test_auth_ends (void)
{
  g_autoptr (InnHost) host = inn_host_new ("qemu+tcp://kvm-1/system");
  g_autoptr (InnAuthRequest) request = create_request ();
  GtkWidget *dialog = GTK_WIDGET (inn_auth_dialog_new (host, request, FALSE));

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  inn_auth_request_cancel (request);
  g_assert_null (dialog);
}

static void
test_import (void)
{
  g_autoptr (InnHostList) hosts = create_hosts ();
  g_autoptr (GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) inn_import_host_free);
  GtkWidget *list;

  inn_host_list_add (hosts, "test:///default", "Known", FALSE, FALSE);

  for (guint i = 0; i < 2; i++)
    {
      InnImportHost *host = g_new0 (InnImportHost, 1);

      host->uri = g_strdup (i == 0 ? "test:///default" : "qemu+ssh://kvm-1/system");
      host->name = g_strdup (i == 0 ? NULL : "Cellar");
      g_ptr_array_add (found, host);
    }

  list = g_object_ref_sink (inn_import_list_new (hosts, found));
  inn_import_list_apply (INN_IMPORT_LIST (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hosts)), ==, 2);
  g_assert_cmpstr (inn_host_get_name (inn_host_list_find (hosts, "qemu+ssh://kvm-1/system")), ==,
                   "Cellar");
  g_assert_finalize_object (list);
}

static void
test_welcome (void)
{
  g_autoptr (InnHostList) hosts = create_hosts ();
  GtkWidget *page = inn_welcome_page_new (hosts);
  GtkWidget *window = adw_window_new ();
  GtkWidget *looking;
  InnHost *host;

  adw_window_set_content (ADW_WINDOW (window), page);
  looking = get_row (page, "Looking…");
  gtk_window_present (GTK_WINDOW (window));

  while (gtk_widget_get_visible (looking))
    g_main_context_iteration (NULL, TRUE);

  /* Something is always said about this computer. */
  g_assert_true (find_widget (page, GTK_TYPE_BUTTON, "label", "Connect") != NULL ||
                 find_widget (page, GTK_TYPE_BUTTON, "label", "How To…") != NULL);

  gtk_widget_activate_action (page, "welcome.look-around", NULL);
  host = inn_host_list_find (hosts, "test:///default");
  g_assert_nonnull (host);
  inn_host_disconnect (host);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_template_tests (void)
{
  static GType (*const types[]) (void) = {
    inn_auth_dialog_get_type,
    inn_connect_address_get_type,
    inn_connect_dialog_get_type,
    inn_connect_test_get_type,
    inn_host_entry_row_get_type,
    inn_host_popover_get_type,
    inn_import_list_get_type,
    inn_key_row_get_type,
    inn_welcome_page_get_type,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GType type = types[i] ();
      g_autofree char *path = g_strdup_printf ("/host-templates/%s", g_type_name (type));

      g_test_add_data_func (path, GSIZE_TO_POINTER (type), test_template);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    return 77;

  adw_init ();
  inn_virt_init ();
  add_template_tests ();

  g_test_add_func ("/connect-address/keeps", test_address_keeps);
  g_test_add_func ("/connect-address/rows", test_address_rows);
  g_test_add_func ("/connect-address/custom", test_address_custom);
  g_test_add_func ("/connect-dialog/adds", test_dialog_adds);
  g_test_add_func ("/connect-dialog/refuses-known", test_dialog_refuses_known);
  g_test_add_func ("/connect-dialog/edits", test_dialog_edits);
  g_test_add_func ("/connect-dialog/read-only", test_dialog_read_only);
  g_test_add_func ("/connect-test/test", test_test);
  g_test_add_func ("/host-popover/follows", test_popover);
  g_test_add_func ("/auth-dialog/answers", test_auth_answers);
  g_test_add_func ("/auth-dialog/cancels", test_auth_cancels);
  g_test_add_func ("/auth-dialog/ends", test_auth_ends);
  g_test_add_func ("/import-list/adds", test_import);
  g_test_add_func ("/welcome-page/offers", test_welcome);

  return g_test_run ();
}

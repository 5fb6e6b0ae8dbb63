/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-auth-dialog.h"
#include "inn-auth-dialogs.h"
#include "inn-fixture.h"
#include "inn-keyring.h"
#include "inn-secret.h"
#include "inn-remember-row.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

/* A real libvirtd that lets nobody in without a password, and a real keyring: NULL where this
 * machine has none. */
static InnFixtureRig *keyring;

static InnAuthDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (INN_IS_AUTH_DIALOG (window))
        return INN_AUTH_DIALOG (window);
    }

  return NULL;
}

static gboolean
has_dialog (gpointer unused)
{
  return find_dialog () != NULL;
}

static InnAuthDialog *
await_dialog (void)
{
  g_assert_true (inn_fixture_await_condition (has_dialog, NULL, INN_FIXTURE_DEADLINE));

  return find_dialog ();
}

/* Types into the @index-th row of the dialog. */
static gboolean
fill_row (GtkWidget  *widget,
          guint      *index,
          const char *text)
{
  if (ADW_IS_ENTRY_ROW (widget) && (*index)-- == 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (widget), text);
      return TRUE;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (fill_row (child, index, text))
        return TRUE;
    }

  return FALSE;
}

static void
sign_in (const char *user,
         const char *password)
{
  GtkWidget *dialog = GTK_WIDGET (await_dialog ());
  guint first = 0;
  guint second = 1;

  if (user != NULL)
    g_assert_true (fill_row (dialog, &first, user));

  g_assert_true (fill_row (dialog, &second, password));
  gtk_widget_activate_action (dialog, "auth.accept", NULL);
}

typedef struct
{
  GtkApplication *app;
  InnHostList    *hosts;
  InnHost        *host;
} Fixture;

static void
set_up (Fixture       *fixture,
        InnFixtureRig *rig)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.innkeeper.Innkeeper");

  fixture->app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  fixture->hosts = inn_host_list_new (settings);
  inn_auth_dialogs_watch (fixture->app, fixture->hosts);
  fixture->host = inn_host_list_add (fixture->hosts, inn_fixture_rig_get (rig, "test-uri"),
                                     "Cellar", FALSE, FALSE);
}

static void
tear_down (Fixture *fixture)
{
  inn_host_disconnect (fixture->host);
  inn_host_list_remove (fixture->hosts, fixture->host);
  g_object_unref (fixture->hosts);
  g_assert_finalize_object (fixture->app);
}

static InnFixtureRig *
start_rig (void)
{
  return inn_fixture_rig_start ("daemon", "--password", "admin:secret", NULL);
}

static void
test_wrong_then_right (void)
{
  g_autoptr (InnFixtureRig) rig = start_rig ();
  Fixture fixture;

  if (rig == NULL)
    return;

  set_up (&fixture, rig);
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  sign_in ("admin@lv-a", "wrong");

  /* libvirt gives up; the question comes again, and knows the user. */
  sign_in (NULL, "secret");
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_CONNECTED);
  g_assert_false (has_dialog (NULL));

  tear_down (&fixture);
}

static void
test_three_tries (void)
{
  g_autoptr (InnFixtureRig) rig = start_rig ();
  Fixture fixture;

  if (rig == NULL)
    return;

  set_up (&fixture, rig);
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);

  for (guint i = 0; i < 3; i++)
    sign_in ("admin@lv-a", "wrong");

  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_AUTH_NEEDED);
  inn_fixture_iterate (300);
  g_assert_false (has_dialog (NULL));
  g_assert_true (inn_virt_error_is_auth (inn_host_get_error (fixture.host)));

  tear_down (&fixture);
}

static void
test_cancel (void)
{
  g_autoptr (InnFixtureRig) rig = start_rig ();
  Fixture fixture;

  if (rig == NULL)
    return;

  set_up (&fixture, rig);

  /* Whoever cancels gets no error for it, and is not asked again. */
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  gtk_window_close (GTK_WINDOW (await_dialog ()));
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_DISCONNECTED);
  inn_fixture_iterate (300);
  g_assert_false (has_dialog (NULL));
  g_assert_null (inn_host_get_error (fixture.host));

  /* A question that is of no interest any more goes away. */
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  await_dialog ();
  inn_host_disconnect (fixture.host);
  g_assert_false (has_dialog (NULL));

  /* A quiet attempt never asks. */
  inn_host_connect (fixture.host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_AUTH_NEEDED);
  g_assert_false (has_dialog (NULL));

  tear_down (&fixture);
}

/*
 * Remembering
 */

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_sensitive (gpointer widget)
{
  return gtk_widget_get_sensitive (widget);
}

/* The switch of the dialog, which waits for the keyring to be found. */
static GtkSwitch *
await_switch (void)
{
  GtkWidget *row = find_widget (GTK_WIDGET (await_dialog ()), INN_TYPE_REMEMBER_ROW);

  g_assert_nonnull (row);
  g_assert_true (inn_fixture_await_condition (is_sensitive, row, INN_FIXTURE_DEADLINE));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "In the login keyring");

  return GTK_SWITCH (find_widget (row, GTK_TYPE_SWITCH));
}

static char *
dup_id (Fixture *fixture)
{
  return g_strconcat ("libvirt:", inn_host_get_uri (fixture->host), NULL);
}

typedef struct
{
  Fixture    *fixture;
  const char *secret;
} Expected;

static gboolean
is_remembered (gpointer user_data)
{
  Expected *expected = user_data;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = dup_id (expected->fixture);
  gboolean equal;
  char *secret;

  inn_keyring_lookup_async (id, FALSE, NULL, inn_fixture_store_result_cb, &result);
  secret = inn_keyring_lookup_finish (inn_fixture_await_result (&result), &error);

  /* It is an error to look at what goes away at that moment. */
  equal = error == NULL && g_strcmp0 (secret, expected->secret) == 0;
  inn_secret_free (secret);

  return equal;
}

static void
await_remembered (Fixture    *fixture,
                  const char *secret)
{
  Expected expected = { fixture, secret };

  g_assert_true (inn_fixture_await_condition (is_remembered, &expected, INN_FIXTURE_DEADLINE));
}

static void
store (Fixture    *fixture,
       const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = dup_id (fixture);

  inn_keyring_store_async (id, "A password of the tests", secret, NULL,
                           inn_fixture_store_result_cb, &result);
  g_assert_true (inn_keyring_store_finish (inn_fixture_await_result (&result), NULL));
}

static InnFixtureRig *
start_with_keyring (Fixture *fixture)
{
  InnFixtureRig *rig;

  if (keyring == NULL)
    {
      g_test_skip ("there is no keyring");
      return NULL;
    }

  rig = start_rig ();
  if (rig != NULL)
    set_up (fixture, rig);

  return rig;
}

static void
test_remember (void)
{
  Fixture fixture;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (InnFixtureRig) rig = start_with_keyring (&fixture);

  if (rig == NULL)
    return;

  /* Off at first; and a wrong password is not kept. */
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  g_assert_false (gtk_switch_get_active (await_switch ()));
  gtk_switch_set_active (await_switch (), TRUE);
  sign_in ("admin@lv-a", "wrong");
  g_assert_true (gtk_switch_get_active (await_switch ()));
  await_remembered (&fixture, NULL);

  sign_in (NULL, "secret");
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_CONNECTED);
  await_remembered (&fixture, "admin@lv-a\nsecret");
  g_assert_true (inn_host_has_password (fixture.host));

  /* From now on nobody is asked, however it is begun. */
  inn_host_disconnect (fixture.host);
  inn_host_connect (fixture.host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_CONNECTED);
  inn_host_disconnect (fixture.host);
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_CONNECTED);
  g_assert_false (has_dialog (NULL));

  /* Until that is enough. */
  inn_host_forget_passwords_async (fixture.host, inn_fixture_store_result_cb, &result);
  g_assert_true (inn_host_forget_passwords_finish (fixture.host, inn_fixture_await_result (&result),
                                                   NULL));
  g_assert_false (inn_host_has_password (fixture.host));
  await_remembered (&fixture, NULL);

  tear_down (&fixture);
}

/* What is no longer right is asked for, and replaced. */
static void
test_replace (void)
{
  Fixture fixture;
  g_autoptr (InnFixtureRig) rig = start_with_keyring (&fixture);

  if (rig == NULL)
    return;

  store (&fixture, "admin@lv-a\nold");
  inn_host_connect (fixture.host, INN_HOST_CONNECT_QUIET);
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_AUTH_NEEDED);
  g_assert_false (has_dialog (NULL));

  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  g_assert_true (gtk_switch_get_active (await_switch ()));
  sign_in ("admin@lv-a", "secret");
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_CONNECTED);
  await_remembered (&fixture, "admin@lv-a\nsecret");

  tear_down (&fixture);
}

/* The same, begun by the user; who does not want it remembered any more. */
static void
test_forget (void)
{
  Fixture fixture;
  g_autoptr (InnFixtureRig) rig = start_with_keyring (&fixture);

  if (rig == NULL)
    return;

  store (&fixture, "admin@lv-a\nold");
  inn_host_connect (fixture.host, INN_HOST_CONNECT_INTERACTIVE);
  gtk_switch_set_active (await_switch (), FALSE);
  sign_in ("admin@lv-a", "secret");
  inn_fixture_await_property (fixture.host, "state", INN_HOST_STATE_CONNECTED);
  await_remembered (&fixture, NULL);

  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring = inn_fixture_keyring_start ();

  if (!gtk_init_check ())
    return 77;

  adw_init ();
  inn_virt_init ();

  g_test_add_func ("/sign-in/wrong-then-right", test_wrong_then_right);
  g_test_add_func ("/sign-in/three-tries", test_three_tries);
  g_test_add_func ("/sign-in/cancel", test_cancel);
  g_test_add_func ("/sign-in/remember", test_remember);
  g_test_add_func ("/sign-in/replace", test_replace);
  g_test_add_func ("/sign-in/forget", test_forget);

  status = g_test_run ();
  g_clear_pointer (&keyring, inn_fixture_keyring_stop);

  return status;
}

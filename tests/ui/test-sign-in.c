/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-auth-dialog.h"
#include "inn-auth-dialogs.h"
#include "inn-fixture.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

/* A real libvirtd that lets nobody in without a password. */

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    return 77;

  adw_init ();
  inn_virt_init ();

  g_test_add_func ("/sign-in/wrong-then-right", test_wrong_then_right);
  g_test_add_func ("/sign-in/three-tries", test_three_tries);
  g_test_add_func ("/sign-in/cancel", test_cancel);

  return g_test_run ();
}

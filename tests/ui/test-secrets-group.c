/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-fixture.h"
#include "inn-keyring.h"
#include "inn-secrets-group.h"

/* A real keyring, on a session bus of its own. */

static void
store (const char *id,
       const char *label)
{
  g_autoptr (GAsyncResult) result = NULL;

  inn_keyring_store_async (id, label, "secret", NULL, inn_fixture_store_result_cb, &result);
  g_assert_true (inn_keyring_store_finish (inn_fixture_await_result (&result), NULL));
}

static guint
count_stored (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  inn_keyring_list_async (NULL, inn_fixture_store_result_cb, &result);
  entries = inn_keyring_list_finish (inn_fixture_await_result (&result), NULL);
  g_assert_nonnull (entries);

  return entries->len;
}

static gboolean
is_last_reference (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

/* What it asked may still be on its way. */
static void
assert_finalize (GtkWidget *group)
{
  g_assert_true (inn_fixture_await_condition (is_last_reference, group, INN_FIXTURE_DEADLINE));
  g_assert_finalize_object (group);
}

/* The rows of the group, by their titles, and the buttons in them. */
static void
collect (GtkWidget *widget,
         GString   *titles,
         GPtrArray *buttons)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_string_append_printf (titles, "%s\n",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  if (GTK_IS_BUTTON (widget))
    g_ptr_array_add (buttons, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, titles, buttons);
}

typedef struct
{
  GtkWidget  *group;
  const char *titles;
} Expected;

static gboolean
shows (gpointer user_data)
{
  Expected *expected = user_data;
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (expected->group, titles, buttons);

  return g_str_equal (titles->str, expected->titles) &&
         gtk_widget_get_visible (expected->group) == (*expected->titles != '\0');
}

static void
await_titles (GtkWidget  *group,
              const char *titles)
{
  Expected expected = { group, titles };

  g_assert_true (inn_fixture_await_condition (shows, &expected, INN_FIXTURE_DEADLINE));
}

static void
forget_first (GtkWidget *group)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (group, titles, buttons);
  g_signal_emit_by_name (g_ptr_array_index (buttons, 0), "clicked");
}

static void
test_forget (void)
{
  GtkWidget *group;

  store ("ssh:me@cellar:22", "Password for me at cellar");
  store ("key:/keys/id", "Passphrase for /keys/id");

  group = g_object_ref_sink (g_object_new (INN_TYPE_SECRETS_GROUP, NULL));
  await_titles (group, "Passphrase for /keys/id\nPassword for me at cellar\n");

  forget_first (group);
  await_titles (group, "Password for me at cellar\n");
  g_assert_cmpuint (count_stored (), ==, 1);

  forget_first (group);
  await_titles (group, "");
  g_assert_cmpuint (count_stored (), ==, 0);

  assert_finalize (group);
}

static void
test_nothing (void)
{
  GtkWidget *group = g_object_ref_sink (g_object_new (INN_TYPE_SECRETS_GROUP, NULL));

  g_assert_cmpuint (count_stored (), ==, 0);
  g_assert_true (inn_fixture_await_condition (is_last_reference, group, INN_FIXTURE_DEADLINE));
  g_assert_false (gtk_widget_get_visible (group));
  g_assert_finalize_object (group);
}

int
main (int   argc,
      char *argv[])
{
  InnFixtureRig *keyring;
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring = inn_fixture_keyring_start ();

  if (keyring == NULL || !gtk_init_check ())
    return 77;

  adw_init ();

  g_test_add_func ("/secrets-group/nothing", test_nothing);
  g_test_add_func ("/secrets-group/forget", test_forget);

  status = g_test_run ();
  inn_fixture_keyring_stop (keyring);

  return status;
}

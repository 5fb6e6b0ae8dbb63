/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "inn-fixture.h"
#include "inn-host-transfer.h"
#include "inn-preferences.h"
#include "inn-virt-init.h"

#define WAIT_SECONDS 20
#define HEAD "[Innkeeper Hosts]\nVersion=1\n"
#define ONE "qemu+ssh://one.example/system?no_tty=1&keyfile=/k"
#define TWO "qemu+ssh://two.example/system"

typedef struct
{
  GSettings   *settings;
  InnHostList *hosts;
  GtkWidget   *window;
  char        *folder;
  GFile       *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->settings = g_settings_new (APP_ID);
  fixture->hosts = inn_host_list_new (fixture->settings);
  fixture->window = inn_preferences_new (fixture->settings, fixture->hosts);
  gtk_window_present (GTK_WINDOW (fixture->window));

  fixture->folder = inn_fixture_make_dir ();
  path = g_build_filename (fixture->folder, "hosts.innkeeper", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GListModel *hosts = G_LIST_MODEL (fixture->hosts);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_list_model_get_n_items (hosts) > 0)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (hosts, 0);

      inn_host_list_remove (fixture->hosts, host);
    }

  inn_fixture_remove_dir (fixture->folder);
  g_object_unref (fixture->file);
  g_free (fixture->folder);
  g_object_unref (fixture->hosts);
  g_object_unref (fixture->settings);
}

static void
write_file (Fixture    *fixture,
            const char *text)
{
  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), text, -1, NULL));
}

static guint
count_hosts (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->hosts));
}

/* The first label below @widget that begins so. */
static gboolean
has_label (GtkWidget  *widget,
           const char *prefix)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), prefix))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, prefix))
      return TRUE;

  return FALSE;
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
        return ADW_MESSAGE_DIALOG (window);
    }

  return NULL;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for_toast (Fixture    *fixture,
                const char *text)
{
  gboolean time_is_up = FALSE;
  guint id = g_timeout_add_seconds (WAIT_SECONDS, time_is_up_cb, &time_is_up);

  while (!has_label (fixture->window, text) && !time_is_up)
    g_main_context_iteration (NULL, TRUE);

  if (time_is_up)
    g_error ("no toast “%s”", text);
  g_source_remove (id);
}

static void
answer (const char *response)
{
  gboolean time_is_up = FALSE;
  guint id = g_timeout_add_seconds (WAIT_SECONDS, time_is_up_cb, &time_is_up);
  AdwMessageDialog *question;

  while ((question = find_question ()) == NULL && !time_is_up)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (time_is_up);
  g_source_remove (id);
  /* An answer closes a question. */
  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static void
import (Fixture *fixture)
{
  inn_host_transfer_import (fixture->window, fixture->hosts, fixture->file, NULL);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  InnHost *host = inn_host_list_add (fixture->hosts, ONE, "Keller & Co", FALSE, TRUE);
  g_autofree char *text = NULL;

  inn_host_list_add (fixture->hosts, TWO, NULL, FALSE, TRUE);
  inn_host_transfer_export (fixture->window, fixture->hosts, fixture->file, NULL);
  wait_for_toast (fixture, "Hosts exported");
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Name=Keller & Co\n"));
  /* The name of the other one is that of its address. */
  g_assert_null (strstr (text, "Name=two"));

  inn_host_list_remove (fixture->hosts, host);
  import (fixture);
  answer ("confirm");
  wait_for_toast (fixture, "1 host added");

  g_assert_cmpuint (count_hosts (fixture), ==, 2);
  host = inn_host_list_find (fixture->hosts, ONE);
  g_assert_nonnull (host);
  g_assert_cmpstr (inn_host_get_name (host), ==, "Keller & Co");
  g_assert_false (inn_host_get_autoconnect (host));
}

static void
test_known (Fixture       *fixture,
            gconstpointer  data)
{
  inn_host_list_add (fixture->hosts, ONE, NULL, FALSE, TRUE);
  write_file (fixture, HEAD "[Host 1]\nAddress=" ONE "\nName=Other\n[Host 2]\nAddress=" ONE "\n");
  import (fixture);
  wait_for_toast (fixture, "All hosts in this file are known already");

  g_assert_cmpuint (count_hosts (fixture), ==, 1);
  g_assert_null (find_question ());
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  write_file (fixture, HEAD "[Host 1]\nAddress=" ONE "\n");
  import (fixture);
  answer ("cancel");

  g_assert_cmpuint (count_hosts (fixture), ==, 0);
}

static void
test_bad (Fixture       *fixture,
          gconstpointer  data)
{
  inn_host_list_add (fixture->hosts, TWO, NULL, FALSE, TRUE);

  /* The good one is not taken either. */
  write_file (fixture, HEAD "[Host 1]\nAddress=" ONE "\n[Host 2]\nAddress=nothing\n");
  import (fixture);
  wait_for_toast (fixture, "Could not import hosts from “hosts.innkeeper”");
  g_assert_cmpuint (count_hosts (fixture), ==, 1);
  g_assert_null (find_question ());
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  import (fixture);
  wait_for_toast (fixture, "Could not import hosts from “hosts.innkeeper”");
}

static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none", "hosts", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  inn_host_list_add (fixture->hosts, TWO, NULL, FALSE, TRUE);
  inn_host_transfer_export (fixture->window, fixture->hosts, file, NULL);
  wait_for_toast (fixture, "Could not write “hosts”");
}

int
main (int   argc,
      char *argv[])
{
  inn_fixture_allow_questions ();
  g_test_init (&argc, &argv, NULL);
  inn_virt_init ();
  adw_init ();

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

  ADD ("/host-transfer/round-trip", test_round_trip);
  ADD ("/host-transfer/known", test_known);
  ADD ("/host-transfer/refused", test_refused);
  ADD ("/host-transfer/bad", test_bad);
  ADD ("/host-transfer/missing", test_missing);
  ADD ("/host-transfer/unwritable", test_unwritable);

  return g_test_run ();
}

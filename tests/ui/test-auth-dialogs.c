/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <libvirt/virterror.h>
#include <string.h>

#include "inn-auth-dialog.h"
#include "inn-auth-dialogs.h"
#include "inn-auth-private.h"
#include "inn-fixture.h"
#include "inn-host-private.h"
#include "inn-virt-error.h"
#include "inn-virt-init.h"

/* What hosts ask goes to the screen one after the other; and a host with another key than the
 * known one, from ssh's words to the file without the old key. */

#define KNOWN "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHd2UPDTRKePDN0kFglDku6/rajkCvtYxHGzmaD4Y5t8"
#define KNOWN_PRINT "SHA256:ehM2S0IOipMdNjZSFWBJbHymxxTDcwHP/CMBYPGkYdI"
#define NEW_PRINT "SHA256:DPspC1iTtamtg2mblLpZbp17aRU4qQL/BpILRD+XQps"

typedef struct
{
  GtkApplication *app;
  InnHostList    *hosts;
  InnHost        *host;
  InnHost        *other;
  char           *dir;
  char           *file;
} Fixture;

/* Nobody is called here, by whatever name: this ssh reaches no host. */
static void
make_ssh (Fixture *fixture)
{
  g_autofree char *program = g_build_filename (fixture->dir, "ssh", NULL);
  g_autofree char *path = g_strconcat (fixture->dir, ":", g_getenv ("PATH"), NULL);

  g_assert_true (g_file_set_contents (program, "#!/bin/sh\nexit 1\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_setenv ("PATH", path, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.innkeeper.Innkeeper");

  fixture->dir = inn_fixture_make_dir ();
  fixture->file = g_build_filename (fixture->dir, "known_hosts", NULL);
  g_assert_true (g_file_set_contents (fixture->file, "attic " KNOWN "\ncellar " KNOWN "\n", -1,
                                      NULL));

  make_ssh (fixture);

  fixture->app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  fixture->hosts = inn_host_list_new (settings);
  inn_auth_dialogs_watch (fixture->app, fixture->hosts);
  fixture->host = inn_host_list_add (fixture->hosts, "qemu+ssh://cellar/system", "Cellar", FALSE,
                                     FALSE);
  fixture->other = inn_host_list_add (fixture->hosts, "qemu+ssh://attic/system", "Attic", FALSE,
                                      FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_host_disconnect (fixture->host);
  inn_host_disconnect (fixture->other);
  inn_host_list_remove (fixture->hosts, fixture->host);
  inn_host_list_remove (fixture->hosts, fixture->other);
  g_object_unref (fixture->hosts);
  inn_fixture_iterate (50);
  g_assert_finalize_object (fixture->app);
  inn_fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->file);
}

/*
 * What is on the screen
 */

static guint
count_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      n += gtk_widget_get_visible (window);
    }

  return n;
}

static GtkWidget *
find_titled (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      const char *heading = ADW_IS_MESSAGE_DIALOG (window)
                              ? adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window))
                              : gtk_window_get_title (GTK_WINDOW (window));

      if (gtk_widget_get_visible (window) && g_strcmp0 (heading, title) == 0)
        return window;
    }

  return NULL;
}

static gboolean
is_titled (gpointer title)
{
  return find_titled (title) != NULL;
}

static GtkWidget *
await_titled (const char *title)
{
  if (!inn_fixture_await_condition (is_titled, (gpointer) title, INN_FIXTURE_DEADLINE))
    g_error ("no window “%s”", title);

  return find_titled (title);
}

static gboolean
has_no_window (gpointer unused)
{
  return count_windows () == 0;
}

static void
await_no_window (void)
{
  g_assert_true (inn_fixture_await_condition (has_no_window, NULL, INN_FIXTURE_DEADLINE));
}

static gboolean
is_shown (GtkWidget  *widget,
          const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;

  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_shown (child, text))
      return TRUE;

  return FALSE;
}

static GtkEditable *
find_entry (GtkWidget *widget)
{
  if (ADW_IS_ENTRY_ROW (widget))
    return GTK_EDITABLE (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
click (GtkWidget  *widget,
       const char *label)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    {
      g_signal_emit_by_name (widget, "clicked");
      return TRUE;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (click (child, label))
      return TRUE;

  return FALSE;
}

/*
 * One at a time
 */

static InnAuthRequest *
ask_password (InnHost    *host,
              const char *prompt)
{
  g_autoptr (InnSshQuestion) question = inn_ssh_question_new_parse (prompt, NULL);
  InnAuthRequest *request = inn_auth_request_new_ssh (question, NULL, NULL, 0);

  inn_host_emit_auth (host, request);

  return request;
}

static void
test_queue (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InnAuthRequest) first = ask_password (fixture->host, "me@cellar's password: ");
  g_autoptr (InnAuthRequest) second = ask_password (fixture->other, "you@attic's password: ");
  g_autoptr (InnAuthRequest) third = ask_password (fixture->other, "root@attic's password: ");
  GtkWidget *dialog = await_titled ("Password for me");

  g_assert_cmpuint (count_windows (), ==, 1);
  g_assert_true (is_shown (dialog, "Cellar (cellar) asks for a password over SSH."));

  gtk_window_close (GTK_WINDOW (dialog));
  dialog = await_titled ("Password for you");
  g_assert_true (inn_auth_request_is_done (first));
  g_assert_cmpuint (count_windows (), ==, 1);
  g_assert_true (is_shown (dialog, "Attic (attic) asks for a password over SSH."));

  /* What nobody wants to know any more is not asked. */
  inn_auth_request_cancel (third);
  gtk_window_close (GTK_WINDOW (dialog));
  await_no_window ();
  g_assert_true (inn_auth_request_is_done (second));
}

static InnAuthRequest *
ask_credential (InnHost    *host,
                int         type,
                const char *prompt)
{
  virConnectCredential credential = { .type = type, .prompt = prompt };
  InnAuthRequest *request = inn_auth_request_new (inn_host_get_uri (host), &credential, 1);

  inn_host_emit_auth (host, request);

  return request;
}

/* A name, then a password, each in a question of its own: that is no refusal. */
static void
test_two_questions (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InnAuthRequest) user = ask_credential (fixture->host, VIR_CRED_AUTHNAME, "User");
  g_autoptr (InnAuthRequest) password = NULL;
  g_autoptr (GError) error = g_error_new_literal (INN_VIRT_ERROR, VIR_ERR_AUTH_FAILED, "No");
  GtkWidget *dialog = await_titled ("Sign In to Cellar");

  gtk_editable_set_text (find_entry (dialog), "me");
  gtk_widget_activate_action (dialog, "auth.accept", NULL);
  await_no_window ();

  password = ask_credential (fixture->host, VIR_CRED_PASSPHRASE, "Password");
  dialog = await_titled ("Password for Cellar");
  g_assert_false (is_shown (dialog, "That was not accepted."));
  gtk_editable_set_text (find_entry (dialog), "wrong");
  gtk_widget_activate_action (dialog, "auth.accept", NULL);
  await_no_window ();
  g_assert_true (inn_auth_request_is_done (user));
  g_assert_true (inn_auth_request_is_done (password));

  /* Now it is one: the host is connected to anew, and asks again. */
  inn_host_set_state (fixture->host, INN_HOST_STATE_AUTH_NEEDED, error);
  g_assert_cmpint (inn_host_get_state (fixture->host), ==, INN_HOST_STATE_CONNECTING);
  g_clear_object (&password);
  password = ask_credential (fixture->host, VIR_CRED_PASSPHRASE, "Password");
  g_assert_true (is_shown (await_titled ("Password for Cellar"), "That was not accepted."));
  inn_auth_request_cancel (password);
  await_no_window ();
}

/*
 * Another key
 */

/* What libvirt says when ssh refuses to go on. */
static void
refuse_key (Fixture            *fixture,
            InnHostConnectMode  mode)
{
  g_autofree char *text = g_strdup_printf (
    "Cannot recv data: @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n"
    "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
    "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n"
    "The fingerprint for the ED25519 key sent by the remote host is\n"
    NEW_PRINT ".\n"
    "Please contact your system administrator.\n"
    "Add correct host key in %s to get rid of this message.\n"
    "Offending ED25519 key in %s:2\n"
    "Host key for cellar has changed and you have requested strict checking.\n"
    "Host key verification failed.: Connection reset by peer", fixture->file, fixture->file);
  g_autoptr (GError) error = g_error_new_literal (INN_VIRT_ERROR, VIR_ERR_AUTH_FAILED, text);

  fixture->host->mode = mode;
  inn_host_set_state (fixture->host, INN_HOST_STATE_CONNECTING, NULL);
  inn_host_set_state (fixture->host, INN_HOST_STATE_AUTH_NEEDED, error);
}

static char *
read_file (Fixture *fixture)
{
  char *text;

  g_assert_true (g_file_get_contents (fixture->file, &text, NULL, NULL));

  return text;
}

static void
test_key_cancelled (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *before = read_file (fixture);
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  refuse_key (fixture, INN_HOST_CONNECT_INTERACTIVE);
  dialog = await_titled ("The Key of Cellar Has Changed");
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "cancel");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog)) ==
                 gtk_window_get_default_widget (GTK_WINDOW (dialog)));
  g_assert_true (is_shown (dialog, "Somebody may be listening"));
  g_assert_true (is_shown (dialog, "SHA256:\nehM2S0IOipMdNjZSFWBJbH"));
  g_assert_true (is_shown (dialog, "SHA256:\nDPspC1iTtamtg2mblLpZbp"));
  g_assert_true (is_shown (dialog, "known_hosts, line 2"));

  g_assert_true (click (dialog, "_Cancel"));
  await_no_window ();
  after = read_file (fixture);
  g_assert_cmpstr (after, ==, before);
  text = inn_host_dup_state_text (fixture->host);
  g_assert_cmpstr (text, ==, "Key changed");
}

static void
test_key_replaced (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  refuse_key (fixture, INN_HOST_CONNECT_INTERACTIVE);
  g_assert_true (click (await_titled ("The Key of Cellar Has Changed"), "_Replace Key…"));

  /* Only who knows which host it is about may go on. */
  dialog = await_titled ("Replace the Key of Cellar?");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog),
                                                           "confirm"));
  gtk_editable_set_text (find_entry (dialog), "Attic");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog),
                                                           "confirm"));
  gtk_editable_set_text (find_entry (dialog), "Cellar");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog),
                                                          "confirm"));
  g_assert_true (click (dialog, "_Replace Key"));

  /* Then it is connected to anew. */
  inn_fixture_await_property (fixture->host, "state", INN_HOST_STATE_CONNECTING);
  text = read_file (fixture);
  g_assert_null (strstr (text, "cellar"));
  g_assert_nonnull (strstr (text, "attic"));
}

/* Nobody began that: nothing pops up. And what is shown goes away with its reason. */
static void
test_key_quiet (Fixture       *fixture,
                gconstpointer  data)
{
  refuse_key (fixture, INN_HOST_CONNECT_QUIET);
  inn_fixture_iterate (300);
  g_assert_cmpuint (count_windows (), ==, 0);
  g_assert_cmpint (inn_host_get_need (fixture->host), ==, INN_HOST_NEED_OTHER_KEY);

  refuse_key (fixture, INN_HOST_CONNECT_INTERACTIVE);
  await_titled ("The Key of Cellar Has Changed");
  inn_host_disconnect (fixture->host);
  await_no_window ();
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *keygen = g_find_program_in_path ("ssh-keygen");

  inn_fixture_allow_questions ();
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);

  if (keygen == NULL || !gtk_init_check ())
    return 77;

  adw_init ();
  inn_virt_init ();

  g_test_add ("/auth-dialogs/queue", Fixture, NULL, set_up, test_queue, tear_down);
  g_test_add ("/auth-dialogs/two-questions", Fixture, NULL, set_up, test_two_questions, tear_down);
  g_test_add ("/auth-dialogs/key-cancelled", Fixture, NULL, set_up, test_key_cancelled, tear_down);
  g_test_add ("/auth-dialogs/key-replaced", Fixture, NULL, set_up, test_key_replaced, tear_down);
  g_test_add ("/auth-dialogs/key-quiet", Fixture, NULL, set_up, test_key_quiet, tear_down);

  return g_test_run ();
}

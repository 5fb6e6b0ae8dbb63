/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-auth-dialog.h"
#include "inn-auth-private.h"
#include "inn-fixture.h"
#include "inn-remember-row.h"
#include "inn-secret.h"

/* The questions of ssh, each in the words that ssh uses. No keyring answers here. */

#define URI "qemu+ssh://admin@kvm-lon-03.example.net/system"
#define PRINT "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8"

#define HOST_KEY \
  "The authenticity of host 'kvm-lon-03.example.net (203.0.113.48)' can't be established.\n" \
  "ED25519 key fingerprint is " PRINT ".\n" \
  "This key is not known by any other names.\n" \
  "Are you sure you want to continue connecting (yes/no/[fingerprint])? "

typedef struct
{
  InnHost        *host;
  InnAuthRequest *request;
  GtkWidget      *dialog;
  guint           n_done;
} Fixture;

static void
on_done_cb (Fixture *fixture)
{
  fixture->n_done++;
}

static void
ask (Fixture    *fixture,
     const char *prompt,
     const char *hint,
     const char *secret_id,
     guint       n_before)
{
  g_autoptr (InnSshQuestion) question = inn_ssh_question_new_parse (prompt, hint);

  fixture->host = inn_host_new (URI);
  inn_host_set_name (fixture->host, "kvm-lon-03");
  fixture->request = inn_auth_request_new_ssh (question, "~/.ssh/known_hosts", secret_id,
                                               n_before);
  fixture->n_done = 0;
  g_signal_connect_swapped (fixture->request, "done", G_CALLBACK (on_done_cb), fixture);
  fixture->dialog = GTK_WIDGET (inn_auth_dialog_new (fixture->host, fixture->request, FALSE));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static void
end (Fixture *fixture)
{
  /* Every answer closes the dialog, and is given once. */
  inn_fixture_iterate (50);
  g_assert_null (fixture->dialog);
  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_clear_object (&fixture->request);
  g_clear_object (&fixture->host);
}

/* What @widget and those in it show, in their order. */
static void
collect_text (GtkWidget *widget,
              GString   *text)
{
  if (!gtk_widget_get_visible (widget))
    return;

  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_text (child, text);
}

static void
assert_says (Fixture    *fixture,
             const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect_text (fixture->dialog, text);
  if (strstr (text->str, expected) == NULL)
    g_error ("“%s” is not in:\n%s", expected, text->str);
}

static void
assert_says_not (Fixture    *fixture,
                 const char *unexpected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  collect_text (fixture->dialog, text);
  if (strstr (text->str, unexpected) != NULL)
    g_error ("“%s” is in:\n%s", unexpected, text->str);
}

static gpointer
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
type_in (Fixture    *fixture,
         const char *text)
{
  gtk_editable_set_text (find (fixture->dialog, ADW_TYPE_ENTRY_ROW), text);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->dialog, action, NULL));
}

static gboolean
is_done (gpointer request)
{
  return inn_auth_request_is_done (request);
}

static void
on_painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
await_frame (GtkWidget *widget)
{
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (gtk_widget_get_frame_clock (widget), "after-paint",
                                             G_CALLBACK (on_painted_cb), &painted);

  gtk_widget_queue_draw (widget);
  g_assert_true (inn_fixture_await_condition (is_set, &painted, INN_FIXTURE_DEADLINE));
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (widget), handler);
}

/* To look at: INN_SHOTS/@name.png. */
static void
take (Fixture    *fixture,
      const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s.png", g_getenv ("INN_SHOTS"), name);

  await_frame (fixture->dialog);
  paintable = gtk_widget_paintable_new (fixture->dialog);
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (
    gtk_native_get_renderer (GTK_NATIVE (fixture->dialog)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* In both schemes: no other test shows a key that is touched. */
static void
take_looks (Fixture    *fixture,
            const char *name)
{
  static const struct { AdwColorScheme scheme; const char *name; } looks[] = {
    { ADW_COLOR_SCHEME_FORCE_DARK, "dark" },
    { ADW_COLOR_SCHEME_FORCE_LIGHT, "light" },
  };

  if (g_getenv ("INN_SHOTS") == NULL)
    return;

  g_mkdir_with_parents (g_getenv ("INN_SHOTS"), 0755);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *full = g_strdup_printf ("%s-%s", name, looks[i].name);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
      take (fixture, full);
    }
}

static void
press_enter (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate (gtk_window_get_default_widget (
    GTK_WINDOW (fixture->dialog))));
  g_assert_true (inn_fixture_await_condition (is_done, fixture->request, INN_FIXTURE_DEADLINE));
}

static void
assert_answer (Fixture    *fixture,
               const char *expected)
{
  char **answers = inn_auth_request_dup_answers (fixture->request);

  g_assert_true (inn_auth_request_is_done (fixture->request));
  if (expected == NULL)
    {
      g_assert_null (answers);
      return;
    }

  g_assert_nonnull (answers);
  g_assert_cmpstr (answers[0], ==, expected);
  inn_secrets_free (answers);
}

static void
test_unknown_key (void)
{
  Fixture fixture;
  char **answers;

  ask (&fixture, HOST_KEY, NULL, NULL, 0);
  assert_says (&fixture, "Is This Really kvm-lon-03?");
  assert_says (&fixture, "kvm-lon-03.example.net, port 22 (203.0.113.48)");
  assert_says (&fixture, "ED25519\n");
  assert_says (&fixture, "SHA256:\nnThbg6kXUpJWGl7E1IGOCs\npRomTxdCARLviKw6E5SY8");
  assert_says (&fixture, "“Trust Host” keeps the key in ~/.ssh/known_hosts.");
  press_enter (&fixture);
  assert_answer (&fixture, NULL);
  end (&fixture);

  ask (&fixture, HOST_KEY, NULL, NULL, 0);
  act (&fixture, "auth.once");
  answers = inn_auth_request_dup_answers (fixture.request);
  g_assert_nonnull (answers);
  inn_secrets_free (answers);
  g_assert_false (inn_auth_request_get_remember (fixture.request));
  end (&fixture);

  ask (&fixture, HOST_KEY, NULL, NULL, 0);
  act (&fixture, "auth.accept");
  answers = inn_auth_request_dup_answers (fixture.request);
  g_assert_nonnull (answers);
  inn_secrets_free (answers);
  g_assert_true (inn_auth_request_get_remember (fixture.request));
  end (&fixture);
}

/* A host on the way is named, and so is the one that it leads to. */
static void
test_on_the_way (void)
{
  Fixture fixture;

  ask (&fixture,
       "The authenticity of host '[gate.example.net]:2222 ([203.0.113.1]:2222)' can't be "
       "established.\nED25519 key fingerprint is " PRINT ".\n"
       "This key is not known by any other names.\n"
       "Are you sure you want to continue connecting (yes/no/[fingerprint])? ", NULL, NULL, 0);
  assert_says (&fixture, "Is This Really gate.example.net?");
  assert_says (&fixture, "port 2222");
  assert_says (&fixture, "for the connection to kvm-lon-03");
  act (&fixture, "window.close");
  assert_answer (&fixture, NULL);
  end (&fixture);

  ask (&fixture, "me@gate.example.net's password: ", NULL, "ssh:me@gate.example.net:22", 0);
  assert_says (&fixture, "Password for me");
  assert_says (&fixture,
               "gate.example.net, for the connection to kvm-lon-03, asks for a password over SSH.");
  act (&fixture, "window.close");
  end (&fixture);
}

static gboolean
has_no_keyring (gpointer row)
{
  return g_strcmp0 (adw_action_row_get_subtitle (row), "No keyring is available") == 0;
}

static void
test_password (void)
{
  Fixture fixture;
  InnRememberRow *row;

  ask (&fixture, "admin@kvm-lon-03.example.net's password: ", NULL,
       "ssh:admin@kvm-lon-03.example.net:22", 0);
  assert_says (&fixture, "Password for admin");
  assert_says (&fixture, "kvm-lon-03.example.net asks for a password over SSH.");
  assert_says (&fixture, "Remember Password");
  assert_says_not (&fixture, "Wrong");
  assert_says_not (&fixture, "Trust");

  /* Nothing is answered by an empty password. */
  act (&fixture, "auth.accept");
  g_assert_false (inn_auth_request_is_done (fixture.request));

  row = find (fixture.dialog, INN_TYPE_REMEMBER_ROW);
  g_assert_true (inn_fixture_await_condition (has_no_keyring, row, INN_FIXTURE_DEADLINE));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (row)));
  gtk_switch_set_active (find (GTK_WIDGET (row), GTK_TYPE_SWITCH), TRUE);

  type_in (&fixture, "secret");
  press_enter (&fixture);
  assert_answer (&fixture, "secret");
  g_assert_false (inn_auth_request_get_remember (fixture.request));
  end (&fixture);
}

static void
test_wrong (void)
{
  Fixture fixture;

  ask (&fixture, "admin@kvm-lon-03.example.net's password: ", NULL, NULL, 1);
  assert_says (&fixture, "Wrong password, 2 tries left.");
  assert_says_not (&fixture, "Remember");
  act (&fixture, "window.close");
  end (&fixture);

  ask (&fixture, "Enter passphrase for key '/keys/id_ed25519': ", NULL, NULL, 2);
  assert_says (&fixture, "Passphrase for id_ed25519");
  assert_says (&fixture, "/keys/id_ed25519");
  assert_says (&fixture, "signs you in to kvm-lon-03");
  assert_says (&fixture, "Wrong passphrase, 1 try left.");
  take_looks (&fixture, "auth-passphrase");
  act (&fixture, "window.close");
  end (&fixture);
}

static void
test_code (void)
{
  Fixture fixture;

  ask (&fixture, "(admin@kvm-lon-03.example.net) Verification code: ", NULL, NULL, 0);
  assert_says (&fixture, "Sign In to kvm-lon-03");
  assert_says (&fixture, "kvm-lon-03.example.net asks over SSH.");
  assert_says (&fixture, "Verification code");
  assert_says_not (&fixture, "Remember");
  type_in (&fixture, "123456");
  act (&fixture, "auth.accept");
  assert_answer (&fixture, "123456");
  end (&fixture);

  /* What has no room over the entry stands above it. */
  ask (&fixture, "(admin@kvm-lon-03.example.net) Push sent to your phone, or type one of the "
       "codes from the list that you got: ", NULL, NULL, 1);
  assert_says (&fixture, "one of the codes from the list that you got");
  assert_says (&fixture, "Answer");
  assert_says (&fixture, "That was not accepted.");
  take_looks (&fixture, "auth-code");
  act (&fixture, "window.close");
  end (&fixture);
}

static void
test_touch (void)
{
  Fixture fixture;

  ask (&fixture, "Confirm user presence for key ED25519-SK " PRINT, "none", NULL, 0);
  assert_says (&fixture, "Touch Your Security Key");
  assert_says (&fixture, "signed in to kvm-lon-03");
  assert_says (&fixture, PRINT);
  assert_says_not (&fixture, "Sign In");
  take_looks (&fixture, "auth-touch");

  /* There is nothing to accept: it ends when ssh says so, or by a cancel. */
  act (&fixture, "auth.accept");
  g_assert_false (inn_auth_request_is_done (fixture.request));
  press_enter (&fixture);
  assert_answer (&fixture, NULL);
  end (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);

  if (!gtk_init_check ())
    return 77;

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_func ("/auth-dialog/unknown-key", test_unknown_key);
  g_test_add_func ("/auth-dialog/on-the-way", test_on_the_way);
  g_test_add_func ("/auth-dialog/password", test_password);
  g_test_add_func ("/auth-dialog/wrong", test_wrong);
  g_test_add_func ("/auth-dialog/code", test_code);
  g_test_add_func ("/auth-dialog/touch", test_touch);

  return g_test_run ();
}

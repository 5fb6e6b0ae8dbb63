/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "inn-ask.h"
#include "inn-fixture.h"
#include "inn-secret.h"
#include "inn-ssh-session.h"

#define URI "qemu+ssh://admin@kvm-1/system"
#define PASSWORD "admin@kvm-1's password: "
#define KEY "AAAAC3NzaC1lZDI1NTE5AAAAIBuw0j4EtF3xBo2NjkOy+kFVXt+5t/oH8XByEyUZ++b9"
#define NOBODY 65534

/* What a person does, and what is seen of it. */
typedef struct
{
  InnHost        *host;
  InnLane        *lane;
  InnHostAsker   *asker;
  InnSshSession  *session;
  char           *folder;
  const char     *answer;     /* NULL: cancels */
  gboolean        store;      /* of a host key */
  guint           n_asked;
  guint           tries_left;
} Fixture;

static void
on_auth_requested_cb (InnHost        *host,
                      InnAuthRequest *request,
                      Fixture        *fixture)
{
  const char *answers[] = { fixture->answer, NULL };

  fixture->n_asked++;
  fixture->tries_left = inn_auth_request_get_tries_left (request);

  if (inn_auth_request_get_kind (request) == INN_AUTH_HOST_KEY)
    inn_auth_request_accept_key (request, fixture->store);
  else if (fixture->answer != NULL)
    inn_auth_request_answer (request, answers);
  else
    inn_auth_request_cancel (request);
}

static void
begin (Fixture         *fixture,
       InnHostOpenMode  mode)
{
  g_clear_pointer (&fixture->asker, inn_host_asker_unref);
  fixture->asker = inn_host_asker_new (fixture->host, fixture->lane, mode);
  g_assert_true (inn_ssh_session_begin (fixture->session, fixture->asker, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->host = inn_host_new (URI);
  fixture->lane = inn_lane_new ("test");
  g_signal_connect (fixture->host, "auth-requested", G_CALLBACK (on_auth_requested_cb), fixture);

  fixture->session = inn_ssh_session_new ();
  begin (fixture, INN_HOST_OPEN_PROBE);
  fixture->folder = g_path_get_dirname (inn_ssh_session_get_command (fixture->session));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_ssh_session_close (fixture->session);
  inn_ssh_session_finish_all (INN_FIXTURE_DEADLINE);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));

  inn_host_asker_unref (fixture->asker);
  inn_lane_close (fixture->lane);
  g_object_unref (fixture->lane);
  g_object_unref (fixture->host);
  g_free (fixture->folder);
}

static char *
read_file (Fixture    *fixture,
           const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

/* One question, said in the words of the socket. */
typedef struct
{
  char       *path;
  const char *fields[INN_ASK_N_FIELDS + 1];
  char       *reply;
} Question;

static gpointer
ask_worker (gpointer data)
{
  Question *question = data;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (question->path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, NULL);
  char **reply;

  g_assert_true (g_socket_connect (socket, address, NULL, NULL));
  g_assert_true (inn_ask_send (socket, question->fields, NULL));
  reply = inn_ask_receive (socket, NULL);
  g_assert_nonnull (reply);
  question->reply = g_strdup (reply[0]);
  inn_secrets_free (reply);

  return NULL;
}

static char *
ask_with_token (Fixture    *fixture,
                const char *token,
                const char *parent,
                const char *prompt,
                const char *known_hosts)
{
  g_autofree char *path = g_build_filename (fixture->folder, "ask", NULL);
  Question question = {
    path,
    { token, parent, "admin@kvm-1:22", known_hosts, "", prompt, NULL },
    NULL
  };

  inn_fixture_run_in_thread (ask_worker, &question);

  return question.reply;
}

static char *
ask (Fixture    *fixture,
     const char *parent,
     const char *prompt)
{
  g_autofree char *token = read_file (fixture, "token");

  return ask_with_token (fixture, token, parent, prompt, "");
}

static void
assert_reply (char       *reply,
              const char *expected)
{
  g_assert_cmpstr (reply, ==, expected);
  g_free (reply);
}

static void
test_token (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *token = read_file (fixture, "token");
  g_autofree char *next = NULL;

  fixture->answer = "s3cret";
  assert_reply (ask_with_token (fixture, "", "1", PASSWORD, ""), "R");
  assert_reply (ask_with_token (fixture, "0123456789", "1", PASSWORD, ""), "R");
  g_assert_cmpuint (fixture->n_asked, ==, 0);

  assert_reply (ask_with_token (fixture, token, "1", PASSWORD, ""), "As3cret");
  g_assert_cmpuint (fixture->n_asked, ==, 1);

  /* A replay. */
  assert_reply (ask_with_token (fixture, token, "1", PASSWORD, ""), "R");
  g_assert_cmpuint (fixture->n_asked, ==, 1);

  next = read_file (fixture, "token");
  g_assert_cmpstr (next, !=, token);
}

static void
test_modes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *token = g_build_filename (fixture->folder, "token", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0700);
  g_assert_cmpint (g_stat (token, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);
}

/* In a process of another user, to which every door was opened. Returns: its exit status. */
static int
ask_as_nobody (const char *path,
               const char *token)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  char reply;
  int fd;

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  if (setreuid (NOBODY, NOBODY) != 0 ||
      (fd = socket (AF_UNIX, SOCK_STREAM, 0)) < 0 ||
      connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    return 2;

  /* The connection is closed, or the answer is a refusal: four bytes of header, then “R”. */
  for (guint i = 0; i < 4; i++)
    if (read (fd, &reply, 1) != 1)
      return 0;

  return read (fd, &reply, 1) == 1 && reply == INN_ASK_REFUSED ? 0 : 1;
}

static void
test_other_user (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *token = read_file (fixture, "token");
  g_autofree char *path = g_build_filename (fixture->folder, "ask", NULL);
  g_autofree char *base = g_path_get_dirname (fixture->folder);
  int status;
  pid_t pid;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can be somebody else");
      return;
    }

  g_assert_cmpint (g_chmod (g_get_user_runtime_dir (), 0711), ==, 0);
  g_assert_cmpint (g_chmod (base, 0711), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0711), ==, 0);
  g_assert_cmpint (g_chmod (path, 0777), ==, 0);

  if ((pid = fork ()) == 0)
    _exit (ask_as_nobody (path, token));

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpuint (fixture->n_asked, ==, 0);
}

static void
test_tries (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->answer = "wrong";
  assert_reply (ask (fixture, "1", PASSWORD), "Awrong");
  g_assert_cmpuint (fixture->tries_left, ==, 0);
  assert_reply (ask (fixture, "1", PASSWORD), "Awrong");
  g_assert_cmpuint (fixture->tries_left, ==, 2);
  assert_reply (ask (fixture, "1", PASSWORD), "Awrong");
  g_assert_cmpuint (fixture->tries_left, ==, 1);

  /* Another ssh asks for the first time. */
  assert_reply (ask (fixture, "2", PASSWORD), "Awrong");
  g_assert_cmpuint (fixture->tries_left, ==, 0);
}

static void
test_kept_in_memory (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture->answer = "s3cret";
  assert_reply (ask (fixture, "1", PASSWORD), "As3cret");
  inn_ssh_session_end (fixture->session, fixture->asker, TRUE);

  /* A connection that is made by itself: what was accepted once is tried, once. */
  begin (fixture, INN_HOST_OPEN_QUIET);
  assert_reply (ask (fixture, "2", PASSWORD), "As3cret");
  assert_reply (ask (fixture, "2", PASSWORD), "S");
  g_assert_cmpuint (fixture->n_asked, ==, 1);
  g_assert_cmpint (inn_host_asker_get_result (fixture->asker), ==, INN_HOST_ASK_REFUSED);
  inn_ssh_session_end (fixture->session, fixture->asker, FALSE);

  /* Nobody connects: nobody gets anything. */
  assert_reply (ask (fixture, "3", PASSWORD), "S");
}

static void
test_refused_is_forgotten (Fixture       *fixture,
                           gconstpointer  data)
{
  fixture->answer = "wrong";
  assert_reply (ask (fixture, "1", PASSWORD), "Awrong");
  inn_ssh_session_end (fixture->session, fixture->asker, FALSE);

  begin (fixture, INN_HOST_OPEN_QUIET);
  assert_reply (ask (fixture, "2", PASSWORD), "S");
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

static void
ask_for_key (Fixture    *fixture,
             const char *known_hosts,
             gboolean    store)
{
  g_autofree char *accepted = g_build_filename (fixture->folder, "known_hosts", NULL);
  g_autofree char *token = read_file (fixture, "token");
  static const char prompt[] =
    "The authenticity of host 'kvm-1 (203.0.113.48)' can't be established.\n"
    "ED25519 key fingerprint is SHA256:JKRTaDTN7jTYe+5dRuGT9jrgRMbnEV5p2E/b5NbO3o8.\n"
    "Are you sure you want to continue connecting (yes/no/[fingerprint])? ";

  fixture->store = store;
  assert_reply (ask_with_token (fixture, token, "1", prompt, known_hosts), "Ayes");
  g_assert_true (g_file_set_contents (accepted, "kvm-1 ssh-ed25519 " KEY "\n", -1, NULL));
  inn_ssh_session_end (fixture->session, fixture->asker, FALSE);
}

static void
test_trust (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *dir = inn_fixture_make_dir ();
  g_autofree char *known_hosts = g_build_filename (dir, "known_hosts", NULL);
  g_autofree char *text = NULL;

  ask_for_key (fixture, known_hosts, FALSE);
  g_assert_false (g_file_test (known_hosts, G_FILE_TEST_EXISTS));

  begin (fixture, INN_HOST_OPEN_PROBE);
  ask_for_key (fixture, known_hosts, TRUE);
  g_assert_true (g_file_get_contents (known_hosts, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "kvm-1 ssh-ed25519 " KEY "\n");
  inn_fixture_remove_dir (dir);
}

/* The real askpass, as the child of something that stands for ssh. */
typedef struct
{
  const char *folder;
  const char *told;      /* the folder by the environment, or NULL */
  char       *output;
  gboolean    killed;
} Run;

static gpointer
run_worker (gpointer data)
{
  Run *run = data;
  g_autofree char *script = g_strdup_printf ("%s/askpass '%s'; echo went on", run->folder,
                                             "(admin@kvm-1) Password: ");
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_setenv (launcher, INN_ASK_ENV_TARGET, "admin@kvm-1:22", TRUE);
  if (run->told != NULL)
    g_subprocess_launcher_setenv (launcher, INN_ASK_ENV_FOLDER, run->told, TRUE);
  process = g_subprocess_launcher_spawn (launcher, NULL, "sh", "-c", script, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &run->output, NULL, NULL));
  run->killed = g_subprocess_get_if_signaled (process);

  return NULL;
}

static void
test_askpass (Fixture       *fixture,
              gconstpointer  data)
{
  Run run = { .folder = fixture->folder };

  fixture->answer = "s3cret";
  inn_fixture_run_in_thread (run_worker, &run);
  g_assert_cmpstr (run.output, ==, "s3cret\nwent on\n");
  g_assert_false (run.killed);
  g_free (run.output);
}

static void
test_askpass_cancel (Fixture       *fixture,
                     gconstpointer  data)
{
  Run run = { .folder = fixture->folder };

  inn_fixture_run_in_thread (run_worker, &run);
  g_assert_cmpstr (run.output, ==, "");
  g_assert_true (run.killed);
  g_assert_cmpint (inn_host_asker_get_result (fixture->asker), ==, INN_HOST_ASK_CANCELLED);
  g_free (run.output);
}

/* The program is gone: ssh must not go on with an empty password. */
static void
test_askpass_alone (Fixture       *fixture,
                    gconstpointer  data)
{
  Run run = { .folder = fixture->folder, .told = "/nowhere" };

  fixture->answer = "s3cret";
  inn_fixture_run_in_thread (run_worker, &run);
  g_assert_cmpstr (run.output, ==, "");
  g_assert_true (run.killed);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_free (run.output);
}

static void
test_suits (void)
{
  g_assert_true (inn_ssh_session_suits ("qemu+ssh://a@b:22/system"));
  g_assert_false (inn_ssh_session_suits ("qemu+ssh://a@b/system?command=/opt/ssh"));
  g_assert_false (inn_ssh_session_suits ("qemu+libssh://a@b/system"));
  g_assert_false (inn_ssh_session_suits ("qemu:///system"));
}

/* A login that may be dead is not found by who comes next, however soon. */
static void
test_reset (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "cm-1", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  begin (fixture, INN_HOST_OPEN_PROBE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  inn_ssh_session_reset (fixture->session);
  begin (fixture, INN_HOST_OPEN_PROBE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *dir = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  /* Short: a socket has to fit. */
  dir = inn_fixture_make_dir ();
  g_setenv ("XDG_RUNTIME_DIR", dir, TRUE);

  g_test_add_func ("/ssh-session/suits", test_suits);
#define ADD(path, func) \
  g_test_add ("/ssh-session/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("token", test_token);
  ADD ("modes", test_modes);
  ADD ("other-user", test_other_user);
  ADD ("tries", test_tries);
  ADD ("kept-in-memory", test_kept_in_memory);
  ADD ("refused-is-forgotten", test_refused_is_forgotten);
  ADD ("trust", test_trust);
  ADD ("reset", test_reset);
  ADD ("askpass", test_askpass);
  ADD ("askpass-cancel", test_askpass_cancel);
  ADD ("askpass-alone", test_askpass_alone);

  status = g_test_run ();
  inn_fixture_remove_dir (dir);

  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gio.h>

#include "inn-fixture.h"
#include "inn-vnc-remote.h"

/* A server that says what it was told to say, and keeps what it hears. */
typedef struct
{
  const guint8 *script;
  gsize         length;
  gboolean      stays;      /* does not hang up after its words */
  int           fd;
  GByteArray   *heard;      /* of its thread, until it has ended */
} Server;

typedef struct
{
  Server     server;
  GThread   *thread;
  InnRemote *remote;
  gboolean   closed;
  GError    *error;
  guint      n_framebuffers;
  guint      n_damaged;
} Fixture;

/* RFB 3.8, no password, 2 × 1 pixels of 32 bits, called “x” (RFC 6143, 7.1 to 7.3). */
static const guint8 hello[] = {
  'R', 'F', 'B', ' ', '0', '0', '3', '.', '0', '0', '8', '\n',
  1, 1,
  0, 0, 0, 0,
  0, 2, 0, 1,
  32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0,
  0, 0, 0, 1, 'x',
  /* an update: a raw rectangle of all of it */
  0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0,
  0x40, 0x80, 0xff, 0x00, 0x03, 0x02, 0x01, 0x00,
};

static gpointer
serve (gpointer data)
{
  Server *server = data;
  guint8 buffer[256];
  gssize n;

  if (server->length > 0)
    g_assert_cmpint (send (server->fd, server->script, server->length, MSG_NOSIGNAL), ==,
                     (gssize) server->length);
  if (!server->stays)
    shutdown (server->fd, SHUT_WR);

  while ((n = read (server->fd, buffer, sizeof buffer)) > 0)
    g_byte_array_append (server->heard, buffer, n);
  close (server->fd);

  return NULL;
}

static void
on_closed_cb (Fixture      *fixture,
              const GError *error)
{
  g_assert_false (fixture->closed);
  fixture->closed = TRUE;
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
count (guint *n)
{
  (*n)++;
}

static void
start (Fixture      *fixture,
       const guint8 *script,
       gsize         length,
       gboolean      stays)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  fixture->server = (Server) { script, length, stays, ends[1], g_byte_array_new () };
  fixture->thread = g_thread_new ("server", serve, &fixture->server);

  fixture->remote = inn_vnc_remote_new (TRUE);
  g_signal_connect_swapped (fixture->remote, "closed", G_CALLBACK (on_closed_cb), fixture);
  g_signal_connect_swapped (fixture->remote, "framebuffer-changed", G_CALLBACK (count),
                            &fixture->n_framebuffers);
  g_signal_connect_swapped (fixture->remote, "damaged", G_CALLBACK (count),
                            &fixture->n_damaged);
  inn_remote_open_fd (fixture->remote, ends[0], NULL);
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->closed;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inn_remote_close (fixture->remote);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_clear_object (&fixture->remote);
  g_clear_error (&fixture->error);
  g_thread_join (fixture->thread);
  g_byte_array_unref (fixture->server.heard);
}

static gboolean
is_damaged (gpointer data)
{
  return ((Fixture *) data)->n_damaged > 0;
}

static void
test_picture (Fixture       *fixture,
              gconstpointer  data)
{
  const guint32 *pixels;

  start (fixture, hello, sizeof hello, TRUE);
  g_assert_true (inn_fixture_await_condition (is_damaged, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (fixture->n_framebuffers, ==, 1);

  pixels = (guint32 *) inn_framebuffer_get_pixels (inn_remote_get_framebuffer (fixture->remote));
  g_assert_cmphex (pixels[0] & 0xffffff, ==, 0xff8040);
  g_assert_cmphex (pixels[1] & 0xffffff, ==, 0x010203);
  g_assert_false (fixture->closed);
}

/* Whoever has closed it is told so without an error. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  start (fixture, hello, sizeof hello, TRUE);
  g_assert_true (inn_fixture_await_condition (is_damaged, fixture, INN_FIXTURE_DEADLINE));
  inn_remote_close (fixture->remote);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_no_error (fixture->error);
}

/* Each beginning of what a server says, and then the end. */
static void
test_early_end (Fixture       *fixture,
                gconstpointer  data)
{
  gsize length = GPOINTER_TO_SIZE (data);

  start (fixture, hello, length, FALSE);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  static guint8 garbage[4096];

  for (guint i = 0; i < sizeof garbage; i++)
    garbage[i] = g_test_rand_int_range (0, 256);

  start (fixture, garbage, sizeof garbage, FALSE);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_nonnull (fixture->error);
}

/* 65535 × 65535 pixels would be 16 GiB. */
static void
test_huge (Fixture       *fixture,
           gconstpointer  data)
{
  static guint8 script[sizeof hello];

  memcpy (script, hello, sizeof hello);
  memset (script + 18, 0xff, 4);
  start (fixture, script, 43, TRUE);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_cmpuint (fixture->n_framebuffers, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) \
  g_test_add ("/vnc-remote/" path, Fixture, data, NULL, func, tear_down)
  ADD ("picture", NULL, test_picture);
  ADD ("close", NULL, test_close);
  ADD ("garbage", NULL, test_garbage);
  ADD ("huge", NULL, test_huge);
  for (gsize length = 0; length < sizeof hello - 8; length++)
    {
      g_autofree char *path = g_strdup_printf ("/vnc-remote/early-end/%" G_GSIZE_FORMAT, length);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (length), NULL, test_early_end, tear_down);
    }

  return g_test_run ();
}

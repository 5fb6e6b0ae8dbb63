/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <errno.h>
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
  GByteArray   *heard;      /* under lock */
  GMutex        lock;
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
  guint      n_bells;
  guint      deadline;      /* ms; 0: as it is */
  guint      wanted;
  guint      n_led_changes;
  char      *clipboard;
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

/* Server messages after that (RFC 6143, 7.6, and the community's list of extensions). */
static const guint8 bell[] = { 2 };
static const guint8 cut_text[] = {
  3, 0, 0, 0, 0, 0, 0, 7, 'G', 'r', 0xfc, 0xdf, 'e', '\r', '\n',
};
/* Pseudo encodings, -261 and -307, and QEMU's for keys, -258. */
static const guint8 leds[] = {
  0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xfe, 0xfb, 6,
};
static const guint8 name[] = {
  0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xfe, 0xcd, 0, 0, 0, 3, 'b', 0xff, 'x',
};
static const guint8 is_qemu[] = {
  0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xfe, 0xfe,
};
/* ExtendedDesktopSize, -308: the size there is already, then 1 × 3. */
static const guint8 same_size[] = {
  0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 1, 0xff, 0xff, 0xfe, 0xcc, 1, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0,
};
static const guint8 new_size[] = {
  0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 3, 0xff, 0xff, 0xfe, 0xcc, 1, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0,
};
static const guint8 two_rows[] = {
  0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 1, 1, 0, 2, 2, 2, 0,
};
static const guint8 third_row[] = {
  0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 1, 0, 0, 0, 0, 3, 3, 3, 0,
};

static gpointer
serve (gpointer data)
{
  Server *server = data;
  guint8 buffer[65536];
  gssize n;

  /* Who has closed at once does not hear it. */
  if (server->length > 0 && send (server->fd, server->script, server->length, MSG_NOSIGNAL) < 0)
    g_assert_cmpint (errno, ==, EPIPE);
  if (!server->stays)
    shutdown (server->fd, SHUT_WR);

  while ((n = read (server->fd, buffer, sizeof buffer)) > 0)
    {
      g_mutex_lock (&server->lock);
      g_byte_array_append (server->heard, buffer, n);
      g_mutex_unlock (&server->lock);
    }
  close (server->fd);

  return NULL;
}

static void
say (Fixture      *fixture,
     const guint8 *words,
     gsize         length)
{
  g_assert_cmpint (send (fixture->server.fd, words, length, MSG_NOSIGNAL), ==, (gssize) length);
}

#define SAY(fixture, words) say (fixture, words, sizeof words)

static void
on_clipboard_cb (Fixture    *fixture,
                 const char *utf8)
{
  g_assert_null (fixture->clipboard);
  fixture->clipboard = g_strdup (utf8);
}

static void
on_wanted_cb (Fixture *fixture,
              guint    wanted)
{
  fixture->wanted = wanted;
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
  fixture->server = (Server) {
    .script = script, .length = length, .stays = stays, .fd = ends[1],
    .heard = g_byte_array_new (),
  };
  fixture->thread = g_thread_new ("server", serve, &fixture->server);

  fixture->remote = inn_vnc_remote_new (TRUE);
  if (fixture->deadline > 0)
    inn_vnc_remote_set_deadline (INN_VNC_REMOTE (fixture->remote), fixture->deadline);
  g_signal_connect_swapped (fixture->remote, "closed", G_CALLBACK (on_closed_cb), fixture);
  g_signal_connect_swapped (fixture->remote, "framebuffer-changed", G_CALLBACK (count),
                            &fixture->n_framebuffers);
  g_signal_connect_swapped (fixture->remote, "damaged", G_CALLBACK (count),
                            &fixture->n_damaged);
  g_signal_connect_swapped (fixture->remote, "bell", G_CALLBACK (count), &fixture->n_bells);
  g_signal_connect_swapped (fixture->remote, "leds-changed", G_CALLBACK (count),
                            &fixture->n_led_changes);
  g_signal_connect_swapped (fixture->remote, "clipboard", G_CALLBACK (on_clipboard_cb), fixture);
  g_signal_connect_swapped (fixture->remote, "credentials-wanted", G_CALLBACK (on_wanted_cb),
                            fixture);
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
  g_clear_pointer (&fixture->clipboard, g_free);
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

/* A server that has shown its picture, with the remote for more. */
static void
start_open (Fixture *fixture)
{
  start (fixture, hello, sizeof hello, TRUE);
  g_assert_true (inn_fixture_await_condition (is_damaged, fixture, INN_FIXTURE_DEADLINE));
}

typedef struct
{
  Server       *server;
  const guint8 *words;
  gsize         length;
} Wanted;

static gboolean
is_heard (gpointer data)
{
  const Wanted *wanted = data;
  GByteArray *heard = wanted->server->heard;
  gboolean found = FALSE;

  g_mutex_lock (&wanted->server->lock);
  for (gsize at = 0; !found && at + wanted->length <= heard->len; at++)
    found = memcmp (heard->data + at, wanted->words, wanted->length) == 0;
  g_mutex_unlock (&wanted->server->lock);

  return found;
}

static void
assert_heard (Fixture      *fixture,
              const guint8 *words,
              gsize         length)
{
  Wanted wanted = { &fixture->server, words, length };

  g_assert_true (inn_fixture_await_condition (is_heard, &wanted, INN_FIXTURE_DEADLINE));
}

static gboolean
is_rung (gpointer data)
{
  return ((Fixture *) data)->n_bells > 0;
}

static void
test_bell (Fixture       *fixture,
           gconstpointer  data)
{
  start_open (fixture);
  SAY (fixture, bell);
  g_assert_true (inn_fixture_await_condition (is_rung, fixture, INN_FIXTURE_DEADLINE));
}

static gboolean
has_clipboard (gpointer data)
{
  return ((Fixture *) data)->clipboard != NULL;
}

static void
test_clipboard_from_guest (Fixture       *fixture,
                           gconstpointer  data)
{
  start_open (fixture);
  SAY (fixture, cut_text);
  g_assert_true (inn_fixture_await_condition (has_clipboard, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpstr (fixture->clipboard, ==, "Grüße\n");
}

static void
test_clipboard_to_guest (Fixture       *fixture,
                         gconstpointer  data)
{
  static const guint8 heard[] = { 6, 0, 0, 0, 0, 0, 0, 6, '"', 0xfc, '"', '\n', '-', '?' };

  start_open (fixture);
  g_assert_true (inn_remote_set_clipboard (fixture->remote, "“ü”\r\n–☃"));
  assert_heard (fixture, heard, sizeof heard);
}

static gboolean
has_leds (gpointer data)
{
  return ((Fixture *) data)->n_led_changes > 0;
}

/* It hands on what it gets to an agent that takes it for UTF-8. */
static void
test_clipboard_to_qemu (Fixture       *fixture,
                        gconstpointer  data)
{
  static const guint8 heard[] = { 6, 0, 0, 0, 0, 0, 0, 3, 0xe2, 0x98, 0x83 };

  start_open (fixture);
  SAY (fixture, is_qemu);
  SAY (fixture, leds);
  g_assert_true (inn_fixture_await_condition (has_leds, fixture, INN_FIXTURE_DEADLINE));
  g_assert_true (inn_remote_set_clipboard (fixture->remote, "☃"));
  assert_heard (fixture, heard, sizeof heard);
}

/* QEMU throws out who sends more. */
static void
test_clipboard_too_long (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *text = g_strnfill (1024 * 1024 + 1, 'x');

  start_open (fixture);
  g_assert_false (inn_remote_set_clipboard (fixture->remote, text));
  text[32 * 1024] = '\0';
  g_assert_true (inn_remote_set_clipboard (fixture->remote, text));
  assert_heard (fixture, (guint8 *) text, 32 * 1024);
}

static void
test_leds (Fixture       *fixture,
           gconstpointer  data)
{
  start_open (fixture);
  g_assert_cmpuint (inn_remote_get_leds (fixture->remote), ==, 0);
  SAY (fixture, leds);
  g_assert_true (inn_fixture_await_condition (has_leds, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (inn_remote_get_leds (fixture->remote), ==,
                    INN_REMOTE_LED_NUM | INN_REMOTE_LED_CAPS);
}

static gboolean
is_renamed (gpointer data)
{
  return g_strcmp0 (inn_remote_get_name (((Fixture *) data)->remote), "x") != 0;
}

static void
test_name (Fixture       *fixture,
           gconstpointer  data)
{
  start_open (fixture);
  g_assert_cmpstr (inn_remote_get_name (fixture->remote), ==, "x");
  SAY (fixture, name);
  g_assert_true (inn_fixture_await_condition (is_renamed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpstr (inn_remote_get_name (fixture->remote), ==, "b\357\277\275x");
}

static gboolean
can_resize (gpointer data)
{
  return inn_remote_can_resize (((Fixture *) data)->remote);
}

static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  static const guint8 heard[] = {
    251, 0, 0x03, 0x20, 0x02, 0x58, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x03, 0x20, 0x02, 0x58, 0, 0, 0, 0,
  };

  start_open (fixture);
  g_assert_false (inn_remote_can_resize (fixture->remote));
  inn_remote_resize (fixture->remote, 640, 480);
  SAY (fixture, same_size);
  g_assert_true (inn_fixture_await_condition (can_resize, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (fixture->n_framebuffers, ==, 1);
  inn_remote_resize (fixture->remote, 800, 600);
  assert_heard (fixture, heard, sizeof heard);
}

static gboolean
is_resized (gpointer data)
{
  return ((Fixture *) data)->n_framebuffers > 1;
}

/* What was there stays until the picture of another size is whole. */
static void
test_no_flash (Fixture       *fixture,
               gconstpointer  data)
{
  InnFramebuffer *framebuffer;

  start_open (fixture);
  SAY (fixture, new_size);
  SAY (fixture, two_rows);
  SAY (fixture, leds);
  g_assert_true (inn_fixture_await_condition (has_leds, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (fixture->n_framebuffers, ==, 1);
  g_assert_cmpuint (inn_framebuffer_get_width (inn_remote_get_framebuffer (fixture->remote)),
                    ==, 2);
  SAY (fixture, third_row);
  g_assert_true (inn_fixture_await_condition (is_resized, fixture, INN_FIXTURE_DEADLINE));
  framebuffer = inn_remote_get_framebuffer (fixture->remote);
  g_assert_cmpuint (inn_framebuffer_get_height (framebuffer), ==, 3);
  for (guint y = 0; y < 3; y++)
    g_assert_cmphex (((guint32 *) inn_framebuffer_get_pixels (framebuffer))[y] & 0xffffff, ==,
                     0x010101 * (y + 1));
}

/* To and fro, before each picture is whole. */
static void
test_many_resizes (Fixture       *fixture,
                   gconstpointer  data)
{
  const guint32 *pixels;

  start_open (fixture);
  for (guint i = 0; i < 20; i++)
    {
      SAY (fixture, new_size);
      SAY (fixture, two_rows);
      SAY (fixture, same_size);
    }
  say (fixture, hello + sizeof hello - 24, 24);
  SAY (fixture, leds);
  g_assert_true (inn_fixture_await_condition (has_leds, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (fixture->n_framebuffers, ==, 2);

  pixels = (guint32 *) inn_framebuffer_get_pixels (inn_remote_get_framebuffer (fixture->remote));
  g_assert_cmphex (pixels[1] & 0xffffff, ==, 0x010203);
}

/* A server that never sends all of it is shown as well. */
static void
test_never_whole (Fixture       *fixture,
                  gconstpointer  data)
{
  start_open (fixture);
  SAY (fixture, new_size);
  SAY (fixture, two_rows);
  g_assert_true (inn_fixture_await_condition (is_resized, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (inn_framebuffer_get_height (inn_remote_get_framebuffer (fixture->remote)),
                    ==, 3);
}

/* A display that does not read for a while: then all that it gets makes sense. */
static void
test_standstill (Fixture       *fixture,
                 gconstpointer  data)
{
  static const guint8 heard[] = { 4, 1, 0, 0, 0, 0, 0, 'a', 5, 1, 0, 1, 0, 0 };

  start_open (fixture);
  g_mutex_lock (&fixture->server.lock);
  for (guint i = 0; i < 50000; i++)
    inn_remote_send_pointer (fixture->remote, 0, i & 1, 0);
  inn_remote_send_key (fixture->remote, TRUE, 'a', 0);
  inn_remote_send_pointer (fixture->remote, 1, 1, 0);
  g_mutex_unlock (&fixture->server.lock);
  assert_heard (fixture, heard, sizeof heard);
}

/* Two may look at the same screen. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  static const guint8 heard[] = {
    'R', 'F', 'B', ' ', '0', '0', '3', '.', '0', '0', '8', '\n', 1, 1,
  };

  start_open (fixture);
  assert_heard (fixture, heard, sizeof heard);
}

/*
 * Signing in
 */

/* RFB 3.8 with the password of VNC: a challenge. */
static const guint8 with_password[] = {
  'R', 'F', 'B', ' ', '0', '0', '3', '.', '0', '0', '8', '\n', 1, 2,
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
};
static const guint8 refusal[] = {
  0, 0, 0, 1, 0, 0, 0, 9, 'T', 'o', 'o', ' ', 'o', 'f', 't', 'e', 'n',
};
static const guint8 plain_refusal[] = {
  0, 0, 0, 1, 0, 0, 0, 22,
  'A', 'u', 't', 'h', 'e', 'n', 't', 'i', 'c', 'a', 't', 'i', 'o', 'n', ' ', 'f', 'a', 'i',
  'l', 'e', 'd', 0,
};

static gboolean
is_asked (gpointer data)
{
  return ((Fixture *) data)->wanted != 0;
}

static void
start_asked (Fixture *fixture)
{
  start (fixture, with_password, sizeof with_password, TRUE);
  g_assert_true (inn_fixture_await_condition (is_asked, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpuint (fixture->wanted, ==, INN_REMOTE_PASSWORD);
}

static void
test_let_in (Fixture       *fixture,
             gconstpointer  data)
{
  /* DES of the challenge with “s3cret”, the bits of each byte turned round. */
  static const guint8 answer[] = {
    0xc7, 0x8c, 0x4a, 0x9e, 0xf7, 0x0c, 0xbf, 0x8d, 0x7e, 0xa0, 0xbc, 0xd4, 0xc3, 0x0f, 0x6c, 0x19,
  };

  start_asked (fixture);
  inn_remote_set_credentials (fixture->remote, NULL, "s3cret");
  assert_heard (fixture, answer, sizeof answer);
  say (fixture, hello + 14, sizeof hello - 14);
  g_assert_true (inn_fixture_await_condition (is_damaged, fixture, INN_FIXTURE_DEADLINE));
}

static void
assert_refused (Fixture      *fixture,
                const guint8 *words,
                gsize         length,
                const char   *text)
{
  start_asked (fixture);
  inn_remote_set_credentials (fixture->remote, NULL, "wrong");
  say (fixture, words, length);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpstr (fixture->error->message, ==, text);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  assert_refused (fixture, plain_refusal, sizeof plain_refusal, "The password is wrong.");
}

/* A server that knows more than that is quoted. */
static void
test_refused_why (Fixture       *fixture,
                  gconstpointer  data)
{
  assert_refused (fixture, refusal, sizeof refusal, "Too often");
}

/* Another client has it alone: QEMU hangs up. */
static void
test_taken (Fixture       *fixture,
            gconstpointer  data)
{
  start (fixture, hello, 18, FALSE);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_true (g_str_has_suffix (fixture->error->message, "Another client may use it alone."));
}

/* A server that says nothing more, wherever it is in its words. */
static void
test_stall (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->deadline = 20;
  start (fixture, hello, GPOINTER_TO_SIZE (data), TRUE);
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_cmpstr (fixture->error->message, ==, "The display does not answer.");
}

/* The user takes longer than the display may. */
static void
test_slow_user (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->deadline = 100;
  start_asked (fixture);
  inn_fixture_iterate (250);
  g_assert_false (fixture->closed);
  inn_remote_set_credentials (fixture->remote, NULL, "s3cret");
  g_assert_true (inn_fixture_await_condition (is_closed, fixture, INN_FIXTURE_DEADLINE));
  g_assert_cmpstr (fixture->error->message, ==, "The display does not answer.");
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

/*
 * Leaks
 */

typedef struct
{
  guint   n_descriptors;
  guint   n_threads;
  guint64 address_space;   /* KiB; the coroutine of each connection has 16 MiB of stack */
  guint64 resident;
} Use;

static guint64
read_status (const char *key)
{
  g_autofree char *status = NULL;
  char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, key);
  g_assert_nonnull (line);

  return g_ascii_strtoull (line + strlen (key), NULL, 10);
}

static Use
measure (void)
{
  return (Use) {
    inn_fixture_count_entries ("/proc/self/fd"), inn_fixture_count_entries ("/proc/self/task"),
    read_status ("VmSize:"), read_status ("VmRSS:"),
  };
}

/* Closed in whatever phase, or before it began; the number of its descriptor has a new owner at
 * once, who keeps it until the end. */
static void
run_cycle (guint i)
{
  Fixture fixture = { 0 };
  int others[2];

  start (&fixture, hello, i % 4 == 0 ? sizeof hello : i % sizeof hello, TRUE);
  if (i % 4 == 0)
    g_assert_true (inn_fixture_await_condition (is_damaged, &fixture, INN_FIXTURE_DEADLINE));
  else if (i % 4 != 1)
    inn_fixture_iterate (1);

  inn_remote_close (fixture.remote);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, others), ==, 0);
  tear_down (&fixture, NULL);
  close (others[0]);
  close (others[1]);
}

static void
test_cycles (void)
{
  Use before;
  Use after;

  for (guint i = 0; i < 20; i++)
    run_cycle (i);
  inn_fixture_iterate (50);
  before = measure ();

  for (guint i = 0; i < 100; i++)
    run_cycle (i);
  inn_fixture_iterate (50);
  after = measure ();

  g_assert_cmpuint (after.n_descriptors, ==, before.n_descriptors);
  g_assert_cmpuint (after.n_threads, ==, before.n_threads);
  g_assert_cmpuint (after.address_space, <, before.address_space + 32 * 1024);
#ifndef __SANITIZE_ADDRESS__   /* which keeps what was freed */
  g_assert_cmpuint (after.resident, <, before.resident + 2 * 1024);
#endif
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
  ADD ("bell", NULL, test_bell);
  ADD ("clipboard/from-guest", NULL, test_clipboard_from_guest);
  ADD ("clipboard/to-guest", NULL, test_clipboard_to_guest);
  ADD ("clipboard/to-qemu", NULL, test_clipboard_to_qemu);
  ADD ("clipboard/too-long", NULL, test_clipboard_too_long);
  ADD ("leds", NULL, test_leds);
  ADD ("name", NULL, test_name);
  ADD ("resize", NULL, test_resize);
  ADD ("resize/no-flash", NULL, test_no_flash);
  ADD ("resize/many", NULL, test_many_resizes);
  ADD ("resize/never-whole", NULL, test_never_whole);
  ADD ("shared", NULL, test_shared);
  ADD ("standstill", NULL, test_standstill);
  ADD ("garbage", NULL, test_garbage);
  ADD ("huge", NULL, test_huge);
  g_test_add_func ("/vnc-remote/cycles", test_cycles);
  ADD ("sign-in/let-in", NULL, test_let_in);
  ADD ("sign-in/refused", NULL, test_refused);
  ADD ("sign-in/refused-why", NULL, test_refused_why);
  ADD ("sign-in/taken", NULL, test_taken);
  ADD ("sign-in/slow-user", NULL, test_slow_user);
  for (gsize length = 0; length < sizeof hello; length += 3)
    {
      g_autofree char *path = g_strdup_printf ("/vnc-remote/stall/%" G_GSIZE_FORMAT, length);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (length), NULL, test_stall, tear_down);
    }
  for (gsize length = 0; length < sizeof hello - 8; length++)
    {
      g_autofree char *path = g_strdup_printf ("/vnc-remote/early-end/%" G_GSIZE_FORMAT, length);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (length), NULL, test_early_end, tear_down);
    }

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inn-fixture.h"
#include "inn-vnc-remote.h"

/* What QEMU said once (corpus/record.py), said again: whole, cut off, and changed. */

/* Each way of changing the words of one file. */
#define N_CUTS      60
#define N_MUTATIONS 400

/* Bytes that make a number large or small, in that share of the changes. */
#define EXTREME_SHARE 3

typedef struct
{
  const guint8 *words;
  gsize         length;
  int           fd;
} Server;

typedef struct
{
  InnRemote *remote;
  gboolean   closed;
  char      *problem;
} Replay;

static gpointer
serve (gpointer data)
{
  const Server *server = data;
  guint8 buffer[4096];
  gsize at = 0;

  while (at < server->length)
    {
      gssize n = send (server->fd, server->words + at, server->length - at, MSG_NOSIGNAL);

      if (n < 0)
        break;
      at += n;
    }

  shutdown (server->fd, SHUT_WR);
  while (read (server->fd, buffer, sizeof buffer) > 0)
    ;
  close (server->fd);

  return NULL;
}

static void
on_closed_cb (Replay       *replay,
              const GError *error)
{
  replay->closed = TRUE;
  replay->problem = g_strdup (error->message);
}

static gboolean
is_closed (gpointer data)
{
  return ((Replay *) data)->closed;
}

/* Returns the remote when the display has ended, with the last picture. */
static InnRemote *
replay (const guint8  *words,
        gsize          length,
        gboolean       near,
        char         **problem)
{
  Replay state = { inn_vnc_remote_new (near), FALSE, NULL };
  Server server = { words, length, -1 };
  GThread *thread;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  server.fd = ends[1];
  thread = g_thread_new ("server", serve, &server);
  g_signal_connect_swapped (state.remote, "closed", G_CALLBACK (on_closed_cb), &state);
  inn_remote_open_fd (state.remote, ends[0], NULL);
  g_assert_true (inn_fixture_await_condition (is_closed, &state, INN_FIXTURE_DEADLINE));
  g_thread_join (thread);

  if (problem != NULL)
    *problem = g_steal_pointer (&state.problem);
  g_free (state.problem);

  return state.remote;
}

static GBytes *
load (const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.rfb.gz", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "console", "corpus", file,
                                                 NULL);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GConverter) gunzip =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (source, NULL, NULL));
  g_autoptr (GInputStream) unpacked = g_converter_input_stream_new (packed, gunzip);
  g_autoptr (GOutputStream) result = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (result, unpacked, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (result));
}

static char *
dup_picture (InnRemote *remote)
{
  InnFramebuffer *framebuffer = inn_remote_get_framebuffer (remote);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  gsize n_pixels;

  if (framebuffer == NULL)
    return g_strdup ("none");

  n_pixels = (gsize) inn_framebuffer_get_width (framebuffer) *
             inn_framebuffer_get_height (framebuffer);
  for (gsize i = 0; i < n_pixels; i++)
    g_checksum_update (sum, inn_framebuffer_get_pixels (framebuffer) + i * 4, 3);

  return g_strdup_printf ("%u × %u %s", inn_framebuffer_get_width (framebuffer),
                          inn_framebuffer_get_height (framebuffer),
                          g_checksum_get_string (sum));
}

/* Whatever the encoding and the way: the same picture. */
static void
test_whole (gconstpointer data)
{
  g_autoptr (GBytes) raw = load ("raw");
  g_autoptr (GBytes) bytes = load (data);
  g_autoptr (InnRemote) expected = replay (g_bytes_get_data (raw, NULL), g_bytes_get_size (raw),
                                           TRUE, NULL);
  g_autofree char *picture = dup_picture (expected);

  g_assert_true (g_str_has_prefix (picture, "640 × 400 "));
  for (gboolean near = FALSE; near <= TRUE; near++)
    {
      g_autoptr (InnRemote) remote = replay (g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes), near, NULL);
      g_autofree char *seen = dup_picture (remote);

      g_assert_cmpstr (seen, ==, picture);
    }
}

static void
test_cut (gconstpointer data)
{
  g_autoptr (GBytes) bytes = load (data);
  gsize length = g_bytes_get_size (bytes);

  for (guint i = 0; i < N_CUTS; i++)
    {
      /* More of them where the server begins, and some just before the end. */
      gsize cut = i < N_CUTS / 2 ? i * 3 : length * (i - N_CUTS / 2 + 1) / (N_CUTS / 2) - 1;
      g_autoptr (InnRemote) remote = replay (g_bytes_get_data (bytes, NULL), cut, FALSE, NULL);

      g_assert_nonnull (remote);
    }
}

static void
mutate (GRand  *random,
        guint8 *words,
        gsize   length)
{
  static const guint8 extremes[] = { 0x00, 0x7f, 0x80, 0xff };
  guint n = g_rand_int_range (random, 1, 6);
  /* Half of them among the first words. */
  gsize end = g_rand_boolean (random) ? length : MIN (length, 400);

  for (guint i = 0; i < n; i++)
    {
      gsize at = g_rand_int_range (random, 0, end);

      words[at] = g_rand_int_range (random, 0, EXTREME_SHARE) == 0
                  ? extremes[g_rand_int_range (random, 0, G_N_ELEMENTS (extremes))]
                  : (guint8) g_rand_int_range (random, 0, 256);
    }
}

static void
test_mutated (gconstpointer data)
{
  g_autoptr (GBytes) bytes = load (data);
  gsize length = g_bytes_get_size (bytes);
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (data));

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autofree guint8 *words = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (InnRemote) remote = NULL;

      mutate (random, words, length);
      remote = replay (words, length, FALSE, NULL);
      g_assert_nonnull (remote);
    }
}

/*
 * What gvnc would not survive
 */

#define HEADER \
  "RFB 003.008\n" "\1\1" "\0\0\0\0" "\0\x02\0\1" \
  "\x20\x18\0\1\0\xff\0\xff\0\xff\x10\x08\0\0\0\0" "\0\0\0\1x"
#define UPDATE(rectangle) HEADER "\0\0\0\1" rectangle

typedef struct
{
  const char *name;
  const char *words;
  gsize       length;
  const char *problem;
} Hostile;

#define HOSTILE(name, words, problem) { name, words, sizeof words - 1, problem }

static const Hostile hostile[] = {
  HOSTILE ("many-types", "RFB 003.008\n" "\x28" "11111111111111111111111111111111", "40 ways"),
  HOSTILE ("many-subtypes", "RFB 003.008\n" "\1\x13" "\0\2\0\xff", "255 ways"),
  HOSTILE ("no-types", "RFB 003.008\n" "\0" "\0\0\0\4away", "away"),
  HOSTILE ("old-type", "RFB 003.003\n" "\0\0\0\x10", "not known"),
  HOSTILE ("long-name", "RFB 003.008\n" "\1\1" "\0\0\0\0" "\0\2\0\1"
           "\x20\x18\0\1\0\xff\0\xff\0\xff\x10\x08\0\0\0\0" "\xff\xff\xff\xff", "name of"),
  HOSTILE ("huge-cursor", UPDATE ("\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\x11"), "cursor of"),
  HOSTILE ("huge-xcursor", UPDATE ("\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\x10"), "cursor of"),
  HOSTILE ("huge-alpha", UPDATE ("\0\0\0\0\xff\xff\xff\xff\xff\xff\xfe\xc6"), "cursor of"),
  HOSTILE ("packed-alpha", UPDATE ("\0\0\0\0\0\1\0\1\xff\xff\xfe\xc6" "\0\0\0\7"), "encoding 7"),
  HOSTILE ("long-zrle", UPDATE ("\0\0\0\0\0\2\0\1\0\0\0\x10" "\xff\xff\xff\xff"), "ZRLE"),
  HOSTILE ("jpeg", UPDATE ("\0\0\0\0\0\2\0\1\0\0\0\7" "\x90" "\4\xff\xd8\xff\xd9"), "kind 9"),
  HOSTILE ("filter", UPDATE ("\0\0\0\0\0\2\0\1\0\0\0\7" "\x40\x09"), "filter 9"),
  HOSTILE ("outside", UPDATE ("\0\1\0\0\0\2\0\1\0\0\0\0"), "outside"),
  HOSTILE ("no-size", UPDATE ("\0\0\0\0\0\0\0\0\xff\xff\xff\x21"), "picture of"),
  HOSTILE ("huge-size", UPDATE ("\0\0\0\0\xff\xff\xff\xff\xff\xff\xfe\xcc"), "picture of"),
  HOSTILE ("many-pixels", UPDATE ("\0\0\0\0\x40\0\x40\0\xff\xff\xff\x21"), "picture of"),
  HOSTILE ("pixel-format", UPDATE ("\0\0\0\0\0\2\0\1\x57\x4d\x56\x69"), "was not asked for"),
  HOSTILE ("rre", UPDATE ("\0\0\0\0\0\2\0\1\0\0\0\2" "\xff\xff\xff\xff"), "was not asked for"),
  HOSTILE ("audio", HEADER "\xff\1\0\2\0\0\0\4", "was not asked for"),
  HOSTILE ("colours", HEADER "\1\0\xff\xff\xff\xff", "was not asked for"),
  HOSTILE ("long-text", HEADER "\3\0\0\0\xff\xff\xff\xff", "text of"),
};

static void
test_hostile (gconstpointer data)
{
  const Hostile *server = data;
  g_autofree char *problem = NULL;
  g_autoptr (InnRemote) remote = replay ((const guint8 *) server->words, server->length, FALSE,
                                         &problem);

  g_assert_cmpstr (strstr (problem, server->problem), !=, NULL);
}

static void
add (const char    *path,
     gconstpointer  data,
     GTestDataFunc  func)
{
  g_autofree char *whole = g_strdup_printf ("/vnc-corpus/%s", path);

  g_test_add_data_func (whole, data, func);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("whole/tight", "tight", test_whole);
  add ("whole/zrle", "zrle", test_whole);
  add ("cut/tight", "tight", test_cut);
  add ("cut/zrle", "zrle", test_cut);
  add ("mutated/tight", "tight", test_mutated);
  add ("mutated/zrle", "zrle", test_mutated);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("hostile/%s", hostile[i].name);

      add (path, &hostile[i], test_hostile);
    }

  return g_test_run ();
}

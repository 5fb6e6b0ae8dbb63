/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <string.h>

#include "inn-cut-text.h"

static void
assert_encoded (const char *utf8,
                gboolean    latin1,
                const char *expected)
{
  g_autoptr (GBytes) bytes = inn_cut_text_encode (utf8, latin1);
  gsize length;
  const void *data;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &length);
  g_assert_cmpmem (data, length, expected, strlen (expected));
}

static void
test_encode (void)
{
  assert_encoded ("plain", TRUE, "plain");
  assert_encoded ("one\r\ntwo\rthree\n", TRUE, "one\ntwo\nthree\n");
  assert_encoded ("Größe", TRUE, "Gr\366\337e");
  assert_encoded ("“quoted” – €", TRUE, "\"quoted\" - EUR");
  assert_encoded ("雪", TRUE, "?");
  assert_encoded ("", TRUE, "");
  assert_encoded ("雪\r\n", FALSE, "雪\n");
}

static void
test_limit (void)
{
  g_autofree char *most = g_strnfill (INN_CUT_TEXT_MAX, 'x');
  g_autofree char *more = g_strnfill (INN_CUT_TEXT_MAX + 1, 'x');
  g_autofree char *decoded = inn_cut_text_decode (most);
  g_autoptr (GBytes) bytes = inn_cut_text_encode (most, TRUE);

  g_assert_nonnull (bytes);
  g_assert_cmpstr (decoded, ==, most);
  g_assert_null (inn_cut_text_encode (more, TRUE));
  g_assert_null (inn_cut_text_decode (more));
  g_assert_null (inn_cut_text_encode ("not \377 text", FALSE));
}

static void
assert_decoded (const char *text,
                const char *expected)
{
  g_autofree char *utf8 = inn_cut_text_decode (text);

  g_assert_cmpstr (utf8, ==, expected);
}

static void
test_decode (void)
{
  assert_decoded ("one\r\ntwo", "one\ntwo");
  assert_decoded ("Gr\366\337e", "Größe");
  assert_decoded ("Größe", "Größe");
  assert_decoded ("\200\377", "\302\200ÿ");
  assert_decoded ("", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cut-text/encode", test_encode);
  g_test_add_func ("/cut-text/limit", test_limit);
  g_test_add_func ("/cut-text/decode", test_decode);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include <gio/gio.h>
#include <string.h>

#include "inn-tag-color.h"

/* People remember colours: these must not change. */
static void
test_stable (void)
{
  g_assert_cmpuint (inn_tag_color_get_index ("lab", NULL), ==, 4);
  g_assert_cmpuint (inn_tag_color_get_index ("prod", NULL), ==, 2);
  g_assert_cmpuint (inn_tag_color_get_index ("größe", NULL), ==, 6);
}

static void
test_spread (void)
{
  guint counts[INN_N_TAG_COLORS] = { 0 };

  for (guint i = 0; i < 800; i++)
    {
      g_autofree char *tag = g_strdup_printf ("tag-%u", i);
      guint index = inn_tag_color_get_index (tag, NULL);

      g_assert_cmpuint (index, <, INN_N_TAG_COLORS);
      counts[index]++;
    }

  for (guint i = 0; i < INN_N_TAG_COLORS; i++)
    {
      g_assert_cmpuint (counts[i], >, 40);
      g_assert_cmpuint (strlen (inn_tag_color_get_hex (i)), ==, 7);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (inn_tag_color_get_name (i), !=, inn_tag_color_get_name (j));
    }
}

static void
test_chosen (void)
{
  guint natural = inn_tag_color_get_index ("lab", NULL);
  guint other = (natural + 1) % INN_N_TAG_COLORS;
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_parsed ("@a{sy} {}"));
  g_autoptr (GVariant) one = g_variant_ref_sink (inn_tag_color_choose (none, "lab", other));
  g_autoptr (GVariant) two = g_variant_ref_sink (inn_tag_color_choose (one, "prod", 7));
  g_autoptr (GVariant) changed = g_variant_ref_sink (inn_tag_color_choose (two, "lab", 5));
  g_autoptr (GVariant) removed = g_variant_ref_sink (inn_tag_color_choose (changed, "lab", -1));
  g_autoptr (GVariant) broken = g_variant_ref_sink (g_variant_new_parsed ("{'lab': byte 99}"));

  g_assert_cmpuint (inn_tag_color_get_index ("lab", none), ==, natural);
  g_assert_cmpuint (inn_tag_color_get_index ("lab", one), ==, other);
  g_assert_cmpuint (inn_tag_color_get_index ("lab", two), ==, other);
  g_assert_cmpuint (inn_tag_color_get_index ("prod", two), ==, 7);
  g_assert_cmpuint (inn_tag_color_get_index ("lab", changed), ==, 5);
  g_assert_cmpuint (g_variant_n_children (changed), ==, 2);
  g_assert_cmpuint (inn_tag_color_get_index ("lab", removed), ==, natural);
  g_assert_cmpuint (g_variant_n_children (removed), ==, 1);
  g_assert_cmpuint (inn_tag_color_get_index ("lab", broken), ==, natural);
}

static void
test_normalize (void)
{
  static const struct
  {
    const char *text;
    const char *tag;
  } cases[] = {
    { "lab", "lab" },
    { "  Lab\n", "Lab" },
    { "front end", "front-end" },
    { "a, b;\t\"c\" *", "a-b-c" },
    { "a - b", "a-b" },
    { "-x", "-x" },
    { "käse", "käse" },
    { "ka\314\210se", "käse" },
    { "实验\343\200\200室", "实验-室" },
    { "\xff", "\357\277\275" },
    { "12345678901234567890123456789012", "12345678901234567890123456789012" },
    { "123456789012345678901234567890123", NULL },
    { "", NULL },
    { " ,;\"* \001", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *tag = inn_tag_normalize (cases[i].text, &error);
      g_autofree char *again = NULL;

      g_assert_cmpstr (tag, ==, cases[i].tag);
      if (tag == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
          continue;
        }
      g_assert_no_error (error);
      again = inn_tag_normalize (tag, NULL);
      g_assert_cmpstr (again, ==, tag);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tag-color/stable", test_stable);
  g_test_add_func ("/tag-color/spread", test_spread);
  g_test_add_func ("/tag-color/chosen", test_chosen);
  g_test_add_func ("/tag-color/normalize", test_normalize);

  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-key-rules.h"

/* Plays “+Ctrl +Alt -Alt” and returns what became of each key: g to the guest, h stays here,
 * L leaves. */
static char *
play (InnKeyRules *rules,
      const char  *script)
{
  g_auto (GStrv) steps = g_strsplit (script, " ", 0);
  GString *said = g_string_new (NULL);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autoptr (InnKeyCombo) combo = inn_key_combo_parse (steps[i] + 1, NULL);
      const InnKey *key = inn_key_combo_get_key (combo, 0);
      InnKeyVerdict verdict = steps[i][0] == '+'
                              ? inn_key_rules_press (rules, key->keyval, key->scancode)
                              : inn_key_rules_release (rules, key->scancode);

      g_string_append_c (said, verdict == INN_KEY_LEAVES ? 'L'
                               : verdict == INN_KEY_FOR_HOST ? 'h' : 'g');
    }

  return g_string_free (said, FALSE);
}

static void
check (const char *release,
       const char *host,
       const char *script,
       const char *expected)
{
  InnKeyRules *rules = inn_key_rules_new ();
  const char * const hosts[] = { host, NULL };
  g_autofree char *said = NULL;

  if (release != NULL)
    inn_key_rules_set_release (rules, release);
  inn_key_rules_set_host (rules, hosts);

  said = play (rules, script);
  g_assert_cmpstr (said, ==, expected);
  inn_key_rules_free (rules);
}

static void
test_release (void)
{
  check (NULL, NULL, "+Ctrl +Alt -Alt -Ctrl", "ggLg");
  check (NULL, NULL, "+Alt_R +Ctrl_R -Alt_R -Ctrl_R", "ggLg");
  check (NULL, NULL, "+Ctrl +Alt +Delete -Delete -Alt -Ctrl", "gggggg");
  check (NULL, NULL, "+A +Ctrl +Alt -Alt -Ctrl", "ggggg");
  /* Another key was pressed meanwhile, and is up again. */
  check (NULL, NULL, "+Ctrl +Alt +F1 -F1 -Alt", "ggggg");
  /* A key that repeats. */
  check (NULL, NULL, "+Ctrl +Alt +Alt -Alt", "gggL");
  check ("Ctrl_R", NULL, "+Ctrl -Ctrl +Ctrl_R -Ctrl_R", "gggL");
  check ("Ctrl+Alt+Shift", NULL, "+Ctrl +Alt -Alt +Alt +Shift -Ctrl", "gggggL");
  check ("Super+Escape", NULL, "+Super +Esc -Esc -Super", "gLgg");
  /* What nobody understands must not lock anybody in. */
  check ("nosuch", NULL, "+Ctrl +Alt -Alt", "ggL");
}

static void
test_host (void)
{
  check (NULL, "F11", "+F11 -F11 +F12", "hgg");
  check (NULL, "F11", "+Ctrl +F11", "gg");
  check (NULL, "Super+L", "+Super_R +L -L +L -L -Super_R +L", "ghghggg");
  check (NULL, "nosuch", "+F11", "g");
}

static void
test_label (void)
{
  InnKeyRules *rules = inn_key_rules_new ();
  g_autofree char *usual = inn_key_rules_dup_release_label (rules);
  g_autofree char *other = NULL;

  inn_key_rules_set_release (rules, "ctrl_r");
  other = inn_key_rules_dup_release_label (rules);
  g_assert_cmpstr (usual, ==, "Ctrl+Alt");
  g_assert_cmpstr (other, ==, "Ctrl_R");
  inn_key_rules_free (rules);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-rules/release", test_release);
  g_test_add_func ("/key-rules/host", test_host);
  g_test_add_func ("/key-rules/label", test_label);

  return g_test_run ();
}

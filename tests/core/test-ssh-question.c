/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "inn-ssh-question.h"

typedef struct
{
  const char         *prompt;
  const char         *hint;
  InnSshQuestionKind  kind;
  const char         *user;
  const char         *address;
  const char         *key_file;
  const char         *key_type;
  const char         *fingerprint;
  const char         *ip;
  guint               port;
  const char         *text;     /* NULL: does not matter */
} Case;

#define PRINT "SHA256:Ok52TbT1+1jQabz/I6qw2TrS3ATuOQrwuajivMDqp2Q"

/* As OpenSSH 9.2 says them. */
static const Case cases[] = {
  { .prompt = "The authenticity of host 'kvm-1 (203.0.113.48)' can't be established.\n"
              "ED25519 key fingerprint is " PRINT ".\n"
              "This key is not known by any other names.\n"
              "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
    .kind = INN_SSH_QUESTION_HOST_KEY, .address = "kvm-1", .ip = "203.0.113.48",
    .key_type = "ED25519", .fingerprint = PRINT },
  { .prompt = "The authenticity of host '[kvm-1]:2299 ([203.0.113.48]:2299)' can't be "
              "established.\nRSA key fingerprint is " PRINT ".\n"
              "This host key is known by the following other names/addresses:\n"
              "    ~/.ssh/known_hosts:3: [hashed name]\n"
              "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
    .kind = INN_SSH_QUESTION_HOST_KEY, .address = "kvm-1", .ip = "203.0.113.48", .port = 2299,
    .key_type = "RSA", .fingerprint = PRINT },
  { .prompt = "The authenticity of host '[127.0.0.1]:2299 ([127.0.0.1]:2299)' can't be "
              "established.\nECDSA key fingerprint is " PRINT ".\n"
              "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
    .kind = INN_SSH_QUESTION_HOST_KEY, .address = "127.0.0.1", .port = 2299,
    .key_type = "ECDSA", .fingerprint = PRINT },
  { .prompt = "The authenticity of host 'kvm-1 (203.0.113.48)' can't be established.\n"
              "ED25519 key fingerprint is: " PRINT "\n"
              "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
    .kind = INN_SSH_QUESTION_HOST_KEY, .address = "kvm-1", .ip = "203.0.113.48",
    .key_type = "ED25519", .fingerprint = PRINT },
  { .prompt = "The authenticity of host 'inner (<no hostip for proxy command>)' can't be "
              "established.\nED25519 key fingerprint is " PRINT ".\n"
              "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
    .kind = INN_SSH_QUESTION_HOST_KEY, .address = "inner",
    .key_type = "ED25519", .fingerprint = PRINT },
  { .prompt = "admin@kvm-1.example.net's password: ",
    .kind = INN_SSH_QUESTION_PASSWORD, .user = "admin", .address = "kvm-1.example.net",
    .text = "admin@kvm-1.example.net's password" },
  { .prompt = "(admin@kvm-1) Password: ",
    .kind = INN_SSH_QUESTION_PASSWORD, .user = "admin", .address = "kvm-1" },
  { .prompt = "(admin@kvm-1) Verification code: ",
    .kind = INN_SSH_QUESTION_CODE, .user = "admin", .address = "kvm-1",
    .text = "Verification code" },
  { .prompt = "Enter PIN for ED25519-SK key /home/me/.ssh/id_sk: ",
    .kind = INN_SSH_QUESTION_CODE, .text = "Enter PIN for ED25519-SK key /home/me/.ssh/id_sk" },
  { .prompt = "Enter passphrase for key '/home/me/.ssh/id with space': ",
    .kind = INN_SSH_QUESTION_PASSPHRASE, .key_file = "/home/me/.ssh/id with space" },
  { .prompt = "Confirm user presence for key ED25519-SK " PRINT, .hint = "none",
    .kind = INN_SSH_QUESTION_TOUCH, .key_type = "ED25519-SK", .fingerprint = PRINT },
  { .prompt = "Something new", .hint = "none",
    .kind = INN_SSH_QUESTION_TOUCH, .text = "Something new" },
  { .prompt = "", .kind = INN_SSH_QUESTION_CODE, .text = "" },
};

static void
test_questions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (InnSshQuestion) question = inn_ssh_question_new_parse (c->prompt, c->hint);

      g_test_message ("%s", c->prompt);
      g_assert_cmpint (question->kind, ==, c->kind);
      g_assert_cmpstr (question->user, ==, c->user);
      g_assert_cmpstr (question->address, ==, c->address);
      g_assert_cmpstr (question->key_file, ==, c->key_file);
      g_assert_cmpstr (question->key_type, ==, c->key_type);
      g_assert_cmpstr (question->fingerprint, ==, c->fingerprint);
      g_assert_cmpstr (question->ip, ==, c->ip);
      g_assert_cmpuint (question->port, ==, c->port);
      if (c->text != NULL)
        g_assert_cmpstr (question->text, ==, c->text);
    }
}

static const char changed[] =
  "Cannot recv data: @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n"
  "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n"
  "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n"
  "IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\n"
  "Someone could be eavesdropping on you right now (man-in-the-middle attack)!\n"
  "It is also possible that a host key has just been changed.\n"
  "The fingerprint for the ED25519 key sent by the remote host is\n"
  PRINT ".\n"
  "Please contact your system administrator.\n"
  "Add correct host key in /home/me/.ssh/known_hosts to get rid of this message.\n"
  "Offending RSA key in /home/me/.ssh/known hosts:17\n"
  "  remove with:\n"
  "  ssh-keygen -f \"/home/me/.ssh/known hosts\" -R \"[127.0.0.1]:2299\"\n"
  "Host key for [127.0.0.1]:2299 has changed and you have requested strict checking.\n"
  "Host key verification failed.: Connection reset by peer";

static void
test_change (void)
{
  g_autoptr (InnSshKeyChange) change = inn_ssh_key_change_new_parse (changed);
  g_autoptr (InnSshKeyChange) none = NULL;

  g_assert_nonnull (change);
  g_assert_cmpstr (change->key_type, ==, "RSA");
  g_assert_cmpstr (change->fingerprint, ==, PRINT);
  g_assert_cmpstr (change->file, ==, "/home/me/.ssh/known hosts");
  g_assert_cmpuint (change->line, ==, 17);
  g_assert_cmpstr (change->host, ==, "[127.0.0.1]:2299");

  none = inn_ssh_key_change_new_parse ("Host key verification failed.: Connection reset by peer");
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ssh-question/kinds", test_questions);
  g_test_add_func ("/ssh-question/changed-key", test_change);

  return g_test_run ();
}

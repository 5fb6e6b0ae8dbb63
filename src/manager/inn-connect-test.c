/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-connect-test"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-auth-dialog.h"
#include "inn-connect-test.h"
#include "inn-dialogs.h"
#include "inn-error-report.h"
#include "inn-host.h"
#include "inn-key-change.h"
#include "inn-text.h"
#include "inn-uri.h"
#include "inn-virt-error.h"

struct _InnConnectTest
{
  AdwPreferencesGroup  parent_instance;

  char                *uri;
  gboolean             read_only;
  InnHost             *host;          /* of that address; no host of the list */
  GCancellable        *cancellable;   /* of the test that runs, or NULL */
  GtkWindow           *question;      /* of the host, while it is on the screen */
  GCancellable        *key_change;    /* of the question about another key, the same */
  gboolean             asked;         /* the test that runs asked something */
  gboolean             answered;      /* a question of it, and in vain so far */
  gboolean             again;         /* the same of the test before it */
  char                *details;

  /* Template */
  GtkWidget           *again_button;
  GtkWidget           *start_row;
  GtkWidget           *running_row;
  GtkWidget           *reached_row;
  GtkLabel            *reached_value;
  GtkWidget           *host_row;
  GtkLabel            *host_value;
  GtkWidget           *answers_row;
  GtkLabel            *answers_value;
  GtkWidget           *machines_row;
  GtkLabel            *machines_value;
  GtkWidget           *failed_row;
  GtkLabel            *advice_label;
  GtkLabel            *error_label;
};

enum {
  STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnConnectTest, inn_connect_test, ADW_TYPE_PREFERENCES_GROUP)

static void
show_only (InnConnectTest *self,
           GtkWidget      *shown)
{
  GtkWidget * const rows[] = {
    self->start_row, self->running_row, self->reached_row, self->host_row,
    self->answers_row, self->machines_row, self->failed_row,
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], rows[i] == shown);

  gtk_widget_set_visible (self->again_button, FALSE);
}

static void
show_line (GtkWidget  *row,
           GtkLabel   *label,
           const char *value)
{
  gtk_label_set_text (label, value);
  gtk_widget_set_visible (row, value != NULL && *value != '\0');
}

/* "over SSH", as in “Reached over SSH” */
static char *
dup_reached_title (const char *uri)
{
  g_autoptr (InnUri) parsed = inn_uri_new_parse (uri, NULL);

  if (parsed == NULL || parsed->host == NULL)
    return g_strdup (_("Reached"));

  if (g_strcmp0 (parsed->transport, "tls") == 0)
    return g_strdup (_("Reached over TLS"));

  if (parsed->transport != NULL && strstr (parsed->transport, "ssh") != NULL)
    return g_strdup (_("Reached over SSH"));

  return g_strdup (_("Reached over the network"));
}

static char *
dup_time (gint64 usec)
{
  if (usec < G_USEC_PER_SEC)
    /* Translators: milliseconds, after a number and a space that does not break */
    return g_strdup_printf ("%d" INN_NBSP "%s", (int) (usec / 1000), _("ms"));

  return inn_text_duration_exact (usec);
}

/* "9.0.0, QEMU 7.2.0" */
static char *
dup_versions (const InnHostFacts *facts)
{
  g_autoptr (GString) text = g_string_new (facts->libvirt_version);

  if (facts->hypervisor != NULL)
    {
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", facts->hypervisor);

      if (facts->hypervisor_version != NULL)
        g_string_append_printf (text, " %s", facts->hypervisor_version);
    }

  return text->len > 0 ? g_strdup (text->str) : g_strdup (_("version not known"));
}

static char *
dup_machines (const InnHostProbe *probe)
{
  if (probe->n_domains == 0)
    return g_strdup (_("none yet"));

  if (probe->n_running == 0)
    /* Translators: a number of machines */
    return g_strdup_printf (ngettext ("%u, not running", "%u, none running", probe->n_domains),
                            probe->n_domains);

  /* Translators: two numbers of machines, as in “31, of which 12 running” */
  return g_strdup_printf (_("%u, of which %u running"), probe->n_domains, probe->n_running);
}

static void
show_success (InnConnectTest     *self,
              const InnHostProbe *probe)
{
  g_autofree char *title = dup_reached_title (self->uri);
  g_autofree char *time = dup_time (probe->open_usec);
  g_autofree char *versions = dup_versions (&probe->facts);
  g_autofree char *machines = dup_machines (probe);

  show_only (self, NULL);
  gtk_widget_set_visible (self->again_button, TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reached_row), title);
  /* How long it took says nothing when it waited for a person. */
  show_line (self->reached_row, self->reached_value, self->asked ? _("signed in") : time);
  show_line (self->host_row, self->host_value, probe->facts.hostname);
  show_line (self->answers_row, self->answers_value, versions);
  show_line (self->machines_row, self->machines_value, machines);
}

static void
show_failure (InnConnectTest *self,
              const GError   *error)
{
  g_autoptr (InnAdvice) advice = inn_virt_error_advise (error, self->uri);
  g_autofree char *origin = NULL;

  if (error->domain == INN_VIRT_ERROR)
    origin = inn_virt_error_dup_origin (error);

  g_free (self->details);
  self->details = g_strdup_printf ("%s\n%s%s%s\n", self->uri, error->message,
                                   origin != NULL ? "\n" : "", origin != NULL ? origin : "");

  show_only (self, self->failed_row);
  gtk_widget_set_visible (self->again_button, TRUE);
  gtk_label_set_text (self->advice_label, advice != NULL ? advice->sentences : "");
  gtk_widget_set_visible (GTK_WIDGET (self->advice_label), advice != NULL);
  gtk_label_set_text (self->error_label, error->message);
}

/* One test; several may be ending while the newest runs. */
typedef struct
{
  InnConnectTest *self;
  GCancellable   *cancellable;
} Run;

static void
close_question (InnConnectTest *self)
{
  GtkWindow *question = self->question;

  g_clear_weak_pointer (&self->question);

  if (question != NULL)
    gtk_window_destroy (question);
}

static void
close_key_change (InnConnectTest *self)
{
  g_cancellable_cancel (self->key_change);
  g_clear_object (&self->key_change);
}

static void
on_question_done_cb (InnConnectTest *self)
{
  if (self->question != NULL)
    self->answered = inn_auth_dialog_get_accepted (INN_AUTH_DIALOG (self->question));
}

static void
on_auth_requested_cb (InnConnectTest *self,
                      InnAuthRequest *request)
{
  if (self->cancellable == NULL)
    {
      inn_auth_request_cancel (request);
      return;
    }

  close_question (self);
  self->asked = TRUE;
  g_signal_connect_object (request, "done", G_CALLBACK (on_question_done_cb), self,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->question,
                      GTK_WINDOW (inn_auth_dialog_new (self->host, request, self->again)));
  inn_dialogs_present (self->question, GTK_WIDGET (self));
}

static void
run_free (Run *run)
{
  g_clear_object (&run->self);
  g_clear_object (&run->cancellable);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
key_change_asked_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (InnConnectTest) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean replaced = inn_key_change_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->key_change);

  if (replaced)
    inn_connect_test_start (self);
  else if (error != NULL)
    inn_error_report_show (GTK_WIDGET (self), _("The Key Was Not Replaced"), NULL, error);
}

/* The error is on the screen already, for whoever does not want to replace the key. */
static void
offer_key_change (InnConnectTest *self,
                  const GError   *error)
{
  if (!inn_key_change_suits (error))
    return;

  self->key_change = g_cancellable_new ();
  inn_key_change_ask_async (GTK_WIDGET (self), self->host, error, self->key_change,
                            key_change_asked_cb, g_object_ref (self));
}

static void
probe_done_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Run) run = user_data;
  InnConnectTest *self = run->self;
  g_autoptr (InnHostProbe) probe = NULL;
  g_autoptr (GError) error = NULL;

  probe = inn_host_probe_finish (INN_HOST (object), result, &error);

  /* Cancelled, or overtaken by another test: nothing of it may be shown. */
  if (self->cancellable != run->cancellable)
    return;

  g_clear_object (&self->cancellable);

  if (probe != NULL)
    {
      self->answered = FALSE;
      show_success (self, probe);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_only (self, self->start_row);
    }
  else
    {
      show_failure (self, error);
      offer_key_change (self, error);
    }
}

/*
 * Actions
 */

static void
start_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  inn_connect_test_start (INN_CONNECT_TEST (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  inn_connect_test_cancel (INN_CONNECT_TEST (widget));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnConnectTest *self = INN_CONNECT_TEST (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          self->details != NULL ? self->details : "");
}

static void
inn_connect_test_dispose (GObject *object)
{
  InnConnectTest *self = INN_CONNECT_TEST (object);

  close_question (self);
  close_key_change (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (inn_connect_test_parent_class)->dispose (object);
}

static void
inn_connect_test_finalize (GObject *object)
{
  InnConnectTest *self = INN_CONNECT_TEST (object);

  g_free (self->uri);
  g_free (self->details);

  G_OBJECT_CLASS (inn_connect_test_parent_class)->finalize (object);
}

static void
inn_connect_test_class_init (InnConnectTestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_connect_test_dispose;
  object_class->finalize = inn_connect_test_finalize;

  /**
   * InnConnectTest::started:
   *
   * A test begins: whoever shows it scrolls it into view.
   */
  signals[STARTED] = g_signal_new ("started", INN_TYPE_CONNECT_TEST, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-connect-test.ui");
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, again_button);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, start_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, running_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, reached_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, reached_value);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, host_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, host_value);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, answers_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, answers_value);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, machines_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, machines_value);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, failed_row);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, advice_label);
  gtk_widget_class_bind_template_child (widget_class, InnConnectTest, error_label);

  gtk_widget_class_install_action (widget_class, "test.start", NULL, start_action);
  gtk_widget_class_install_action (widget_class, "test.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "test.copy", NULL, copy_action);
}

static void
inn_connect_test_init (InnConnectTest *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.start", FALSE);
}

/**
 * inn_connect_test_set_uri:
 * @self: a test
 * @uri: (nullable): the address to try; %NULL while there is none that is valid
 * @read_only: how it is opened
 *
 * The result of another address is forgotten.
 */
void
inn_connect_test_set_uri (InnConnectTest *self,
                          const char     *uri,
                          gboolean        read_only)
{
  g_return_if_fail (INN_IS_CONNECT_TEST (self));

  if (g_strcmp0 (self->uri, uri) == 0 && self->read_only == read_only)
    return;

  g_free (self->uri);
  self->uri = g_strdup (uri);
  self->read_only = read_only;
  self->answered = FALSE;
  inn_connect_test_cancel (self);
  g_clear_object (&self->host);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.start", uri != NULL);
}

/**
 * inn_connect_test_start:
 * @self: a test with an address
 *
 * Connects with a host of its own, which is no host of the list, and leaves
 * nothing behind.
 */
void
inn_connect_test_start (InnConnectTest *self)
{
  Run *run;

  g_return_if_fail (INN_IS_CONNECT_TEST (self));

  if (self->uri == NULL)
    return;

  inn_connect_test_cancel (self);
  self->cancellable = g_cancellable_new ();
  self->asked = FALSE;
  self->again = self->answered;
  self->answered = FALSE;
  show_only (self, self->running_row);
  g_signal_emit (self, signals[STARTED], 0);

  if (self->host == NULL)
    {
      self->host = inn_host_new (self->uri);
      inn_host_set_read_only (self->host, self->read_only);
      g_signal_connect_object (self->host, "auth-requested",
                               G_CALLBACK (on_auth_requested_cb), self, G_CONNECT_SWAPPED);
    }

  run = g_new0 (Run, 1);
  run->self = g_object_ref (self);
  run->cancellable = g_object_ref (self->cancellable);
  inn_host_probe_async (self->host, run->cancellable, probe_done_cb, run);
}

/**
 * inn_connect_test_cancel:
 * @self: a test
 *
 * Ends a test that runs, and forgets the result of one that has ended.
 */
void
inn_connect_test_cancel (InnConnectTest *self)
{
  g_autoptr (GCancellable) cancellable = NULL;

  g_return_if_fail (INN_IS_CONNECT_TEST (self));

  cancellable = g_steal_pointer (&self->cancellable);
  g_cancellable_cancel (cancellable);
  close_question (self);
  close_key_change (self);
  show_only (self, self->start_row);
}

gboolean
inn_connect_test_is_running (InnConnectTest *self)
{
  g_return_val_if_fail (INN_IS_CONNECT_TEST (self), FALSE);

  return self->cancellable != NULL;
}

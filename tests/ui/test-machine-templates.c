/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <adwaita.h>

#include "inn-error-report.h"
#include "inn-fact-row.h"
#include "inn-job-details.h"
#include "inn-job-row.h"
#include "inn-jobs-button.h"
#include "inn-jobs-popover.h"
#include "inn-machine-banner.h"
#include "inn-machine-overview.h"
#include "inn-machine-verbs.h"
#include "inn-machine-window.h"
#include "inn-preferences.h"
#include "inn-xml-view.h"

/* Every template is built once: a wrong id, type or callback in a .ui file is a
 * failed test, not a blank window. */
static void
test_template (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  GtkWidget *widget = g_object_new (type, NULL);
  GtkWidget *weak = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &weak);

  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  else
    g_object_unref (g_object_ref_sink (widget));

  g_assert_null (weak);
}

static void
test_fact_row (void)
{
  GtkWidget *row = g_object_ref_sink (inn_fact_row_new ());

  /* A fact that is not known has no row. */
  g_assert_false (gtk_widget_get_visible (row));

  inn_fact_row_set_value (INN_FACT_ROW (row), "4c4c4544");
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_cmpstr (inn_fact_row_get_value (INN_FACT_ROW (row)), ==, "4c4c4544");

  inn_fact_row_set_value (INN_FACT_ROW (row), "");
  g_assert_false (gtk_widget_get_visible (row));

  g_assert_finalize_object (row);
}

static void
assert_badge (InnJobsButton *button,
              const char    *text)
{
  GtkLabel *badge = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (button),
                                                              INN_TYPE_JOBS_BUTTON, "badge"));

  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (badge)), ==, text != NULL);

  if (text != NULL)
    g_assert_cmpstr (gtk_label_get_label (badge), ==, text);
}

static void
test_jobs_button (void)
{
  g_autoptr (InnJobList) jobs = inn_job_list_new ();
  InnJobsButton *button = INN_JOBS_BUTTON (g_object_ref_sink (inn_jobs_button_new ()));

  inn_jobs_button_set_jobs (button, jobs);
  assert_badge (button, NULL);

  inn_jobs_button_set_jobs (button, NULL);
  assert_badge (button, NULL);

  g_assert_finalize_object (button);
}

int
main (int   argc,
      char *argv[])
{
  static GType (*const types[]) (void) = {
    inn_error_report_get_type,
    inn_fact_row_get_type,
    inn_job_details_get_type,
    inn_job_row_get_type,
    inn_jobs_button_get_type,
    inn_jobs_popover_get_type,
    inn_machine_banner_get_type,
    inn_machine_overview_get_type,
    inn_machine_verbs_get_type,
    inn_machine_window_get_type,
    inn_preferences_get_type,
    inn_xml_view_get_type,
  };

  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    return 77;

  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GType type = types[i] ();
      g_autofree char *path = g_strdup_printf ("/machine-templates/%s", g_type_name (type));

      g_test_add_data_func (path, GSIZE_TO_POINTER (type), test_template);
    }

  g_test_add_func ("/fact-row/value", test_fact_row);

  g_test_add_func ("/jobs-button/idle", test_jobs_button);

  return g_test_run ();
}

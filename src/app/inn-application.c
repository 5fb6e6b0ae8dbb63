/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-application"

#include "config.h"

#include "inn-application.h"

struct _InnApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (InnApplication, inn_application, ADW_TYPE_APPLICATION)

static void
inn_application_class_init (InnApplicationClass *klass)
{
}

static void
inn_application_init (InnApplication *self)
{
}

InnApplication *
inn_application_new (void)
{
  return g_object_new (INN_TYPE_APPLICATION, "application-id", APP_ID, NULL);
}

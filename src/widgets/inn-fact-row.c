/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-fact-row"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-copy-button.h"
#include "inn-fact-row.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/widgets/inn-fact-row.ui"

struct _InnFactRow
{
  AdwPreferencesRow  parent_instance;

  char              *value;
  gboolean           can_copy;
  gboolean           monospace;

  /* Template */
  GtkLabel          *value_label;
  InnCopyButton     *copy_button;
};

enum {
  PROP_0,
  PROP_VALUE,
  PROP_CAN_COPY,
  PROP_MONOSPACE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnFactRow, inn_fact_row, ADW_TYPE_PREFERENCES_ROW)

static void
sync_names (InnFactRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *copy = NULL;
  g_autofree char *name = g_strdup_printf ("%s, %s", title, self->value != NULL ? self->value : "");

  /* Translators: %s is the title of a fact, such as “UUID” */
  copy = g_strdup_printf (_("Copy %s"), title);

  inn_copy_button_set_action (self->copy_button, copy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
sync_value (InnFactRow *self)
{
  gboolean known = self->value != NULL && *self->value != '\0';

  gtk_label_set_label (self->value_label, known ? self->value : "");
  gtk_widget_set_visible (GTK_WIDGET (self), known);
  inn_copy_button_set_text (self->copy_button, self->value);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_button), self->can_copy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "fact.copy", known && self->can_copy);
  sync_names (self);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  InnFactRow *self = INN_FACT_ROW (widget);

  inn_copy_button_copy (self->copy_button);
}

static void
inn_fact_row_finalize (GObject *object)
{
  InnFactRow *self = INN_FACT_ROW (object);

  g_free (self->value);

  G_OBJECT_CLASS (inn_fact_row_parent_class)->finalize (object);
}

static void
inn_fact_row_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  InnFactRow *self = INN_FACT_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;

    case PROP_CAN_COPY:
      g_value_set_boolean (value, self->can_copy);
      break;

    case PROP_MONOSPACE:
      g_value_set_boolean (value, self->monospace);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_fact_row_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  InnFactRow *self = INN_FACT_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      inn_fact_row_set_value (self, g_value_get_string (value));
      break;

    case PROP_CAN_COPY:
      inn_fact_row_set_can_copy (self, g_value_get_boolean (value));
      break;

    case PROP_MONOSPACE:
      inn_fact_row_set_monospace (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_fact_row_class_init (InnFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_fact_row_finalize;
  object_class->get_property = inn_fact_row_get_property;
  object_class->set_property = inn_fact_row_set_property;

  properties[PROP_VALUE] =
    g_param_spec_string ("value", NULL, NULL,
                         NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_CAN_COPY] =
    g_param_spec_boolean ("can-copy", NULL, NULL,
                          TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_MONOSPACE] =
    g_param_spec_boolean ("monospace", NULL, NULL,
                          FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnFactRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, InnFactRow, copy_button);

  gtk_widget_class_install_action (widget_class, "fact.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "fact.copy", NULL);

  g_type_ensure (INN_TYPE_COPY_BUTTON);
}

static void
inn_fact_row_init (InnFactRow *self)
{
  self->can_copy = TRUE;

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::title", G_CALLBACK (sync_names), NULL);
  sync_value (self);
}

GtkWidget *
inn_fact_row_new (void)
{
  return g_object_new (INN_TYPE_FACT_ROW, NULL);
}

const char *
inn_fact_row_get_value (InnFactRow *self)
{
  g_return_val_if_fail (INN_IS_FACT_ROW (self), NULL);

  return self->value;
}

/**
 * inn_fact_row_set_value:
 * @self: a fact row
 * @value: (nullable): what to show; the row hides without one
 *
 * Sets the fact.
 */
void
inn_fact_row_set_value (InnFactRow *self,
                        const char *value)
{
  g_return_if_fail (INN_IS_FACT_ROW (self));

  if (g_strcmp0 (self->value, value) == 0)
    return;

  g_free (self->value);
  self->value = g_strdup (value);
  sync_value (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

gboolean
inn_fact_row_get_can_copy (InnFactRow *self)
{
  g_return_val_if_fail (INN_IS_FACT_ROW (self), FALSE);

  return self->can_copy;
}

void
inn_fact_row_set_can_copy (InnFactRow *self,
                           gboolean    can_copy)
{
  g_return_if_fail (INN_IS_FACT_ROW (self));

  can_copy = !!can_copy;

  if (self->can_copy == can_copy)
    return;

  self->can_copy = can_copy;
  sync_value (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_COPY]);
}

gboolean
inn_fact_row_get_monospace (InnFactRow *self)
{
  g_return_val_if_fail (INN_IS_FACT_ROW (self), FALSE);

  return self->monospace;
}

void
inn_fact_row_set_monospace (InnFactRow *self,
                            gboolean    monospace)
{
  g_return_if_fail (INN_IS_FACT_ROW (self));

  monospace = !!monospace;

  if (self->monospace == monospace)
    return;

  self->monospace = monospace;

  if (monospace)
    gtk_widget_add_css_class (GTK_WIDGET (self->value_label), "mono");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_label), "mono");

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONOSPACE]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-load-card"

#include "config.h"

#include <adwaita.h>

#include "inn-load-card.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-load-card.ui"

struct _InnLoadCard
{
  AdwBin     parent_instance;

  char      *caption;

  /* Template */
  GtkBox    *content;
  GtkWidget *head;
  GtkLabel  *value_label;
  GtkLabel  *first_label;
  GtkLabel  *second_label;
};

enum {
  PROP_0,
  PROP_CAPTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnLoadCard, inn_load_card, ADW_TYPE_BIN)

static void
inn_load_card_finalize (GObject *object)
{
  InnLoadCard *self = INN_LOAD_CARD (object);

  g_free (self->caption);

  G_OBJECT_CLASS (inn_load_card_parent_class)->finalize (object);
}

static void
inn_load_card_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  InnLoadCard *self = INN_LOAD_CARD (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_load_card_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  InnLoadCard *self = INN_LOAD_CARD (object);

  switch (prop_id)
    {
    case PROP_CAPTION:
      self->caption = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_load_card_class_init (InnLoadCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inn_load_card_finalize;
  object_class->get_property = inn_load_card_get_property;
  object_class->set_property = inn_load_card_set_property;

  properties[PROP_CAPTION] =
    g_param_spec_string ("caption", NULL, NULL,
                         NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnLoadCard, content);
  gtk_widget_class_bind_template_child (widget_class, InnLoadCard, head);
  gtk_widget_class_bind_template_child (widget_class, InnLoadCard, value_label);
  gtk_widget_class_bind_template_child (widget_class, InnLoadCard, first_label);
  gtk_widget_class_bind_template_child (widget_class, InnLoadCard, second_label);

  gtk_widget_class_set_css_name (widget_class, "loadcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
inn_load_card_init (InnLoadCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_load_card_append:
 * @self: a card
 * @widget: what is shown below the number and what was appended before
 */
void
inn_load_card_append (InnLoadCard *self,
                      GtkWidget   *widget)
{
  g_return_if_fail (INN_IS_LOAD_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_box_append (self->content, widget);
}

/**
 * inn_load_card_set_value:
 * @self: a card
 * @text: the large number
 */
void
inn_load_card_set_value (InnLoadCard *self,
                         const char  *text)
{
  g_return_if_fail (INN_IS_LOAD_CARD (self));

  gtk_label_set_label (self->value_label, text);
}

/**
 * inn_load_card_set_facts:
 * @self: a card
 * @first: (nullable): the upper line at the right
 * @second: (nullable): the lower one
 */
void
inn_load_card_set_facts (InnLoadCard *self,
                         const char  *first,
                         const char  *second)
{
  g_return_if_fail (INN_IS_LOAD_CARD (self));

  gtk_label_set_label (self->first_label, first != NULL ? first : "");
  gtk_label_set_label (self->second_label, second != NULL ? second : "");
}

/**
 * inn_load_card_set_stale:
 * @self: a card
 * @stale: whether the number is not of now; the graph tells by itself
 */
void
inn_load_card_set_stale (InnLoadCard *self,
                         gboolean     stale)
{
  g_return_if_fail (INN_IS_LOAD_CARD (self));

  if (stale)
    gtk_widget_add_css_class (self->head, "stale");
  else
    gtk_widget_remove_css_class (self->head, "stale");
}

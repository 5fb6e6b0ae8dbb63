/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-state-icon"

#include "config.h"

#include "inn-state-icon.h"

struct _InnStateIcon
{
  GtkWidget       parent_instance;

  InnDomainState  state;
  GtkWidget      *image;
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnStateIcon, inn_state_icon, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon_name;
  const char *css_class;
} looks[] = {
  [INN_DOMAIN_STATE_UNKNOWN] = { "inn-state-unknown-symbolic", "state-unknown" },
  [INN_DOMAIN_STATE_RUNNING] = { "inn-state-running-symbolic", "state-running" },
  [INN_DOMAIN_STATE_PAUSED] = { "inn-state-paused-symbolic", "state-paused" },
  [INN_DOMAIN_STATE_IO_ERROR] = { "inn-state-paused-symbolic", "state-io-error" },
  [INN_DOMAIN_STATE_SUSPENDED] = { "inn-state-paused-symbolic", "state-suspended" },
  [INN_DOMAIN_STATE_STARTING] = { "inn-state-running-symbolic", "state-starting" },
  [INN_DOMAIN_STATE_SHUTTING_DOWN] = { "inn-state-running-symbolic", "state-shutting-down" },
  [INN_DOMAIN_STATE_CRASHED] = { "inn-state-crashed-symbolic", "state-crashed" },
  [INN_DOMAIN_STATE_SAVED] = { "inn-state-saved-symbolic", "state-saved" },
  [INN_DOMAIN_STATE_SHUT_OFF] = { "inn-state-off-symbolic", "state-shut-off" },
};

static void
sync_look (InnStateIcon *self)
{
  const char *classes[] = { looks[self->state].css_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[self->state].icon_name);
  gtk_widget_set_css_classes (self->image, classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  inn_domain_state_get_label (self->state), -1);
}

static void
inn_state_icon_dispose (GObject *object)
{
  InnStateIcon *self = INN_STATE_ICON (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);

  G_OBJECT_CLASS (inn_state_icon_parent_class)->dispose (object);
}

static void
inn_state_icon_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  InnStateIcon *self = INN_STATE_ICON (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_state_icon_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_STATE:
      inn_state_icon_set_state (INN_STATE_ICON (object), g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_state_icon_class_init (InnStateIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_state_icon_dispose;
  object_class->get_property = inn_state_icon_get_property;
  object_class->set_property = inn_state_icon_set_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL,
                       INN_TYPE_DOMAIN_STATE, INN_DOMAIN_STATE_UNKNOWN,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stateicon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inn_state_icon_init (InnStateIcon *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "pixel-size", 16,
                              NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  sync_look (self);
}

GtkWidget *
inn_state_icon_new (void)
{
  return g_object_new (INN_TYPE_STATE_ICON, NULL);
}

InnDomainState
inn_state_icon_get_state (InnStateIcon *self)
{
  g_return_val_if_fail (INN_IS_STATE_ICON (self), INN_DOMAIN_STATE_UNKNOWN);

  return self->state;
}

void
inn_state_icon_set_state (InnStateIcon   *self,
                          InnDomainState  state)
{
  g_return_if_fail (INN_IS_STATE_ICON (self));
  g_return_if_fail (state < G_N_ELEMENTS (looks));

  if (self->state == state)
    return;

  self->state = state;
  sync_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

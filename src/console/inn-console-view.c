/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-console-view"

#include "config.h"

#include "inn-console-view.h"

typedef struct
{
  GSimpleActionGroup *actions;
  GtkWidget          *tools;
  char               *facts;
  gboolean            grabbed;
  InnConsoleSecurity  security;
} InnConsoleViewPrivate;

enum
{
  PROP_0,
  PROP_FACTS,
  PROP_GRABBED,
  PROP_SECURITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (InnConsoleView, inn_console_view, ADW_TYPE_BIN)

static InnConsoleViewPrivate *
get_private (InnConsoleView *self)
{
  return inn_console_view_get_instance_private (self);
}

static void
inn_console_view_dispose (GObject *object)
{
  InnConsoleViewPrivate *priv = get_private (INN_CONSOLE_VIEW (object));

  g_clear_object (&priv->actions);
  g_clear_object (&priv->tools);

  G_OBJECT_CLASS (inn_console_view_parent_class)->dispose (object);
}

static void
inn_console_view_finalize (GObject *object)
{
  g_free (get_private (INN_CONSOLE_VIEW (object))->facts);

  G_OBJECT_CLASS (inn_console_view_parent_class)->finalize (object);
}

static void
inn_console_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  InnConsoleViewPrivate *priv = get_private (INN_CONSOLE_VIEW (object));

  switch (prop_id)
    {
    case PROP_FACTS:
      g_value_set_string (value, priv->facts);
      break;

    case PROP_GRABBED:
      g_value_set_boolean (value, priv->grabbed);
      break;

    case PROP_SECURITY:
      g_value_set_uint (value, priv->security);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_console_view_class_init (InnConsoleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = inn_console_view_dispose;
  object_class->finalize = inn_console_view_finalize;
  object_class->get_property = inn_console_view_get_property;

  properties[PROP_FACTS] = g_param_spec_string ("facts", NULL, NULL, NULL, flags);
  properties[PROP_GRABBED] = g_param_spec_boolean ("grabbed", NULL, NULL, FALSE, flags);
  properties[PROP_SECURITY] =
    g_param_spec_uint ("security", NULL, NULL, INN_CONSOLE_SECURITY_UNKNOWN,
                       INN_CONSOLE_SECURITY_NONE, INN_CONSOLE_SECURITY_UNKNOWN, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inn_console_view_init (InnConsoleView *self)
{
  get_private (self)->actions = g_simple_action_group_new ();
}

/**
 * inn_console_view_open:
 * @domain: a machine that runs
 * @device: one of its consoles, always the same one for a view
 *
 * Opens it and keeps it open. To be called again when the machine's XML has changed: what is
 * open already stays as it is.
 */
void
inn_console_view_open (InnConsoleView         *self,
                       InnDomain              *domain,
                       const InnConsoleDevice *device)
{
  g_return_if_fail (INN_IS_CONSOLE_VIEW (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  INN_CONSOLE_VIEW_GET_CLASS (self)->open (self, domain, device);
}

void
inn_console_view_close (InnConsoleView *self)
{
  g_return_if_fail (INN_IS_CONSOLE_VIEW (self));

  INN_CONSOLE_VIEW_GET_CLASS (self)->close (self);
}

/**
 * inn_console_view_get_actions:
 *
 * Returns: (transfer none): what can be done with it, the group “console” of the frame that
 *   shows it
 */
GSimpleActionGroup *
inn_console_view_get_actions (InnConsoleView *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_VIEW (self), NULL);

  return get_private (self)->actions;
}

/**
 * inn_console_view_get_tools:
 *
 * Returns: (transfer none) (nullable): what stands at the end of the bar
 */
GtkWidget *
inn_console_view_get_tools (InnConsoleView *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_VIEW (self), NULL);

  return get_private (self)->tools;
}

const char *
inn_console_view_get_facts (InnConsoleView *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_VIEW (self), NULL);

  return get_private (self)->facts;
}

gboolean
inn_console_view_get_grabbed (InnConsoleView *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_VIEW (self), FALSE);

  return get_private (self)->grabbed;
}

InnConsoleSecurity
inn_console_view_get_security (InnConsoleView *self)
{
  g_return_val_if_fail (INN_IS_CONSOLE_VIEW (self), INN_CONSOLE_SECURITY_UNKNOWN);

  return get_private (self)->security;
}

/**
 * inn_console_view_set_tools:
 * @tools: (transfer floating): once, when the view is made
 */
void
inn_console_view_set_tools (InnConsoleView *self,
                            GtkWidget      *tools)
{
  InnConsoleViewPrivate *priv = get_private (self);

  g_return_if_fail (INN_IS_CONSOLE_VIEW (self));
  g_return_if_fail (priv->tools == NULL);

  priv->tools = g_object_ref_sink (tools);
}

void
inn_console_view_set_facts (InnConsoleView *self,
                            const char     *facts)
{
  InnConsoleViewPrivate *priv = get_private (self);

  g_return_if_fail (INN_IS_CONSOLE_VIEW (self));

  if (g_strcmp0 (priv->facts, facts) == 0)
    return;

  g_free (priv->facts);
  priv->facts = g_strdup (facts);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS]);
}

void
inn_console_view_set_grabbed (InnConsoleView *self,
                              gboolean        grabbed)
{
  InnConsoleViewPrivate *priv = get_private (self);

  g_return_if_fail (INN_IS_CONSOLE_VIEW (self));

  if (priv->grabbed == grabbed)
    return;

  priv->grabbed = grabbed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRABBED]);
}

void
inn_console_view_set_security (InnConsoleView     *self,
                               InnConsoleSecurity  security)
{
  InnConsoleViewPrivate *priv = get_private (self);

  g_return_if_fail (INN_IS_CONSOLE_VIEW (self));

  if (priv->security == security)
    return;

  priv->security = security;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECURITY]);
}

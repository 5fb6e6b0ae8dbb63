/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-split-view"

#include "config.h"

#include <adwaita.h>

#include "inn-split-view.h"

struct _InnSplitView
{
  GtkWidget    parent_instance;

  AdwLeaflet  *leaflet;
  GtkWidget   *separator;
  GtkWidget   *sidebar;
  GtkWidget   *content;
  gboolean     sidebar_visible;
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_COLLAPSED,
  PROP_SHOW_CONTENT,
  PROP_SIDEBAR_VISIBLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnSplitView, inn_split_view, GTK_TYPE_WIDGET)

static void
on_folded_changed_cb (InnSplitView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSED]);
}

static void
on_child_changed_cb (InnSplitView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTENT]);
}

static void
set_sidebar (InnSplitView *self,
             GtkWidget    *sidebar)
{
  self->sidebar = sidebar;
  if (sidebar == NULL)
    return;

  adw_leaflet_prepend (self->leaflet, sidebar);
  gtk_widget_set_hexpand (sidebar, FALSE);
}

static void
set_content (InnSplitView *self,
             GtkWidget    *content)
{
  self->content = content;
  if (content == NULL)
    return;

  gtk_widget_set_hexpand (content, TRUE);
  adw_leaflet_append (self->leaflet, content);
  adw_leaflet_set_visible_child (self->leaflet, content);
}

static void
inn_split_view_dispose (GObject *object)
{
  InnSplitView *self = INN_SPLIT_VIEW (object);

  if (self->leaflet != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->leaflet, self);
      gtk_widget_unparent (GTK_WIDGET (self->leaflet));
      self->leaflet = NULL;
    }

  G_OBJECT_CLASS (inn_split_view_parent_class)->dispose (object);
}

static void
inn_split_view_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  InnSplitView *self = INN_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;

    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;

    case PROP_COLLAPSED:
      g_value_set_boolean (value, inn_split_view_get_collapsed (self));
      break;

    case PROP_SHOW_CONTENT:
      g_value_set_boolean (value, inn_split_view_get_show_content (self));
      break;

    case PROP_SIDEBAR_VISIBLE:
      g_value_set_boolean (value, self->sidebar_visible);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_split_view_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  InnSplitView *self = INN_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      set_sidebar (self, g_value_get_object (value));
      break;

    case PROP_CONTENT:
      set_content (self, g_value_get_object (value));
      break;

    case PROP_SHOW_CONTENT:
      inn_split_view_set_show_content (self, g_value_get_boolean (value));
      break;

    case PROP_SIDEBAR_VISIBLE:
      inn_split_view_set_sidebar_visible (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_split_view_class_init (InnSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = inn_split_view_dispose;
  object_class->get_property = inn_split_view_get_property;
  object_class->set_property = inn_split_view_set_property;

  properties[PROP_SIDEBAR] =
    g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] =
    g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_COLLAPSED] =
    g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_CONTENT] =
    g_param_spec_boolean ("show-content", NULL, NULL, TRUE, flags);
  properties[PROP_SIDEBAR_VISIBLE] =
    g_param_spec_boolean ("sidebar-visible", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
inn_split_view_init (InnSplitView *self)
{
  AdwLeafletPage *page;

  self->sidebar_visible = TRUE;
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_transition_type (self->leaflet, ADW_LEAFLET_TRANSITION_TYPE_OVER);
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));

  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  page = adw_leaflet_append (self->leaflet, self->separator);
  adw_leaflet_page_set_navigatable (page, FALSE);

  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (on_folded_changed_cb),
                            self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child",
                            G_CALLBACK (on_child_changed_cb), self);
}

/**
 * inn_split_view_get_collapsed:
 *
 * Returns: whether only one of the two is seen at a time
 */
gboolean
inn_split_view_get_collapsed (InnSplitView *self)
{
  g_return_val_if_fail (INN_IS_SPLIT_VIEW (self), FALSE);

  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
inn_split_view_get_show_content (InnSplitView *self)
{
  g_return_val_if_fail (INN_IS_SPLIT_VIEW (self), FALSE);

  return adw_leaflet_get_visible_child (self->leaflet) == self->content;
}

/**
 * inn_split_view_set_show_content:
 *
 * Which of the two is seen while the view is collapsed.
 */
void
inn_split_view_set_show_content (InnSplitView *self,
                                 gboolean      show_content)
{
  GtkWidget *child;

  g_return_if_fail (INN_IS_SPLIT_VIEW (self));

  child = show_content ? self->content : self->sidebar;
  if (child != NULL && gtk_widget_get_visible (child))
    adw_leaflet_set_visible_child (self->leaflet, child);
}

gboolean
inn_split_view_get_sidebar_visible (InnSplitView *self)
{
  g_return_val_if_fail (INN_IS_SPLIT_VIEW (self), FALSE);

  return self->sidebar_visible;
}

/**
 * inn_split_view_set_sidebar_visible:
 *
 * Takes the sidebar away altogether, whatever room there is.
 */
void
inn_split_view_set_sidebar_visible (InnSplitView *self,
                                    gboolean      visible)
{
  g_return_if_fail (INN_IS_SPLIT_VIEW (self));

  if (self->sidebar_visible == visible)
    return;

  self->sidebar_visible = visible;
  if (!visible)
    inn_split_view_set_show_content (self, TRUE);
  if (self->sidebar != NULL)
    gtk_widget_set_visible (self->sidebar, visible);
  gtk_widget_set_visible (self->separator, visible);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_VISIBLE]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-row"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-file-chooser.h"
#include "inn-key-row.h"
#include "inn-text.h"

struct _InnKeyRow
{
  AdwActionRow  parent_instance;

  char         *path;
  GCancellable *cancellable;

  /* Template */
  GtkWidget    *clear_button;
};

enum {
  PROP_0,
  PROP_PATH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (InnKeyRow, inn_key_row, ADW_TYPE_ACTION_ROW)

static void
sync_path (InnKeyRow *self)
{
  g_autofree char *text = self->path != NULL ? inn_text_short_path (self->path)
                                             : g_strdup (_("From SSH configuration or agent"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_visible (self->clear_button, self->path != NULL);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InnKeyRow) self = user_data;
  g_autoptr (GFile) file = inn_file_chooser_open_finish (result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    inn_key_row_set_path (self, g_file_peek_path (file));
}

/*
 * Actions
 */

static void
choose_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *param)
{
  InnKeyRow *self = INN_KEY_ROW (widget);
  g_autofree char *path = g_build_filename (g_get_home_dir (), ".ssh", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  inn_file_chooser_open_async (GTK_WINDOW (gtk_widget_get_root (widget)),
                               _("Choose a Private Key"), folder, self->cancellable,
                               chosen_cb, g_object_ref (self));
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *param)
{
  inn_key_row_set_path (INN_KEY_ROW (widget), NULL);
}

static void
inn_key_row_dispose (GObject *object)
{
  InnKeyRow *self = INN_KEY_ROW (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (inn_key_row_parent_class)->dispose (object);
}

static void
inn_key_row_finalize (GObject *object)
{
  InnKeyRow *self = INN_KEY_ROW (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (inn_key_row_parent_class)->finalize (object);
}

static void
inn_key_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  InnKeyRow *self = INN_KEY_ROW (object);

  switch (prop_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_key_row_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  InnKeyRow *self = INN_KEY_ROW (object);

  switch (prop_id)
    {
    case PROP_PATH:
      inn_key_row_set_path (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_key_row_class_init (InnKeyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_key_row_dispose;
  object_class->finalize = inn_key_row_finalize;
  object_class->get_property = inn_key_row_get_property;
  object_class->set_property = inn_key_row_set_property;

  properties[PROP_PATH] =
    g_param_spec_string ("path", NULL, NULL,
                         NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-key-row.ui");
  gtk_widget_class_bind_template_child (widget_class, InnKeyRow, clear_button);

  gtk_widget_class_install_action (widget_class, "key.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "key.clear", NULL, clear_action);
}

static void
inn_key_row_init (InnKeyRow *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  sync_path (self);
}

/**
 * inn_key_row_get_path:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the file that was chosen
 */
const char *
inn_key_row_get_path (InnKeyRow *self)
{
  g_return_val_if_fail (INN_IS_KEY_ROW (self), NULL);

  return self->path;
}

void
inn_key_row_set_path (InnKeyRow  *self,
                      const char *path)
{
  g_return_if_fail (INN_IS_KEY_ROW (self));

  if (path != NULL && *path == '\0')
    path = NULL;

  if (g_strcmp0 (self->path, path) == 0)
    return;

  g_free (self->path);
  self->path = g_strdup (path);
  sync_path (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

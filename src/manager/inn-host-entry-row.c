/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-entry-row"

#include "config.h"

#include "inn-host-entry-row.h"
#include "inn-ssh-config.h"

struct _InnHostEntryRow
{
  AdwEntryRow    parent_instance;

  GCancellable  *cancellable;
  gboolean       offers;    /* whether the hosts fit what is entered */
  gboolean       asked;     /* the SSH configuration is being read, or was */

  /* Template */
  GtkMenuButton *button;
  GtkStringList *hosts;
};

G_DEFINE_FINAL_TYPE (InnHostEntryRow, inn_host_entry_row, ADW_TYPE_ENTRY_ROW)

static void
sync_button (InnHostEntryRow *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->hosts)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->button), self->offers && any);
}

static void
ssh_config_loaded_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (InnHostEntryRow) self = user_data;
  g_autoptr (GPtrArray) hosts = inn_ssh_config_load_finish (result, NULL);

  if (hosts == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  for (guint i = 0; i < hosts->len; i++)
    {
      const InnSshHost *host = g_ptr_array_index (hosts, i);

      gtk_string_list_append (self->hosts, host->alias);
    }

  sync_button (self);
}

static void
on_host_activated_cb (InnHostEntryRow *self,
                      guint            position)
{
  const char *host = gtk_string_list_get_string (self->hosts, position);

  gtk_menu_button_popdown (self->button);
  gtk_editable_set_text (GTK_EDITABLE (self), host);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
on_key_pressed_cb (InnHostEntryRow *self,
                   guint            keyval)
{
  if (keyval != GDK_KEY_Down || !gtk_widget_get_visible (GTK_WIDGET (self->button)))
    return GDK_EVENT_PROPAGATE;

  gtk_menu_button_popup (self->button);

  return GDK_EVENT_STOP;
}

static void
inn_host_entry_row_map (GtkWidget *widget)
{
  InnHostEntryRow *self = INN_HOST_ENTRY_ROW (widget);

  GTK_WIDGET_CLASS (inn_host_entry_row_parent_class)->map (widget);

  if (self->asked)
    return;

  self->asked = TRUE;
  inn_ssh_config_load_async (NULL, self->cancellable, ssh_config_loaded_cb, g_object_ref (self));
}

static void
inn_host_entry_row_dispose (GObject *object)
{
  InnHostEntryRow *self = INN_HOST_ENTRY_ROW (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (inn_host_entry_row_parent_class)->dispose (object);
}

static void
inn_host_entry_row_finalize (GObject *object)
{
  InnHostEntryRow *self = INN_HOST_ENTRY_ROW (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (inn_host_entry_row_parent_class)->finalize (object);
}

static void
inn_host_entry_row_class_init (InnHostEntryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_host_entry_row_dispose;
  object_class->finalize = inn_host_entry_row_finalize;
  widget_class->map = inn_host_entry_row_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/manager/"
                                               "inn-host-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, InnHostEntryRow, button);
  gtk_widget_class_bind_template_child (widget_class, InnHostEntryRow, hosts);
  gtk_widget_class_bind_template_callback (widget_class, on_host_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
}

static void
inn_host_entry_row_init (InnHostEntryRow *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_host_entry_row_set_offers:
 * @self: a row
 * @offers: whether hosts of the SSH configuration make sense here
 */
void
inn_host_entry_row_set_offers (InnHostEntryRow *self,
                               gboolean         offers)
{
  g_return_if_fail (INN_IS_HOST_ENTRY_ROW (self));

  self->offers = offers;
  sync_button (self);
}

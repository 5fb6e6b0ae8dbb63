/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-host-nodes-row"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-a11y.h"
#include "inn-host-fact.h"
#include "inn-host-nodes-row.h"
#include "inn-text.h"

#define TEMPLATE "/org/innkeeper/Innkeeper/ui/host/inn-host-nodes-row.ui"

/* Columns of the table */
enum {
  COLUMN_NODE,
  COLUMN_CPUS,
  COLUMN_MEMORY,
  COLUMN_FREE,
};

struct _InnHostNodesRow
{
  AdwActionRow    parent_instance;

  InnHost        *host;
  GCancellable   *cancellable;
  GPtrArray      *free_labels;   /* borrowed from the grid, by the order of the nodes */

  /* Template */
  GtkMenuButton  *button;
  GtkLabel       *label;
  GtkGrid        *grid;
};

G_DEFINE_FINAL_TYPE (InnHostNodesRow, inn_host_nodes_row, ADW_TYPE_ACTION_ROW)

static GPtrArray *
get_nodes (InnHostNodesRow *self)
{
  const InnHostCapabilities *capabilities = inn_host_get_capabilities (self->host);

  return capabilities != NULL ? capabilities->host->nodes : NULL;
}

static GtkLabel *
attach (InnHostNodesRow *self,
        int              column,
        int              row,
        const char      *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column >= COLUMN_MEMORY ? 1 : 0);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : "numeric");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

static void
clear_grid (InnHostNodesRow *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->free_labels, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
fill_grid (InnHostNodesRow *self,
           GPtrArray       *nodes)
{
  /* Translators: a NUMA node, as the title of a column */
  attach (self, COLUMN_NODE, 0, _("Node"));
  attach (self, COLUMN_CPUS, 0, _("CPUs"));
  attach (self, COLUMN_MEMORY, 0, _("Memory"));
  /* Translators: memory that is free, as the title of a column */
  attach (self, COLUMN_FREE, 0, _("Free"));

  for (guint i = 0; i < nodes->len; i++)
    {
      const InnHostNode *node = nodes->pdata[i];
      g_autofree char *number = g_strdup_printf ("%u", node->id);
      g_autofree char *memory = inn_text_memory_kib (node->memory_kib);

      attach (self, COLUMN_NODE, (int) i + 1, number);
      attach (self, COLUMN_CPUS, (int) i + 1, node->cpus != NULL ? node->cpus : "–");
      attach (self, COLUMN_MEMORY, (int) i + 1, memory);
      g_ptr_array_add (self->free_labels, attach (self, COLUMN_FREE, (int) i + 1, "–"));
    }
}

static void
free_memory_read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (InnHostNodesRow) self = user_data;
  g_autoptr (GArray) kib = inn_host_load_free_memory_finish (INN_HOST (object), result, NULL);
  GPtrArray *nodes = get_nodes (self);

  for (guint i = 0; kib != NULL && i < self->free_labels->len && i < nodes->len; i++)
    {
      const InnHostNode *node = nodes->pdata[i];
      g_autofree char *text = NULL;

      if (node->id >= kib->len)
        continue;

      text = inn_text_memory_kib (g_array_index (kib, guint64, node->id));
      gtk_label_set_label (self->free_labels->pdata[i], text);
    }
}

static void
on_opened_cb (InnHostNodesRow *self)
{
  GPtrArray *nodes = get_nodes (self);
  guint n = 0;

  if (nodes == NULL)
    return;

  clear_grid (self);
  fill_grid (self, nodes);

  for (guint i = 0; i < nodes->len; i++)
    n = MAX (n, ((InnHostNode *) nodes->pdata[i])->id + 1);

  if (n > 0)
    inn_host_load_free_memory_async (self->host, n, self->cancellable, free_memory_read_cb,
                                     g_object_ref (self));
}

static void
inn_host_nodes_row_dispose (GObject *object)
{
  InnHostNodesRow *self = INN_HOST_NODES_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->host);
  g_clear_pointer (&self->free_labels, g_ptr_array_unref);

  G_OBJECT_CLASS (inn_host_nodes_row_parent_class)->dispose (object);
}

static void
inn_host_nodes_row_class_init (InnHostNodesRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inn_host_nodes_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, InnHostNodesRow, button);
  gtk_widget_class_bind_template_child (widget_class, InnHostNodesRow, label);
  gtk_widget_class_bind_template_child (widget_class, InnHostNodesRow, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_opened_cb);
}

static void
inn_host_nodes_row_init (InnHostNodesRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->free_labels = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_host_nodes_row_new:
 * @host: a host
 *
 * Returns: (transfer full): the row; hidden as long as nothing is known of the nodes
 */
GtkWidget *
inn_host_nodes_row_new (InnHost *host)
{
  InnHostNodesRow *self = g_object_new (INN_TYPE_HOST_NODES_ROW, NULL);

  self->host = g_object_ref (host);
  inn_host_nodes_row_sync (self);

  return GTK_WIDGET (self);
}

/**
 * inn_host_nodes_row_sync:
 *
 * Shows what is known of the nodes now.
 */
void
inn_host_nodes_row_sync (InnHostNodesRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (INN_IS_HOST_NODES_ROW (self));

  text = inn_host_dup_nodes_text (self->host);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);

  if (text == NULL)
    return;

  gtk_label_set_label (self->label, text);
  label = g_strdup_printf ("%s, %s",
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), text);
  inn_a11y_set_label (GTK_WIDGET (self->button), label);
}

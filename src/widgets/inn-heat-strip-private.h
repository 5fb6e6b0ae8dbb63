/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#pragma once

#include "inn-graph-private.h"
#include "inn-heat-strip.h"

G_BEGIN_DECLS

/* One metric of all CPUs. */
typedef struct
{
  InnMetric   metric;
  char       *label;             /* NULL: of the one that is drawn */
  GPtrArray  *series;            /* of InnSeries or NULL */
} InnHeatLayer;

/* InnHeatStrip is one class over several files: inn-heat-strip.c, what draws in
 * inn-heat-strip-draw.c, what it says in inn-heat-strip-text.c. */
struct _InnHeatStrip
{
  GtkWidget      parent_instance;

  InnTimeView   *view;
  char          *name;           /* of a CPU, without its number */
  InnGraphSize   size;
  GPtrArray     *layers;         /* of InnHeatLayer: the first is drawn, the others are told */
  char         **numbers;        /* of the CPUs */
  guint          n_cpus;
  int            row;            /* chosen with the keyboard; -1: none */

  GskRenderNode *node;           /* all but the cursor; NULL: old */
  InnGraphGrid   grid;
  gint64         described;
};

void           inn_heat_strip_set_numbers  (InnHeatStrip        *self,
                                            const char * const  *numbers);
void           inn_heat_strip_set_series   (InnHeatStrip        *self,
                                            guint                layer,
                                            guint                cpu,
                                            InnSeries           *series);

guint          inn_heat_strip_get_group    (InnHeatStrip        *self);
guint          inn_heat_strip_get_n_rows   (InnHeatStrip        *self);
int            inn_heat_strip_get_row_height
                                           (InnHeatStrip        *self);
char          *inn_heat_strip_format_row   (InnHeatStrip        *self,
                                            guint                row,
                                            gint64               time);

GskRenderNode *inn_heat_strip_draw_cells   (InnHeatStrip        *self);
void           inn_heat_strip_draw_cursor  (InnHeatStrip        *self,
                                            GtkSnapshot         *snapshot);

G_END_DECLS

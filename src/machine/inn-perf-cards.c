/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-perf-cards"

#include "config.h"

#include "inn-columns-layout.h"
#include "inn-perf-cards.h"
#include "inn-stats.h"

#define SPACING 12

/* Below this width, in pixels, cards stand one below the other. */
#define MIN_WIDTH 860

/* Cards in a row after the first one, which has two. */
#define PER_ROW 3

struct _InnPerfCards
{
  GtkBox              parent_instance;

  InnTimeView        *view;
  GSettings          *settings;
  GPtrArray          *cards;      /* of InnPerfCard, in order; owns them */
  GPtrArray          *rows;
  GSimpleActionGroup *actions;
  GMenu              *menu;
  char               *uuid;
  char              **hidden;     /* ids of cards that the user does not want to see */
};

G_DEFINE_FINAL_TYPE (InnPerfCards, inn_perf_cards, GTK_TYPE_BOX)

/*
 * Which cards there are
 */

static gboolean
is_card_of (InnPerfCard *card,
            InnPerfKind  kind,
            const char  *instance)
{
  return inn_perf_card_get_kind (card) == kind
         && g_strcmp0 (inn_perf_card_get_instance (card), instance) == 0;
}

/* A card that is there already keeps what the user hid in it. */
static void
take_card (InnPerfCards *self,
           GPtrArray    *before,
           InnPerfKind   kind,
           const char   *instance)
{
  for (guint i = 0; i < before->len; i++)
    {
      InnPerfCard *card = g_ptr_array_index (before, i);

      if (is_card_of (card, kind, instance))
        {
          g_ptr_array_add (self->cards, g_object_ref (card));
          return;
        }
    }

  g_ptr_array_add (self->cards, g_object_ref_sink (inn_perf_card_new (self->view, kind, instance)));
}

static void
take_cards (InnPerfCards       *self,
            GPtrArray          *before,
            InnPerfKind         kind,
            const char * const *instances)
{
  for (guint i = 0; instances[i] != NULL; i++)
    take_card (self, before, kind, instances[i]);
}

static gboolean
are_right (InnPerfCards       *self,
           const char * const *disks,
           const char * const *nics)
{
  guint n_disks = g_strv_length ((char **) disks);
  guint n = 2 + n_disks + g_strv_length ((char **) nics);

  if (self->cards->len != n)
    return FALSE;

  for (guint i = 2; i < n; i++)
    {
      gboolean disk = i - 2 < n_disks;

      if (!is_card_of (g_ptr_array_index (self->cards, i), disk ? INN_PERF_DISK : INN_PERF_NIC,
                       disk ? disks[i - 2] : nics[i - 2 - n_disks]))
        return FALSE;
    }

  return TRUE;
}

/*
 * Where they stand
 */

static GtkWidget *
new_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (row, g_object_new (INN_TYPE_COLUMNS_LAYOUT,
                                                    "min-width", MIN_WIDTH,
                                                    "spacing", SPACING,
                                                    NULL));
  gtk_widget_set_vexpand (row, FALSE);

  return row;
}

static void
clear_rows (InnPerfCards *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *child;

      while ((child = gtk_widget_get_first_child (row)) != NULL)
        gtk_widget_unparent (child);
      gtk_box_remove (GTK_BOX (self), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static gboolean
is_hidden (InnPerfCards *self,
           InnPerfCard  *card)
{
  g_autofree char *id = inn_perf_card_dup_id (card);

  return self->hidden != NULL && g_strv_contains ((const char * const *) self->hidden, id);
}

/* The last row is filled up, so that all cards of a kind have the same width. */
static void
fill_row (GtkWidget *row,
          guint      n,
          guint      per_row)
{
  for (; n > 0 && n < per_row; n++)
    gtk_widget_set_parent (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), row);
}

static void
arrange (InnPerfCards *self)
{
  GtkWidget *row = NULL;
  guint n = 0;
  guint per_row = 2;

  clear_rows (self);

  for (guint i = 0; i < self->cards->len; i++)
    {
      InnPerfCard *card = g_ptr_array_index (self->cards, i);
      gboolean large = inn_perf_card_get_kind (card) <= INN_PERF_MEMORY;

      if (is_hidden (self, card))
        continue;

      if (row == NULL || n == per_row || (!large && per_row == 2))
        {
          if (row != NULL && !large && per_row == PER_ROW)
            fill_row (row, n, per_row);
          row = new_row ();
          gtk_box_append (GTK_BOX (self), row);
          g_ptr_array_add (self->rows, row);
          per_row = large ? 2 : PER_ROW;
          n = 0;
        }
      gtk_widget_set_parent (GTK_WIDGET (card), row);
      n++;
    }

  if (row != NULL && per_row == PER_ROW)
    fill_row (row, n, per_row);
}

/*
 * The menu of cards
 */

static void
load_hidden (InnPerfCards *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "hidden-graphs");

  g_clear_pointer (&self->hidden, g_strfreev);
  g_variant_lookup (all, self->uuid, "^as", &self->hidden);
}

static void
save_hidden (InnPerfCards *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "hidden-graphs");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *uuid;
  GVariant *ids;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@as}", &uuid, &ids))
    if (!g_str_equal (uuid, self->uuid))
      g_variant_builder_add (&builder, "{s@as}", uuid, ids);
  if (self->hidden[0] != NULL)
    g_variant_builder_add (&builder, "{s^as}", self->uuid, self->hidden);

  g_settings_set_value (self->settings, "hidden-graphs", g_variant_builder_end (&builder));
}

static void
set_hidden (InnPerfCards *self,
            InnPerfCard  *card,
            gboolean      hidden)
{
  g_autofree char *id = inn_perf_card_dup_id (card);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->hidden != NULL && self->hidden[i] != NULL; i++)
    if (!g_str_equal (self->hidden[i], id))
      g_strv_builder_add (builder, self->hidden[i]);
  if (hidden)
    g_strv_builder_add (builder, id);

  g_strfreev (self->hidden);
  self->hidden = g_strv_builder_end (builder);
}

static void
on_shown_changed_cb (GSimpleAction *action,
                     GVariant      *state,
                     InnPerfCards  *self)
{
  InnPerfCard *card = g_object_get_data (G_OBJECT (action), "inn-card");

  g_simple_action_set_state (action, state);
  set_hidden (self, card, !g_variant_get_boolean (state));
  save_hidden (self);
  arrange (self);
}

static void
clear_actions (InnPerfCards *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (guint i = 0; names[i] != NULL; i++)
    g_action_map_remove_action (G_ACTION_MAP (self->actions), names[i]);
  g_menu_remove_all (self->menu);
}

static void
build_menu (InnPerfCards *self)
{
  clear_actions (self);

  for (guint i = 0; i < self->cards->len; i++)
    {
      InnPerfCard *card = g_ptr_array_index (self->cards, i);
      g_autofree char *name = g_strdup_printf ("show-%u", i);
      g_autofree char *detailed = g_strdup_printf ("graphs.%s", name);
      g_autoptr (GSimpleAction) action = NULL;

      action = g_simple_action_new_stateful (name, NULL,
                                             g_variant_new_boolean (!is_hidden (self, card)));
      g_object_set_data (G_OBJECT (action), "inn-card", card);
      g_signal_connect (action, "change-state", G_CALLBACK (on_shown_changed_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      g_menu_append (self->menu, inn_perf_card_get_title (card), detailed);
    }
}

/*
 * Object
 */

static void
inn_perf_cards_dispose (GObject *object)
{
  InnPerfCards *self = INN_PERF_CARDS (object);

  clear_rows (self);
  g_ptr_array_set_size (self->cards, 0);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->view);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (inn_perf_cards_parent_class)->dispose (object);
}

static void
inn_perf_cards_finalize (GObject *object)
{
  InnPerfCards *self = INN_PERF_CARDS (object);

  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->rows);
  g_strfreev (self->hidden);
  g_free (self->uuid);

  G_OBJECT_CLASS (inn_perf_cards_parent_class)->finalize (object);
}

static void
inn_perf_cards_class_init (InnPerfCardsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inn_perf_cards_dispose;
  object_class->finalize = inn_perf_cards_finalize;
}

static void
inn_perf_cards_init (InnPerfCards *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
}

/**
 * inn_perf_cards_new:
 * @settings: where it is remembered what the user hid
 *
 * Returns: (transfer floating): without cards until there is a machine
 */
InnPerfCards *
inn_perf_cards_new (InnTimeView *view,
                    GSettings   *settings)
{
  InnPerfCards *self = g_object_new (INN_TYPE_PERF_CARDS, NULL);

  self->view = g_object_ref (view);
  self->settings = g_object_ref (settings);

  return self;
}

/**
 * inn_perf_cards_get_actions:
 *
 * Returns: (transfer none): the group “graphs”
 */
GActionGroup *
inn_perf_cards_get_actions (InnPerfCards *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARDS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * inn_perf_cards_get_menu:
 *
 * Returns: (transfer none): which cards are shown
 */
GMenuModel *
inn_perf_cards_get_menu (InnPerfCards *self)
{
  g_return_val_if_fail (INN_IS_PERF_CARDS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

/* When a machine stops it has no disks that are measured: its graphs stay. */
static void
sync_cards (InnPerfCards *self,
            InnDomain    *domain)
{
  InnStats *stats = inn_domain_get_stats (domain);
  const char * const none[] = { NULL };
  const char * const *disks = none;
  const char * const *nics = none;
  g_autoptr (GPtrArray) before = NULL;

  if (stats != NULL)
    {
      disks = inn_stats_get_instances (stats, INN_METRIC_DISK_READ);
      nics = inn_stats_get_instances (stats, INN_METRIC_NET_RX);
    }
  if (are_right (self, disks, nics) || (self->cards->len > 0 && !inn_domain_is_active (domain)))
    return;

  before = g_steal_pointer (&self->cards);
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  take_card (self, before, INN_PERF_CPU, NULL);
  take_card (self, before, INN_PERF_MEMORY, NULL);
  take_cards (self, before, INN_PERF_DISK, disks);
  take_cards (self, before, INN_PERF_NIC, nics);

  build_menu (self);
  arrange (self);
}

/**
 * inn_perf_cards_show:
 *
 * Takes over what is known of @domain now.
 */
void
inn_perf_cards_show (InnPerfCards *self,
                     InnDomain    *domain)
{
  g_return_if_fail (INN_IS_PERF_CARDS (self));
  g_return_if_fail (INN_IS_DOMAIN (domain));

  if (g_strcmp0 (self->uuid, inn_domain_get_uuid (domain)) != 0)
    {
      g_free (self->uuid);
      self->uuid = g_strdup (inn_domain_get_uuid (domain));
      load_hidden (self);
    }

  sync_cards (self, domain);
  for (guint i = 0; i < self->cards->len; i++)
    inn_perf_card_show (g_ptr_array_index (self->cards, i), domain);
}

/**
 * inn_perf_cards_append_values:
 *
 * Appends the values at the cursor, or the newest ones, of the cards that are shown.
 */
void
inn_perf_cards_append_values (InnPerfCards *self,
                              GString      *text)
{
  g_return_if_fail (INN_IS_PERF_CARDS (self));

  for (guint i = 0; i < self->cards->len; i++)
    if (!is_hidden (self, g_ptr_array_index (self->cards, i)))
      inn_perf_card_append_values (g_ptr_array_index (self->cards, i), text);
}

void
inn_perf_cards_fill_table (InnPerfCards   *self,
                           InnSeriesTable *table)
{
  g_return_if_fail (INN_IS_PERF_CARDS (self));

  for (guint i = 0; i < self->cards->len; i++)
    if (!is_hidden (self, g_ptr_array_index (self->cards, i)))
      inn_perf_card_fill_table (g_ptr_array_index (self->cards, i), table);
}

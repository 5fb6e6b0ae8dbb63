/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-perf-cards"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-columns-layout.h"
#include "inn-perf-cards.h"
#include "inn-perf-hidden.h"
#include "inn-perf-scale.h"
#include "inn-perf-sources.h"
#include "inn-stats.h"

#define SPACING 12

/* Below this width, in pixels, cards stand one below the other. */
#define MIN_WIDTH 860

/* Cards in a row after the first one, which has two. */
#define PER_ROW 3

/* As it is remembered that the user does not want to see single CPUs. */
#define STRIPS "vcpu-strip"

#define SAME_SCALE "same-disk-scale"

struct _InnPerfCards
{
  GtkBox              parent_instance;

  InnTimeView        *view;
  GSettings          *settings;
  GPtrArray          *cards;      /* of InnPerfCard, in order; owns them */
  GPtrArray          *rows;
  GSimpleActionGroup *actions;
  GMenu              *menu;
  InnDomain          *domain;
  InnPerfHidden      *hidden;     /* of that machine */
  gboolean            has_strips; /* the menu was made with it */
  InnPerfScale        scale;      /* of the disks, where it is the same for all */
  GCancellable       *cancellable;
};

G_DEFINE_FINAL_TYPE (InnPerfCards, inn_perf_cards, GTK_TYPE_BOX)

/*
 * Which cards there are
 */

/* A card that is there already keeps what the user hid in it. */
static void
take_card (InnPerfCards *self,
           GPtrArray    *before,
           InnPerfKind   kind,
           const char   *instance)
{
  InnPerfCard *card = inn_perf_card_find (before, kind, instance);

  if (card != NULL)
    g_ptr_array_add (self->cards, g_object_ref (card));
  else
    g_ptr_array_add (self->cards,
                     g_object_ref_sink (inn_perf_card_new (self->view, kind, instance)));
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

      if (!inn_perf_card_is_of (g_ptr_array_index (self->cards, i),
                                disk ? INN_PERF_DISK : INN_PERF_NIC,
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

  return inn_perf_hidden_contains (self->hidden, id);
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
 * The scale of the disks
 */

static GPtrArray *
get_shown_disks (InnPerfCards *self)
{
  GPtrArray *disks = g_ptr_array_new ();

  for (guint i = 0; i < self->cards->len; i++)
    {
      InnPerfCard *card = g_ptr_array_index (self->cards, i);

      if (inn_perf_card_get_kind (card) == INN_PERF_DISK && !is_hidden (self, card))
        g_ptr_array_add (disks, card);
    }

  return disks;
}

static void
share_scale (InnPerfCards *self)
{
  g_autoptr (GPtrArray) disks = NULL;

  if (self->cards->len == 0)
    return;

  disks = get_shown_disks (self);
  if (g_settings_get_boolean (self->settings, SAME_SCALE))
    inn_perf_scale_share (&self->scale, disks, self->view);
  else
    inn_perf_scale_end (&self->scale, disks);
}

/*
 * The menu of cards
 */

static void
on_shown_changed_cb (GSimpleAction *action,
                     GVariant      *state,
                     InnPerfCards  *self)
{
  InnPerfCard *card = g_object_get_data (G_OBJECT (action), "inn-card");
  g_autofree char *id = inn_perf_card_dup_id (card);

  g_simple_action_set_state (action, state);
  inn_perf_hidden_set (self->hidden, id, !g_variant_get_boolean (state));
  arrange (self);
  share_scale (self);
}

static void
on_strips_changed_cb (GSimpleAction *action,
                      GVariant      *state,
                      InnPerfCards  *self)
{
  gboolean hidden = !g_variant_get_boolean (state);

  g_simple_action_set_state (action, state);
  inn_perf_hidden_set (self->hidden, STRIPS, hidden);
  inn_perf_card_set_hides_strips (g_ptr_array_index (self->cards, 0), hidden);
  inn_perf_card_show (g_ptr_array_index (self->cards, 0), self->domain);
}

static void
clear_actions (InnPerfCards *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (guint i = 0; names[i] != NULL; i++)
    g_action_map_remove_action (G_ACTION_MAP (self->actions), names[i]);
  g_menu_remove_all (self->menu);
}

static GAction *
add_toggle (InnPerfCards *self,
            GMenu        *section,
            const char   *name,
            const char   *label,
            gboolean      active,
            GCallback     callback)
{
  g_autofree char *detailed = g_strdup_printf ("graphs.%s", name);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, NULL,
                                                                   g_variant_new_boolean (active));

  g_signal_connect (action, "change-state", callback, self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (section, label, detailed);

  return G_ACTION (action);
}

static void
add_card_toggles (InnPerfCards *self)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < self->cards->len; i++)
    {
      InnPerfCard *card = g_ptr_array_index (self->cards, i);
      g_autofree char *name = g_strdup_printf ("show-%u", i);
      GAction *action = add_toggle (self, section, name, inn_perf_card_get_title (card),
                                    !is_hidden (self, card), G_CALLBACK (on_shown_changed_cb));

      g_object_set_data (G_OBJECT (action), "inn-card", card);
    }

  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
}

/* Disks come after CPU and memory. */
static gboolean
has_several_disks (InnPerfCards *self)
{
  return self->cards->len > 3
         && inn_perf_card_get_kind (g_ptr_array_index (self->cards, 3)) == INN_PERF_DISK;
}

static void
add_other_toggles (InnPerfCards *self)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (self->has_strips)
    add_toggle (self, section, "vcpu-strip", _("vCPU Strip"),
                !inn_perf_hidden_contains (self->hidden, STRIPS),
                G_CALLBACK (on_strips_changed_cb));
  if (has_several_disks (self))
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, SAME_SCALE);

      g_action_map_add_action (G_ACTION_MAP (self->actions), action);
      g_menu_append (section, _("Same Scale for All Disks"), "graphs." SAME_SCALE);
    }

  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
}

static void
build_menu (InnPerfCards *self)
{
  clear_actions (self);
  add_card_toggles (self);
  add_other_toggles (self);
}

/*
 * What is behind disks and network cards
 */

static void
xml_loaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InnPerfCards) self = user_data;
  InnDomain *domain = INN_DOMAIN (object);
  g_autofree char *xml = inn_domain_load_xml_finish (domain, result, NULL);

  /* Without it there is a little less to read. */
  if (xml == NULL || self->domain != domain)
    return;

  inn_perf_sources_set (self->cards, xml);
  for (guint i = 0; i < self->cards->len; i++)
    inn_perf_card_show (g_ptr_array_index (self->cards, i), domain);
}

/**
 * inn_perf_cards_load_sources:
 *
 * Asks the host anew what is behind disks and network cards: a medium may have been changed.
 */
void
inn_perf_cards_load_sources (InnPerfCards *self)
{
  g_return_if_fail (INN_IS_PERF_CARDS (self));

  if (self->domain != NULL)
    inn_domain_load_xml_async (self->domain, self->cancellable, xml_loaded_cb,
                               g_object_ref (self));
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
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->domain);
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
  g_clear_pointer (&self->hidden, inn_perf_hidden_free);

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
  self->cancellable = g_cancellable_new ();
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
  g_signal_connect_object (view, "changed", G_CALLBACK (share_scale), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" SAME_SCALE, G_CALLBACK (share_scale), self,
                           G_CONNECT_SWAPPED);

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
  inn_perf_card_set_hides_strips (g_ptr_array_index (self->cards, 0),
                                  inn_perf_hidden_contains (self->hidden, STRIPS));

  build_menu (self);
  arrange (self);
  if (self->cards->len > 2)
    inn_perf_cards_load_sources (self);
}

static void
set_domain (InnPerfCards *self,
            InnDomain    *domain)
{
  if (self->domain == domain)
    return;

  g_set_object (&self->domain, domain);
  g_clear_pointer (&self->hidden, inn_perf_hidden_free);
  self->hidden = inn_perf_hidden_new (self->settings, inn_domain_get_uuid (domain));
}

/* It is known with the first values only whether there is anything to hide. */
static void
sync_menu (InnPerfCards *self)
{
  gboolean has_strips = inn_perf_card_get_has_strips (g_ptr_array_index (self->cards, 0));

  if (self->has_strips == has_strips)
    return;

  self->has_strips = has_strips;
  build_menu (self);
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

  set_domain (self, domain);
  sync_cards (self, domain);
  for (guint i = 0; i < self->cards->len; i++)
    inn_perf_card_show (g_ptr_array_index (self->cards, i), domain);
  sync_menu (self);
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

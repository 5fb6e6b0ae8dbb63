/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-filter-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "inn-domain.h"
#include "inn-filter-bar.h"
#include "inn-popup.h"

/* From this many machines on, filtering at each key would hold up the next one. */
#define MANY 2000
#define DELAY_MANY_MS 80

struct _InnFilterBar
{
  GtkWidget        parent_instance;

  InnHostList     *hosts;
  InnMachineTally *tally;
  char            *errors;         /* what is wrong with the words, for the tooltip */

  /* Template */
  GtkSearchBar    *bar;
  GtkSearchEntry  *entry;
  GtkMenuButton   *add_button;
};

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_SEARCH_MODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InnFilterBar, inn_filter_bar, GTK_TYPE_WIDGET)

/*
 * Menu of words
 */

static void
append_word (GMenu      *menu,
             const char *label,
             const char *key,
             const char *value)
{
  g_autofree char *word = inn_query_format_word (key, value);
  g_autofree char *item_label = inn_menu_dup_label (label);
  g_autoptr (GMenuItem) item = g_menu_item_new (item_label, NULL);

  g_menu_item_set_action_and_target (item, "filter.toggle-word", "s", word);
  g_menu_append_item (menu, item);
}

static void
append_comparison (GMenu      *menu,
                   const char *label,
                   const char *word)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "filter.toggle-word", "s", word);
  g_menu_append_item (menu, item);
}

static GMenu *
build_state_menu (void)
{
  static const InnDomainState states[] = {
    INN_DOMAIN_STATE_RUNNING, INN_DOMAIN_STATE_PAUSED, INN_DOMAIN_STATE_IO_ERROR,
    INN_DOMAIN_STATE_SHUT_OFF, INN_DOMAIN_STATE_SAVED, INN_DOMAIN_STATE_CRASHED,
    INN_DOMAIN_STATE_UNKNOWN,
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    append_word (menu, inn_domain_state_get_label (states[i]), "state",
                 inn_domain_state_get_id (states[i]));

  return menu;
}

static GMenu *
build_host_menu (InnFilterBar *self)
{
  GMenu *menu = g_menu_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hosts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InnHost) host = g_list_model_get_item (G_LIST_MODEL (self->hosts), i);

      append_word (menu, inn_host_get_name (host), "host", inn_host_get_name (host));
    }

  return menu;
}

static GMenu *
build_values_menu (const char         *key,
                   const char * const *values)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; values[i] != NULL; i++)
    append_word (menu, values[i], key, values[i]);

  return menu;
}

static GMenu *
build_memory_menu (void)
{
  GMenu *menu = g_menu_new ();

  append_comparison (menu, _("More Than 2 GiB"), "mem>2G");
  append_comparison (menu, _("More Than 8 GiB"), "mem>8G");
  append_comparison (menu, _("More Than 32 GiB"), "mem>32G");
  append_comparison (menu, _("Less Than 2 GiB"), "mem<2G");

  return menu;
}

static GMenu *
build_cpu_menu (void)
{
  GMenu *menu = g_menu_new ();

  append_comparison (menu, _("More Than 80 %"), "cpu>80");
  append_comparison (menu, _("More Than 50 %"), "cpu>50");
  append_comparison (menu, _("Less Than 5 %"), "cpu<5");

  return menu;
}

static void
append_submenu (GMenu      *menu,
                const char *label,
                GMenu      *submenu)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (submenu)) > 0)
    g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
  g_object_unref (submenu);
}

/* Made anew each time, as hosts, tags and systems come and go. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  InnFilterBar *self = INN_FILTER_BAR (user_data);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) single = g_menu_new ();
  g_autoptr (GMenu) keys = g_menu_new ();

  append_submenu (keys, _("State"), build_state_menu ());
  if (self->hosts != NULL)
    append_submenu (keys, _("Host"), build_host_menu (self));
  if (self->tally != NULL)
    {
      append_submenu (keys, _("Tag"),
                      build_values_menu ("tag", inn_machine_tally_get_tags (self->tally)));
      append_submenu (keys, _("OS"),
                      build_values_menu ("os", inn_machine_tally_get_systems (self->tally)));
    }
  append_submenu (keys, _("CPU"), build_cpu_menu ());
  append_submenu (keys, _("Memory"), build_memory_menu ());
  append_word (single, _("Start with Host"), "autostart", "yes");
  append_word (single, _("Job Running"), "job", "yes");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (keys));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (single));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
toggle_word_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  inn_filter_bar_toggle_word (INN_FILTER_BAR (widget), g_variant_get_string (parameter, NULL));
}

/*
 * Entry
 */

static void
on_entry_changed_cb (InnFilterBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/* Escape first clears the words, then closes the bar. */
static void
on_search_stopped_cb (InnFilterBar *self)
{
  if (*inn_filter_bar_get_text (self) != '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      return;
    }

  gtk_search_bar_set_search_mode (self->bar, FALSE);
  g_signal_emit (self, signals[LEAVE], 0);
}

/* What was typed last counts at once, not after the delay. */
static void
on_entry_left_cb (InnFilterBar *self)
{
  on_entry_changed_cb (self);
  g_signal_emit (self, signals[LEAVE], 0);
}

static gboolean
on_key_pressed_cb (InnFilterBar    *self,
                   guint            keyval,
                   guint            keycode,
                   GdkModifierType  state)
{
  if (keyval == GDK_KEY_Escape)
    {
      on_search_stopped_cb (self);
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[LEAVE], 0);

  return GDK_EVENT_STOP;
}

static gboolean
on_query_tooltip_cb (InnFilterBar *self,
                     int           x,
                     int           y,
                     gboolean      keyboard,
                     GtkTooltip   *tooltip)
{
  gtk_tooltip_set_text (tooltip, self->errors);

  return self->errors != NULL;
}

static void
on_search_mode_changed_cb (InnFilterBar *self)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));

  /* At once: who types fast must not have the next key go to the table. */
  if (gtk_search_bar_get_search_mode (self->bar))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (delegate));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

static void
inn_filter_bar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  InnFilterBar *self = INN_FILTER_BAR (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, inn_filter_bar_get_text (self));
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->bar));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_filter_bar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  InnFilterBar *self = INN_FILTER_BAR (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      inn_filter_bar_set_text (self, g_value_get_string (value));
      break;

    case PROP_SEARCH_MODE:
      gtk_search_bar_set_search_mode (self->bar, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inn_filter_bar_dispose (GObject *object)
{
  InnFilterBar *self = INN_FILTER_BAR (object);

  if (self->bar != NULL)
    g_signal_handlers_disconnect_by_data (self->bar, self);
  g_clear_object (&self->hosts);
  g_clear_object (&self->tally);
  gtk_widget_dispose_template (GTK_WIDGET (self), INN_TYPE_FILTER_BAR);

  G_OBJECT_CLASS (inn_filter_bar_parent_class)->dispose (object);
}

static void
inn_filter_bar_finalize (GObject *object)
{
  g_free (INN_FILTER_BAR (object)->errors);

  G_OBJECT_CLASS (inn_filter_bar_parent_class)->finalize (object);
}

static void
inn_filter_bar_class_init (InnFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = inn_filter_bar_dispose;
  object_class->finalize = inn_filter_bar_finalize;
  object_class->get_property = inn_filter_bar_get_property;
  object_class->set_property = inn_filter_bar_set_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/innkeeper/Innkeeper/ui/manager/inn-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, InnFilterBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, InnFilterBar, bar);
  gtk_widget_class_bind_template_child (widget_class, InnFilterBar, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped_cb);

  gtk_widget_class_install_action (widget_class, "filter.toggle-word", "s", toggle_word_action);
}

static void
inn_filter_bar_init (InnFilterBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (self->bar, GTK_EDITABLE (self->entry));
  g_signal_connect_swapped (self->bar, "notify::search-mode-enabled",
                            G_CALLBACK (on_search_mode_changed_cb), self);
  gtk_menu_button_set_create_popup_func (self->add_button, create_menu_cb, self, NULL);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * inn_filter_bar_set_models:
 *
 * Sets where the words of the menu come from.
 */
void
inn_filter_bar_set_models (InnFilterBar    *self,
                           InnHostList     *hosts,
                           InnMachineTally *tally)
{
  g_return_if_fail (INN_IS_FILTER_BAR (self));

  g_set_object (&self->hosts, hosts);
  g_set_object (&self->tally, tally);
}

/**
 * inn_filter_bar_set_capture:
 * @widget: where typing begins to filter
 */
void
inn_filter_bar_set_capture (InnFilterBar *self,
                            GtkWidget    *widget)
{
  g_return_if_fail (INN_IS_FILTER_BAR (self));

  gtk_search_bar_set_key_capture_widget (self->bar, widget);
}

const char *
inn_filter_bar_get_text (InnFilterBar *self)
{
  g_return_val_if_fail (INN_IS_FILTER_BAR (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
inn_filter_bar_set_text (InnFilterBar *self,
                         const char   *text)
{
  g_return_if_fail (INN_IS_FILTER_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/**
 * inn_filter_bar_set_n_machines:
 * @n_machines: how many are filtered
 *
 * Among many machines the filter waits for a pause between two keys.
 */
void
inn_filter_bar_set_n_machines (InnFilterBar *self,
                               guint         n_machines)
{
  g_return_if_fail (INN_IS_FILTER_BAR (self));

  gtk_search_entry_set_search_delay (self->entry, n_machines > MANY ? DELAY_MANY_MS : 0);
}

static void
add_attribute (PangoAttrList       *list,
               PangoAttribute      *attribute,
               const InnQueryError *error)
{
  attribute->start_index = error->start;
  attribute->end_index = error->end;
  pango_attr_list_insert (list, attribute);
}

/**
 * inn_filter_bar_set_errors:
 * @query: (nullable): what was read from the text
 *
 * Underlines the words that could not be read and says why in the tooltip.
 */
void
inn_filter_bar_set_errors (InnFilterBar   *self,
                           const InnQuery *query)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  const InnQueryError *errors = NULL;
  GtkEditable *delegate;
  guint n = 0;

  g_return_if_fail (INN_IS_FILTER_BAR (self));

  if (query != NULL)
    errors = inn_query_get_errors (query, &n);

  for (guint i = 0; i < n; i++)
    {
      add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_ERROR), &errors[i]);
      add_attribute (list, pango_attr_underline_color_new (0xe0e0, 0x1b1b, 0x2424), &errors[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", errors[i].message);
    }

  delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  gtk_text_set_attributes (GTK_TEXT (delegate), list);

  g_free (self->errors);
  self->errors = n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->errors != NULL ? self->errors : "", -1);
}

/**
 * inn_filter_bar_toggle_word:
 * @word: such as “tag:lab”
 *
 * Writes @word into the entry, or takes it out, and opens the bar.
 */
void
inn_filter_bar_toggle_word (InnFilterBar *self,
                            const char   *word)
{
  g_autofree char *text = NULL;

  g_return_if_fail (INN_IS_FILTER_BAR (self));

  text = inn_query_toggle_word (inn_filter_bar_get_text (self), word);
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  inn_filter_bar_set_text (self, text);
}

/**
 * inn_filter_bar_open:
 *
 * Opens the bar and puts the cursor into it.
 */
void
inn_filter_bar_open (InnFilterBar *self)
{
  g_return_if_fail (INN_IS_FILTER_BAR (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

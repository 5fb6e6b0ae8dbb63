/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-key-card"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inn-copy-button.h"
#include "inn-key-card.h"

struct _InnKeyCard
{
  AdwBin         parent_instance;

  /* Template */
  GtkLabel      *title_label;
  GtkLabel      *fingerprint_label;
  InnCopyButton *copy_button;
};

G_DEFINE_FINAL_TYPE (InnKeyCard, inn_key_card, ADW_TYPE_BIN)

/* “SHA256:”, and what follows in two lines. */
static char *
dup_lines (const char *fingerprint)
{
  const char *colon = strchr (fingerprint, ':');
  gsize length;

  if (colon == NULL)
    return g_strdup (fingerprint);

  length = (strlen (colon + 1) + 1) / 2;

  return g_strdup_printf ("%.*s\n%.*s\n%s", (int) (colon + 1 - fingerprint), fingerprint,
                          (int) length, colon + 1, colon + 1 + length);
}

static void
inn_key_card_class_init (InnKeyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (INN_TYPE_COPY_BUTTON);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/innkeeper/Innkeeper/ui/widgets/"
                                               "inn-key-card.ui");
  gtk_widget_class_bind_template_child (widget_class, InnKeyCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, InnKeyCard, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, InnKeyCard, copy_button);
  gtk_widget_class_set_css_name (widget_class, "keycard");
}

static void
inn_key_card_init (InnKeyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * inn_key_card_new:
 * @title: which key, or of what type
 * @fingerprint: “SHA256:…”, in ASCII
 */
GtkWidget *
inn_key_card_new (const char *title,
                  const char *fingerprint)
{
  InnKeyCard *self = g_object_new (INN_TYPE_KEY_CARD, NULL);
  g_autofree char *lines = NULL;

  g_return_val_if_fail (fingerprint != NULL, GTK_WIDGET (self));

  lines = dup_lines (fingerprint);
  gtk_label_set_text (self->title_label, title != NULL ? title : "");
  gtk_label_set_text (self->fingerprint_label, lines);
  inn_copy_button_set_text (self->copy_button, fingerprint);
  inn_copy_button_set_action (self->copy_button, _("Copy Fingerprint"));

  return GTK_WIDGET (self);
}

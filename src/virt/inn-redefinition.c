/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-domain"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "inn-display-change.h"
#include "inn-domain-display.h"
#include "inn-emulation.h"
#include "inn-redefinition.h"
#include "inn-virt-error.h"

struct _InnRedefinition
{
  InnRedefinition *undone;   /* NULL: it does not undo another one */
  char            *before;
  char            *after;    /* as libvirt has it; NULL: it was not done */
};

static void
clear (gpointer data)
{
  InnRedefinition *self = data;

  g_clear_pointer (&self->undone, inn_redefinition_unref);
  g_free (self->before);
  g_free (self->after);
}

/**
 * inn_redefinition_new:
 * @undone: (nullable): what it takes back
 */
InnRedefinition *
inn_redefinition_new (InnRedefinition *undone)
{
  InnRedefinition *self = g_atomic_rc_box_new0 (InnRedefinition);

  if (undone != NULL)
    self->undone = inn_redefinition_ref (undone);

  return self;
}

InnRedefinition *
inn_redefinition_ref (InnRedefinition *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
inn_redefinition_unref (InnRedefinition *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static char *
read_definition (virDomainPtr domain)
{
  char *xml = virDomainGetXMLDesc (domain, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
  char *copy = g_strdup (xml);

  free (xml);

  return copy;
}

/* What somebody else has changed meanwhile must not be lost. */
static char *
dup_undone (InnRedefinition  *self,
            GError          **error)
{
  if (g_strcmp0 (self->before, self->undone->after) == 0)
    return g_strdup (self->undone->before);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                       _("The machine was changed once more after that, and undoing it would "
                         "lose the later change."));

  return NULL;
}

static char *
dup_changed (InnRedefinition  *self,
             virDomainPtr      domain,
             InnVerb           verb,
             GError          **error)
{
  g_autoptr (InnDisplayChange) change = NULL;

  if (verb == INN_VERB_UNDO)
    return dup_undone (self, error);

  if (verb == INN_VERB_USE_EMULATION)
    return inn_emulation_dup_xml (self->before, error);

  change = inn_domain_change_display (domain, verb, self->before, error);

  return change != NULL ? g_steal_pointer (&change->after) : NULL;
}

/**
 * inn_redefinition_perform:
 * @self: a new one
 * @domain: a machine
 * @verb: how its definition is changed
 *
 * Reads the definition as it is now, changes it, and remembers both. In the worker.
 */
gboolean
inn_redefinition_perform (InnRedefinition  *self,
                          virDomainPtr      domain,
                          InnVerb           verb,
                          GError          **error)
{
  g_autoptr (virDomain) defined = NULL;
  g_autofree char *changed = NULL;

  if ((self->before = read_definition (domain)) != NULL)
    {
      if ((changed = dup_changed (self, domain, verb, error)) == NULL)
        return FALSE;

      defined = virDomainDefineXML (virDomainGetConnect (domain), changed);
    }

  if (defined == NULL)
    {
      g_autofree char *what = inn_verb_dup_text (_(inn_verb_get_info (verb)->failed),
                                                 virDomainGetName (domain));

      inn_set_virt_error (error, "%s", what);
      return FALSE;
    }

  self->after = read_definition (defined);

  return TRUE;
}

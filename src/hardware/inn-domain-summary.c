/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <string.h>

#include "inn-domain-summary.h"

#define LIBOSINFO_URI "http://libosinfo.org/xmlns/libvirt/domain/1.0"

/* Deeper elements are of no interest: all below this depth is "elsewhere". */
#define MAX_DEPTH 8

/* The elements that matter, as places in the document. */
typedef enum
{
  PLACE_ELSEWHERE,
  PLACE_DOCUMENT,
  PLACE_DOMAIN,
  PLACE_TITLE,
  PLACE_DESCRIPTION,
  PLACE_MEMORY,
  PLACE_CURRENT_MEMORY,
  PLACE_VCPU,
  PLACE_METADATA,
  PLACE_LIBOSINFO,
  PLACE_LIBOSINFO_OS,
  PLACE_INNKEEPER,
  PLACE_INNKEEPER_TAG,
  PLACE_OS,
  PLACE_OS_TYPE,
  PLACE_OS_LOADER,
  PLACE_DEVICES,
  PLACE_DISK,
  PLACE_DISK_SOURCE,
  PLACE_DISK_TARGET,
  PLACE_INTERFACE,
  PLACE_INTERFACE_SOURCE,
  PLACE_INTERFACE_MAC,
  PLACE_INTERFACE_TARGET,
  PLACE_GRAPHICS,
  PLACE_BALLOON,
  PLACE_BALLOON_STATS,
} Place;

typedef struct
{
  Place       parent;
  const char *name;
  const char *uri;      /* of the element's namespace */
  Place       place;
  gboolean    has_text; /* the text is collected */
} PlaceInfo;

static const PlaceInfo places[] = {
  { PLACE_DOCUMENT, "domain", NULL, PLACE_DOMAIN, FALSE },
  { PLACE_DOMAIN, "title", NULL, PLACE_TITLE, TRUE },
  { PLACE_DOMAIN, "description", NULL, PLACE_DESCRIPTION, TRUE },
  { PLACE_DOMAIN, "memory", NULL, PLACE_MEMORY, TRUE },
  { PLACE_DOMAIN, "currentMemory", NULL, PLACE_CURRENT_MEMORY, TRUE },
  { PLACE_DOMAIN, "vcpu", NULL, PLACE_VCPU, TRUE },
  { PLACE_DOMAIN, "metadata", NULL, PLACE_METADATA, FALSE },
  { PLACE_DOMAIN, "os", NULL, PLACE_OS, FALSE },
  { PLACE_DOMAIN, "devices", NULL, PLACE_DEVICES, FALSE },
  { PLACE_METADATA, "libosinfo", LIBOSINFO_URI, PLACE_LIBOSINFO, FALSE },
  { PLACE_LIBOSINFO, "os", LIBOSINFO_URI, PLACE_LIBOSINFO_OS, FALSE },
  { PLACE_METADATA, "innkeeper", INN_METADATA_URI, PLACE_INNKEEPER, FALSE },
  { PLACE_INNKEEPER, "tag", INN_METADATA_URI, PLACE_INNKEEPER_TAG, TRUE },
  { PLACE_OS, "type", NULL, PLACE_OS_TYPE, TRUE },
  { PLACE_OS, "loader", NULL, PLACE_OS_LOADER, FALSE },
  { PLACE_DEVICES, "disk", NULL, PLACE_DISK, FALSE },
  { PLACE_DEVICES, "interface", NULL, PLACE_INTERFACE, FALSE },
  { PLACE_DEVICES, "graphics", NULL, PLACE_GRAPHICS, FALSE },
  { PLACE_DEVICES, "memballoon", NULL, PLACE_BALLOON, FALSE },
  { PLACE_BALLOON, "stats", NULL, PLACE_BALLOON_STATS, FALSE },
  { PLACE_DISK, "source", NULL, PLACE_DISK_SOURCE, FALSE },
  { PLACE_DISK, "target", NULL, PLACE_DISK_TARGET, FALSE },
  { PLACE_INTERFACE, "source", NULL, PLACE_INTERFACE_SOURCE, FALSE },
  { PLACE_INTERFACE, "mac", NULL, PLACE_INTERFACE_MAC, FALSE },
  { PLACE_INTERFACE, "target", NULL, PLACE_INTERFACE_TARGET, FALSE },
};

typedef struct
{
  InnDomainSummary *summary;
  GPtrArray        *tags;
  GPtrArray        *macs;
  GPtrArray        *graphics;
  GPtrArray        *disks;
  GPtrArray        *disk_sources;
  GPtrArray        *nics;             /* "": no name yet */
  GPtrArray        *nic_sources;

  Place             stack[MAX_DEPTH];
  guint             depth;            /* of the document, may pass MAX_DEPTH */
  gboolean          is_domain;
  gboolean          is_hvm;

  gboolean          collecting;
  GString          *text;
  char             *unit;             /* of the memory element that is open */
  guint             current_vcpus;
  char             *disk;             /* target of the drive that is open */
  char             *disk_source;
  gboolean          disk_is_empty;
} Parser;

/* libxml2 gives five pointers per attribute: name, prefix, namespace, begin and end of value. */
static char *
dup_attribute (const xmlChar **attributes,
               int             n_attributes,
               const char     *name)
{
  for (int i = 0; i < n_attributes; i++)
    {
      const char *begin = (const char *) attributes[5 * i + 3];
      const char *end = (const char *) attributes[5 * i + 4];

      if (attributes[5 * i + 1] == NULL
          && strcmp ((const char *) attributes[5 * i], name) == 0)
        return end > begin ? g_strndup (begin, end - begin) : NULL;
    }

  return NULL;
}

static void
set_attribute (char          **field,
               const xmlChar **attributes,
               int             n_attributes,
               const char     *name)
{
  if (*field == NULL)
    *field = dup_attribute (attributes, n_attributes, name);
}

static guint
parse_uint (const char *text)
{
  guint64 value = g_ascii_strtoull (text, NULL, 10);

  return value <= G_MAXUINT ? value : 0;
}

/* As libvirt: no unit is KiB, "k" and "KiB" are 1024, "KB" is 1000, case does not matter,
 * and a fraction of a KiB counts as a whole one. */
static guint64
parse_memory_kib (const char *text,
                  const char *unit)
{
  static const char letters[] = "kmgtpe";
  guint64 value = g_ascii_strtoull (text, NULL, 10);
  double bytes;
  const char *letter;
  double base;

  if (unit == NULL)
    return value;

  if (g_ascii_strcasecmp (unit, "b") == 0
      || g_ascii_strcasecmp (unit, "byte") == 0
      || g_ascii_strcasecmp (unit, "bytes") == 0)
    return value / 1024 + (value % 1024 != 0);

  letter = strchr (letters, g_ascii_tolower (unit[0]));
  if (letter == NULL || *letter == '\0')
    return 0;

  if (unit[1] == '\0' || g_ascii_strcasecmp (unit + 1, "iB") == 0)
    {
      guint shift = 10 * (letter - letters);

      return value <= G_MAXUINT64 >> shift ? value << shift : 0;
    }

  if (g_ascii_strcasecmp (unit + 1, "B") != 0)
    return 0;

  base = 1.0;
  for (const char *each = letters; each <= letter; each++)
    base *= 1000.0;
  bytes = value * base;

  return bytes < 1e21 ? (guint64) ((bytes + 1023.0) / 1024.0) : 0;
}

static const PlaceInfo *
find_place (Place       parent,
            const char *name,
            const char *uri)
{
  if (parent == PLACE_ELSEWHERE)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (places[i].parent == parent
          && strcmp (places[i].name, name) == 0
          && g_strcmp0 (places[i].uri, uri) == 0)
        return &places[i];
    }

  return NULL;
}

static void
read_disk (Parser         *parser,
           const xmlChar **attributes,
           int             n_attributes)
{
  g_autofree char *device = dup_attribute (attributes, n_attributes, "device");

  parser->disk_is_empty = device != NULL && !g_str_equal (device, "disk")
                          && !g_str_equal (device, "lun");
  if (!parser->disk_is_empty)
    parser->summary->n_disks++;
}

/* One of them says what is behind a disk. */
static const char * const disk_names[] = { "file", "dev", "volume", "name", "dir", NULL };

/* The same of a network card; a network may name the bridge it has, too. */
static const char * const nic_names[] = { "network", "bridge", "dev", NULL };

static void
set_first_attribute (char               **field,
                     const char * const  *names,
                     const xmlChar      **attributes,
                     int                  n_attributes)
{
  for (guint i = 0; names[i] != NULL; i++)
    set_attribute (field, attributes, n_attributes, names[i]);
}

/* What a drive without a medium may have says what happens if it is missing, no more. */
static void
read_disk_source (Parser         *parser,
                  const xmlChar **attributes,
                  int             n_attributes)
{
  set_first_attribute (&parser->disk_source, disk_names, attributes, n_attributes);
  for (int i = 0; i < n_attributes; i++)
    if (strcmp ((const char *) attributes[5 * i], "startupPolicy") != 0)
      parser->disk_is_empty = FALSE;
}

static void
end_disk (Parser *parser)
{
  if (parser->disk != NULL && !parser->disk_is_empty)
    {
      g_ptr_array_add (parser->disks, g_steal_pointer (&parser->disk));
      g_ptr_array_add (parser->disk_sources, parser->disk_source != NULL
                                             ? g_steal_pointer (&parser->disk_source)
                                             : g_strdup (""));
    }

  g_clear_pointer (&parser->disk, g_free);
  g_clear_pointer (&parser->disk_source, g_free);
}

static void
set_last (GPtrArray  *names,
          const char *name)
{
  char **last = (char **) &g_ptr_array_index (names, names->len - 1);

  g_free (*last);
  *last = g_strdup (name);
}

/* The network card whose element is open. */
static void
name_nic (Parser     *parser,
          const char *name,
          gboolean    better)
{
  const char *last = g_ptr_array_index (parser->nics, parser->nics->len - 1);

  if (*last == '\0' || better)
    set_last (parser->nics, name);
}

static void
read_nic_source (Parser         *parser,
                 const xmlChar **attributes,
                 int             n_attributes)
{
  g_autofree char *source = NULL;

  set_first_attribute (&source, nic_names, attributes, n_attributes);
  if (source != NULL)
    set_last (parser->nic_sources, source);
}

static void
read_mac (Parser         *parser,
          const xmlChar **attributes,
          int             n_attributes)
{
  g_autofree char *address = dup_attribute (attributes, n_attributes, "address");

  if (address == NULL)
    return;

  g_ptr_array_add (parser->macs, g_ascii_strdown (address, -1));
  name_nic (parser, address, FALSE);
}

static void
read_target (Parser         *parser,
             Place           place,
             const xmlChar **attributes,
             int             n_attributes)
{
  g_autofree char *device = dup_attribute (attributes, n_attributes, "dev");

  if (place == PLACE_DISK_TARGET)
    set_attribute (&parser->disk, attributes, n_attributes, "dev");
  else if (device != NULL)
    name_nic (parser, device, TRUE);
}

static void
read_balloon (Parser         *parser,
              Place           place,
              const xmlChar **attributes,
              int             n_attributes)
{
  const char *name = place == PLACE_BALLOON ? "model" : "period";
  g_autofree char *value = dup_attribute (attributes, n_attributes, name);

  if (place == PLACE_BALLOON)
    parser->summary->balloon_is_silent = value != NULL && g_str_has_prefix (value, "virtio");
  else if (value != NULL && parse_uint (value) > 0)
    parser->summary->balloon_is_silent = FALSE;
}

static void
read_attributes (Parser         *parser,
                 Place           place,
                 const xmlChar **attributes,
                 int             n_attributes)
{
  InnDomainSummary *summary = parser->summary;
  char *value;

  if (place == PLACE_DOMAIN)
    {
      parser->is_domain = TRUE;
      set_attribute (&summary->type, attributes, n_attributes, "type");
    }
  else if (place == PLACE_MEMORY || place == PLACE_CURRENT_MEMORY)
    {
      g_free (parser->unit);
      parser->unit = dup_attribute (attributes, n_attributes, "unit");
    }
  else if (place == PLACE_VCPU)
    {
      g_autofree char *current = dup_attribute (attributes, n_attributes, "current");

      parser->current_vcpus = current != NULL ? parse_uint (current) : 0;
    }
  else if (place == PLACE_LIBOSINFO_OS)
    {
      set_attribute (&summary->os_id, attributes, n_attributes, "id");
    }
  else if (place == PLACE_OS)
    {
      set_attribute (&summary->firmware, attributes, n_attributes, "firmware");
    }
  else if (place == PLACE_OS_TYPE)
    {
      set_attribute (&summary->arch, attributes, n_attributes, "arch");
      set_attribute (&summary->machine, attributes, n_attributes, "machine");
    }
  else if (place == PLACE_OS_LOADER)
    {
      g_autofree char *type = dup_attribute (attributes, n_attributes, "type");

      if (summary->firmware == NULL && g_strcmp0 (type, "pflash") == 0)
        summary->firmware = g_strdup ("efi");
    }
  else if (place == PLACE_DISK)
    {
      read_disk (parser, attributes, n_attributes);
    }
  else if (place == PLACE_DISK_SOURCE)
    {
      read_disk_source (parser, attributes, n_attributes);
    }
  else if (place == PLACE_INTERFACE_SOURCE)
    {
      read_nic_source (parser, attributes, n_attributes);
    }
  else if (place == PLACE_INTERFACE)
    {
      g_ptr_array_add (parser->nics, g_strdup (""));
      g_ptr_array_add (parser->nic_sources, g_strdup (""));
    }
  else if (place == PLACE_INTERFACE_MAC)
    {
      read_mac (parser, attributes, n_attributes);
    }
  else if (place == PLACE_DISK_TARGET || place == PLACE_INTERFACE_TARGET)
    {
      read_target (parser, place, attributes, n_attributes);
    }
  else if (place == PLACE_BALLOON || place == PLACE_BALLOON_STATS)
    {
      read_balloon (parser, place, attributes, n_attributes);
    }
  else if (place == PLACE_GRAPHICS)
    {
      value = dup_attribute (attributes, n_attributes, "type");
      if (value != NULL)
        g_ptr_array_add (parser->graphics, value);
    }
}

static void
set_text (char       **field,
          const char  *text)
{
  if (*field == NULL && *text != '\0')
    *field = g_strdup (text);
}

static void
read_text (Parser *parser,
           Place   place)
{
  InnDomainSummary *summary = parser->summary;
  char *text = g_strstrip (parser->text->str);

  if (place == PLACE_TITLE)
    {
      set_text (&summary->title, text);
    }
  else if (place == PLACE_DESCRIPTION)
    {
      set_text (&summary->description, text);
    }
  else if (place == PLACE_MEMORY)
    {
      summary->max_memory_kib = parse_memory_kib (text, parser->unit);
    }
  else if (place == PLACE_CURRENT_MEMORY)
    {
      summary->memory_kib = parse_memory_kib (text, parser->unit);
    }
  else if (place == PLACE_VCPU)
    {
      summary->max_vcpus = parse_uint (text);
      summary->vcpus = parser->current_vcpus != 0 ? parser->current_vcpus : summary->max_vcpus;
    }
  else if (place == PLACE_OS_TYPE)
    {
      parser->is_hvm = g_str_equal (text, "hvm");
    }
  else if (place == PLACE_INNKEEPER_TAG)
    {
      if (*text != '\0')
        g_ptr_array_add (parser->tags, g_strdup (text));
    }
}

static void
start_element (void           *user_data,
               const xmlChar  *name,
               const xmlChar  *prefix,
               const xmlChar  *uri,
               int             n_namespaces,
               const xmlChar **namespaces,
               int             n_attributes,
               int             n_defaulted,
               const xmlChar **attributes)
{
  Parser *parser = user_data;
  const PlaceInfo *info = NULL;

  if (parser->depth + 1 < MAX_DEPTH)
    {
      info = find_place (parser->stack[parser->depth], (const char *) name, (const char *) uri);
      parser->stack[parser->depth + 1] = info != NULL ? info->place : PLACE_ELSEWHERE;
    }
  parser->depth++;

  parser->collecting = info != NULL && info->has_text;
  if (info == NULL)
    return;

  if (info->has_text)
    g_string_truncate (parser->text, 0);
  read_attributes (parser, info->place, attributes, n_attributes);
}

static void
end_element (void          *user_data,
             const xmlChar *name,
             const xmlChar *prefix,
             const xmlChar *uri)
{
  Parser *parser = user_data;

  Place place = parser->depth < MAX_DEPTH ? parser->stack[parser->depth] : PLACE_ELSEWHERE;

  if (parser->collecting)
    read_text (parser, place);
  else if (place == PLACE_DISK)
    end_disk (parser);

  parser->collecting = FALSE;
  parser->depth--;
}

static void
add_text (void          *user_data,
          const xmlChar *text,
          int            length)
{
  Parser *parser = user_data;

  if (parser->collecting)
    g_string_append_len (parser->text, (const char *) text, length);
}

static char **
end_strv (GPtrArray *array)
{
  g_ptr_array_add (array, NULL);

  return (char **) g_ptr_array_free (array, FALSE);
}

static void
finish_summary (Parser *parser)
{
  InnDomainSummary *summary = parser->summary;

  summary->tags = end_strv (parser->tags);
  summary->macs = end_strv (parser->macs);
  summary->graphics = end_strv (parser->graphics);
  summary->disks = end_strv (parser->disks);
  summary->disk_sources = end_strv (parser->disk_sources);
  summary->nics = end_strv (parser->nics);
  summary->nic_sources = end_strv (parser->nic_sources);

  if (summary->memory_kib == 0)
    summary->memory_kib = summary->max_memory_kib;

  if (summary->firmware == NULL && parser->is_hvm
      && (g_strcmp0 (summary->arch, "x86_64") == 0 || g_strcmp0 (summary->arch, "i686") == 0))
    summary->firmware = g_strdup ("bios");
}

static void
set_parse_error (GError       **error,
                 xmlParserCtxt *context)
{
  const xmlError *last = xmlCtxtGetLastError (context);
  g_autofree char *message = NULL;

  if (last == NULL || last->message == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The machine’s XML cannot be read"));
      return;
    }

  message = g_strstrip (g_utf8_make_valid (last->message, -1));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: the number of the line, and what libxml2 says about it */
               _("The machine’s XML cannot be read: line %d: %s"), last->line, message);
}

/* No handler for entities or external subsets: such things are not looked at. */
static gboolean
parse (Parser      *parser,
       const char  *xml,
       GError     **error)
{
  static const xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element,
    .endElementNs = end_element,
    .characters = add_text,
    .cdataBlock = add_text,
  };
  xmlParserCtxt *context = xmlNewParserCtxt ();
  gsize length = strlen (xml);
  gboolean well_formed;

  g_return_val_if_fail (context != NULL, FALSE);

  *context->sax = handler;
  context->userData = parser;
  if (length <= G_MAXINT)
    xmlCtxtReadMemory (context, xml, length, NULL, NULL,
                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  well_formed = length <= G_MAXINT && context->wellFormed;
  if (!well_formed)
    set_parse_error (error, context);
  else if (!parser->is_domain)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("This is not the XML of a machine"));

  xmlFreeParserCtxt (context);

  return well_formed && parser->is_domain;
}

/**
 * inn_domain_summary_new_from_xml:
 * @xml: the XML of a domain
 * @error: return location for an error of %G_IO_ERROR_INVALID_DATA
 *
 * Reads the few facts that the list shows. Elements that are not known are
 * passed over; nothing is fetched, no entity is followed. May run in any
 * thread; meant for thousands of documents in a row, so no tree is built.
 *
 * Returns: (transfer full): the facts, or %NULL if @xml is not well-formed or
 *   is not a domain
 */
InnDomainSummary *
inn_domain_summary_new_from_xml (const char  *xml,
                                 GError     **error)
{
  g_autoptr (InnDomainSummary) summary = g_new0 (InnDomainSummary, 1);
  Parser parser = { .summary = summary, .stack = { PLACE_DOCUMENT } };
  gboolean done;

  g_return_val_if_fail (xml != NULL, NULL);

  parser.tags = g_ptr_array_new ();
  parser.macs = g_ptr_array_new ();
  parser.graphics = g_ptr_array_new ();
  parser.disks = g_ptr_array_new ();
  parser.disk_sources = g_ptr_array_new ();
  parser.nics = g_ptr_array_new ();
  parser.nic_sources = g_ptr_array_new ();
  parser.text = g_string_sized_new (64);

  done = parse (&parser, xml, error);
  finish_summary (&parser);

  g_string_free (parser.text, TRUE);
  g_free (parser.unit);
  g_free (parser.disk);
  g_free (parser.disk_source);

  return done ? g_steal_pointer (&summary) : NULL;
}

/**
 * inn_domain_summary_free:
 * @summary: (transfer full) (nullable): a summary
 *
 * Frees @summary and all in it.
 */
void
inn_domain_summary_free (InnDomainSummary *summary)
{
  if (summary == NULL)
    return;

  g_free (summary->title);
  g_free (summary->description);
  g_free (summary->os_id);
  g_strfreev (summary->tags);
  g_free (summary->type);
  g_free (summary->arch);
  g_free (summary->machine);
  g_free (summary->firmware);
  g_strfreev (summary->macs);
  g_strfreev (summary->graphics);
  g_strfreev (summary->disks);
  g_strfreev (summary->disk_sources);
  g_strfreev (summary->nics);
  g_strfreev (summary->nic_sources);
  g_free (summary);
}

static void
append_escaped (GString    *xml,
                const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = NULL;

  /* Control characters cannot stand in XML 1.0, not even as references. */
  for (char *each = valid; *each != '\0'; each++)
    {
      if (g_ascii_iscntrl (*each))
        *each = ' ';
    }

  escaped = g_markup_escape_text (valid, -1);
  g_string_append (xml, escaped);
}

/**
 * inn_domain_summary_dup_tags_xml:
 * @tags: (nullable): tags
 *
 * Builds the element that keeps the tags in the metadata of a domain, for
 * virDomainSetMetadata() with %INN_METADATA_KEY and %INN_METADATA_URI:
 * libvirt itself puts all of the element into that namespace.
 *
 * Returns: (transfer full) (nullable): the element, or %NULL (which makes
 *   libvirt remove it) without tags
 */
char *
inn_domain_summary_dup_tags_xml (const char * const *tags)
{
  GString *xml;

  if (tags == NULL || tags[0] == NULL)
    return NULL;

  xml = g_string_new ("<innkeeper>");
  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_string_append (xml, "<tag>");
      append_escaped (xml, tags[i]);
      g_string_append (xml, "</tag>");
    }
  g_string_append (xml, "</innkeeper>");

  return g_string_free (xml, FALSE);
}

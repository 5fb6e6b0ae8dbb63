/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-rfb-check"

#include "config.h"

#include "inn-rfb-check.h"
#include "inn-vnc-remote.h"

/* gvnc has room for as many. */
#define MAX_TYPES    10
#define MAX_SUBTYPES 20

#define MAX_REASON   1023
#define MAX_NAME     4096
#define MAX_CUT_TEXT (32 * 1024 * 1024)

/* Pixels of a cursor; those of QEMU have 512 × 512 at most. */
#define MAX_CURSOR 1024

#define BYTES_PER_PIXEL        4
#define BYTES_PER_PACKED_PIXEL 3

/* Tight sends less than this as it is. */
#define TIGHT_MIN_PACKED 12

/* What the client has said when it has chosen a type. */
#define CLIENT_VERSION_LENGTH 12

enum
{
  TYPE_NONE = 1,
  TYPE_VNC = 2,
  TYPE_VENCRYPT = 19,
};

enum
{
  ENCODING_RAW = 0,
  ENCODING_COPY_RECT = 1,
  ENCODING_TIGHT = 7,
  ENCODING_ZRLE = 16,
  ENCODING_DESKTOP_SIZE = -223,
  ENCODING_LAST_RECT = -224,
  ENCODING_RICH_CURSOR = -239,
  ENCODING_XCURSOR = -240,
  ENCODING_POINTER_CHANGE = -257,
  ENCODING_EXT_KEY_EVENT = -258,
  ENCODING_LED_STATE = -261,
  ENCODING_DESKTOP_NAME = -307,
  ENCODING_EXT_DESKTOP_SIZE = -308,
  ENCODING_ALPHA_CURSOR = -314,
};

enum
{
  FILTER_COPY,
  FILTER_PALETTE,
  FILTER_GRADIENT,
};

typedef struct
{
  guint  x;
  guint  y;
  guint  width;
  guint  height;
  gint32 encoding;
} Rectangle;

/* Reads what it wanted; says what is wrong, and what it wants next. */
typedef gboolean (*Step) (InnRfbCheck   *self,
                          const guint8  *data,
                          GError       **error);

struct _InnRfbCheck
{
  Step        step;        /* NULL: nothing is looked at any more */
  gsize       wanted;      /* bytes, for step */
  GByteArray *gathered;    /* of them */
  guint64     skip;        /* bytes before those that nobody has to read */

  guint       n_client;    /* bytes of the client so far */
  guint       n_needed;    /* of them, before more of the server is understood */
  guint       minor;       /* of the version that the client speaks */
  guint       type;        /* that it has chosen */

  guint       width;       /* of the picture */
  guint       height;
  guint       n_left;      /* rectangles of an update */
  Rectangle   rectangle;
  guint       filter;      /* of Tight */
  guint       n_colours;
  guint32     length;      /* compact, of Tight, as far as it is read */
  guint       shift;
};

static gboolean
fail (GError     **error,
      const char  *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  va_list args;

  va_start (args, format);
  *error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, format, args);
  va_end (args);

  return FALSE;
}

static guint
get_u16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static guint32
get_u32 (const guint8 *data)
{
  return (guint32) get_u16 (data) << 16 | get_u16 (data + 2);
}

static gboolean
want (InnRfbCheck *self,
      gsize        wanted,
      Step         step)
{
  self->wanted = wanted;
  self->step = step;

  return TRUE;
}

/*
 * Updates
 */

static gboolean read_message (InnRfbCheck *self, const guint8 *data, GError **error);
static gboolean read_rectangle (InnRfbCheck *self, const guint8 *data, GError **error);

/* The rectangle ends after @skip more bytes. */
static gboolean
end_rectangle (InnRfbCheck *self,
               guint64      skip)
{
  self->skip = skip;
  self->n_left--;

  return self->n_left > 0 ? want (self, 12, read_rectangle) : want (self, 1, read_message);
}

static gboolean
read_zrle (InnRfbCheck   *self,
           const guint8  *data,
           GError       **error)
{
  const guint64 n_pixels = (guint64) self->rectangle.width * self->rectangle.height;
  guint32 length = get_u32 (data);

  /* What cannot be packed becomes a little longer. */
  if (length > n_pixels * (BYTES_PER_PIXEL + 1) + 4096)
    return fail (error, "ZRLE rectangle of %u bytes", length);

  return end_rectangle (self, length);
}

/* Seven bits in a byte, then seven more, then eight. */
static gboolean
read_tight_length (InnRfbCheck   *self,
                   const guint8  *data,
                   GError       **error)
{
  gboolean more = self->shift < 14 && (data[0] & 0x80) != 0;

  self->length |= (guint32) (self->shift < 14 ? data[0] & 0x7f : data[0]) << self->shift;
  self->shift += 7;
  if (more)
    return want (self, 1, read_tight_length);

  return end_rectangle (self, self->length);
}

static gboolean
want_tight_data (InnRfbCheck *self)
{
  const guint width = self->rectangle.width;
  const guint height = self->rectangle.height;
  guint64 size = (guint64) width * height;

  if (self->filter != FILTER_PALETTE)
    size *= BYTES_PER_PACKED_PIXEL;
  else if (self->n_colours == 2)
    size = (guint64) ((width + 7) / 8) * height;

  if (size < TIGHT_MIN_PACKED)
    return end_rectangle (self, size);

  self->length = 0;
  self->shift = 0;

  return want (self, 1, read_tight_length);
}

static gboolean
read_tight_palette (InnRfbCheck   *self,
                    const guint8  *data,
                    GError       **error)
{
  gboolean goes_on;

  self->n_colours = data[0] + 1;
  goes_on = want_tight_data (self);
  self->skip += (guint64) self->n_colours * BYTES_PER_PACKED_PIXEL;

  return goes_on;
}

static gboolean
read_tight_filter (InnRfbCheck   *self,
                   const guint8  *data,
                   GError       **error)
{
  self->filter = data[0];
  if (self->filter == FILTER_PALETTE)
    return want (self, 1, read_tight_palette);

  if (self->filter > FILTER_GRADIENT)
    return fail (error, "Tight filter %u", self->filter);

  return want_tight_data (self);
}

static gboolean
read_tight (InnRfbCheck   *self,
            const guint8  *data,
            GError       **error)
{
  guint control = data[0] >> 4;

  self->filter = FILTER_COPY;
  if (control == 8)
    return end_rectangle (self, BYTES_PER_PACKED_PIXEL);

  /* JPEG, too, which gvnc takes to have the size of the rectangle. */
  if (control > 7)
    return fail (error, "Tight rectangle of kind %u", control);

  return (control & 4) != 0 ? want (self, 1, read_tight_filter) : want_tight_data (self);
}

static gboolean
read_screens (InnRfbCheck   *self,
              const guint8  *data,
              GError       **error)
{
  return end_rectangle (self, data[0] * 16);
}

static gboolean
read_name (InnRfbCheck   *self,
           const guint8  *data,
           GError       **error)
{
  if (get_u32 (data) > MAX_NAME)
    return fail (error, "name of %u bytes", get_u32 (data));

  return end_rectangle (self, get_u32 (data));
}

static gboolean
read_alpha_cursor (InnRfbCheck   *self,
                   const guint8  *data,
                   GError       **error)
{
  if (get_u32 (data) != ENCODING_RAW)
    return fail (error, "cursor in encoding %u", get_u32 (data));

  return end_rectangle (self, (guint64) self->rectangle.width * self->rectangle.height *
                              BYTES_PER_PIXEL);
}

static gboolean
begin_cursor (InnRfbCheck  *self,
              GError      **error)
{
  const guint width = self->rectangle.width;
  const guint height = self->rectangle.height;
  const guint64 mask = (guint64) ((width + 7) / 8) * height;

  if (width > MAX_CURSOR || height > MAX_CURSOR)
    return fail (error, "cursor of %u × %u", width, height);

  if (self->rectangle.encoding == ENCODING_ALPHA_CURSOR)
    return want (self, 4, read_alpha_cursor);

  if (self->rectangle.encoding == ENCODING_RICH_CURSOR)
    return end_rectangle (self, (guint64) width * height * BYTES_PER_PIXEL + mask);

  return end_rectangle (self, mask > 0 ? 2 * BYTES_PER_PACKED_PIXEL + 2 * mask : 0);
}

static gboolean
set_size (InnRfbCheck  *self,
          guint         width,
          guint         height,
          GError      **error)
{
  if (width == 0 || height == 0 || width > INN_VNC_MAX_SIZE || height > INN_VNC_MAX_SIZE ||
      width * height > INN_VNC_MAX_PIXELS)
    return fail (error, "picture of %u × %u", width, height);

  self->width = width;
  self->height = height;

  return TRUE;
}

static gboolean
begin_pixels (InnRfbCheck  *self,
              GError      **error)
{
  const Rectangle *rectangle = &self->rectangle;

  if (rectangle->x + rectangle->width > self->width ||
      rectangle->y + rectangle->height > self->height)
    return fail (error, "rectangle outside of the picture");

  if (rectangle->encoding == ENCODING_TIGHT)
    return want (self, 1, read_tight);

  if (rectangle->encoding == ENCODING_ZRLE)
    return want (self, 4, read_zrle);

  return end_rectangle (self, rectangle->encoding == ENCODING_COPY_RECT
                              ? 4 : (guint64) rectangle->width * rectangle->height *
                                    BYTES_PER_PIXEL);
}

static gboolean
read_rectangle (InnRfbCheck   *self,
                const guint8  *data,
                GError       **error)
{
  self->rectangle = (Rectangle) {
    get_u16 (data), get_u16 (data + 2), get_u16 (data + 4), get_u16 (data + 6),
    (gint32) get_u32 (data + 8),
  };

  switch (self->rectangle.encoding)
    {
    case ENCODING_RAW:
    case ENCODING_COPY_RECT:
    case ENCODING_TIGHT:
    case ENCODING_ZRLE:
      return begin_pixels (self, error);

    case ENCODING_RICH_CURSOR:
    case ENCODING_XCURSOR:
    case ENCODING_ALPHA_CURSOR:
      return begin_cursor (self, error);

    case ENCODING_DESKTOP_SIZE:
      return set_size (self, self->rectangle.width, self->rectangle.height, error) &&
             end_rectangle (self, 0);

    case ENCODING_EXT_DESKTOP_SIZE:
      return set_size (self, self->rectangle.width, self->rectangle.height, error) &&
             want (self, 4, read_screens);

    case ENCODING_DESKTOP_NAME:
      return want (self, 4, read_name);

    case ENCODING_LED_STATE:
      return end_rectangle (self, 1);

    case ENCODING_POINTER_CHANGE:
    case ENCODING_EXT_KEY_EVENT:
      return end_rectangle (self, 0);

    case ENCODING_LAST_RECT:
      return want (self, 1, read_message);

    default:
      return fail (error, "encoding %d, which was not asked for", self->rectangle.encoding);
    }
}

/*
 * Messages
 */

static gboolean
read_update (InnRfbCheck   *self,
             const guint8  *data,
             GError       **error)
{
  self->n_left = get_u16 (data + 1);

  return self->n_left > 0 ? want (self, 12, read_rectangle) : want (self, 1, read_message);
}

static gboolean
read_cut_text (InnRfbCheck   *self,
               const guint8  *data,
               GError       **error)
{
  if (get_u32 (data + 3) > MAX_CUT_TEXT)
    return fail (error, "text of %u bytes", get_u32 (data + 3));

  self->skip = get_u32 (data + 3);

  return want (self, 1, read_message);
}

static gboolean
read_message (InnRfbCheck   *self,
              const guint8  *data,
              GError       **error)
{
  switch (data[0])
    {
    case 0:
      return want (self, 3, read_update);

    case 2:
      return want (self, 1, read_message);   /* a bell */

    case 3:
      return want (self, 7, read_cut_text);

    default:
      return fail (error, "message %u, which was not asked for", data[0]);
    }
}

/*
 * Until it has let us in
 */

static gboolean
read_init (InnRfbCheck   *self,
           const guint8  *data,
           GError       **error)
{
  if (!set_size (self, get_u16 (data), get_u16 (data + 2), error))
    return FALSE;

  if (get_u32 (data + 20) > MAX_NAME)
    return fail (error, "name of %u bytes", get_u32 (data + 20));

  self->skip = get_u32 (data + 20);

  return want (self, 1, read_message);
}

/* The last words, quoted by whoever reads them. */
static gboolean
read_reason_length (InnRfbCheck   *self,
                    const guint8  *data,
                    GError       **error)
{
  if (get_u32 (data) > MAX_REASON)
    return fail (error, "reason of %u bytes", get_u32 (data));

  return want (self, 0, NULL);
}

static gboolean
read_result (InnRfbCheck   *self,
             const guint8  *data,
             GError       **error)
{
  if (get_u32 (data) == 0)
    return want (self, 24, read_init);

  return self->minor >= 8 ? want (self, 4, read_reason_length) : want (self, 0, NULL);
}

static gboolean
want_after_type (InnRfbCheck *self)
{
  if (self->type == TYPE_VNC)
    self->skip = 16;   /* the challenge */

  return self->type == TYPE_VNC || self->minor >= 8 ? want (self, 4, read_result)
                                                    : want (self, 24, read_init);
}

/* Then follows TLS. */
static gboolean
read_subtypes (InnRfbCheck   *self,
               const guint8  *data,
               GError       **error)
{
  if (data[0] > MAX_SUBTYPES)
    return fail (error, "%u ways to sign in", data[0]);

  return want (self, 0, NULL);
}

static gboolean
read_vencrypt (InnRfbCheck   *self,
               const guint8  *data,
               GError       **error)
{
  return want (self, 1, read_subtypes);
}

static gboolean
begin_chosen (InnRfbCheck   *self,
              const guint8  *data,
              GError       **error)
{
  switch (self->type)
    {
    case TYPE_NONE:
    case TYPE_VNC:
      return want_after_type (self);

    case TYPE_VENCRYPT:
      return want (self, 3, read_vencrypt);   /* version and status */

    default:
      return want (self, 0, NULL);
    }
}

static gboolean
read_old_type (InnRfbCheck   *self,
               const guint8  *data,
               GError       **error)
{
  self->type = get_u32 (data);
  if (self->type != TYPE_NONE && self->type != TYPE_VNC)
    return fail (error, "a way to sign in that is not known: %u", self->type);

  return want_after_type (self);
}

static gboolean
read_refusal (InnRfbCheck   *self,
              const guint8  *data,
              GError       **error)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, self->wanted);

  return fail (error, "%s", text);
}

/* gvnc reads this in a way of its own, and takes it for a success. */
static gboolean
read_refusal_length (InnRfbCheck   *self,
                     const guint8  *data,
                     GError       **error)
{
  if (get_u32 (data) == 0 || get_u32 (data) > MAX_REASON)
    return fail (error, "reason of %u bytes", get_u32 (data));

  return want (self, get_u32 (data), read_refusal);
}

static gboolean
read_n_types (InnRfbCheck   *self,
              const guint8  *data,
              GError       **error)
{
  if (data[0] == 0)
    return want (self, 4, read_refusal_length);

  if (data[0] > MAX_TYPES)
    return fail (error, "%u ways to sign in", data[0]);

  self->skip = data[0];
  self->n_needed = CLIENT_VERSION_LENGTH + 1;

  return want (self, 0, begin_chosen);
}

static gboolean
begin_types (InnRfbCheck   *self,
             const guint8  *data,
             GError       **error)
{
  return self->minor >= 7 ? want (self, 1, read_n_types) : want (self, 4, read_old_type);
}

/* gvnc judges it, and answers. */
static gboolean
read_version (InnRfbCheck   *self,
              const guint8  *data,
              GError       **error)
{
  self->n_needed = CLIENT_VERSION_LENGTH;

  return want (self, 0, begin_types);
}

InnRfbCheck *
inn_rfb_check_new (void)
{
  InnRfbCheck *self = g_new0 (InnRfbCheck, 1);

  self->gathered = g_byte_array_new ();
  want (self, 12, read_version);

  return self;
}

void
inn_rfb_check_free (InnRfbCheck *self)
{
  g_byte_array_unref (self->gathered);
  g_free (self);
}

/**
 * inn_rfb_check_client:
 * @data: what the client says: which version, and how it signs in
 */
void
inn_rfb_check_client (InnRfbCheck  *self,
                      const guint8 *data,
                      gsize         length)
{
  /* “RFB 003.008\n”, then the type. */
  for (gsize i = 0; i < length && self->n_client <= CLIENT_VERSION_LENGTH; i++)
    {
      if (self->n_client >= 8 && self->n_client <= 10)
        self->minor = self->minor * 10 + data[i] - '0';
      else if (self->n_client == CLIENT_VERSION_LENGTH && self->minor >= 7)
        self->type = data[i];
      self->n_client++;
    }
}

/* Gathers what the step wants. Returns how much of @data was used. */
static gsize
gather (InnRfbCheck  *self,
        const guint8 *data,
        gsize         length)
{
  gsize n = MIN (length, self->wanted - self->gathered->len);

  g_byte_array_append (self->gathered, data, n);

  return n;
}

static gsize
skip (InnRfbCheck *self,
      gsize        length)
{
  gsize n = MIN (length, self->skip);

  self->skip -= n;

  return n;
}

/**
 * inn_rfb_check_server:
 * @data: the next words of the server, in any pieces
 *
 * Returns: how many bytes of @data gvnc may read; what is left has to come again when the client
 *   has answered. Negative: it must not read them
 */
gssize
inn_rfb_check_server (InnRfbCheck   *self,
                      const guint8  *data,
                      gsize          length,
                      GError       **error)
{
  gsize at = 0;

  while (at < length && self->step != NULL)
    {
      Step step = self->step;

      if (self->skip > 0)
        {
          at += skip (self, length - at);
          continue;
        }

      /* A server that does not wait for the answer is not read at random. */
      if (self->n_client < self->n_needed)
        return (gssize) at;

      at += gather (self, data + at, length - at);
      if (self->gathered->len < self->wanted)
        break;

      if (!step (self, self->gathered->data, error))
        return -1;
      g_byte_array_set_size (self->gathered, 0);
    }

  return (gssize) length;
}

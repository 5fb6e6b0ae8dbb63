/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Innkeeper authors
 */
#define G_LOG_DOMAIN "inn-gl-picture"

#include "config.h"

#include <epoxy/gl.h>

#include "inn-gl-picture.h"

/* Of GL and GLES alike: textures without alpha that can be drawn to, and copies of parts. */
#define GL_MAJOR 3
#define GL_MINOR 0

/* A texture that can be drawn to. */
typedef struct
{
  GLuint texture;
  GLuint target;   /* framebuffer, as GL calls it */
} Canvas;

/* Counted: GTK may still have to draw an old frame when nobody else wants it any more. */
struct _InnGlPicture
{
  GdkGLContext *context;
  guint         width;
  guint         height;
  guint         factor;
  Canvas        picture;    /* pixels as they are in the framebuffer */
  Canvas        enlarged;   /* with squares for pixels; not there if they are the same */
};

/* What was current has to be so again: GTK is drawing. */
static GdkGLContext *
enter (InnGlPicture *self)
{
  GdkGLContext *before = gdk_gl_context_get_current ();

  /* The one that is current may be held by nothing else. */
  if (before != NULL)
    g_object_ref (before);
  gdk_gl_context_make_current (self->context);

  return before;
}

static void
leave (GdkGLContext *before)
{
  if (before == NULL)
    {
      gdk_gl_context_clear_current ();
      return;
    }

  gdk_gl_context_make_current (before);
  g_object_unref (before);
}

static gboolean
init_canvas (Canvas *canvas,
             guint   width,
             guint   height)
{
  glGenTextures (1, &canvas->texture);
  glBindTexture (GL_TEXTURE_2D, canvas->texture);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_RGB8, width, height, 0, GL_RGB, GL_UNSIGNED_BYTE, NULL);

  glGenFramebuffers (1, &canvas->target);
  glBindFramebuffer (GL_FRAMEBUFFER, canvas->target);
  glFramebufferTexture2D (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, canvas->texture,
                          0);

  return glCheckFramebufferStatus (GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

static void
clear_canvas (Canvas *canvas)
{
  glDeleteFramebuffers (1, &canvas->target);
  glDeleteTextures (1, &canvas->texture);
}

static gboolean
init_canvases (InnGlPicture *self)
{
  guint width = self->width * self->factor;
  guint height = self->height * self->factor;
  GLint largest = 0;

  glGetIntegerv (GL_MAX_TEXTURE_SIZE, &largest);
  if (width > (guint) largest || height > (guint) largest)
    return FALSE;

  return init_canvas (&self->picture, self->width, self->height) &&
         (self->factor == 1 || init_canvas (&self->enlarged, width, height)) &&
         glGetError () == GL_NO_ERROR;
}

static void
gl_picture_clear (gpointer data)
{
  InnGlPicture *self = data;
  GdkGLContext *before = enter (self);

  clear_canvas (&self->picture);
  clear_canvas (&self->enlarged);
  leave (before);
  g_clear_object (&self->context);
}

void
inn_gl_picture_unref (InnGlPicture *self)
{
  g_rc_box_release_full (self, gl_picture_clear);
}

static GdkGLContext *
new_context (GdkDisplay *display)
{
  g_autoptr (GdkGLContext) context = gdk_display_create_gl_context (display, NULL);

  if (context == NULL)
    return NULL;

  gdk_gl_context_set_required_version (context, GL_MAJOR, GL_MINOR);

  return gdk_gl_context_realize (context, NULL) ? g_steal_pointer (&context) : NULL;
}

/**
 * inn_gl_picture_new:
 * @framebuffer: whose size it takes
 * @factor: how many pixels a pixel of it is wide and high
 *
 * Returns: (transfer full) (nullable): %NULL: there is no GL, or it cannot do that
 */
InnGlPicture *
inn_gl_picture_new (GdkDisplay     *display,
                    InnFramebuffer *framebuffer,
                    guint           factor)
{
  GdkGLContext *context = new_context (display);
  GdkGLContext *before;
  InnGlPicture *self;
  gboolean made;

  if (context == NULL)
    return NULL;

  self = g_rc_box_new0 (InnGlPicture);
  self->context = context;
  self->width = inn_framebuffer_get_width (framebuffer);
  self->height = inn_framebuffer_get_height (framebuffer);
  self->factor = factor;

  before = enter (self);
  made = init_canvases (self);
  leave (before);
  if (!made)
    g_clear_pointer (&self, inn_gl_picture_unref);

  return self;
}

/* GL takes pixels as they are; GLES knows none without alpha but those of three bytes. */
static void
upload (InnGlPicture                *self,
        InnFramebuffer              *framebuffer,
        const cairo_rectangle_int_t *area)
{
  glBindTexture (GL_TEXTURE_2D, self->picture.texture);

  if (gdk_gl_context_get_use_es (self->context))
    {
      g_autofree guint8 *pixels = inn_framebuffer_read (framebuffer, area);

      glPixelStorei (GL_UNPACK_ALIGNMENT, 1);
      glTexSubImage2D (GL_TEXTURE_2D, 0, area->x, area->y, area->width, area->height,
                       GL_RGB, GL_UNSIGNED_BYTE, pixels);
      glPixelStorei (GL_UNPACK_ALIGNMENT, 4);
    }
  else
    {
      const guint32 *pixels = (const guint32 *) inn_framebuffer_get_pixels (framebuffer);

      glPixelStorei (GL_UNPACK_ROW_LENGTH, self->width);
      glTexSubImage2D (GL_TEXTURE_2D, 0, area->x, area->y, area->width, area->height,
                       GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                       pixels + (gsize) area->y * self->width + area->x);
      glPixelStorei (GL_UNPACK_ROW_LENGTH, 0);
    }
}

static void
enlarge (InnGlPicture                *self,
         const cairo_rectangle_int_t *area)
{
  int factor = (int) self->factor;
  int right = area->x + area->width;
  int bottom = area->y + area->height;

  glBindFramebuffer (GL_READ_FRAMEBUFFER, self->picture.target);
  glBindFramebuffer (GL_DRAW_FRAMEBUFFER, self->enlarged.target);
  glBlitFramebuffer (area->x, area->y, right, bottom,
                     area->x * factor, area->y * factor, right * factor, bottom * factor,
                     GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

/**
 * inn_gl_picture_update:
 * @framebuffer: where the pixels are
 * @damage: which of them are new
 *
 * Returns: (transfer full): the picture as it is now; what was returned before shows the same
 */
GdkTexture *
inn_gl_picture_update (InnGlPicture    *self,
                       InnFramebuffer  *framebuffer,
                       const InnDamage *damage)
{
  GdkGLContext *before = enter (self);
  Canvas *canvas = self->factor > 1 ? &self->enlarged : &self->picture;

  for (guint i = 0; i < damage->n; i++)
    {
      upload (self, framebuffer, &damage->rectangles[i]);
      if (self->factor > 1)
        enlarge (self, &damage->rectangles[i]);
    }

  /* Before another context reads it. */
  glFlush ();
  leave (before);

  return gdk_gl_texture_new (self->context, canvas->texture, self->width * self->factor,
                             self->height * self->factor,
                             (GDestroyNotify) inn_gl_picture_unref, g_rc_box_acquire (self));
}

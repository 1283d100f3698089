// What kaohe uses of cairo and Pango.
//
// Pango is declared here and not included: the flags that its headers need hold one that SwiftPM refuses with a warning
// at each build. Its functions have kept their form since version 1.44.
#ifndef KAOHE_CPANGOCAIRO_H
#define KAOHE_CPANGOCAIRO_H

#include <cairo-pdf.h>

typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoFontFamily PangoFontFamily;
typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoLayoutIter PangoLayoutIter;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoLanguage PangoLanguage;
typedef struct { int x, y, width, height; } PangoRectangle;

// Pango's unit: 1,024 to a point.
#define KAOHE_PANGO_SCALE 1024
#define KAOHE_PANGO_WEIGHT_BOLD 700
#define KAOHE_PANGO_ALIGN_LEFT 0
#define KAOHE_PANGO_ALIGN_CENTER 1
#define KAOHE_PANGO_ALIGN_RIGHT 2
#define KAOHE_PANGO_WRAP_WORD_CHAR 2

void g_object_unref(void *object);
void g_free(void *memory);

PangoFontMap *pango_cairo_font_map_new(void);
PangoContext *pango_font_map_create_context(PangoFontMap *map);
void pango_font_map_list_families(PangoFontMap *map, PangoFontFamily ***families, int *count);
const char *pango_font_family_get_name(PangoFontFamily *family);

void pango_cairo_context_set_font_options(PangoContext *context, const cairo_font_options_t *options);
void pango_cairo_context_set_resolution(PangoContext *context, double dpi);
void pango_context_set_round_glyph_positions(PangoContext *context, int round);
void pango_context_set_language(PangoContext *context, PangoLanguage *language);
PangoLanguage *pango_language_from_string(const char *language);

PangoFontDescription *pango_font_description_new(void);
void pango_font_description_free(PangoFontDescription *description);
void pango_font_description_set_family(PangoFontDescription *description, const char *family);
void pango_font_description_set_weight(PangoFontDescription *description, int weight);
void pango_font_description_set_absolute_size(PangoFontDescription *description, double size);

PangoLayout *pango_layout_new(PangoContext *context);
void pango_layout_set_font_description(PangoLayout *layout, const PangoFontDescription *description);
void pango_layout_set_width(PangoLayout *layout, int width);
void pango_layout_set_wrap(PangoLayout *layout, int wrap);
void pango_layout_set_alignment(PangoLayout *layout, int alignment);
void pango_layout_set_auto_dir(PangoLayout *layout, int isAuto);
void pango_layout_set_indent(PangoLayout *layout, int indent);
void pango_layout_set_line_spacing(PangoLayout *layout, float factor);
void pango_layout_set_text(PangoLayout *layout, const char *text, int length);
int pango_layout_get_unknown_glyphs_count(PangoLayout *layout);
void pango_layout_get_extents(PangoLayout *layout, PangoRectangle *ink, PangoRectangle *logical);
PangoLayoutIter *pango_layout_get_iter(PangoLayout *layout);
void pango_layout_iter_free(PangoLayoutIter *iterator);
void pango_layout_iter_get_line_extents(PangoLayoutIter *iterator, PangoRectangle *ink, PangoRectangle *logical);
int pango_layout_iter_get_index(PangoLayoutIter *iterator);
int pango_layout_iter_next_line(PangoLayoutIter *iterator);
void pango_cairo_show_layout(cairo_t *canvas, PangoLayout *layout);

#endif

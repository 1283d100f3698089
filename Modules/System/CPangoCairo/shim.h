// What kaohe uses of cairo, Pango and HarfBuzz.
//
// Pango and HarfBuzz are declared here and not included: the flags that their headers need hold one that SwiftPM refuses
// with a warning at each build. What is declared has kept its form since Pango 1.44 and HarfBuzz 2.9.
#ifndef KAOHE_CPANGOCAIRO_H
#define KAOHE_CPANGOCAIRO_H

#include <cairo.h>
#include <stdint.h>

typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoFontFamily PangoFontFamily;
typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoLayoutIter PangoLayoutIter;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoLanguage PangoLanguage;
typedef struct _PangoFont PangoFont;
typedef struct { int x, y, width, height; } PangoRectangle;
typedef struct {
    int offset, length, num_chars;
    struct {
        void *shape_engine, *lang_engine;
        PangoFont *font;
    } analysis;
} PangoItem;
typedef struct {
    uint32_t glyph;
    struct { int width, x_offset, y_offset; } geometry;
    uint32_t attr;
} PangoGlyphInfo;
typedef struct {
    int num_glyphs;
    PangoGlyphInfo *glyphs;
    int *log_clusters;
} PangoGlyphString;
// The first fields of what Pango allocates; it is only read.
typedef struct {
    PangoItem *item;
    PangoGlyphString *glyphs;
} PangoGlyphItem;

typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;
typedef struct hb_blob_t hb_blob_t;
typedef struct hb_set_t hb_set_t;
typedef struct hb_subset_input_t hb_subset_input_t;

// Pango's unit: 1,024 to a point.
#define KAOHE_PANGO_SCALE 1024
#define KAOHE_PANGO_WEIGHT_BOLD 700
#define KAOHE_PANGO_ALIGN_LEFT 0
#define KAOHE_PANGO_ALIGN_CENTER 1
#define KAOHE_PANGO_ALIGN_RIGHT 2
#define KAOHE_PANGO_WRAP_WORD_CHAR 2

// A glyph that draws nothing, and the bit of one that no font has.
#define KAOHE_PANGO_GLYPH_EMPTY 0x0FFFFFFFu
#define KAOHE_PANGO_GLYPH_UNKNOWN 0x10000000u
// What HarfBuzz cuts out: without hints and shared parts; the second also keeps the numbers of glyphs.
#define KAOHE_HB_PLAIN 5u
#define KAOHE_HB_PLAIN_NUMBERED 7u
#define KAOHE_HB_DROPPED_TABLES 3

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
int pango_layout_iter_next_run(PangoLayoutIter *iterator);
PangoGlyphItem *pango_layout_iter_get_run_readonly(PangoLayoutIter *iterator);
void pango_layout_iter_get_run_extents(PangoLayoutIter *iterator, PangoRectangle *ink, PangoRectangle *logical);
int pango_layout_iter_get_baseline(PangoLayoutIter *iterator);
const char *pango_layout_get_text(PangoLayout *layout);
void pango_cairo_show_layout(cairo_t *canvas, PangoLayout *layout);

hb_font_t *pango_font_get_hb_font(PangoFont *font);
hb_face_t *hb_font_get_face(hb_font_t *font);
hb_font_t *hb_font_create(hb_face_t *face);
void hb_font_destroy(hb_font_t *font);
int hb_font_get_glyph_h_advance(hb_font_t *font, uint32_t glyph);
hb_face_t *hb_face_reference(hb_face_t *face);
void hb_face_destroy(hb_face_t *face);
unsigned int hb_face_get_upem(hb_face_t *face);
hb_blob_t *hb_face_reference_table(hb_face_t *face, uint32_t tag);
hb_blob_t *hb_face_reference_blob(hb_face_t *face);
const char *hb_blob_get_data(hb_blob_t *blob, unsigned int *length);
void hb_blob_destroy(hb_blob_t *blob);
hb_subset_input_t *hb_subset_input_create_or_fail(void);
void hb_subset_input_destroy(hb_subset_input_t *input);
hb_set_t *hb_subset_input_glyph_set(hb_subset_input_t *input);
hb_set_t *hb_subset_input_set(hb_subset_input_t *input, int kind);
void hb_subset_input_set_flags(hb_subset_input_t *input, unsigned int flags);
void hb_set_add(hb_set_t *set, uint32_t value);
hb_face_t *hb_subset_or_fail(hb_face_t *face, const hb_subset_input_t *input);

#endif

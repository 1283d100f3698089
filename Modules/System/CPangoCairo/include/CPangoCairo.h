// What kaohe uses of cairo, Pango and HarfBuzz.
//
// Only printing needs these libraries, and with what they need themselves they are thirty: a program that is linked with them
// spends half of a short run on finding them. So they are brought in when the first letter is set, and what is used of
// them is declared here. It has kept its form since cairo 1.12, Pango 1.44 and HarfBuzz 2.9.1.
#ifndef KAOHE_CPANGOCAIRO_H
#define KAOHE_CPANGOCAIRO_H

#include <stdint.h>

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _cairo_font_options cairo_font_options_t;
typedef enum { CAIRO_STATUS_SUCCESS = 0, CAIRO_STATUS_WRITE_ERROR = 11 } cairo_status_t;
typedef enum { CAIRO_FORMAT_RGB24 = 1 } cairo_format_t;
typedef enum { CAIRO_HINT_STYLE_NONE = 1 } cairo_hint_style_t;
typedef enum { CAIRO_HINT_METRICS_OFF = 1 } cairo_hint_metrics_t;
typedef enum { CAIRO_ANTIALIAS_GRAY = 2 } cairo_antialias_t;
typedef cairo_status_t (*cairo_write_func_t)(void *closure, const unsigned char *bytes, unsigned int count);

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

// Brings the libraries in, at the first call. NULL, or what is missing, in the system's words; then no function below may
// be called. From any thread.
const char *kaohe_pango_load(void);

#define FUNCTION(library, type, name, parameters, arguments) type name parameters;
#include "functions.h"
#undef FUNCTION

#endif

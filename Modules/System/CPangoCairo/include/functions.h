// The functions of these libraries that kaohe calls: the library, what it gives back, its name, what it takes.
//
// Read by CPangoCairo.h, where each is declared, and by late.c, where each is found and handed on.
FUNCTION(GOBJECT, void, g_object_unref, (void *object), (object))
FUNCTION(GLIB, void, g_free, (void *memory), (memory))

FUNCTION(
    CAIRO, cairo_surface_t *, cairo_image_surface_create,
    (cairo_format_t format, int width, int height), (format, width, height))
FUNCTION(CAIRO, void, cairo_surface_destroy, (cairo_surface_t *surface), (surface))
FUNCTION(
    CAIRO, cairo_status_t, cairo_surface_write_to_png_stream,
    (cairo_surface_t *surface, cairo_write_func_t write, void *closure), (surface, write, closure))
FUNCTION(CAIRO, cairo_t *, cairo_create, (cairo_surface_t *surface), (surface))
FUNCTION(CAIRO, void, cairo_destroy, (cairo_t *canvas), (canvas))
FUNCTION(CAIRO, void, cairo_scale, (cairo_t *canvas, double x, double y), (canvas, x, y))
FUNCTION(CAIRO, void, cairo_translate, (cairo_t *canvas, double x, double y), (canvas, x, y))
FUNCTION(
    CAIRO, void, cairo_set_source_rgb,
    (cairo_t *canvas, double red, double green, double blue), (canvas, red, green, blue))
FUNCTION(CAIRO, void, cairo_set_line_width, (cairo_t *canvas, double width), (canvas, width))
FUNCTION(
    CAIRO, void, cairo_set_dash,
    (cairo_t *canvas, const double *dashes, int count, double offset), (canvas, dashes, count, offset))
FUNCTION(CAIRO, void, cairo_move_to, (cairo_t *canvas, double x, double y), (canvas, x, y))
FUNCTION(CAIRO, void, cairo_line_to, (cairo_t *canvas, double x, double y), (canvas, x, y))
FUNCTION(
    CAIRO, void, cairo_rectangle,
    (cairo_t *canvas, double x, double y, double width, double height), (canvas, x, y, width, height))
FUNCTION(CAIRO, void, cairo_paint, (cairo_t *canvas), (canvas))
FUNCTION(CAIRO, void, cairo_fill, (cairo_t *canvas), (canvas))
FUNCTION(CAIRO, void, cairo_stroke, (cairo_t *canvas), (canvas))
FUNCTION(CAIRO, cairo_font_options_t *, cairo_font_options_create, (void), ())
FUNCTION(CAIRO, void, cairo_font_options_destroy, (cairo_font_options_t *options), (options))
FUNCTION(
    CAIRO, void, cairo_font_options_set_hint_style,
    (cairo_font_options_t *options, cairo_hint_style_t style), (options, style))
FUNCTION(
    CAIRO, void, cairo_font_options_set_hint_metrics,
    (cairo_font_options_t *options, cairo_hint_metrics_t metrics), (options, metrics))
FUNCTION(
    CAIRO, void, cairo_font_options_set_antialias,
    (cairo_font_options_t *options, cairo_antialias_t antialias), (options, antialias))

FUNCTION(PANGOCAIRO, PangoFontMap *, pango_cairo_font_map_new, (void), ())
FUNCTION(PANGO, PangoContext *, pango_font_map_create_context, (PangoFontMap *map), (map))
FUNCTION(
    PANGO, void, pango_font_map_list_families,
    (PangoFontMap *map, PangoFontFamily ***families, int *count), (map, families, count))
FUNCTION(PANGO, const char *, pango_font_family_get_name, (PangoFontFamily *family), (family))

FUNCTION(
    PANGOCAIRO, void, pango_cairo_context_set_font_options,
    (PangoContext *context, const cairo_font_options_t *options), (context, options))
FUNCTION(PANGOCAIRO, void, pango_cairo_context_set_resolution, (PangoContext *context, double dpi), (context, dpi))
FUNCTION(PANGO, void, pango_context_set_round_glyph_positions, (PangoContext *context, int round), (context, round))
FUNCTION(PANGO, void, pango_context_set_language, (PangoContext *context, PangoLanguage *language), (context, language))
FUNCTION(PANGO, PangoLanguage *, pango_language_from_string, (const char *language), (language))

FUNCTION(PANGO, PangoFontDescription *, pango_font_description_new, (void), ())
FUNCTION(PANGO, void, pango_font_description_free, (PangoFontDescription *description), (description))
FUNCTION(
    PANGO, void, pango_font_description_set_family,
    (PangoFontDescription *description, const char *family), (description, family))
FUNCTION(
    PANGO, void, pango_font_description_set_weight,
    (PangoFontDescription *description, int weight), (description, weight))
FUNCTION(
    PANGO, void, pango_font_description_set_absolute_size,
    (PangoFontDescription *description, double size), (description, size))

FUNCTION(PANGO, PangoLayout *, pango_layout_new, (PangoContext *context), (context))
FUNCTION(
    PANGO, void, pango_layout_set_font_description,
    (PangoLayout *layout, const PangoFontDescription *description), (layout, description))
FUNCTION(PANGO, void, pango_layout_set_width, (PangoLayout *layout, int width), (layout, width))
FUNCTION(PANGO, void, pango_layout_set_wrap, (PangoLayout *layout, int wrap), (layout, wrap))
FUNCTION(PANGO, void, pango_layout_set_alignment, (PangoLayout *layout, int alignment), (layout, alignment))
FUNCTION(PANGO, void, pango_layout_set_auto_dir, (PangoLayout *layout, int isAuto), (layout, isAuto))
FUNCTION(PANGO, void, pango_layout_set_indent, (PangoLayout *layout, int indent), (layout, indent))
FUNCTION(PANGO, void, pango_layout_set_line_spacing, (PangoLayout *layout, float factor), (layout, factor))
FUNCTION(
    PANGO, void, pango_layout_set_text,
    (PangoLayout *layout, const char *text, int length), (layout, text, length))
FUNCTION(PANGO, int, pango_layout_get_unknown_glyphs_count, (PangoLayout *layout), (layout))
FUNCTION(
    PANGO, void, pango_layout_get_extents,
    (PangoLayout *layout, PangoRectangle *ink, PangoRectangle *logical), (layout, ink, logical))
FUNCTION(PANGO, PangoLayoutIter *, pango_layout_get_iter, (PangoLayout *layout), (layout))
FUNCTION(PANGO, void, pango_layout_iter_free, (PangoLayoutIter *iterator), (iterator))
FUNCTION(
    PANGO, void, pango_layout_iter_get_line_extents,
    (PangoLayoutIter *iterator, PangoRectangle *ink, PangoRectangle *logical), (iterator, ink, logical))
FUNCTION(PANGO, int, pango_layout_iter_get_index, (PangoLayoutIter *iterator), (iterator))
FUNCTION(PANGO, int, pango_layout_iter_next_line, (PangoLayoutIter *iterator), (iterator))
FUNCTION(PANGO, int, pango_layout_iter_next_run, (PangoLayoutIter *iterator), (iterator))
FUNCTION(PANGO, PangoGlyphItem *, pango_layout_iter_get_run_readonly, (PangoLayoutIter *iterator), (iterator))
FUNCTION(
    PANGO, void, pango_layout_iter_get_run_extents,
    (PangoLayoutIter *iterator, PangoRectangle *ink, PangoRectangle *logical), (iterator, ink, logical))
FUNCTION(PANGO, int, pango_layout_iter_get_baseline, (PangoLayoutIter *iterator), (iterator))
FUNCTION(PANGO, const char *, pango_layout_get_text, (PangoLayout *layout), (layout))
FUNCTION(PANGOCAIRO, void, pango_cairo_show_layout, (cairo_t *canvas, PangoLayout *layout), (canvas, layout))

FUNCTION(PANGO, hb_font_t *, pango_font_get_hb_font, (PangoFont *font), (font))
FUNCTION(HARFBUZZ, hb_face_t *, hb_font_get_face, (hb_font_t *font), (font))
FUNCTION(HARFBUZZ, hb_font_t *, hb_font_create, (hb_face_t *face), (face))
FUNCTION(HARFBUZZ, void, hb_font_destroy, (hb_font_t *font), (font))
FUNCTION(HARFBUZZ, int, hb_font_get_glyph_h_advance, (hb_font_t *font, uint32_t glyph), (font, glyph))
FUNCTION(HARFBUZZ, hb_face_t *, hb_face_reference, (hb_face_t *face), (face))
FUNCTION(HARFBUZZ, void, hb_face_destroy, (hb_face_t *face), (face))
FUNCTION(HARFBUZZ, unsigned int, hb_face_get_upem, (hb_face_t *face), (face))
FUNCTION(HARFBUZZ, hb_blob_t *, hb_face_reference_table, (hb_face_t *face, uint32_t tag), (face, tag))
FUNCTION(HARFBUZZ, hb_blob_t *, hb_face_reference_blob, (hb_face_t *face), (face))
FUNCTION(HARFBUZZ, const char *, hb_blob_get_data, (hb_blob_t *blob, unsigned int *length), (blob, length))
FUNCTION(HARFBUZZ, void, hb_blob_destroy, (hb_blob_t *blob), (blob))
FUNCTION(HARFBUZZ_SUBSET, hb_subset_input_t *, hb_subset_input_create_or_fail, (void), ())
FUNCTION(HARFBUZZ_SUBSET, void, hb_subset_input_destroy, (hb_subset_input_t *input), (input))
FUNCTION(HARFBUZZ_SUBSET, hb_set_t *, hb_subset_input_glyph_set, (hb_subset_input_t *input), (input))
FUNCTION(HARFBUZZ_SUBSET, hb_set_t *, hb_subset_input_set, (hb_subset_input_t *input, int kind), (input, kind))
FUNCTION(
    HARFBUZZ_SUBSET, void, hb_subset_input_set_flags,
    (hb_subset_input_t *input, unsigned int flags), (input, flags))
FUNCTION(HARFBUZZ, void, hb_set_add, (hb_set_t *set, uint32_t value), (set, value))
FUNCTION(
    HARFBUZZ_SUBSET, hb_face_t *, hb_subset_or_fail,
    (hb_face_t *face, const hb_subset_input_t *input), (face, input))

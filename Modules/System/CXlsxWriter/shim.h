#include <stdlib.h>
#include <xlsxwriter.h>

// Notes that cells are one, for rows that are printed elsewhere: the library's own function writes the cells too. The
// library frees the note.
static inline lxw_error kaohe_xlsx_note_merged(
    lxw_worksheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last) {
    lxw_merged_range *merged = calloc(1, sizeof(lxw_merged_range));
    if (!merged) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    merged->first_row = row;
    merged->last_row = row;
    merged->first_col = first;
    merged->last_col = last;
    STAILQ_INSERT_TAIL(sheet->merged_ranges, merged, list_pointers);
    sheet->merged_range_count++;
    return LXW_NO_ERROR;
}

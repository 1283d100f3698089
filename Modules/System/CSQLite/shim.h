#include <sqlite3.h>

// Swift does not import functions with variable arguments. Without its statistics of memory, which nobody reads here,
// SQLite takes no lock for each piece of memory; it must be said before SQLite's first use.
static inline int kaohe_sqlite_keep_no_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// What pages were before a statement changed them is kept in memory up to so many bytes, and in a file beyond.
static inline int kaohe_sqlite_hold_statements(int bytes) {
    return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
}

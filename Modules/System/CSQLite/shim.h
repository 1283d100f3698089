#include <sqlite3.h>

// Swift does not import functions with variable arguments. Without its statistics of memory, which nobody reads here,
// SQLite takes no lock for each piece of memory; it must be said before SQLite's first use.
static inline int kaohe_sqlite_keep_no_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

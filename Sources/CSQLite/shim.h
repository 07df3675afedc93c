// What of SQLite's interface Swift can't call: a variadic function and a cast macro.
#include <sqlite3.h>

static inline int sqlite3_shim_set(sqlite3 *db, int option, int is_on) {
  return sqlite3_db_config(db, option, is_on, (int *)0);
}

// A value of no bytes has no address in Swift; to SQLite, no address would be NULL.
static inline int sqlite3_shim_bind_text(sqlite3_stmt *s, int at, const void *text, sqlite3_uint64 n) {
  const char *start = text ? (const char *)text : "";
  return sqlite3_bind_text64(s, at, start, n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int sqlite3_shim_bind_bytes(sqlite3_stmt *s, int at, const void *bytes, sqlite3_uint64 n) {
  return sqlite3_bind_blob64(s, at, bytes ? bytes : "", n, SQLITE_TRANSIENT);
}

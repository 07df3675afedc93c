@unsafe import CSQLite
import Glibc

// What has to be seen to around a SQLite file before SQLite itself opens it.

/// Makes an empty file that only its owner may read, where there is none: SQLite would make one that
/// everybody can.
func createPrivately(_ path: String) throws(SQLiteError) {
  let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard file >= 0 else {
    let reason = unsafe String(cString: strerror(errno))
    throw SQLiteError(code: Int(SQLITE_CANTOPEN), message: reason, sql: nil)
  }
  close(file)
}

/// Changes in a journal beside the file belong to it: without them it reads as it was before, or
/// as half of what it should be.
func refuseUnfinishedChanges(beside path: String) throws(SQLiteError) {
  for ending in ["-journal", "-wal"] {
    var status = stat()
    guard unsafe stat(path + ending, &status) == 0, status.st_size > 0 else { continue }
    throw SQLiteError(
      code: Int(SQLITE_BUSY),
      message: "unfinished changes of another program are beside it, in '\(path)\(ending)'",
      sql: nil)
  }
}

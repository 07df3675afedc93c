import SQLite

/// A database of Discourse Network Analyzer 3, opened to be read.
///
/// - SeeAlso: <https://github.com/leifeld-lab/dna>
struct DNAFile {
  let connection: SQLiteConnection
  let path: String

  init(_ path: String) throws(ImportRefusal) {
    self.path = path
    do {
      connection = try SQLiteConnection(path, .immutable)
      try Self.refuseOthers(connection, path)
    } catch let error as SQLiteError {
      throw ImportRefusal(error, path)
    } catch let refusal as ImportRefusal {
      throw refusal
    } catch {
      preconditionFailure("nothing else is thrown: \(error)")
    }
  }

  /// Runs a query and lends its rows.
  func rows(
    _ sql: String, _ body: (borrowing SQLRow) throws -> Void
  ) throws(ImportRefusal) {
    var refusal: ImportRefusal?
    do {
      try connection.rows(sql) { row throws(SQLiteError) in
        if refusal != nil { return }
        do { try body(row) } catch let error as SQLiteError { throw error } catch {
          refusal = error as? ImportRefusal
        }
      }
    } catch {
      throw ImportRefusal(error, path)
    }
    if let refusal { throw refusal }
  }

  private static let tables = [
    "SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "STATEMENTS", "ENTITIES",
    "DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER", "ATTRIBUTEVARIABLES",
    "ATTRIBUTEVALUES", "REGEXES", "CODERRELATIONS",
  ]

  private static func refuseOthers(_ connection: SQLiteConnection, _ path: String) throws {
    var known: Set<String> = []
    try connection.rows("select upper(name) from sqlite_master where type = 'table'") {
      row throws(SQLiteError) in known.insert(try row.text(0))
    }
    let missing = tables.filter { !known.contains($0) }
    if let first = missing.first {
      let isOld = known.isSuperset(of: ["STATEMENTS", "DOCUMENTS"]) && !known.contains("ENTITIES")
      throw ImportRefusal(
        isOld
          ? "'\(path)' is a database of DNA 2, which keeps its statements otherwise"
          : "'\(path)' is no DNA database: it has no table '\(first)'",
        help: isOld ? "open it in DNA 3 and import it there into a new database" : nil)
    }
    guard case .text("ok")? = try connection.value("pragma quick_check(1)") else {
      throw ImportRefusal(
        "'\(path)' is damaged", help: "take a copy from a backup, or try 'sqlite3 FILE .recover'")
    }
    let version = try connection.value("select Value from SETTINGS where Property = 'version'")
    if case .text(let version)? = version, !version.hasPrefix("3.") {
      throw ImportRefusal(
        "'\(path)' was made by version \(version) of DNA; versions 3 are read",
        help: "open it in DNA 3 and import it there into a new database")
    }
  }
}

extension ImportRefusal {
  init(_ error: SQLiteError, _ path: String) {
    switch error.kind {
    case .foreign: self.init("'\(path)' is no SQLite database, so no DNA database")
    case .damaged:
      self.init(
        "'\(path)' is damaged: \(error.message)",
        help: "take a copy from a backup, or try 'sqlite3 FILE .recover'")
    case .unexpectedType: self.init("'\(path)' is no DNA database: \(error.message)")
    default: self.init("'\(path)' can't be read: \(error.message)")
    }
  }
}

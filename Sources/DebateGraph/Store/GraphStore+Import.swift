public import Datalog
import SQLite

/// A file of the graph as it was read.
public struct ImportedFile: Sendable {
  /// As diagnostics name it, which depends on where the program was called.
  public let name: String
  /// From the folder that holds the graph's: what the store calls it.
  public let path: String
  private let bytes: [UInt8]
  var sha256: String { SHA256(of: bytes).hexadecimal }

  public init(path: String, name: String? = nil, bytes: [UInt8]) {
    self.path = path
    self.name = name ?? path
    self.bytes = bytes
  }

  /// All texts that a database has read.
  ///
  /// - Parameter path: what the store calls a text, by its name.
  public static func all(
    in database: Database, path: (String) -> String = { $0 }
  ) -> [ImportedFile] {
    database.texts.all.map { _, text in
      ImportedFile(path: path(text.name), name: text.name, bytes: text.bytes)
    }
  }
}

extension GraphStore {
  /// The files that are not as they were when they were imported last, and those that are gone.
  public func changedFiles(among files: [ImportedFile]) throws(StoreError) -> [String] {
    try reading { () throws(SQLiteError) in try self.unlike(files).map(\.path).sorted() }
  }

  /// Records as one transaction what the files state and the store does not know yet, and what they
  /// state no longer; what was asserted at the prompt and stands in a file now is the file's.
  ///
  /// What was taken back at the prompt stays so while its file goes on stating it.
  ///
  /// - Parameter database: has the files' facts, at places in texts that bear the files' names.
  /// - Returns: nil where nothing has changed.
  public func importFacts(
    of database: Database, in files: [ImportedFile], by attribution: Attribution
  ) throws(StoreError) -> TransactionRecord? {
    try inBulk { () throws(StoreError) in
      try recordChecked { () throws(SQLiteError) in
        let unlike = try self.unlike(files)
        if unlike.isEmpty { return .unchanged }
        var draft = try TransactionDraft(self, .import, attribution)
        for file in unlike { try draft.note(fileRead: file.path, sha256: file.sha256) }
        var work = try ImportWork(self, database, files)
        if let refusal = try work.run(in: &draft) { return .refused(refusal) }
        return .recorded(try draft.finish())
      }
    }
  }

  /// The same, whatever others record meanwhile: what the files state does not depend on it.
  public func importNewest(
    of database: Database, in files: [ImportedFile], by attribution: Attribution
  ) throws(StoreError) -> TransactionRecord? {
    while true {
      position = try asking { () throws(SQLiteError) in try lastNumber() }
      do throws(StoreError) {
        return try importFacts(of: database, in: files, by: attribution)
      } catch {
        guard error.kind == .overtaken, !isInterrupted else { throw error }
      }
    }
  }

  /// Files that differ from the last import, with their digests; nil for those that are gone.
  private func unlike(
    _ files: [ImportedFile]
  ) throws(SQLiteError) -> [(path: String, sha256: String?)] {
    var known: [String: String] = [:]
    let sql = """
      select path, sha256 from _import i join _source s on s.id = i.source
      order by "transaction"
      """
    try connection.rows(sql) { row throws(SQLiteError) in
      known[try row.text(0)] = row.isNull(1) ? nil : try row.text(1)
    }
    var unlike: [(path: String, sha256: String?)] = []
    for file in files {
      let digest = file.sha256
      if known.removeValue(forKey: file.path) != digest { unlike.append((file.path, digest)) }
    }
    return unlike + known.keys.sorted().map { ($0, nil) }
  }

  /// Without looking each reference up, which whoever writes them has just made.
  func inBulk<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try asking { () throws(SQLiteError) in
      try connection.run("pragma foreign_keys = off")
      try connection.run("pragma cache_size = -65536")  // in KiB: of the pages of large indices
    }
    defer {
      try? connection.run("pragma foreign_keys = on")
      try? connection.run("pragma cache_size = -2000")
    }
    return try body()
  }
}

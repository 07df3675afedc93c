import SQLite

// Copies, smaller files, and files of earlier versions.

extension GraphStore {
  /// Writes a checked copy, which appears under its name only when it is whole and safely on the disk.
  public func backup(to target: String) throws(StoreError) {
    try asking { () throws(SQLiteError) in
      // A store that is only read can be copied; SQLite takes that for writing.
      try connection.run("pragma query_only = off")
      defer { if readOnlyReason != nil { try? connection.run("pragma query_only = on") } }
      try connection.copy(to: target) { draft throws(SQLiteError) in
        let problems: [String]
        do throws(StoreError) {
          problems = try GraphStore(draft, .reading).check().problems
        } catch {
          throw .damage(error.message)
        }
        if let first = problems.first { throw .damage(first) }
      }
    }
  }

  /// Gives back the room of what is no longer used.
  public func vacuum() throws(StoreError) {
    if let readOnlyReason { throw .unwritable(path, readOnlyReason) }
    try asking { () throws(SQLiteError) in try connection.run("vacuum") }
  }

  /// Brings a file of an earlier version up to this one, after a backup of it beside it.
  func migrate(from version: Int, by steps: [String]) throws(StoreError) {
    try asking { () throws(SQLiteError) in
      try connection.copy(to: "\(path).version-\(version)") { _ in }
    }
    try writing { () throws(SQLiteError) in
      // Another program may have done it meanwhile.
      let current = Int(try connection.integer("pragma user_version") ?? 0)
      for step in steps.dropFirst(current) { try connection.run(all: step) }
      if current < 2 {
        try refreshRelations()
        for command in relations.flatMap(\.secondVersion) { try connection.run(command) }
      }
      try connection.run("pragma user_version = \(steps.count)")
    }
  }
}

extension StoreError {
  static func unwritable(_ path: String, _ reason: String) -> StoreError {
    StoreError(.readOnly, "'\(path)' can't be written: \(reason)")
  }
}

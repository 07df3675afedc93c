import Foundation
import SQLite
import Testing

struct SQLiteTests {
  private let folder = ScratchFolder()

  @Test func `each value comes back as it was given`() throws {
    let values: [SQLValue] = [
      nil, 0, .integer(.min), .integer(.max), .real(0.1), "", "Škoda\u{0}🚀", .bytes([]),
      .bytes([0, 255]),
    ]
    let connection = try SQLiteConnection()
    let list = values.map { _ in "?" }.joined(separator: ", ")
    var found: [SQLValue] = []
    try connection.rows("select \(list)", values) { row throws(SQLiteError) in
      for column in 0..<row.columnCount { found.append(try row.value(column)) }
    }
    #expect(found == values)
  }

  @Test func `a value of another type is an error, never converted`() throws {
    let connection = try SQLiteConnection()
    try expectError("column 'n' holds text, where a whole number is expected") {
      try connection.rows("select '12' as n") { row throws(SQLiteError) in _ = try row.integer(0) }
    }
    try expectError("column 'n' holds nothing, where text is expected") {
      try connection.rows("select null as n") { row throws(SQLiteError) in _ = try row.text(0) }
    }
    try expectError("column 'n' holds text that is not UTF-8") {
      try connection.rows("select cast(x'ff' as text) as n") { row throws(SQLiteError) in
        _ = try row.text(0)
      }
    }
  }

  @Test func `a misspelt column is an error`() throws {
    let connection = try SQLiteConnection()
    try expectError("no such column: nosuch") { try connection.run("select \"nosuch\"") }
  }

  @Test func `a prepared command runs again and again`() throws {
    let connection = try SQLiteConnection()
    try connection.run("create table pair(a integer, b integer) strict")
    try connection.prepare("insert into pair values (?, ?)") { insert throws(SQLiteError) in
      for number: Int64 in 0..<1000 {
        try insert.bind(number, at: 0)
        try insert.bind(-number, at: 1)
        try insert.runBound()
      }
    }
    #expect(try connection.integer("select sum(a - b) from pair") == 999_000)
    #expect(connection.lastInsertedRow == 1000)
  }

  @Test func `rows after a failing body leave nothing locked`() throws {
    let path = folder.path("file.db")
    let connection = try SQLiteConnection(path, .creating)
    try connection.run(all: "create table one(n); insert into one values (1), ('two'), (3)")
    #expect(throws: SQLiteError.self) {
      try connection.rows("select n from one") { row throws(SQLiteError) in _ = try row.integer(0) }
    }
    let other = try SQLiteConnection(path, .writing)
    try other.run("insert into one values (4)")
    #expect(try connection.integer("select count(*) from one") == 4)
  }

  @Test(arguments: ["file.db", "a b%3f?#.db", "ž'\".db"])
  func `a file is its owner's, and opens under any name`(name: String) throws {
    let path = folder.path(name)
    try SQLiteConnection(path, .creating).run(all: "create table t(n); insert into t values (7)")
    #expect(try SQLiteConnection(path, .reading).integer("select n from t") == 7)
    #expect(try SQLiteConnection(path, .immutable).integer("select n from t") == 7)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == [name])
  }

  @Test func `a reader can't write`() throws {
    let path = folder.path("file.db")
    try SQLiteConnection(path, .creating).run("create table t(n)")
    for access: SQLiteConnection.Access in [.reading, .immutable] {
      let error = #expect(throws: SQLiteError.self) {
        try SQLiteConnection(path, access).run("insert into t values (1)")
      }
      #expect(error?.kind == .readOnly)
    }
  }

  @Test func `files that are missing, foreign or unfinished are told apart`() throws {
    let path = folder.path("file.db")
    try expectKind(.cannotOpen) { try SQLiteConnection(path, .reading) }
    try expectKind(.cannotOpen) { try SQLiteConnection(folder.path("no/file.db"), .creating) }
    try Data(String(repeating: "no database ", count: 99).utf8).write(to: URL(filePath: path))
    try expectKind(.foreign) { try SQLiteConnection(path, .immutable).run("select * from t") }
    try Data("left over".utf8).write(to: URL(filePath: path + "-wal"))
    try expectKind(.busy) { try SQLiteConnection(path, .immutable) }
  }

  @Test func `a link is followed to a file, but makes none`() throws {
    let (path, link) = (folder.path("file.db"), folder.path("link.db"))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try expectKind(.cannotOpen) { try SQLiteConnection(link, .creating) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try SQLiteConnection(path, .creating).run("create table t(n integer)")
    #expect(try SQLiteConnection(link, .creating).integer("select count(*) from t") == 0)
  }

  @Test func `rows of a damaged file end in an error, never early`() throws {
    let path = folder.path("file.db")
    let connection = try SQLiteConnection(path, .creating)
    try connection.run(
      all: """
        create table t(n integer, filler text);
        with recursive c(n) as (select 1 union all select n + 1 from c where n < 2000)
          insert into t select n, hex(randomblob(50)) from c
        """)
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes.replaceSubrange(100_000..<104_096, with: [UInt8](repeating: 0, count: 4096))
    try bytes.write(to: URL(filePath: path))
    try expectKind(.damaged) {
      try SQLiteConnection(path, .immutable).rows("select n, filler from t") { _ in }
    }
  }

  private func expectError(_ message: String, _ body: () throws -> Void) throws {
    let error = #expect(throws: SQLiteError.self) { try body() }
    #expect(error?.message == message)
  }

  private func expectKind<T>(_ kind: SQLiteError.Kind, _ body: () throws -> T) throws {
    let error = #expect(throws: SQLiteError.self) { _ = try body() }
    #expect(error?.kind == kind, "\(error?.message ?? "nothing thrown")")
  }
}

/// A folder that goes when the test does.
private final class ScratchFolder {
  private let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() { try! FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}

import SQLite

/// Who changes the graph, when, and why.
public struct Attribution: Hashable, Sendable {
  public let author: String
  public let time: StoreTime
  public let note: String?

  public init(author: String, time: StoreTime, note: String? = nil) {
    self.author = author
    self.time = time
    self.note = note
  }
}

/// A transaction as the store remembers it.
public struct TransactionRecord: Hashable, Sendable {
  public enum Kind: String, Sendable { case prompt, `import`, undo, redo }

  public let number: Int64
  /// In UTC, as `2026-11-21T17:05:00.000Z`.
  public let time: String
  public let author: String
  public let kind: Kind
  public let note: String?
  /// The transaction that an undo takes back, or a redo does again.
  public let undoes: Int64?
  var digest: String
  /// How many facts were asserted and retracted; facts that changed their file count as neither.
  public var asserted = 0
  public var retracted = 0

  init(
    number: Int64, time: String, author: String, kind: Kind, note: String?, undoes: Int64?,
    digest: String
  ) {
    self.number = number
    self.time = time
    self.author = author
    self.kind = kind
    self.note = note
    self.undoes = undoes
    self.digest = digest
  }
}

extension TransactionRecord {
  static let columns = "id, at, author, kind, note, undoes, digest"

  init(_ row: borrowing SQLRow) throws(SQLiteError) {
    guard let kind = Kind(rawValue: try row.text(3)) else {
      throw .damage("a transaction of no known kind")
    }
    self.init(
      number: try row.integer(0), time: try row.text(1), author: try row.text(2), kind: kind,
      note: row.isNull(4) ? nil : try row.text(4), undoes: row.isNull(5) ? nil : try row.integer(5),
      digest: try row.text(6))
  }
}

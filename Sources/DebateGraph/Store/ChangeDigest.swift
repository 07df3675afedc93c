import Datalog
import SQLite

/// The digest of facts that a transaction asserts or retracts: of the facts, not of how they are
/// stored.
struct ChangeDigest {
  private var digesting = SHA256.Digesting()
  private var pending: [UInt8] = []
  private let values: StoredValues
  private let relation: StoredRelation

  init(of relation: StoredRelation, _ values: StoredValues) {
    self.relation = relation
    self.values = values
    add(relation.name.utf8)
    for column in relation.columns { add(column.name.utf8) }
  }

  mutating func add(_ cells: [SQLValue]) throws(SQLiteError) {
    for place in cells.indices where place < relation.columns.count {
      add(try values.value(of: cells[place], in: relation.columns[place], of: relation))
    }
  }

  /// Of the next column of a fact.
  mutating func add(_ value: Value) { add(value.description.utf8) }

  /// - Parameter source: the path of the file that states the fact, behind its cells; empty where none
  ///   does.
  mutating func add(source: String) {
    add(source.utf8)
    if pending.count > 65_536 { flush() }
  }

  /// With its length before it, so that no two sequences of texts look alike.
  private mutating func add(_ text: String.UTF8View) {
    pending.append(contentsOf: String(text.count).utf8)
    pending.append(UInt8(ascii: ":"))
    pending.append(contentsOf: text)
  }

  private mutating func flush() {
    var bytes: [UInt8] = []
    swap(&bytes, &pending)
    digesting.absorb(bytes.span)
    bytes.removeAll(keepingCapacity: true)
    swap(&bytes, &pending)
  }

  consuming func hexadecimal() -> String {
    flush()
    return digesting.digest().hexadecimal
  }
}

/// The digest of texts in their order.
func digest(of texts: [String]) -> String {
  SHA256(of: texts.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }).hexadecimal
}

extension TransactionRecord {
  /// The digest of the transaction: of the one before it, of all that is told of it, and of what it
  /// changed.
  func digest(
    after previous: String, imports: [(path: String, sha256: String?)], declared: [String],
    changes: [(relation: String, digest: String)]
  ) -> String {
    var parts = [
      previous, String(number), time, author, kind.rawValue, note.map { "1\($0)" } ?? "0",
      undoes.map(String.init) ?? "",
    ]
    for (path, digest) in imports { parts += ["file", path, digest ?? ""] }
    for layout in declared { parts += ["declared", layout] }
    for (relation, digest) in changes { parts += ["relation", relation, digest] }
    return DebateGraph.digest(of: parts)
  }
}

extension StoredRelation {
  /// Of how its facts are stored.
  var layoutDigest: String {
    let columns = columns.enumerated().flatMap { number, column in
      [column.name, column.label, column.storage.rawValue, key.contains(number) ? "key" : ""]
    }
    return digest(of: [name, declaration] + columns)
  }
}

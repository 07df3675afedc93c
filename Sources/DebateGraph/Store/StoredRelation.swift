import Datalog

/// How the facts of a predicate lie in the file: a table with a column for each of its own.
///
/// A predicate that is declared anew with other columns gets a new one; the old one keeps its rows.
struct StoredRelation: Equatable {
  let id: Int64
  /// The predicate.
  let name: String
  let columns: [Column]
  /// Columns that tell living rows apart; all, where none are declared.
  let key: [Int]
  /// `#pred …`, with the enumerations it needs; empty where the predicate was never declared.
  let declaration: String
  /// The transaction that made it.
  let since: Int64
  /// What the names of its table and indices begin with.
  let base: String
  /// What shows its facts: the predicate's own name, while no newer relation has it.
  var view: String

  struct Column: Equatable {
    let name: String
    /// What it is called in SQL, where `a` and `A` are the same.
    let label: String
    let storage: Storage
  }

  /// What a column of the table holds.
  enum Storage: String {
    /// The number of a value.
    case value
    case integer, decimal
  }

  var table: String { base + "__rows" }
  var history: String { view + "__history" }
}

extension StoredRelation {
  /// Whether facts of the predicate, as it is declared now, lie in here.
  func holds(_ predicate: Predicate, in catalog: Catalog) -> Bool {
    columns == Self.columns(of: predicate, in: catalog)
      && key == (predicate.isDeclared ? predicate.key : [])
      && declaration == predicate.declaration(in: catalog)
  }

  /// What is not declared can come to hold anything.
  static func columns(of predicate: Predicate, in catalog: Catalog) -> [Column] {
    var labels = SQLNames(["row", "_since", "_until", "_source", "_settled"])
    return predicate.columns.enumerated().map { number, column in
      let isNamed = predicate.isDeclared && !column.name.isEmpty
      let label = labels.unused(isNamed ? column.name : "c\(number + 1)")
      let storage = predicate.isDeclared ? catalog.storage(of: column.type) : .value
      return Column(name: column.name, label: label, storage: storage)
    }
  }
}

/// Names in SQL: no NUL, nothing that SQLite reserves, and none twice, where `a` and `A` are the same.
struct SQLNames {
  private var taken: Set<String>

  init(_ taken: some Sequence<String>) { self.taken = Set(taken.map { $0.lowercased() }) }

  /// The name, or as much of it as SQL can take, or that with the first number behind that nobody has; also with each of the endings.
  mutating func unused(_ wanted: String, endings: [String] = [""]) -> String {
    var name = String(wanted.unicodeScalars.map { $0 == "\0" ? " " : Character($0) })
    if name.isEmpty || name.lowercased().hasPrefix("sqlite_") { name = "_" + name }
    var number = 1
    while true {
      let candidate = number == 1 ? name : "\(name)_\(number)"
      let all = endings.map { (candidate + $0).lowercased() }
      if taken.isDisjoint(with: all) {
        taken.formUnion(all)
        return candidate
      }
      number += 1
    }
  }
}

extension Catalog {
  /// - Complexity: linear in the references that lead from one key to the next.
  fileprivate func storage(of type: ColumnType, depth: Int = 0) -> StoredRelation.Storage {
    switch type {
    case .int: return .integer
    case .decimal: return .decimal
    case .reference(let name) where depth < 64:
      guard let target = predicate(named: name), let key = self[target].key.first else {
        return .value
      }
      return storage(of: self[target].columns[key].type, depth: depth + 1)
    case .unknown, .mixed, .symbol, .text, .date, .enumeration, .reference: return .value
    }
  }
}

extension Predicate {
  /// `#pred` as the language writes it, after the `#enum` it needs; empty where there is none.
  func declaration(in catalog: Catalog) -> String {
    guard isDeclared else { return "" }
    var lines: [String] = []
    for case .enumeration(let name) in columns.map(\.type) {
      guard let enumeration = catalog.enumerations[name] else { continue }
      let members = enumeration.members.map { Value.symbol($0).description }
      let line = "#enum \(Value.symbol(name)) { \(members.joined(separator: ", ")) }."
      if !lines.contains(line) { lines.append(line) }
    }
    let columns = columns.map { column in
      let extreme = column.extreme.map { " \($0)" } ?? ""
      return "\(Value.symbol(column.name)): \(column.type.spelling)\(extreme)"
    }
    let key = key.map { Value.symbol(self.columns[$0].name).description }
    let keyed = key.isEmpty ? "" : " key(\(key.joined(separator: ", ")))"
    lines.append("#pred \(Value.symbol(name))(\(columns.joined(separator: ", ")))\(keyed).")
    return lines.joined(separator: "\n")
  }
}

extension ColumnType {
  fileprivate var spelling: String {
    switch self {
    case .enumeration(let name), .reference(let name): Value.symbol(name).description
    case .unknown, .mixed, .int, .decimal, .symbol, .text, .date: noun
    }
  }
}

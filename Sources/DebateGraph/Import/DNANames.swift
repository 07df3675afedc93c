import Datalog
import SQLite

/// What the numbers of a DNA database stand for, each as the language writes it.
struct DNANames {
  struct Variable {
    let name: String
    let written: String
    /// `short_text`, `long_text`, `integer` or `boolean`.
    let kind: String
    let type: Int64
    /// Among those of its type, from 1.
    let position: Int
  }

  struct Entity {
    let value: String
    let written: String
    let variable: Int64
    let colour: String
    let parent: Int64?
  }

  private(set) var types: [Int64: String] = [:]
  private(set) var coders: [Int64: String] = [:]
  /// The same, but not as the language writes them.
  private(set) var plainTypes: [Int64: String] = [:]
  private(set) var plainCoders: [Int64: String] = [:]
  private(set) var coderColours: [Int64: String] = [:]
  private(set) var variables: [Int64: Variable] = [:]
  private(set) var entities: [Int64: Entity] = [:]
  /// Values that Unicode's normal form makes equal to another one of their variable.
  private(set) var mergedValues = 0

  init(of file: DNAFile) throws(ImportRefusal) {
    plainTypes = try Self.distinctNames(file, "select ID, Label from STATEMENTTYPES order by ID")
    plainCoders = try Self.distinctNames(file, "select ID, Name from CODERS order by ID")
    types = plainTypes.mapValues { Datalog.Value.symbol($0).description }
    coders = plainCoders.mapValues { Datalog.Value.symbol($0).description }
    try file.rows("select ID, Red, Green, Blue from CODERS") { row in
      coderColours[try row.integer(0)] = try row.colour(1)
    }
    try readVariables(file)
    try readEntities(file)
  }

  /// Of a type as the language writes it.
  func plainType(_ written: String) -> String {
    types.first { $0.value == written }.flatMap { plainTypes[$0.key] } ?? ""
  }

  /// The kind's name, as the schema of codings has it.
  private mutating func readVariables(_ file: DNAFile) throws(ImportRefusal) {
    var positions: [Int64: Int] = [:]
    var taken: Set<[String]> = []
    let sql = "select ID, Variable, DataType, StatementTypeId from VARIABLES order by ID"
    try file.rows(sql) { row in
      let (id, type) = (try row.integer(0), try row.integer(3))
      let name = Self.distinct(try row.text(1), id, within: "\(type)", &taken)
      positions[type, default: 0] += 1
      let kind = try row.text(2).replacing(" ", with: "_")
      guard TableKind(rawValue: kind) != nil else {
        throw ImportRefusal("'\(file.path)' has a variable '\(name)' that holds '\(kind)'")
      }
      variables[id] = Variable(
        name: name, written: Datalog.Value.symbol(name).description,
        kind: kind, type: type,
        position: positions[type, default: 0])
    }
  }

  private mutating func readEntities(_ file: DNAFile) throws(ImportRefusal) {
    var known: Set<[String]> = []
    let sql = "select ID, VariableId, Value, Red, Green, Blue, ChildOf from ENTITIES order by ID"
    try file.rows(sql) { row in
      let (id, variable, value) = (try row.integer(0), try row.integer(1), try row.text(2))
      if !known.insert(["\(variable)", value]).inserted { mergedValues += 1 }
      entities[id] = Entity(
        value: value, written: Datalog.Value.symbol(value).description, variable: variable,
        colour: try row.colour(3), parent: row.isNull(6) ? nil : try row.integer(6))
    }
  }

  /// Names by their numbers; one that occurs before gets its number in parentheses.
  private static func distinctNames(
    _ file: DNAFile, _ sql: String
  ) throws(ImportRefusal) -> [Int64: String] {
    var names: [Int64: String] = [:]
    var taken: Set<[String]> = []
    try file.rows(sql) { row in
      let id = try row.integer(0)
      names[id] = distinct(row.isNull(1) ? "" : try row.text(1), id, within: "", &taken)
    }
    return names
  }

  private static func distinct(
    _ name: String, _ id: Int64, within scope: String, _ taken: inout Set<[String]>
  ) -> String {
    let distinct = taken.contains([scope, name]) ? "\(name) (\(id))" : name
    taken.insert([scope, distinct])
    return distinct
  }
}

extension SQLRow {
  /// The text, or an empty one where there is none, which is counted.
  func text(_ column: Int, orEmpty missing: inout Int) throws(SQLiteError) -> String {
    if !isNull(column) { return try text(column) }
    missing += 1
    return ""
  }

  /// Three columns from `first` as RRGGBB, in quotes; empty where none is given.
  func colour(_ first: Int) throws(SQLiteError) -> String {
    var digits = ""
    for column in first..<first + 3 {
      if isNull(column) { return "\"\"" }
      let hex = String(try integer(column) & 0xFF, radix: 16, uppercase: true)
      digits += hex.count < 2 ? "0" + hex : hex
    }
    return "\"\(digits)\""
  }
}

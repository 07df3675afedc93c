import Datalog
import SQLite

/// The numbers that the values of a database have in a store's file, and the other way round.
struct ImportedNumbers {
  /// By places in the database; 0 where the file does not have the value.
  private var inFile: [Int64]
  /// Of small integers, which have no place.
  private var ofIntegers: [ValueNumber: Int64] = [:]
  /// By numbers in the file; nil where the database does not have the value.
  private var inDatabase: [ValueNumber?] = [nil]

  /// Reads all values of the file.
  init(of database: Database, in connection: SQLiteConnection) throws(SQLiteError) {
    inFile = Array(repeating: 0, count: database.placedValueCount)
    try connection.rows("select id, kind, text from _value order by id") {
      row throws(SQLiteError) in
      // Values are numbered from 1, and none is ever deleted.
      let number = try row.integer(0)
      if number != inDatabase.count { throw .damage("value \(inDatabase.count) is missing") }
      let known = database.knownNumber(of: try StoredValues.value(in: row, from: 1))
      inDatabase.append(known)
      if let known { keep(number, for: known) }
    }
  }

  private mutating func keep(_ stored: Int64, for number: ValueNumber) {
    if let place = number.place { inFile[place] = stored } else { ofIntegers[number] = stored }
  }

  private func known(_ number: ValueNumber) -> Int64? {
    guard let place = number.place else { return ofIntegers[number] }
    return inFile[place] == 0 ? nil : inFile[place]
  }

  /// - Precondition: the value has a number in the file.
  subscript(number: ValueNumber) -> Int64 {
    guard let stored = known(number) else { preconditionFailure("a value was given no number") }
    return stored
  }

  /// The values of a row's first cells in the database; nil where it does not have them all.
  func values(
    of row: borrowing SQLRow, in relation: StoredRelation, _ database: Database
  ) throws(SQLiteError) -> [ValueNumber]? {
    var values: [ValueNumber] = []
    values.reserveCapacity(relation.columns.count)
    for place in relation.columns.indices {
      let value: ValueNumber?
      switch relation.columns[place].storage {
      case .value:
        let number = try row.integer(place)
        value = number > 0 && number < inDatabase.count ? inDatabase[Int(number)] : nil
      case .integer: value = database.knownNumber(of: .int(try row.integer(place)))
      case .decimal: value = database.knownNumber(of: .decimal(try row.real(place)))
      }
      guard let value else { return nil }
      values.append(value)
    }
    return values
  }

  /// Gives those values of the rows numbers that have none: in order of their texts, since that of the
  /// file's index is the one in which it grows without being read again and again.
  mutating func give(
    toValuesOf rows: [Int], of stated: StatedFacts, in relation: StoredRelation,
    _ database: Database, _ connection: SQLiteConnection
  ) throws(SQLiteError) {
    var new: [(number: ValueNumber, kind: String, text: String)] = []
    for place in relation.columns.indices where relation.columns[place].storage == .value {
      for row in rows where known(stated.columns[place][row]) == nil {
        let number = stated.columns[place][row]
        let value = database[number]
        new.append((number, value.kind.rawValue, value.storedText))
        keep(-1, for: number)
      }
    }
    new.sort { ($0.text, $0.kind) < ($1.text, $1.kind) }
    try connection.prepare("insert into _value (kind, text) values (?, ?)") {
      (insertion) throws(SQLiteError) in
      for (number, kind, text) in new {
        try insertion.bind(kind, at: 0)
        try insertion.bind(text, at: 1)
        try insertion.runBound()
        keep(connection.lastInsertedRow, for: number)
      }
    }
  }
}

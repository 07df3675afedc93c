import Datalog

/// A fact of the graph, its values by the names of their columns.
struct Record {
  /// Where it was stated.
  let place: TextRange?
  private let values: [String: Value]

  /// A name or text as it is shown; nil where there is no such column.
  func text(_ column: String) -> String? { values[column]?.displayText }

  /// An integer; nil where there is no such column, or it holds something else.
  func number(_ column: String) -> Int64? {
    if case .int(let number) = values[column] { number } else { nil }
  }
}

extension Database {
  /// The stated rows of a predicate, sorted by their values; none where it is not there.
  func records(of name: String) throws(EvaluationError) -> [Record] {
    guard let predicate = catalog.predicate(named: name) else { return [] }
    let columns = catalog[predicate].columns.map(\.name)
    let rows = try rows(of: predicate)
    return (0..<rows.rowCount).map { number in
      let row = rows.row(number)
      return Record(place: place(of: row, in: predicate), columns, row)
    }
  }
}

extension Record {
  fileprivate init(place: TextRange?, _ columns: [String], _ row: [Value]) {
    self.place = place
    values = Dictionary(uniqueKeysWithValues: zip(columns, row))
  }
}

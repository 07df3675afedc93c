import Relations

/// Rows that a loading would add to a predicate, in order of place, with the database's own numbers
/// for their values.
struct ProposedRows {
  let predicate: PredicateID
  let arity: Int
  /// `arity` a row, row after row.
  private(set) var cells: [ValueID] = []
  private(set) var places = RowPlaces()

  var count: Int { places.count }

  init(of predicate: PredicateID, arity: Int) {
    self.predicate = predicate
    self.arity = arity
  }

  /// Rows that are all said to be stated at one place.
  init(of predicate: PredicateID, arity: Int, cells: [ValueID], count: Int, at place: TextRange) {
    self.init(of: predicate, arity: arity)
    self.cells = cells
    places.reserveCapacity(count)
    for _ in 0..<count { places.append(place) }
  }

  func row(_ number: Int) -> ArraySlice<ValueID> {
    cells[number * arity..<(number + 1) * arity]
  }

  mutating func append(_ row: [ValueID], at place: TextRange) {
    cells += row
    places.append(place)
  }

  mutating func append(_ rows: Range<Int>, of table: FactTable) {
    if count == 0, rows.count == table.count {
      (cells, places) = (table.cells, table.places)
    } else {
      cells += table.cells[rows.lowerBound * arity..<rows.upperBound * arity]
      places.append(rows, of: table.places)
    }
  }
}

extension ProposedRows {
  /// Some rows by column.
  func batch(_ rows: Range<Int>) -> Batch {
    let columns = (0..<arity).map { column in
      rows.map { cells[$0 * arity + column] }
    }
    return Batch(columns: columns, count: rows.count)
  }

  /// Calls back with those of the rows that proved new: `columns` hold them in the same order, as rows
  /// `added`.
  func forEachNewRow(
    of range: Range<Int>, in columns: [[ValueID]], _ added: Range<Int>, _ visit: (Int) -> Void
  ) {
    var stored = added.lowerBound
    for row in range where stored < added.upperBound {
      guard (0..<arity).allSatisfy({ columns[$0][stored] == cells[row * arity + $0] }) else {
        continue
      }
      visit(row)
      stored += 1
    }
  }
}

/// All rows that a program states, by predicate in order of first appearance.
struct Proposals {
  private(set) var rows: [ProposedRows] = []
  private var numbers: [PredicateID: Int] = [:]
  private let interner: Interner

  /// - Parameter tables: are let go of one after the other.
  init(
    of facts: [CheckedFact], _ tables: consuming [CheckedTables], numberedBy interner: Interner
  ) {
    self.interner = interner
    var facts = facts[...]
    tables.reverse()
    while let text = tables.popLast() {
      while let fact = facts.first, fact.range.input != text.input { add(facts.removeFirst()) }
      add(text, &facts)
    }
    for fact in facts { add(fact) }
  }

  /// The facts of one text, those read in bulk among the others.
  private mutating func add(
    _ text: consuming CheckedTables, _ facts: inout ArraySlice<CheckedFact>
  ) {
    let input = text.input
    var numbers = OwnNumbers(of: text.values, interner)
    for number in text.tables.indices { numbers.replace(&text.tables[number].facts.cells) }
    var rest = RestOfTables(text.tables)
    while let fact = facts.first, fact.range.input == input {
      for number in rest.tables.indices where rest.tables[number].predicate == fact.predicate {
        addRows(of: number, before: fact.range.start, in: &rest)
      }
      add(facts.removeFirst())
    }
    for number in rest.tables.indices {
      addRows(of: number, before: .max, in: &rest)
      rest.tables[number].facts = .empty
    }
  }

  private mutating func addRows(
    of number: Int, before end: UInt32, in rest: inout RestOfTables
  ) {
    let (predicate, facts) = rest.tables[number]
    let first = rest.next[number]
    var next = first
    while next < facts.count, facts.places.start(of: next) < end { next += 1 }
    rest.next[number] = next
    guard next > first else { return }
    rows[self.number(of: predicate, facts.arity)].append(first..<next, of: facts)
  }

  private mutating func add(_ fact: CheckedFact) {
    rows[number(of: fact.predicate, fact.values.count)]
      .append(fact.values.map(interner.id(of:)), at: fact.range)
  }

  private mutating func number(of predicate: PredicateID, _ arity: Int) -> Int {
    if let number = numbers[predicate] { return number }
    numbers[predicate] = rows.count
    rows.append(ProposedRows(of: predicate, arity: arity))
    return rows.count - 1
  }
}

/// The tables of a text, and for each the first row that is not among the proposed ones yet.
private struct RestOfTables {
  var tables: [(predicate: PredicateID, facts: FactTable)]
  var next: [Int]

  init(_ tables: [(predicate: PredicateID, facts: FactTable)]) {
    self.tables = tables
    next = Array(repeating: 0, count: tables.count)
  }
}

/// A database's numbers in place of those a text gives its constants.
private struct OwnNumbers {
  private let values: [Value]
  private let interner: Interner
  /// `none` where the value was not asked for yet.
  private var numbers: [ValueID]

  init(of values: [Value], _ interner: Interner) {
    self.values = values
    self.interner = interner
    numbers = Array(repeating: .none, count: values.count)
  }

  mutating func replace(_ cells: inout [ValueID]) {
    for place in cells.indices where cells[place].integer == nil {
      let number = Int(cells[place].raw)
      if numbers[number] == .none { numbers[number] = interner.id(of: values[number]) }
      cells[place] = numbers[number]
    }
  }
}

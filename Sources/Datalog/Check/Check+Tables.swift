import Relations

// Facts read in bulk: checked column by column, each different constant once. A row that a column
// refuses is read again as a clause and checked like one, so that mistakes are told in the same words.

extension Checker {
  /// The clauses of a text in order of place, refused rows among them. Its tables are taken out of it, so
  /// that a large one is never there twice.
  mutating func check(_ program: inout Program) {
    guard let facts = program.plainFacts.take() else {
      for clause in program.clauses where !isInterrupted { check(clause) }
      return
    }
    let (text, input) = (facts.text, facts.input)
    var refused = check(facts)
    refused.sort(by: >)
    for clause in program.clauses where !isInterrupted {
      while let start = refused.last, start < clause.range.start {
        checkRow(at: start, of: text, input)
        refused.removeLast()
      }
      check(clause)
    }
    for start in refused.reversed() { checkRow(at: start, of: text, input) }
  }

  private mutating func checkRow(at start: UInt32, of text: InputText, _ input: InputID) {
    var parser = Parser(text, input, .standard, from: Int(start))
    if let clause = try? parser.clause() { check(clause) }
  }

  /// Takes the tables into the program; returns where the rows begin that were refused.
  private mutating func check(_ facts: consuming PlainFacts) -> [UInt32] {
    var checked = CheckedTables(input: facts.input)
    var refused: [UInt32] = []
    var tables = facts.takeTables()
    var reading = TableReading(constants: facts.constants)
    for number in tables.indices where tables[number].count > 0 && !isInterrupted {
      guard let predicate = catalog.predicate(named: tables[number].predicate) else { continue }
      swap(&reading.table, &tables[number])
      let rows = refusedRows(of: predicate, &reading)
      refused += rows.map(reading.table.places.start(of:))
      checked.tables.append((predicate, reading.takeTable(without: rows)))
    }
    checked.values = reading.constants.values
    if !checked.tables.isEmpty { program.tables.append(checked) }
    return refused
  }

  /// Turns the cells into what the columns hold; returns the rows with one that a column refuses.
  private mutating func refusedRows(
    of predicate: PredicateID, _ reading: inout TableReading
  ) -> Set<Int> {
    let signature = Signature(catalog[predicate])
    guard let arguments = arguments(of: reading.table, signature) else {
      return Set(0..<reading.table.count)
    }
    reading.table.arrange(arguments)
    var refused: Set<Int> = []
    for column in signature.columns.indices {
      let type = catalog.base(of: signature.columns[column].type)
      if !signature.hasNamedColumns, reading.hasIntegers(column) {
        join(.int, into: column, of: predicate)
      }
      refused.formUnion(
        reading.read(column, keepsIntegers: !signature.hasNamedColumns || type == .int) { value in
          let held = held(value, column, of: signature)
          if let held, !signature.hasNamedColumns { join(held.kind, into: column, of: predicate) }
          return held
        })
    }
    return refused
  }

  /// Which argument each column takes; nil, and nothing said, where they don't fit the columns.
  private mutating func arguments(of table: FactTable, _ signature: Signature) -> [Int]? {
    if table.labels.isEmpty {
      return table.arity == signature.columns.count ? Array(0..<table.arity) : nil
    }
    guard signature.hasNamedColumns else { return nil }
    let numbered = table.labels.enumerated().map { number, label in
      Argument(
        Term(.constant(.int(Int64(number))), range: .nowhere),
        label: label.map { Name($0, range: .nowhere) })
    }
    let atom = Atom(Name(table.predicate, range: .nowhere), numbered, range: .nowhere)
    let arranged = silently { $0.arrange(atom, signature, mayOmit: false) }
    return arranged?.compactMap { term in
      if case .constant(.int(let number)) = term.kind { Int(number) } else { nil }
    }
  }

  /// The value as the column holds it; nil, and nothing said, where it is refused.
  private mutating func held(
    _ value: Value, _ column: Int, of signature: Signature
  ) -> Value? {
    silently { $0.coerce($0.replaced(value), at: .nowhere, column, of: signature) }
  }

  private mutating func silently<Result>(_ body: (inout Checker) -> Result) -> Result {
    let (known, counts) = (program.diagnostics.count, reported)
    defer {
      program.diagnostics.removeLast(program.diagnostics.count - known)
      reported = counts
    }
    return body(&self)
  }
}

/// Tables of one text whose cells are turned into what their columns hold.
private struct TableReading {
  private(set) var constants: WrittenConstants
  var table = FactTable.empty
  /// What a column holds in place of each constant that occurred in it, `none` where it refuses it. Of
  /// the column at hand, if the stamp is its.
  private var held: [(stamp: UInt32, cell: ValueID)]
  private var stamp: UInt32 = 0

  init(constants: WrittenConstants) {
    self.constants = constants
    held = Array(repeating: (0, .none), count: constants.values.count)
  }

  mutating func takeTable(without rows: Set<Int>) -> FactTable {
    defer { table = .empty }
    return table.without(rows)
  }

  func hasIntegers(_ column: Int) -> Bool {
    stride(from: column, to: table.cells.count, by: table.arity).contains {
      table.cells[$0].integer != nil
    }
  }

  /// Replaces the constants of a column by what `hold` makes of them, which is asked once for each; the
  /// rows for which it makes nothing.
  mutating func read(
    _ column: Int, keepsIntegers: Bool, _ hold: (Value) -> Value?
  ) -> [Int] {
    var cells = table.cells
    table.cells = []
    defer { table.cells = cells }
    stamp += 1
    var integers: [ValueID: ValueID] = [:]
    var refused: [Int] = []
    for place in stride(from: column, to: cells.count, by: table.arity) {
      let cell = cells[place]
      if let integer = cell.integer {
        if keepsIntegers { continue }
        cells[place] = integers[cell] ?? self.cell(for: hold(.int(integer)), insteadOf: cell)
        integers[cell] = cells[place]
      } else {
        let number = Int(cell.raw)
        if held[number].stamp != stamp {
          held[number] = (stamp, self.cell(for: hold(constants.values[number]), insteadOf: cell))
        }
        cells[place] = held[number].cell
      }
      if cells[place] == .none { refused.append(place / table.arity) }
    }
    return refused
  }

  private mutating func cell(for value: Value?, insteadOf cell: ValueID) -> ValueID {
    guard let value else { return .none }
    if case .int(let integer) = value, let small = ValueID(integer: integer) { return small }
    if cell.integer == nil, constants.values[Int(cell.raw)] == value { return cell }
    return constants.add(value)
  }
}

import Relations

// Facts for what keeps them elsewhere: in bulk, by numbers of values instead of texts.

/// A value of one database, as small as can be: equal where the values are.
public struct ValueNumber: Hashable, Sendable {
  fileprivate let id: ValueID

  /// Among the values that have a place in the database's table, counted from 0; nil for a small
  /// integer, which has none.
  public var place: Int? { id.integer == nil ? Int(id.raw) : nil }
}

/// The facts stated of a predicate, by column, in order of arrival.
public struct StatedFacts: Sendable {
  public let columns: [[ValueNumber]]
  /// Where each was stated first.
  public let places: [TextRange]
  public var count: Int { places.count }
}

extension Database {
  public func number(of value: Value) -> ValueNumber { ValueNumber(id: interner.id(of: value)) }

  /// The same of many values, which is quicker than one by one.
  public func numbers(of values: [Value]) -> [ValueNumber] {
    interner.ids(of: values).map(ValueNumber.init(id:))
  }

  /// Makes room for so many more values.
  public func reserve(values count: Int) { interner.reserve(count) }

  public subscript(number: ValueNumber) -> Value { interner[number.id] }

  /// The number of a value that has one: nil says that no fact has the value.
  public func knownNumber(of value: Value) -> ValueNumber? {
    interner.knownID(of: value).map(ValueNumber.init(id:))
  }

  /// How many values have a place.
  public var placedValueCount: Int { interner.count }

  /// What was stated of a predicate, and not what rules derive.
  public func stated(of predicate: PredicateID) -> StatedFacts {
    let (columns, places) = store.columns(of: predicate)
    return StatedFacts(columns: columns.map { $0.map(ValueNumber.init(id:)) }, places: places)
  }

  /// A predicate that is not declared, and that facts will be added to.
  ///
  /// - Precondition: no predicate has this name yet.
  public func define(_ name: String, arity: Int) -> PredicateID {
    let columns = (0..<arity).map { Predicate.Column(name: String($0 + 1), type: .mixed) }
    return catalog.add(Predicate(name: name, columns: columns))
  }

  /// Adds facts that are known to keep what declarations promise.
  ///
  /// - Parameters:
  ///   - cells: row after row.
  ///   - place: where they are said to be stated.
  public func add(
    _ cells: [ValueNumber], count: Int, to predicate: PredicateID, at place: TextRange
  ) {
    let rows = ProposedRows(
      of: predicate, arity: catalog[predicate].arity, cells: cells.map(\.id), count: count,
      at: place)
    insert(rows)
  }

  /// Takes facts back and adds others, each at its place, that are known to keep what declarations
  /// promise; those not there, or there already, are passed over.
  public func change(takingBack vanished: [CheckedFact], adding appeared: [CheckedFact]) {
    for (predicate, facts) in Dictionary(grouping: vanished, by: \.predicate) {
      remove(facts, of: predicate)
    }
    for (predicate, facts) in Dictionary(grouping: appeared, by: \.predicate) {
      insert(facts, of: predicate)
    }
  }

  /// Adds a text that facts can be said to stand in, and returns its beginning.
  public func beginning(of text: InputText) -> TextRange { TextRange(texts.add(text), 0, 0) }
}

/// The facts stated of a predicate, to be found by their values.
public struct StatedIndex {
  private let facts: StatedFacts
  private let columns: [Int]
  private var index = KeyIndex()

  /// Linear in the facts, at some twenty bytes for each.
  public init(of facts: StatedFacts) {
    self.facts = facts
    columns = Array(facts.columns.indices)
    for row in 0..<facts.count {
      index.add(row, KeyIndex.hash(columns) { facts.columns[$0][row].id })
    }
  }

  /// The number of the fact with these values, one for each column; nil where there is none.
  public func row(of values: [ValueNumber]) -> Int? {
    index.row(KeyIndex.hash(columns) { values[$0].id }) { row in
      columns.allSatisfy { facts.columns[$0][row] == values[$0] }
    }
  }
}

extension Database {
  /// What is stated of a predicate and is none of these facts, each at its place; and those of them
  /// that are not stated. Linear in both.
  public func difference(
    from predicate: PredicateID, to facts: [[Value]]
  ) -> (vanished: [CheckedFact], appeared: [[Value]]) {
    let stated = stated(of: predicate)
    let index = StatedIndex(of: stated)
    var isLeft = [Bool](repeating: false, count: stated.count)
    let appeared = facts.filter { values in
      let numbers = values.compactMap(knownNumber(of:))
      guard numbers.count == stated.columns.count, let row = index.row(of: numbers) else {
        return true
      }
      isLeft[row] = true
      return false
    }
    let vanished = isLeft.indices.filter { !isLeft[$0] }.map { row in
      CheckedFact(predicate, stated.columns.map { self[$0[row]] }, at: stated.places[row])
    }
    return (vanished, appeared)
  }
}

// MARK: - What a retraction would break

extension Database {
  /// An error at each fact that refers to the key of one of these facts, which are not stated any more.
  public func danglingReferences(after retracted: [CheckedFact]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (target, facts) in Dictionary(grouping: retracted, by: \.predicate) {
      guard let column = catalog[target].key.first, catalog[target].key.count == 1 else { continue }
      let left = store.columns(of: target).columns
      let keys = Set(facts.map { interner.id(of: $0.values[column]) })
        .subtracting(left.isEmpty ? [] : left[column])
      if keys.isEmpty { continue }
      for predicate in catalog.predicates.indices.map(PredicateID.init) {
        diagnostics += references(from: predicate, to: catalog[target].name, among: keys)
      }
    }
    return diagnostics
  }

  private func references(
    from predicate: PredicateID, to target: String, among keys: Set<ValueID>
  ) -> [Diagnostic] {
    let (columns, places) = store.columns(of: predicate)
    var diagnostics: [Diagnostic] = []
    for (number, column) in catalog[predicate].columns.enumerated()
    where column.type == .reference(target) && number < columns.count {
      for (row, key) in columns[number].enumerated() where keys.contains(key) {
        diagnostics.append(
          Diagnostic(
            .missingReference, at: places[row],
            "this refers to '\(target)' '\(interner[key].displayText)', which would be gone",
            help: "take this back, too"))
      }
    }
    return diagnostics
  }
}

import Relations

/// A day behind which facts are not seen: what bears a later date is withheld from questions, and so
/// is what refers to it. Nothing is taken out of the database.
public struct Horizon: Hashable, Sendable {
  /// Of a longer time its last day counts.
  public let day: EDTFDate
  /// Whether a fact is seen only where every day that it may mean has come; otherwise some has.
  public let isCertain: Bool
  /// The name of the column of dates; predicates without one are seen whole.
  public let column: String

  public init(_ day: EDTFDate, isCertain: Bool, column: String) {
    self.day = day
    self.isCertain = isCertain
    self.column = column
  }

  func shows(_ date: EDTFDate) -> Bool { (isCertain ? date.last : date.first) <= day.last }

  fileprivate func column(of predicate: Predicate) -> Int? {
    predicate.columns.firstIndex { $0.name == column && $0.type == .date }
  }
}

extension Store {
  /// What is seen of the facts; relations that are seen whole are shared. Linear in the rows.
  func restricted(to horizon: Horizon, _ catalog: Catalog, _ interner: Interner) -> Store {
    var seen = self
    /// Keys of what was withheld, by the predicate's name.
    var hidden: [String: Set<ValueID>] = [:]
    for (number, predicate) in catalog.predicates.enumerated() {
      guard let column = horizon.column(of: predicate) else { continue }
      let late = seen.takeOut(of: PredicateID(number), predicate) { row in
        if case .date(let date) = interner[row[column]] { !horizon.shows(date) } else { false }
      }
      if !late.isEmpty { hidden[predicate.name] = predicate.keys(of: late) }
    }
    while !hidden.isEmpty { hidden = seen.takeOut(referringTo: hidden, catalog) }
    return seen
  }

  /// Takes out what refers to these keys; returns the keys of what was taken out.
  private mutating func takeOut(
    referringTo hidden: [String: Set<ValueID>], _ catalog: Catalog
  ) -> [String: Set<ValueID>] {
    var further: [String: Set<ValueID>] = [:]
    for (number, predicate) in catalog.predicates.enumerated() {
      let references = predicate.columns.enumerated().compactMap { column, declared in
        if case .reference(let name) = declared.type {
          hidden[name].map { (column, $0) }
        } else {
          nil
        }
      }
      if references.isEmpty { continue }
      let taken = takeOut(of: PredicateID(number), predicate) { row in
        references.contains { column, keys in keys.contains(row[column]) }
      }
      if !taken.isEmpty { further[predicate.name] = predicate.keys(of: taken) }
    }
    return further
  }
}

extension Predicate {
  /// Only keys of one column are referred to.
  fileprivate func keys(of rows: [[ValueID]]) -> Set<ValueID> {
    key.count == 1 ? Set(rows.map { $0[key[0]] }) : []
  }
}

extension Database {
  /// How many facts of a predicate are seen, and how many there are.
  public struct Visibility: Hashable, Sendable {
    public let predicate: String
    public let seen: Int
    public let stated: Int
  }

  /// One for each predicate with dates and facts, in order of declaration; empty without a horizon.
  public var visibility: [Visibility] {
    guard let horizon else { return [] }
    let seen = seenStore
    return catalog.predicates.enumerated().compactMap { number, predicate in
      guard horizon.column(of: predicate) != nil,
        let stated = store.relation(of: PredicateID(number))?.count, stated > 0
      else { return nil }
      return Visibility(
        predicate: predicate.name, seen: seen.relation(of: PredicateID(number))?.count ?? 0,
        stated: stated)
    }
  }
}

/// What is known of names: predicates with their columns, enumerations, constants.
///
/// A value: checking a text returns a larger catalog, and a refused text leaves the old one.
public struct Catalog: Sendable {
  /// By `PredicateID`, in order of first appearance; built-in predicates are not in here.
  public internal(set) var predicates: [Predicate] = []
  public internal(set) var enumerations: [String: Enumeration] = [:]
  /// `#const` names with their values.
  public internal(set) var constants: [String: Value] = [:]
  /// By the predicates' names.
  private var numbers = NumberTable()
  /// Of what checks find; no name leads to them.
  private var checks: [Predicate] = []

  public init() {}

  public subscript(id: PredicateID) -> Predicate {
    id.isOfCheck ? checks[~id.number] : predicates[id.number]
  }

  public func predicate(named name: String) -> PredicateID? {
    // Names in clauses are normalized, and most are found at once.
    number(of: name) ?? number(of: name.normalized)
  }

  private func number(of name: String) -> PredicateID? {
    numbers.first(name.numberHash()) { predicates[$0].name == name }.map(PredicateID.init)
  }

  /// - Precondition: no predicate has this name yet.
  mutating func add(_ predicate: Predicate) -> PredicateID {
    precondition(
      self.predicate(named: predicate.name) == nil,
      "predicate '\(predicate.name)' is there already")
    numbers.add(predicates.count, predicate.name.numberHash())
    predicates.append(predicate)
    return PredicateID(predicates.count - 1)
  }

  /// A predicate for what a check finds.
  mutating func addCheck(of variables: [String]) -> PredicateID {
    let id = PredicateID(~checks.count)
    let columns = variables.map { Predicate.Column(name: $0, type: .unknown) }
    checks.append(Predicate(name: "check \(checks.count + 1)".unspelled(), columns: columns))
    return id
  }

  mutating func update(_ id: PredicateID, _ change: (inout Predicate) -> Void) {
    change(&predicates[id.number])
  }
}

public struct PredicateID: Hashable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
  /// Those of checks are numbered from -1 downwards.
  var isOfCheck: Bool { number < 0 }
}

/// A predicate: one name, one arity.
public struct Predicate: Sendable {
  public let name: String
  /// One per argument place, named by `#pred` or by position (`"1"`, `"2"`, …).
  public internal(set) var columns: [Column]
  /// Column numbers that tell the rows apart, ascending; empty where no key is declared.
  public internal(set) var key: [Int]
  public internal(set) var documentation: String?
  /// Where `#pred` stands, or the first use.
  public internal(set) var range: TextRange?
  public internal(set) var isDeclared: Bool
  /// Whether it is declared or some fact or rule gives it rows; not, where it is only asked for.
  public internal(set) var isDefined: Bool
  /// Whether a check holds the rows that rules derive to the key.
  var isKeyPromised = false
  public var arity: Int { columns.count }

  public init(
    name: String, columns: [Column], key: [Int] = [], documentation: String? = nil,
    range: TextRange? = nil, isDeclared: Bool = false, isDefined: Bool = true
  ) {
    self.name = name
    self.columns = columns
    self.key = key
    self.documentation = documentation
    self.range = range
    self.isDeclared = isDeclared
    self.isDefined = isDefined
  }

  public struct Column: Sendable {
    public internal(set) var name: String
    public internal(set) var type: ColumnType
    public internal(set) var extreme: PredicateDeclaration.Column.Extreme?
    public init(
      name: String, type: ColumnType, extreme: PredicateDeclaration.Column.Extreme? = nil
    ) {
      self.name = name
      self.type = type
      self.extreme = extreme
    }
  }
}

/// What a column holds. `unknown` until a fact or a rule tells; `mixed` once they disagree in an
/// undeclared predicate (allowed, as in ASP).
public enum ColumnType: Hashable, Sendable {
  case unknown, mixed
  case int, decimal, symbol, text, date
  case enumeration(String)
  /// The key of another predicate, by name.
  case reference(String)
}

public struct Enumeration: Sendable {
  public let name: String
  public let members: [String]
  public let documentation: String?
  public let range: TextRange?
  public init(name: String, members: [String], documentation: String?, range: TextRange?) {
    self.name = name
    self.members = members
    self.documentation = documentation
    self.range = range
  }
}

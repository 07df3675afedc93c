// Random programs that are right: stratified, safe, of matching kinds, with few values, so that they
// end and mostly derive something. Everything the language's core can say should come up.

public import Datalog

public struct ProgramGenerator {
  /// What programs may use beyond facts, rules, negation, arithmetic, `#count` and `#sum`.
  public struct Features: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Declared predicates, and arguments named by their columns.
    public static let names = Features(rawValue: 1)
    public static let questions = Features(rawValue: 2)
    /// `#min` and `#max`.
    public static let extremes = Features(rawValue: 4)
    /// Dates, and the built-ins that relate those at hand.
    public static let dates = Features(rawValue: 8)
    public static let decimals = Features(rawValue: 16)
    /// The other built-ins.
    public static let builtins = Features(rawValue: 32)
    /// Least-value columns; needs `names`.
    public static let best = Features(rawValue: 64)
    /// `#avg` and `#median`, which ASP doesn't have.
    public static let means = Features(rawValue: 128)

    public static let all: Features = [
      .names, .questions, .extremes, .dates, .decimals, .builtins, .best, .means,
    ]
    /// What an export to ASP can say.
    public static let exported: Features = [.names, .questions, .extremes, .dates, .best]
  }

  /// What a column holds; variables and constants of a kind have names of their own.
  enum Kind: CaseIterable { case int, symbol, text, date, decimal }

  struct Predicate {
    let name: String
    let kinds: [Kind]
    /// Given where it is declared.
    let columns: [String]?
    /// Rules use lower or equal levels, negation and aggregates lower ones; facts are at 0.
    let level: Int
    /// The last column is one of least or greatest values; then rules use it from higher levels only.
    let best: PredicateDeclaration.Column.Extreme?
  }

  var random: SplitMix64
  let features: Features
  /// Before the name of each predicate.
  private let prefix: String
  private(set) var predicates: [Predicate] = []

  /// The program of this seed, always the same. Without `names` it is the same but for them.
  public static func program(
    seed: UInt64, _ features: Features = .all, prefix: String = ""
  ) -> Program {
    var generator = ProgramGenerator(
      random: SplitMix64(seed: seed), features: features, prefix: prefix)
    return generator.program()
  }

  private init(random: SplitMix64, features: Features, prefix: String) {
    self.random = random
    self.features = features
    self.prefix = prefix
  }

  private mutating func program() -> Program {
    for number in 1...2 + random.below(3) { predicates.append(predicate("e\(number)", level: 0)) }
    for number in 1...1 + random.below(5) {
      predicates.append(predicate("p\(number)", level: 1 + random.below(3)))
    }
    if random.chance(15), features.contains(.best) { predicates.append(bestPredicate()) }
    var clauses = predicates.compactMap { declaration(of: $0) }
    for predicate in predicates where predicate.level == 0 {
      for _ in 0..<1 + random.below(8) { clauses.append(fact(of: predicate)) }
    }
    for predicate in predicates where predicate.level > 0 {
      if random.chance(20) { clauses.append(fact(of: predicate)) }
      for _ in 0..<1 + random.below(3) { clauses.append(rule(for: predicate)) }
      if predicate.best != nil, random.chance(60) { clauses.append(step(of: predicate)) }
    }
    for _ in 0..<1 + random.below(2) { clauses.append(question()) }
    if random.chance(30) { clauses.shuffle(using: &random) }
    return Program(clauses: clauses.filter(isAsked))
  }

  private func isAsked(_ clause: Clause) -> Bool {
    switch clause.kind {
    case .directive: features.contains(.names)
    case .query, .check: features.contains(.questions)
    case .fact, .rule, .retract: true
    }
  }

  // MARK: predicates and facts

  private mutating func predicate(_ name: String, level: Int) -> Predicate {
    let arity = random.pick([0, 1, 1, 2, 2, 2, 2, 3, 3])
    let kinds = (0..<arity).map { _ in kind() }
    let columns = arity > 0 && random.chance(40) ? (1...arity).map { "c\($0)" } : nil
    return Predicate(name: prefix + name, kinds: kinds, columns: columns, level: level, best: nil)
  }

  private mutating func kind() -> Kind {
    let kind = random.pick([Kind.int, .int, .int, .symbol, .symbol, .text, .date, .decimal])
    return kinds.contains(kind) ? kind : .symbol
  }

  /// Those that the program may use.
  var kinds: [Kind] {
    Kind.allCases.filter { kind in
      switch kind {
      case .int, .symbol, .text: true
      case .date: features.contains(.dates)
      case .decimal: features.contains(.decimals)
      }
    }
  }

  private mutating func bestPredicate() -> Predicate {
    let kinds = [kind(), .int]
    return Predicate(
      name: prefix + "best", kinds: kinds, columns: ["c1", "c2"], level: 2 + random.below(2),
      best: random.chance(50) ? .min : .max)
  }

  private func declaration(of predicate: Predicate) -> Clause? {
    guard let columns = predicate.columns else { return nil }
    let declared = zip(columns, predicate.kinds).map { column, kind in
      PredicateDeclaration.Column(
        name: Name(column, range: nowhere), type: Name("\(kind)", range: nowhere),
        extreme: column == columns.last ? predicate.best : nil)
    }
    let declaration = PredicateDeclaration(
      name: Name(predicate.name, range: nowhere), columns: declared)
    return Clause(.directive(.predicate(declaration)))
  }

  private mutating func fact(of predicate: Predicate) -> Clause {
    let terms = predicate.kinds.map { kind in
      kind == .int && random.chance(6)
        ? Term(.interval(constant(.int), constant(.int))) : constant(kind)
    }
    return Clause(.fact(atom(predicate, terms)))
  }

  // MARK: rules and questions

  private mutating func rule(for predicate: Predicate) -> Clause {
    var body = BodyGenerator(level: predicate.level, generator: self)
    body.addAtoms(1 + random.below(3))
    body.addTests()
    let terms = predicate.kinds.map { body.headTerm($0) }
    random = body.generator.random
    return Clause(.rule(head: atom(predicate, terms), body: body.literals))
  }

  /// `best(B, N + 1) :- best(A, N), e(A, B), N < 6.`: a walk that ends, by a step that keeps the best.
  private mutating func step(of predicate: Predicate) -> Clause {
    let kind = predicate.kinds[0]
    let edges = predicates.filter { $0.level < predicate.level && $0.kinds == [kind, kind] }
    let (from, to) = (Term.variable("From"), Term.variable("To"))
    let number = Term.variable("N")
    let isMin = predicate.best == .min
    let next = Term(.operation(isMin ? .add : .subtract, number, 1))
    var body = [
      Literal(.positive(atom(predicate, [from, number]))),
      Literal(.comparison(number, isMin ? .less : .greater, isMin ? 6 : -6)),
    ]
    if edges.isEmpty {
      body.append(Literal(.comparison(to, .equal, constant(kind))))
    } else {
      body.append(Literal(.positive(atom(random.pick(edges), [from, to]))))
    }
    return Clause(.rule(head: atom(predicate, [to, next]), body: body))
  }

  private mutating func question() -> Clause {
    var body = BodyGenerator(level: 10, generator: self)
    body.addAtoms(1 + random.below(2))
    body.addTests()
    random = body.generator.random
    return Clause(random.chance(80) ? .query(body: body.literals) : .check(body: body.literals))
  }
}

// MARK: terms and atoms

extension ProgramGenerator {
  mutating func constant(_ kind: Kind) -> Term {
    switch kind {
    case .int: Term(.constant(.int(Int64(random.below(8)) - 2)))
    case .symbol: .symbol(random.pick(["a", "b", "c", "d"]))
    case .text: Term(.constant(.text(random.pick(["a", "b c", "d\"\\"]))))
    case .date: Term(.constant(.date(random.pick(Self.someDates))))
    case .decimal: Term(.constant(.decimal(random.pick([-1.5, 0.0, 0.5, 1.0]))))
    }
  }

  /// Days, longer times that hold them or meet them, and one of the same days that is another value.
  private static let someDates = [
    "2024-01-01", "2024-02-29", "2024-01", "2024", "2024-02~", "2023-12-31/2024-01-31",
    "../2024-02",
  ].compactMap { try? EDTFDate(parsing: $0) }

  mutating func variable(_ kind: Kind) -> Term {
    switch kind {
    case .int: .variable(random.pick(["X", "Y", "Z"]))
    case .symbol: .variable(random.pick(["A", "B", "C"]))
    case .text: .variable(random.pick(["S", "T"]))
    case .date: .variable(random.pick(["D", "E"]))
    case .decimal: .variable(random.pick(["U", "V"]))
    }
  }

  /// With named arguments now and then, where the predicate is declared; wildcards are then left out.
  mutating func atom(_ predicate: Predicate, _ terms: [Term]) -> Atom {
    guard let columns = predicate.columns, random.chance(50) else {
      return Atom(predicate.name, terms)
    }
    let named = zip(columns, terms).filter { $1.kind != .wildcard }.map { column, term in
      Argument(term, label: Name(column, range: nowhere))
    }.shuffled(using: &random)
    guard !named.isEmpty, features.contains(.names) else { return Atom(predicate.name, terms) }
    return Atom(Name(predicate.name, range: nowhere), named, range: nowhere)
  }
}

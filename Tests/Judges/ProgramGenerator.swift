// Random programs that are right: stratified, safe, of matching kinds, with few values, so that they
// end and mostly derive something. Everything the language's core can say should come up.

public import Datalog

public struct ProgramGenerator {
  /// What a column holds; variables and constants of a kind have names of their own.
  enum Kind: CaseIterable { case int, symbol, text }

  struct Predicate {
    let name: String
    let kinds: [Kind]
    /// Given where it is declared.
    let columns: [String]?
    /// Rules use lower or equal levels, negation and aggregates lower ones; facts are at 0.
    let level: Int
  }

  /// What a program may use. Apart from that the programs of a seed are the same.
  public struct Style: Sendable {
    /// Declared predicates, and named arguments.
    public var usesNames = true
    public var asksQuestions = true
    /// `#min` and `#max` mean something else in ASP where there is nothing; it has no mean.
    public var aggregates: [Aggregate.Function] = [.count, .sum, .min, .max]
    /// Before the name of each predicate.
    public var prefix = ""
    public init() {}
  }

  var random: SplitMix64
  let style: Style
  var predicates: [Predicate] = []

  /// The program of this seed, always the same.
  public static func program(seed: UInt64, style: Style = Style()) -> Program {
    var generator = ProgramGenerator(random: SplitMix64(seed: seed), style: style)
    return generator.program()
  }

  private init(random: SplitMix64, style: Style) {
    self.random = random
    self.style = style
  }

  private mutating func program() -> Program {
    for number in 1...2 + random.below(3) { predicates.append(predicate("e\(number)", level: 0)) }
    for number in 1...1 + random.below(5) {
      predicates.append(predicate("p\(number)", level: 1 + random.below(3)))
    }
    var clauses = predicates.compactMap { declaration(of: $0) }
    for predicate in predicates where predicate.level == 0 {
      for _ in 0..<1 + random.below(8) { clauses.append(fact(of: predicate)) }
    }
    for predicate in predicates where predicate.level > 0 {
      if random.chance(20) { clauses.append(fact(of: predicate)) }
      for _ in 0..<1 + random.below(3) { clauses.append(rule(for: predicate)) }
    }
    for _ in 0..<1 + random.below(2) { clauses.append(question()) }
    if random.chance(30) { clauses.shuffle(using: &random) }
    return Program(clauses: clauses.filter(isInStyle))
  }

  private func isInStyle(_ clause: Clause) -> Bool {
    switch clause.kind {
    case .directive: style.usesNames
    case .query, .check: style.asksQuestions
    case .fact, .rule, .retract: true
    }
  }

  // MARK: predicates and facts

  private mutating func predicate(_ name: String, level: Int) -> Predicate {
    let arity = random.pick([0, 1, 1, 2, 2, 2, 2, 3, 3])
    let kinds = (0..<arity).map { _ in random.pick([Kind.int, .int, .int, .symbol, .symbol, .text])
    }
    let columns = arity > 0 && random.chance(40) ? (1...arity).map { "c\($0)" } : nil
    return Predicate(name: style.prefix + name, kinds: kinds, columns: columns, level: level)
  }

  private func declaration(of predicate: Predicate) -> Clause? {
    guard let columns = predicate.columns else { return nil }
    let declared = zip(columns, predicate.kinds).map { column, kind in
      PredicateDeclaration.Column(
        name: Name(column, range: nowhere), type: Name("\(kind)", range: nowhere))
    }
    let declaration = PredicateDeclaration(
      name: Name(predicate.name, range: nowhere), columns: declared)
    return Clause(.directive(.predicate(declaration)))
  }

  private mutating func fact(of predicate: Predicate) -> Clause {
    let terms = predicate.kinds.map { kind in
      kind == .int && random.chance(6)
        ? Term(.interval(constant(.int), constant(.int)))
        : constant(kind)
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

  private mutating func question() -> Clause {
    var body = BodyGenerator(level: 10, generator: self)
    body.addAtoms(1 + random.below(2))
    body.addTests()
    random = body.generator.random
    return Clause(random.chance(80) ? .query(body: body.literals) : .check(body: body.literals))
  }

  // MARK: terms

  mutating func constant(_ kind: Kind) -> Term {
    switch kind {
    case .int: Term(.constant(.int(Int64(random.below(8)) - 2)))
    case .symbol: .symbol(random.pick(["a", "b", "c", "d"]))
    case .text: Term(.constant(.text(random.pick(["a", "b c", "d\"\\"]))))
    }
  }

  mutating func variable(_ kind: Kind) -> Term {
    switch kind {
    case .int: .variable(random.pick(["X", "Y", "Z"]))
    case .symbol: .variable(random.pick(["A", "B", "C"]))
    case .text: .variable(random.pick(["S", "T"]))
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
    guard !named.isEmpty, style.usesNames else { return Atom(predicate.name, terms) }
    return Atom(Name(predicate.name, range: nowhere), named, range: nowhere)
  }
}

// Random programs that count, for pairs of actors, what several atoms of two or three columns have in
// common: few actors and stances, many topics, so that there is something to be intersected.

public import Datalog

public struct CountingProgramGenerator {
  private var random: SplitMix64
  private let topics: Int

  /// The program of this seed, always the same.
  public static func program(seed: UInt64) -> Program {
    var random = SplitMix64(seed: seed)
    let topics = random.pick([3, 12, 40, 200])
    var generator = CountingProgramGenerator(random: random, topics: topics)
    return generator.program()
  }

  private init(random: SplitMix64, topics: Int) {
    self.random = random
    self.topics = topics
  }

  private mutating func program() -> Program {
    var clauses: [Clause] = []
    for actor in 0..<3 {
      clauses.append(Clause(.fact(Atom("actor", [number(actor)]))))
      for _ in 0..<random.below(topics) {
        clauses.append(
          Clause(.fact(Atom("position", [number(actor), topic(), number(random.below(2))]))))
        clauses.append(Clause(.fact(Atom("likes", [number(random.below(3)), topic()]))))
      }
    }
    clauses.append(Clause(.rule(head: Atom("likes", [x("A"), x("T")]), body: [likesBody])))
    for name in ["both", "either"] { clauses.append(rule(for: name)) }
    let aggregate = Aggregate(.count, [element()])
    clauses.append(Clause(.query(body: [result(of: aggregate)])))
    return Program(clauses: clauses)
  }

  private func number(_ number: Int) -> Term { Term(.constant(.int(Int64(number)))) }
  private func x(_ name: String) -> Term { .variable(name) }
  private mutating func topic() -> Term { number(random.below(topics)) }

  private var likesBody: Literal {
    Literal(.positive(Atom("position", [x("A"), x("T"), number(1)])))
  }

  private func result(of aggregate: Aggregate) -> Literal {
    Literal(.aggregate(x("N"), .equal, aggregate))
  }

  /// `name(A, B, N) :- actor(A), actor(B), N = #function{ … }.`
  private mutating func rule(for name: String) -> Clause {
    let function = random.pick([Aggregate.Function.count, .count, .count, .sum, .max])
    let elements = random.chance(80) ? [element()] : [element(), element()]
    return Clause(
      .rule(
        head: Atom(name, [x("A"), x("B"), x("N")]),
        body: [
          Literal(.positive(Atom("actor", [x("A")]))), Literal(.positive(Atom("actor", [x("B")]))),
          result(of: Aggregate(function, elements)),
        ]))
  }

  private mutating func element() -> Aggregate.Element {
    var body: [Literal] = []
    for _ in 0...random.below(3) {
      let actor = random.pick([x("A"), x("A"), x("B"), x("C"), number(1)])
      let stance = random.pick([x("S"), x("S"), x("R"), number(0), .wildcard])
      let atom =
        random.chance(60)
        ? Atom("position", [actor, x("T"), stance]) : Atom("likes", [actor, x("T")])
      body.append(Literal(.positive(atom)))
    }
    let names = Set(body.flatMap(\.names))
    if names.isSuperset(of: ["S", "R"]), random.chance(60) {
      body.append(Literal(.comparison(x("S"), .notEqual, x("R"))))
    }
    if random.chance(20) {
      body.append(Literal(.negative(Atom("likes", [number(random.below(3)), x("T")]))))
    }
    let terms = ["T", "S", "C"].filter { $0 == "T" || names.contains($0) && random.chance(25) }
    return Aggregate.Element(terms.map(x), body)
  }
}

extension Literal {
  fileprivate var names: [String] {
    guard case .positive(let atom) = kind else { return [] }
    return atom.arguments.compactMap { argument in
      if case .variable(let name) = argument.term.kind { name } else { nil }
    }
  }
}

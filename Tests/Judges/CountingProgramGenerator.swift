// Random programs that count, for pairs of actors, what several atoms of two or three columns have in
// common: few actors and stances, many topics, so that there is something to be intersected.

public import Datalog

public struct CountingProgramGenerator {
  private var random: SplitMix64
  private let topics: Int

  /// The program of this seed, always the same.
  public static func program(seed: UInt64) -> Program {
    var random = SplitMix64(seed: seed)
    let topics = random.pick([3, 8, 20])
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
    clauses += cells()
    clauses.append(Clause(.rule(head: Atom("likes", [x("A"), x("T")]), body: [likesBody])))
    for name in ["both", "either"] { clauses.append(rule(for: name)) }
    for name in ["meet", "reach"] { clauses.append(meeting(name)) }
    for name in ["product", "weight"] { clauses.append(product(name)) }
    let aggregate = Aggregate(.count, [element()])
    clauses.append(Clause(.query(body: [result(of: aggregate)])))
    return Program(clauses: clauses)
  }

  /// `cell(A, T, S, N)`: mostly one number for each A, T and S.
  private mutating func cells() -> [Clause] {
    let repeats = random.chance(20)
    var clauses: [Clause] = []
    for actor in 0..<3 {
      for topic in 0..<topics where random.chance(60) {
        for stance in 0..<2 where random.chance(60) {
          for _ in 0...(repeats ? 1 : 0) {
            let terms = [actor, topic, stance, random.below(5) - 1].map(number)
            clauses.append(Clause(.fact(Atom("cell", terms))))
          }
        }
      }
    }
    return clauses
  }

  /// `name(A, B) :- p(A, …, T), q(B, …, T).`
  private mutating func meeting(_ name: String) -> Clause {
    let atoms = ["A", "B"].map { actor in
      switch random.below(3) {
      case 0: Atom("likes", [x(actor), x("T")])
      case 1: Atom("position", [x(actor), x("T"), random.pick([x("S"), number(1)])])
      default:
        Atom("cell", [x(actor), x("T"), number(0), random.pick([x("S"), x("T"), .wildcard])])
      }
    }
    return Clause(
      .rule(
        head: Atom(name, random.pick([[x("A"), x("B")], [x("B")]])),
        body: atoms.map { Literal(.positive($0)) }))
  }

  /// `name(A, B, N) :- actor(A), actor(B), N = #sum{ X * Y, T, S : cell(A, T, S, X), cell(B, T, S, Y) }.`
  private mutating func product(_ name: String) -> Clause {
    let second = random.pick([x("Y"), x("Y"), x("X"), .wildcard, number(1)])
    let stance = random.pick([x("S"), x("S"), number(1), .wildcard])
    let body = [
      Literal(.positive(Atom("cell", [x("A"), x("T"), stance, x("X")]))),
      Literal(.positive(Atom("cell", [x("B"), x("T"), stance, second]))),
    ]
    let isProduct = second == x("Y") && random.chance(80)
    let weight = isProduct ? Term(.operation(.multiply, x("X"), x("Y"))) : x("X")
    let terms = [weight, x("T")] + (stance == x("S") && random.chance(80) ? [stance] : [])
    let sum = Aggregate(.sum, [Aggregate.Element(terms, body)])
    return Clause(
      .rule(
        head: Atom(name, [x("A"), x("B"), x("N")]),
        body: [
          Literal(.positive(Atom("actor", [x("A")]))), Literal(.positive(Atom("actor", [x("B")]))),
          result(of: sum),
        ]))
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
    for _ in 0...random.pick([0, 1, 1, 1, 2]) {
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

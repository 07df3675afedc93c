// Random programs over graphs: rules whose bodies form chains, stars and cycles of two or three
// columns, which is where the choice of an order, of a projection and of an intersection lies.

public import Datalog

public struct GraphProgramGenerator {
  private var random: SplitMix64
  private let given = ["e1", "e2", "e3"]
  private let derived = ["p1", "p2", "p3"]

  /// The program of this seed, always the same: facts over a few numbers, and positive rules, mostly
  /// recursive, all of whose predicates have two columns.
  public static func program(seed: UInt64) -> Program {
    var generator = GraphProgramGenerator(random: SplitMix64(seed: seed))
    return generator.program()
  }

  private mutating func program() -> Program {
    let nodes = 3 + random.below(8)
    var clauses: [Clause] = []
    for name in given {
      for _ in 0..<random.below(3 * nodes) {
        clauses.append(Clause(.fact(Atom(name, [number(nodes), number(nodes)]))))
      }
    }
    for name in derived {
      for _ in 0...random.below(3) { clauses.append(rule(for: name, nodes)) }
    }
    clauses.append(Clause(.query(body: body(random.pick(2...4), nodes).literals)))
    let asked = Atom(random.pick(derived), [number(nodes), .variable("X")])
    clauses.append(Clause(.query(body: [Literal(.positive(asked))])))
    return Program(clauses: clauses)
  }

  private mutating func number(_ nodes: Int) -> Term {
    Term(.constant(.int(Int64(random.below(nodes)))))
  }

  private mutating func rule(for name: String, _ nodes: Int) -> Clause {
    let (literals, variables) = body(random.pick([1, 2, 3, 3, 3, 4]), nodes)
    let head = Atom(name, [.variable(random.pick(variables)), .variable(random.pick(variables))])
    return Clause(.rule(head: head, body: literals))
  }

  /// Atoms each of which shares a variable with one before, and the variables.
  private mutating func body(
    _ size: Int, _ nodes: Int
  ) -> (literals: [Literal], variables: [String]) {
    var variables = ["X"]
    var literals: [Literal] = []
    for _ in 0..<size {
      let name = random.pick(given + derived)
      let known = random.pick(variables)
      var other: Term
      switch random.below(10) {
      case 0: other = number(nodes)
      case 1...3: other = .variable(random.pick(variables))
      default:
        let name = random.pick(["X", "Y", "Z", "W"])
        if !variables.contains(name) { variables.append(name) }
        other = .variable(name)
      }
      let terms = random.chance(50) ? [.variable(known), other] : [other, .variable(known)]
      literals.append(Literal(.positive(Atom(name, terms))))
    }
    return (literals, variables)
  }
}

/// Why an answer holds: a directed acyclic graph in which a shared subproof is one node. A node's
/// premises have smaller heights than it has, so following them always ends.
public struct Proof {
  /// The root is the first.
  public let nodes: [Node]

  public var root: Node { nodes[0] }

  /// A row and one way in which it follows.
  public struct Node {
    /// Nil at the root of a proof of a query with several literals.
    public let atom: GroundAtom?
    public let reason: Reason
    /// 0 for a fact, else one more than the greatest of its premises.
    public let height: Int
  }

  public enum Reason {
    /// Stated, at a place where one is known.
    case fact(TextRange?)
    /// Derived by the rule (or, at the root, asked by the query) `clause` with these bindings, in
    /// order of first appearance; one premise per literal of the body, in order.
    case rule(clause: Clause, bindings: [(variable: String, value: Value)], premises: [Premise])
  }

  public enum Premise {
    /// A positive literal: the number of the node that proves it.
    case node(Int)
    /// A negated literal, written with what was bound: none of so many rows is like it. Nil where its
    /// predicate is built in.
    case absent(Literal, among: Int?)
    /// A comparison or built-in predicate that holds, written with what was bound.
    case holds(Literal)
    /// An aggregate, written with what was bound, and the tuples it takes together.
    case aggregate(Literal, Group)
  }

  /// What an aggregate was taken of.
  public struct Group {
    /// How many tuples there are; the first of them are in `members`.
    public let count: Int
    public let members: [Member]
  }

  /// A tuple of an aggregate.
  public struct Member {
    public let tuple: [Value]
    /// One for each literal of the element's body, for one way in which the tuple comes about.
    public let premises: [Premise]
    /// The other ways.
    public let otherWays: Int
  }
}

extension Literal {
  /// What asks for all members of an aggregate; nil of anything else, and where it has several elements.
  public var questionForMembers: String? {
    guard case .aggregate(_, _, let aggregate) = kind, aggregate.elements.count == 1 else {
      return nil
    }
    return aggregate.elements[0].body.map(\.description).joined(separator: ", ") + "?"
  }
}

/// A row of a predicate.
public struct GroundAtom: Hashable, Sendable {
  public let predicate: PredicateID
  public let name: String
  public let values: [Value]
}

extension GroundAtom {
  /// The row with its long texts cut, to be shown.
  public init(_ atom: GroundAtom, cuttingTextsTo length: Int) {
    self.init(
      predicate: atom.predicate, name: atom.name,
      values: atom.values.map { value in
        guard case .text(let text) = value, text.count > length else { return value }
        return .text(text.prefix(length - 1) + "…")
      })
  }
}

extension GroundAtom: CustomStringConvertible {
  /// As the language writes it.
  public var description: String {
    let arguments = values.map(\.description).joined(separator: ", ")
    return predicateText(name) + (values.isEmpty ? "" : "(\(arguments))")
  }
}

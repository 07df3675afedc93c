// Syntax trees without a text: every range is the empty one at the start of text 0.

public import Datalog

public let nowhere = TextRange(InputID(0), 0, 0)

extension Term: ExpressibleByIntegerLiteral {
  public init(_ kind: Kind) { self.init(kind, range: nowhere) }
  public init(integerLiteral value: Int64) { self.init(.constant(.int(value))) }
  public static func variable(_ name: String) -> Term { Term(.variable(name)) }
  public static func symbol(_ name: String) -> Term { Term(.constant(.symbol(name))) }
  public static var wildcard: Term { Term(.wildcard) }
}

extension Atom {
  public init(_ name: String, _ terms: [Term]) {
    self.init(Name(name, range: nowhere), terms.map { Argument($0) }, range: nowhere)
  }
}

extension Literal {
  public init(_ kind: Kind) { self.init(kind, range: nowhere) }
}

extension Aggregate {
  public init(_ function: Function, _ elements: [Element]) {
    self.init(function, elements, range: nowhere)
  }
}

extension Aggregate.Element {
  public init(_ terms: [Term], _ body: [Literal]) {
    self.init(terms: terms, body: body, range: nowhere)
  }
}

extension Clause {
  public init(_ kind: Kind) { self.init(kind, range: nowhere) }
}

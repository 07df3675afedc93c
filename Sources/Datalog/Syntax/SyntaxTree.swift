// What was written. The tree keeps names, order and places, and nothing else knows the grammar.
// `check` rewrites it to the core language (positional arguments, no `_` labels left out) in the
// same types.

/// All clauses of one text, in order of place.
public struct Program: Sendable {
  public var clauses: [Clause]
  /// Every use of a parameter `$name`, in order, without the `$`.
  public var parameters: [Name] = []
  /// What of bulk data is not among the clauses.
  var plainFacts: PlainFacts?
  public init(clauses: [Clause] = []) { self.clauses = clauses }
}

/// One sentence of a program, from its first token to its closing mark.
public struct Clause: Hashable, Sendable {
  /// Indirect, here and in literals: what is written is passed on far more often than looked into.
  public indirect enum Kind: Hashable, Sendable {
    /// `p(a).`
    case fact(Atom)
    /// `head :- body.`
    case rule(head: Atom, body: [Literal])
    /// `:- body.`: must have no solutions; `documentation` is its message, variables in braces.
    case check(body: [Literal])
    /// `body?` or `?- body.`
    case query(body: [Literal])
    /// `p(a)~`
    case retract(Atom)
    case directive(Directive)
  }

  public var kind: Kind
  /// The lines of `%!` comments directly above, joined by newlines, without the marks.
  public var documentation: String?
  public var range: TextRange

  public init(_ kind: Kind, documentation: String? = nil, range: TextRange) {
    self.kind = kind
    self.documentation = documentation
    self.range = range
  }
}

/// A name as written, with its place. `text` is NFC and without the quotes of `'EU-27'`.
public struct Name: Hashable, Sendable {
  public var text: String
  public var range: TextRange
  public init(_ text: String, range: TextRange) {
    self.text = text
    self.range = range
  }
}

/// `name(argument, …)`; without parentheses where `arguments` is empty.
public struct Atom: Hashable, Sendable {
  public var predicate: Name
  public var arguments: [Argument]
  public var range: TextRange
  public init(_ predicate: Name, _ arguments: [Argument], range: TextRange) {
    self.predicate = predicate
    self.arguments = arguments
    self.range = range
  }
}

/// A positional argument, or a named one where `label` is given.
public struct Argument: Hashable, Sendable {
  public var label: Name?
  public var term: Term
  public init(_ term: Term, label: Name? = nil) {
    self.label = label
    self.term = term
  }
}

/// A term with its place.
public struct Term: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case variable(String)
    /// `_`: each one is a variable of its own.
    case wildcard
    case constant(Value)
    /// `-t`
    indirect case negation(Term)
    indirect case operation(ArithmeticOperator, Term, Term)
    /// `t..u`: every integer from `t` through `u`.
    indirect case interval(Term, Term)
  }

  public var kind: Kind
  public var range: TextRange
  public init(_ kind: Kind, range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

/// Integer division truncates toward zero and `\` takes the sign of the dividend; with a decimal on
/// either side `/` is real division.
public enum ArithmeticOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "\\"
}

public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// One conjunct of a body.
public struct Literal: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case positive(Atom)
    /// `not p(X, _)`: there is none.
    case negative(Atom)
    case comparison(Term, ComparisonOperator, Term)
    /// `term op #f{ … }`; written the other way round, the operator is turned.
    case aggregate(Term, ComparisonOperator, Aggregate)
  }

  public var kind: Kind
  public var range: TextRange
  public init(_ kind: Kind, range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

/// `#count{ T, … : body ; … }`: a function of a *set* of tuples, as in ASP.
public struct Aggregate: Hashable, Sendable {
  public enum Function: String, Sendable, CaseIterable {
    case count = "#count"
    case sum = "#sum"
    case min = "#min"
    case max = "#max"
    /// The mean of the first terms, a decimal.
    case average = "#avg"
    /// The middle one of the first terms, or the mean of the middle two; a decimal.
    case median = "#median"
    /// The second term of the least (greatest) tuple: `#first{ Date, Stance : … }`.
    case first = "#first"
    case last = "#last"

    /// Whether it takes numbers and adds them up.
    var adds: Bool { self == .sum || self == .average || self == .median }
    /// Whether it orders tuples by the first term and gives the second.
    var selects: Bool { self == .first || self == .last }
  }

  /// Contributes the tuple `terms` for every solution of `body`.
  public struct Element: Hashable, Sendable {
    public var terms: [Term]
    public var body: [Literal]
    public var range: TextRange
    public init(terms: [Term], body: [Literal], range: TextRange) {
      self.terms = terms
      self.body = body
      self.range = range
    }
  }

  public var function: Function
  public var elements: [Element]
  public var range: TextRange
  public init(_ function: Function, _ elements: [Element], range: TextRange) {
    self.function = function
    self.elements = elements
    self.range = range
  }
}

/// A clause that speaks about the program.
public enum Directive: Hashable, Sendable {
  case predicate(PredicateDeclaration)
  /// `#enum stance { support, oppose }.`
  case enumeration(name: Name, members: [Name])
  /// `#const n = 3.`
  case constant(name: Name, value: Term)
  /// `#include "file.dl".`: the path as written.
  case include(path: String)
  /// `#input p "rows.csv".`: the path as written.
  case input(name: Name, path: String)
  /// `#show p/2.`
  case show(name: Name, arity: Int?)
}

/// `#pred p(column: type, …) key(column, …).`
public struct PredicateDeclaration: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public enum Extreme: String, Sendable { case min, max }
    public var name: Name
    /// A built-in type, an enumeration, or a keyed predicate.
    public var type: Name
    /// Of rows equal elsewhere only the one with the least (greatest) value here stays.
    public var extreme: Extreme?
    public init(name: Name, type: Name, extreme: Extreme? = nil) {
      self.name = name
      self.type = type
      self.extreme = extreme
    }
  }

  public var name: Name
  public var columns: [Column]
  public var key: [Name]
  public init(name: Name, columns: [Column], key: [Name] = []) {
    self.name = name
    self.columns = columns
    self.key = key
  }
}

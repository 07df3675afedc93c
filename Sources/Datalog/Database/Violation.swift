/// A solution of a check.
public struct Violation {
  public let constraint: CheckedConstraint
  /// The check's message with its variables filled in.
  public let message: String
  public let bindings: [(variable: String, value: Value)]
  /// Where the facts stand that make it hold, in the order of the check's literals; distinct, and none
  /// where it holds for want of facts.
  public let facts: [TextRange]

  init(
    _ constraint: CheckedConstraint, _ bindings: [(variable: String, value: Value)],
    _ facts: [TextRange]
  ) {
    self.constraint = constraint
    self.bindings = bindings
    self.facts = facts
    message = filledIn(constraint.message ?? "a check failed", bindings)
  }
}

/// The text with each `{Variable}` replaced by its value; braces around anything else stay.
private func filledIn(
  _ text: String, _ bindings: [(variable: String, value: Value)]
) -> String {
  var result = ""
  var rest = text[...]
  while let open = rest.firstIndex(of: "{") {
    result += rest[..<open]
    rest = rest[open...].dropFirst()
    let name = rest.prefix { $0 != "}" }
    if let binding = bindings.first(where: { $0.variable == name }), name.endIndex < rest.endIndex {
      result += binding.value.displayText
      rest = rest[name.endIndex...].dropFirst()
    } else {
      result += "{"
    }
  }
  return result + rest
}

extension Violation {
  /// The violation as an error at its first fact, or at the check where it has none; notes point at
  /// the next few facts and at the check.
  public var diagnostic: Diagnostic {
    let check = constraint.written.range
    guard let first = facts.first else {
      return Diagnostic(.check, at: check, message, notes: bindingsNote)
    }
    let others = facts[1..<min(facts.count, 5)].map { place in
      Diagnostic.Note("together with this", at: place)
    }
    let hidden = facts.count - 1 - others.count
    let rest = hidden > 0 ? [Diagnostic.Note("and \(hidden) further facts")] : []
    let forbidden = Diagnostic.Note(
      isOfDeclaration ? "the rule that derives it" : "the check that forbids it", at: check)
    return Diagnostic(
      .check, at: first, message, notes: bindingsNote + others + rest + [forbidden])
  }

  /// A rule derives what its predicate's declaration does not allow.
  private var isOfDeclaration: Bool {
    if case .rule = constraint.written.kind { true } else { false }
  }

  /// What the variables stand for, where the message does not tell.
  private var bindingsNote: [Diagnostic.Note] {
    if bindings.isEmpty || message != constraint.message ?? message { return [] }
    let values = bindings.map { "\($0.variable) = \($0.value)" }.joined(separator: ", ")
    return [Diagnostic.Note("with \(values)")]
  }
}

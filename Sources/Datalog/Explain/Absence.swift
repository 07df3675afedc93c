/// Why something has no answer: for each way in which it could follow, the first thing that is missing.
public struct Absence {
  /// As it was asked for; variables where anything would do. Nil for a query of several literals.
  public let goal: Atom?
  /// Whether rules derive the goal; otherwise it would have to be stated.
  public let isDerived: Bool
  /// One for each rule of the goal's predicate, in the order of the rules; of a query, itself.
  public let attempts: [Attempt]
  /// Where it would have to be stated: the facts that are most like it.
  public let nearest: [NearRow]

  /// A rule, or the query, and what keeps it from deriving the goal.
  public struct Attempt {
    public let clause: Clause
    public let obstacle: Obstacle
  }

  public enum Obstacle {
    /// The head says `head` where the goal says `goal`.
    case head(Term, goal: Term)
    /// The literal fails for whatever satisfies the literals that were tried before it.
    case literal(Failure)
    /// Every literal can be satisfied, but of the rows that follow a better one is kept, as a
    /// least-value column asks.
    case outdone
  }

  /// A literal that fails.
  public struct Failure {
    /// With one of the ways to satisfy what was tried before it filled in.
    public let literal: Literal
    /// As it stands in the clause.
    public let written: Literal
    /// How many ways there are to give its variables values.
    public let ways: Int
    public let reason: Reason
  }

  public enum Reason {
    /// Nothing is like the positive literal.
    case missing(Absence)
    /// As before; why, was told above, or leads too deep.
    case missingAgain
    /// The negated literal fails, since so many rows are like it; the first few.
    case present(count: Int, rows: [NearRow])
    /// The comparison or built-in predicate does not hold.
    case untrue
    /// The aggregate is another value; nil where it has none.
    case value(Value?)
  }
}

/// A row that is something like a goal.
public struct NearRow {
  public let atom: GroundAtom
  /// Where it was stated; nil where it is derived.
  public let place: TextRange?
  /// The columns in which it differs from the goal, each with what the goal has there.
  public let differences: [(column: String, here: Value, wanted: Value)]
}

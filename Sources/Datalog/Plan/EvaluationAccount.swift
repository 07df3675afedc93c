/// How a question was answered: what was evaluated in which order, by which plans, and what came of it.
/// Made of the plans that were run.
public struct EvaluationAccount {
  /// In order of evaluation; the question's own body last.
  public var parts: [Part]
  /// From the question to its sorted answer.
  public var time: Duration

  public struct Part {
    public enum Kind {
      case stratum(isRecursive: Bool)
      case demand
      case question
    }

    public var kind: Kind
    /// What it computes; none for a question's own body.
    public var relations: [RelationAccount]
    public var rules: [RuleAccount]
    /// Of a recursion, those after the first.
    public var rounds: Int
    /// Whether all of it was known from earlier questions, so that asking alone would have taken it.
    public var isKnown: Bool

    public var time: Duration { rules.reduce(.zero) { $0 + $1.time } }
  }

  public struct RelationAccount {
    /// As the steps call it.
    public var name: String
    public var rows: Int
    /// The representation that was chosen, with its indices, in a few words.
    public var storage: String
    public var isAuxiliary: Bool
  }

  public struct RuleAccount {
    public enum Origin {
      /// As it was written.
      case written
      /// The join of two atoms without a variable that is needed no further.
      case projection
      /// With a part of its body joined before (`projection`), or of the steps of a transitive predicate.
      case rewritten
      /// Restricted to what is asked for.
      case demanded
    }

    /// The head, as the steps call it; the question itself for a question.
    public var head: String
    /// The relation that it fills; nil for a question.
    public var relation: String?
    public var origin: Origin
    /// Where the clause stands that it was made of.
    public var place: TextRange
    /// One for each recursive literal, and for each change of the plan as relations grew.
    public var plans: [PlanAccount]

    public var isQuestion: Bool { relation == nil }
    public var derived: Int { plans.reduce(0) { $0 + $1.derived } }
    public var new: Int { plans.reduce(0) { $0 + $1.new } }
    public var time: Duration { plans.reduce(.zero) { $0 + $1.time } }
  }

  public struct PlanAccount {
    /// The literal that was joined for the last round's new rows only.
    public var delta: String?
    public var steps: [StepAccount]
    /// How often it was run.
    public var runs: Int
    public var derived: Int
    public var new: Int
    public var time: Duration
  }

  public struct StepAccount {
    /// The literals, several where they are intersected.
    public var text: String
    /// How rows are found, tested or computed, in a few words.
    public var how: String
    /// Rows expected of one run; nil where nothing was estimated.
    public var expected: Double?
    /// Rows that came out of all runs together.
    public var rows: Int
    /// Of an aggregate, how the tuples of a group are found.
    public var elements: [[StepAccount]]
  }
}

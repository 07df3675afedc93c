import Relations

/// What a step of a plan was made of, with what was expected of it; it counts what comes of it.
final class StepNote: StepCounter {
  enum Subject {
    /// Literals of the body; several where they are intersected.
    case literals([Literal])
    /// A term of the head that is calculated.
    case term(Term)
  }

  let subject: Subject
  /// Rows expected behind the step; nil where nothing was estimated.
  let estimate: Double?

  init(_ literals: [Literal], estimate: Double?) {
    subject = .literals(literals)
    self.estimate = estimate
  }

  init(computing term: Term) {
    subject = .term(term)
    estimate = nil
  }
}

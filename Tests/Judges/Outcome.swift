public import Datalog

/// What follows from a program, in the form in which judges compare it: the rows of each predicate
/// that a rule derives, of the `n`th query under `answer'n`, and of the `n`th check under `check'n`;
/// nothing is there for what has no rows.
public typealias Outcome = [String: Set<[Value]>]

extension NaiveEvaluator {
  /// - Throws: As `init`.
  public static func outcome(of program: CheckedProgram, limit: Int = 300) throws -> Outcome {
    let evaluator = try NaiveEvaluator(program, limit: limit)
    let derived = Set(program.rules.map(\.head.predicate.text))
    var outcome = evaluator.rows.filter { derived.contains($0.key) }
    for (number, query) in program.queries.enumerated() {
      outcome["answer'\(number + 1)"] = try evaluator.answers(to: query)
    }
    for (number, constraint) in program.constraints.enumerated() {
      outcome["check'\(number + 1)"] = try evaluator.violations(of: constraint)
    }
    return outcome.filter { !$0.value.isEmpty }
  }
}

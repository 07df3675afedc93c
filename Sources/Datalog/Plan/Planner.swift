import Relations

/// Turns a body in core form into the steps of a plan.
///
/// The order is greedy: filters, negations and computed values as soon as their variables are bound;
/// then the atom that is expected to multiply the rows least, by the number of rows there are now and
/// the number of distinct values in the columns already bound; aggregates when nothing else is left,
/// since they ask most of each row.
struct Planner {
  let interner: Interner
  /// The relation that holds a predicate's rows now; nil for a built-in predicate.
  let relation: (String) -> Relation?
  /// Whether each step is to carry a note of what it does.
  var takesNotes = false
  /// Whether plans are kept while what they read changes: nothing is read but when they run.
  var isLasting = false

  /// What a body becomes.
  struct Body {
    var steps: [Step] = []
    /// The variable in each column of the last batch.
    var layout: [String]
  }

  /// For a step to carry; nil where nobody wants to know.
  func note(_ literals: [Literal], estimate: Double?) -> StepNote? {
    takesNotes ? StepNote(literals, estimate: estimate) : nil
  }

  /// A rule's plan.
  ///
  /// - Parameters:
  ///   - seed: variables bound from the start, one per column of the batch the plan is run from.
  ///   - views: which rows each literal sees, by its place in `body`; all that are visible where none
  ///     is given. A literal that sees the delta comes first.
  ///   - readsFinished: whether the plan is run once, now that what the body reads is finished.
  func plan(
    head: [Term], body: [Literal], target: Relation, seed: [String] = [],
    views: [Int: Relation.View] = [:], readsFinished: Bool = false
  ) -> Plan {
    let names = head.compactMap(\.variableName)
    let isFirst = readsFinished && target.count == 0
    let differs = isFirst && hasDistinctSolutions(body, by: names, given: seed)
    var ordering = Ordering(
      planner: self, body: body, wanted: head.flatMap(\.occurrences), seed: seed, views: views,
      readsFinished: readsFinished, isPassing: differs && target.isNumbered)
    var planned = ordering.run()
    let passed = ordering.passedColumns(of: head)
    let operands = zip(head, passed).map { term, column in
      column == nil ? operand(for: term, in: &planned) : .constant(.none)
    }
    let isDistinct =
      differs
      || isFirst
        && hasDistinctSolutions(
          body, by: names, given: seed, passingOver: ordering.passedOver)
    return Plan(
      steps: planned.steps, head: operands, target: target, isDistinct: isDistinct,
      key: isDistinct && seed.isEmpty ? key(of: head, in: body) : nil,
      passing: ordering.passing(passed, in: planned))
  }

  /// Whether a literal holds whatever its variables are: it denies rows of which there are none.
  func isIdle(_ literal: Literal) -> Bool {
    guard case .negative(let atom) = literal.kind, let relation = relation(atom.predicate.text)
    else { return false }
    return relation.count == 0
  }

  /// The operand that holds a term behind the last step; arithmetic adds a step.
  func operand(for term: Term, in body: inout Body) -> Operand {
    switch term.kind {
    case .constant(let value):
      return .constant(interner.id(of: value))
    case .variable(let name):
      guard let column = body.layout.firstIndex(of: name) else {
        preconditionFailure("variable '\(name)' is not bound: the rule is not safe")
      }
      return .column(column)
    case .negation, .operation:
      let arguments = distinct(term.occurrences)
      let step = Step(
        .apply(
          Assignment(
            term: Expression(term, arguments: arguments),
            site: Site(range: term.range, arguments: arguments, interner: interner)),
          arguments.map { .column(body.layout.firstIndex(of: $0)!) }),
        kept: Array(body.layout.indices), counter: takesNotes ? StepNote(computing: term) : nil)
      body.steps.append(step)
      body.layout.append("")
      return .column(body.layout.count - 1)
    case .wildcard, .interval:
      preconditionFailure("not a head term in core form")
    }
  }
}

func distinct<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}

import Relations

extension EvaluationAccount {
  /// - Parameter known: predicates that were finished before the question.
  init(_ record: EvaluationRecord, known: Set<String>, catalog: Catalog, time: Duration) {
    let names = PlanNames(catalog: catalog)
    parts = record.parts.map { AccountedPart(part: $0, names: names).account(known: known) }
    self.time = time
  }
}

/// A part of a record, put into words.
private struct AccountedPart {
  let part: EvaluationRecord.Part
  let names: PlanNames

  func account(known: Set<String>) -> EvaluationAccount.Part {
    let kind: EvaluationAccount.Part.Kind =
      switch part.kind {
      case .stratum(let isRecursive): .stratum(isRecursive: isRecursive)
      case .demand: .demand
      case .question: .question
      }
    let written = part.targets.keys.filter { !names.isInternal($0) }
    let isKnown = !written.isEmpty && written.allSatisfy(known.contains)
    return EvaluationAccount.Part(
      kind: kind, relations: relations, rules: rules, rounds: part.rounds, isKnown: isKnown)
  }

  // MARK: Relations

  private var relations: [EvaluationAccount.RelationAccount] {
    func rank(_ name: String) -> (Int, String) { (names.isInternal(name) ? 1 : 0, name) }
    return part.targets.sorted { rank($0.key) < rank($1.key) }
      .map { name, relation in
        EvaluationAccount.RelationAccount(
          name: names.name(of: name), rows: relation.count,
          storage: storage(of: relation, named: name), isAuxiliary: names.isInternal(name))
      }
  }

  private func storage(of relation: Relation, named name: String) -> String {
    let indices = part.indices[name, default: []].map { names.columns($0, of: name) }
    let index = indices.isEmpty ? "" : ", by " + indices.joined(separator: " and by ")
    switch relation.storedForm {
    case .listed: return "listed" + index
    case .least(let column): return "best \(names.columns([column], of: name)) kept" + index
    case .paired(let lists, let tables, let bitmaps):
      let forms = [(lists, "list"), (tables, "hash table"), (bitmaps, "bitmap")].filter { $0.0 > 0 }
        .map { $0.0 == 1 ? "1 \($0.1)" : "\($0.0) \($0.1)s" }.joined(separator: ", ")
      let turned = indices.count > 1 ? ", and turned round" : ""
      return "sets" + (forms.isEmpty ? "" : " (\(forms))") + turned
    }
  }

  // MARK: Rules

  /// In order of their first run.
  private var rules: [EvaluationAccount.RuleAccount] {
    var order: [RuleIdentity] = []
    var runs: [RuleIdentity: [PlanRun]] = [:]
    for run in part.runs {
      let identity = RuleIdentity(run.rule)
      if runs[identity] == nil { order.append(identity) }
      runs[identity, default: []].append(run)
    }
    return order.map { rule(runs[$0]!) }
  }

  private func rule(_ runs: [PlanRun]) -> EvaluationAccount.RuleAccount {
    let rule = runs[0].rule
    var plans: [EvaluationAccount.PlanAccount] = []
    for plan in runs.filter({ $0.runs > 0 }).map(plan) {
      if let same = plans.firstIndex(where: { $0.hasTheSteps(of: plan) }) {
        plans[same].add(plan)
      } else {
        plans.append(plan)
      }
    }
    let isQuestion = part.kind.isQuestion
    return EvaluationAccount.RuleAccount(
      head: isQuestion ? rule.written.description : names.text(of: rule.head),
      relation: isQuestion ? nil : names.name(of: rule.head.predicate.text),
      origin: origin(of: rule), place: rule.written.range, plans: plans)
  }

  private func origin(of rule: Rule) -> EvaluationAccount.RuleAccount.Origin {
    if isProjection(rule.head) { return .projection }
    if ([rule.head] + rule.body.compactMap(\.atom)).contains(where: isRewritten) {
      return .rewritten
    }
    if case .demand = part.kind { return .demanded }
    return .written
  }

  /// Whether an atom stands in no rule as it was written: for a part of a body, or for a step.
  private func isRewritten(_ atom: Atom) -> Bool {
    isProjection(atom) || atom.predicate.text.first == "+" && names.isInternal(atom.predicate.text)
  }

  private func isProjection(_ atom: Atom) -> Bool {
    atom.predicate.text.first == "#" && names.isInternal(atom.predicate.text)
  }

  private func plan(_ run: PlanRun) -> EvaluationAccount.PlanAccount {
    EvaluationAccount.PlanAccount(
      delta: run.delta.map(names.text), steps: run.plan.steps.map(step), runs: run.runs,
      derived: run.derivedRows, new: run.newRows, time: run.time)
  }

  // MARK: Steps

  private func step(_ step: Step) -> EvaluationAccount.StepAccount {
    guard let note = step.counter as? StepNote else {
      preconditionFailure("a step of a recorded plan carries no note")
    }
    var elements: [[EvaluationAccount.StepAccount]] = []
    if case .aggregate(let aggregation) = step.kind { elements = self.elements(of: aggregation) }
    return EvaluationAccount.StepAccount(
      text: text(of: note), how: how(step, note), expected: note.estimate, rows: note.rows,
      elements: elements)
  }

  private func elements(of aggregation: Aggregation) -> [[EvaluationAccount.StepAccount]] {
    switch aggregation.way() {
    case .listed(let listing, _): listing.elements.map { $0.steps.map(step) }
    case .counted(let tally, _): [tally.steps.map(step) + last(of: tally)]
    case .multiplied: []
    }
  }

  private func last(of tally: Tally) -> [EvaluationAccount.StepAccount] {
    guard let note = tally.counter as? StepNote else { return [] }
    let how =
      switch tally.last {
      case .rows: "each row"
      case .matches(let join): finding(join, note, isTest: false)
      case .common(let intersection): "common values of \(intersection.joins.count) sets"
      }
    return [
      EvaluationAccount.StepAccount(
        text: text(of: note), how: "only counted: " + how, expected: note.estimate,
        rows: note.rows, elements: [])
    ]
  }

  private func text(of note: StepNote) -> String {
    switch note.subject {
    case .literals(let literals): literals.map(names.text).joined(separator: ", ")
    case .term(let term): term.description
    }
  }

  private func how(_ step: Step, _ note: StepNote) -> String {
    switch step.kind {
    case .join(let join) where isOfBest(join, note): return "only the best one of each group"
    case .join(let join): return finding(join, note, isTest: false)
    case .exists(let join, let negated):
      return (negated ? "none: " : "one is enough: ") + finding(join, note, isTest: true)
    case .intersect(let intersection): return "common values of \(intersection.joins.count) sets"
    case .compose: return "sets united over what joins them"
    case .apply(let function, _): return function.outputs == 0 ? "tested" : "computed"
    case .aggregate(let aggregation):
      switch aggregation.way() {
      case .listed: return "listed for each group"
      case .counted: return "counted for each group"
      case .multiplied: return "inner product of two vectors for each group"
      }
    }
  }

  /// Whether the best rows only are looked at of a predicate that has others.
  private func isOfBest(_ join: Join, _ note: StepNote) -> Bool {
    guard join.relation.isLeastValued, case .literals(let literals) = note.subject,
      let predicate = literals.first?.atom?.predicate.text
    else { return false }
    return names.catalog.predicate(named: predicate).map { names.catalog[$0].bestColumn == nil }
      ?? false
  }

  private func finding(_ join: Join, _ note: StepNote, isTest: Bool) -> String {
    let isGrowing = part.kind.isRecursive && part.targets.values.contains { $0 === join.relation }
    let seen = join.view == .delta ? "new rows" : join.seesStableOnly ? "earlier rows" : ""
    let access = words(for: join.access(isTest: isTest, isGrowing: isGrowing), join, note)
    return seen.isEmpty ? access : access == "every row" ? "all \(seen)" : "\(seen), \(access)"
  }

  private func words(for access: Access, _ join: Join, _ note: StepNote) -> String {
    switch access {
    case .scan where join.key.isEmpty && isOfParts(join, note): "distinct values"
    case .scan where join.key.isEmpty: "every row"
    case .scan: "compared in \(columns(join.key, note))"
    case .index(let columns): "index on \(self.columns(columns, note))"
    case .set(let column): "set beside \(columns([column], note))"
    case .row: "row looked up"
    case .number: "row of the same number"
    }
  }

  /// Whether rows are gone through that have some columns only of the literal's relation.
  private func isOfParts(_ join: Join, _ note: StepNote) -> Bool {
    guard case .literals(let literals) = note.subject, let atom = literals.first?.atom else {
      return false
    }
    return join.relation.width < atom.terms.count
  }

  private func columns(_ places: [Int], _ note: StepNote) -> String {
    guard case .literals(let literals) = note.subject, let atom = literals.first?.atom else {
      return places.map { "\($0 + 1)" }.joined(separator: ", ")
    }
    return names.columns(places, of: atom)
  }
}

/// What tells a rule from the others of its part: rules are values without names.
private struct RuleIdentity: Hashable {
  private let head: Atom
  private let body: [Literal]

  init(_ rule: Rule) {
    head = rule.head
    body = rule.body
  }
}

extension EvaluationRecord.Kind {
  fileprivate var isRecursive: Bool {
    switch self {
    case .stratum(let isRecursive): isRecursive
    case .demand: true
    case .question: false
    }
  }

  fileprivate var isQuestion: Bool { if case .question = self { true } else { false } }
}

extension EvaluationAccount.PlanAccount {
  fileprivate func hasTheSteps(of other: Self) -> Bool {
    delta == other.delta
      && steps.elementsEqual(other.steps) { $0.text == $1.text && $0.how == $1.how }
  }

  /// Adds what another plan of the same steps did, made later of what was known by then.
  fileprivate mutating func add(_ other: Self) {
    for place in steps.indices {
      let rows = steps[place].rows
      steps[place] = other.steps[place]
      steps[place].rows += rows
    }
    runs += other.runs
    derived += other.derived
    new += other.new
    time += other.time
  }
}

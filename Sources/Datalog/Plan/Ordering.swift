import Relations

/// The choice of the order of a body's literals, with the steps built on the way.
struct Ordering {
  let planner: Planner
  let wanted: [String]
  private let views: [Int: Relation.View]
  let body: [Literal]
  /// Whether wanted variables may be left to the row numbers of the relation that the plan begins with.
  let isPassing: Bool
  private(set) var beginning: Beginning?
  /// Whether nothing is added to what the body reads while the plan is run.
  let readsFinished: Bool
  /// Variables that have a meaning outside aggregates; others live in one aggregate only.
  private let outer: Set<String>
  var remaining: [Int]
  /// Variables by whose values rows are not told apart: compositions are joined over them.
  var passedOver: [String] = []
  private var planned: Planner.Body
  var estimate = 1.0
  /// What an interval is taken to hold: its bounds are known only when it runs.
  private static let intervalLength = 16.0

  init(
    planner: Planner, body: [Literal], wanted: [String], seed: [String],
    views: [Int: Relation.View], readsFinished: Bool, isPassing: Bool = false
  ) {
    self.isPassing = isPassing
    self.readsFinished = readsFinished
    self.planner = planner
    self.body = body
    self.wanted = wanted
    self.views = views
    outer = Set(wanted + seed + body.flatMap(\.outerOccurrences))
    remaining = body.indices.filter { !readsFinished || !planner.isIdle(body[$0]) }
    planned = Planner.Body(layout: seed)
  }

  mutating func run() -> Planner.Body {
    while let next = choose() {
      if let composed = composed(at: next) {
        add(composed)
        continue
      }
      if let extreme = extreme(at: next) {
        add(extreme)
        continue
      }
      let cycle = [next] + partners(of: next)
      remaining.removeAll(where: cycle.contains)
      if cycle.count > 1 { addIntersection(cycle) } else { add(next) }
    }
    return planned
  }

  // MARK: Choosing

  var bound: Set<String> { Set(planned.layout) }

  private func choose() -> Int? {
    let bound = bound
    let filters = remaining.filter { isReadyFilter(body[$0], bound) }
    // What can have no value for a row comes after what may take that row away.
    if let filter = filters.first(where: { !body[$0].computes }) ?? filters.first { return filter }
    if let delta = remaining.first(where: { views[$0] == .delta }) { return delta }
    let atoms = remaining.filter { isReadyAtom(body[$0], bound) }
    if let leader = leader(among: atoms) { return leader }
    if let best = atoms.min(by: { fanOut($0, bound) < fanOut($1, bound) }) { return best }
    let aggregate = remaining.first { isReadyAggregate(body[$0], bound) }
    precondition(aggregate != nil || remaining.isEmpty, "no literal can be next: not a safe rule")
    return aggregate
  }

  /// A literal that only takes rows away, or adds one value to each.
  private func isReadyFilter(_ literal: Literal, _ bound: Set<String>) -> Bool {
    switch literal.kind {
    case .comparison(let left, let comparison, let right):
      let unbound = literal.occurrences.filter { !bound.contains($0) }
      if unbound.isEmpty { return true }
      guard comparison == .equal, unbound.count == 1, !right.isInterval else { return false }
      return left.variableName == unbound[0] && !right.occurrences.contains(unbound[0])
        || right.variableName == unbound[0] && !left.occurrences.contains(unbound[0])
    case .negative(let atom): return atom.occurrences.allSatisfy(bound.contains)
    case .positive(let atom): return atom.occurrences.allSatisfy(bound.contains) && isBuiltin(atom)
    case .aggregate: return false
    }
  }

  private func isBuiltin(_ atom: Atom) -> Bool { planner.relation(atom.predicate.text) == nil }

  private func isReadyAtom(_ literal: Literal, _ bound: Set<String>) -> Bool {
    if case .comparison(let left, .equal, let right) = literal.kind, right.isInterval {
      return left.isVariable && right.occurrences.allSatisfy(bound.contains)
    }
    guard case .positive(let atom) = literal.kind else { return false }
    guard isBuiltin(atom) else { return true }
    return builtinMode(of: atom, bound) != nil
  }

  private func builtinMode(of atom: Atom, _ bound: Set<String>) -> Builtin.Mode? {
    let places = Set(atom.boundPlaces(bound))
    return Builtin.named(atom.predicate.text)?.mode(bound: places.contains)
  }

  private func isReadyAggregate(_ literal: Literal, _ bound: Set<String>) -> Bool {
    guard case .aggregate(let term, let comparison, let aggregate) = literal.kind else {
      return false
    }
    let isResult = comparison == .equal && term.isVariable
    return aggregate.occurrences.allSatisfy { bound.contains($0) || !outer.contains($0) }
      && (isResult || term.occurrences.allSatisfy(bound.contains))
  }

  /// Rows expected for each row so far.
  func fanOut(_ number: Int, _ bound: Set<String>) -> Double {
    guard case .positive(let atom) = body[number].kind else { return Ordering.intervalLength }
    guard let relation = planner.relation(atom.predicate.text) else {
      return Double(builtinMode(of: atom, bound)?.fanout ?? 1)
    }
    var rows = Double(relation.count)
    for place in atom.boundPlaces(bound) {
      rows /= Double(max(1, relation.distinctCount(of: place)))
    }
    return rows
  }

  /// Atoms that bound the one variable which the chosen atom would bind as well as that one does: they
  /// are joined with it at once.
  private func partners(of number: Int) -> [Int] {
    guard let name = variableBeside(number) else { return [] }
    let lookups = estimate * fanOut(number, bound)
    return remaining.filter {
      $0 != number && variableBeside($0) == name && hasSets($0, for: lookups)
    }
  }

  /// Whether the values of an atom's unbound column can be had as sets, or are asked for so often that it
  /// pays to make the sets. What is made in a recursion grows with it.
  private func hasSets(_ number: Int, for lookups: Double) -> Bool {
    guard views.isEmpty, case .positive(let atom) = body[number].kind,
      let relation = planner.relation(atom.predicate.text)
    else { return true }
    return relation.indexedColumns.contains(atom.boundPlaces(bound))
      || Double(relation.count) < Ordering.lookupsToMake * lookups
  }

  /// How many rows are put into sets in the time in which one is looked up without.
  private static let lookupsToMake = 4.0

  /// The unbound variable of an atom of two columns, the other column of which is bound.
  private func variableBeside(_ number: Int) -> String? {
    guard case .positive(let atom) = body[number].kind, views[number] != .delta,
      let relation = planner.relation(atom.predicate.text), relation.width == 2,
      relation.canBeIntersected
    else { return nil }
    let bound = atom.boundPlaces(bound)
    return bound.count == 1 ? atom.terms[1 - bound[0]].variableName : nil
  }

  // MARK: Building

  /// Whether rows were only tested so far, so that there is one at the most, without columns.
  var isUntouched: Bool {
    planned.layout.isEmpty
      && planned.steps.allSatisfy { step in
        switch step.kind {
        case .exists: true
        case .apply(let function, _): function.outputs == 0
        case .join, .intersect, .compose, .aggregate: false
        }
      }
  }

  /// Variables that later literals or the head need.
  private var needed: Set<String> {
    let later = remaining.flatMap { body[$0].occurrences }
    guard let beginning else { return Set(wanted + later) }
    let made = isPassing ? wanted.filter { beginning.columns[$0] == nil } : wanted
    return Set(made + later + [Beginning.number])
  }

  private mutating func add(_ number: Int) {
    let literal = body[number]
    let view = views[number] ?? .visible
    switch literal.kind {
    case .positive(let atom):
      estimate *= fanOut(number, bound)
      if let relation = planner.relation(atom.predicate.text) {
        addJoin(atom, relation, view, of: literal)
      } else {
        addBuiltin(atom, negated: false, of: literal)
      }
    case .negative(let atom):
      if let relation = planner.relation(atom.predicate.text) {
        let join = numbered(access(to: atom, in: relation, .visible).join, with: atom)
        append(.exists(join, negated: true), adding: [], literal)
      } else {
        addBuiltin(atom, negated: true, of: literal)
      }
    case .comparison(let left, let comparison, let right):
      addComparison(left, comparison, right, of: literal)
    case .aggregate(let term, let comparison, let aggregate):
      addAggregate(term, comparison, aggregate, of: literal)
    }
  }

  mutating func append(_ kind: Step.Kind, adding new: [String], _ literals: Literal...) {
    append(kind, adding: new, literals)
  }

  private mutating func append(_ kind: Step.Kind, adding new: [String], _ literals: [Literal]) {
    let needed = needed
    let kept = planned.layout.indices.filter { needed.contains(planned.layout[$0]) }
    let note = planner.note(literals, estimate: estimate)
    planned.steps.append(Step(kind, kept: kept, counter: note))
    planned.layout = kept.map { planned.layout[$0] } + new
  }

  private func site(of literal: Literal, _ arguments: [String]) -> Site {
    Site(range: literal.range, arguments: arguments, interner: planner.interner)
  }

  func column(_ name: String) -> Operand {
    .column(planned.layout.firstIndex(of: name)!)
  }

  // MARK: Atoms

  mutating func addJoin(
    _ atom: Atom, _ relation: Relation, _ view: Relation.View, of literal: Literal
  ) {
    var (join, new) = access(to: atom, in: relation, view)
    if let beginning = beginning(with: atom, join) {
      self.beginning = beginning
      join.outputs.append(relation.width)
      new.append(Beginning.number)
    } else {
      join = numbered(join, with: atom)
    }
    let needed = needed
    let wantedPlaces = new.indices.filter { needed.contains(new[$0]) }
    join.outputs = wantedPlaces.map { join.outputs[$0] }
    new = wantedPlaces.map { new[$0] }
    if let rows = distinctRows(for: join) {
      join = Join(rows, view, key: [], keyOperands: [], outputs: Array(0..<rows.width))
    }
    let kind: Step.Kind =
      new.isEmpty && view != .delta ? .exists(join, negated: false) : .join(join)
    append(kind, adding: new, literal)
  }

  private mutating func addIntersection(_ numbers: [Int]) {
    var joins: [Join] = []
    var common: [String] = []
    estimate *= numbers.map { fanOut($0, bound) }.min() ?? 1
    for number in numbers {
      guard case .positive(let atom) = body[number].kind,
        let relation = planner.relation(atom.predicate.text)
      else { preconditionFailure("only atoms with rows can be intersected") }
      let access = access(to: atom, in: relation, views[number] ?? .visible)
      joins.append(access.join)
      common = access.new
    }
    append(.intersect(Intersection(joins)), adding: common, numbers.map { body[$0] })
  }

  /// How to look an atom up with what is bound, and the variables it would bind, one per output.
  private func access(
    to atom: Atom, in relation: Relation, _ view: Relation.View
  ) -> (join: Join, new: [String]) {
    var join = Join(relation, view, key: [], keyOperands: [], outputs: [])
    var new: [String] = []
    for (place, term) in atom.terms.enumerated() {
      switch term.kind {
      case .variable(let name) where bound.contains(name):
        join.key.append(place)
        join.keyOperands.append(column(name))
      case .variable(let name):
        if let first = new.firstIndex(of: name) {
          join.equalColumns.append((join.outputs[first], place))
        } else {
          join.outputs.append(place)
          new.append(name)
        }
      case .constant(let value):
        join.key.append(place)
        join.keyOperands.append(.constant(planner.interner.id(of: value)))
      case .wildcard: break
      case .negation, .operation, .interval: preconditionFailure("not an argument in core form")
      }
    }
    return (join, new)
  }

  private mutating func addBuiltin(_ atom: Atom, negated: Bool, of literal: Literal) {
    guard let builtin = Builtin.named(atom.predicate.text) else {
      preconditionFailure("'\(atom.predicate.text)' has no relation and is not built in")
    }
    let needed = needed
    var operands: [Operand] = []
    var names: [String] = []
    var given: [Int?] = []
    var firstPlaces: [(name: String, place: Int)] = []
    var equalPlaces: [(Int, Int)] = []
    for (place, term) in atom.terms.enumerated() {
      given.append(nil)
      switch term.kind {
      case .variable(let name) where bound.contains(name):
        given[place] = operands.count
        operands.append(column(name))
        names.append(name)
      case .variable(let name):
        if let first = firstPlaces.first(where: { $0.name == name }) {
          equalPlaces.append((first.place, place))
        } else {
          firstPlaces.append((name, place))
        }
      case .constant(let value):
        given[place] = operands.count
        operands.append(.constant(planner.interner.id(of: value)))
        names.append("")
      case .wildcard: break
      case .negation, .operation, .interval: preconditionFailure("not an argument in core form")
      }
    }
    let new = firstPlaces.filter { needed.contains($0.name) }
    let call = BuiltinCall(
      builtin: builtin, given: given, wanted: new.map(\.place), equalPlaces: equalPlaces,
      site: site(of: literal, names))
    let function: any RowFunction = negated ? BuiltinAbsence(call: call) : call
    append(.apply(function, operands), adding: new.map(\.name), literal)
  }

  // MARK: Comparisons and aggregates

  private mutating func addComparison(
    _ left: Term, _ comparison: ComparisonOperator, _ right: Term, of literal: Literal
  ) {
    let unbound = literal.occurrences.first { !bound.contains($0) }
    let arguments = distinct(literal.occurrences.filter { $0 != unbound })
    let value = unbound.map { left.variableName == $0 ? right : left }
    let site = site(of: literal, arguments)
    func expression(_ term: Term) -> Expression { Expression(term, arguments: arguments) }
    let function: any RowFunction
    if let value, case .interval(let first, let last) = value.kind {
      function = IntervalGenerator(first: expression(first), last: expression(last), site: site)
    } else if let value {
      function = Assignment(term: expression(value), site: site)
    } else if case .interval(let first, let last) = right.kind {
      function = IntervalFilter(
        term: expression(left), first: expression(first), last: expression(last), site: site)
    } else {
      function = ComparisonFilter(
        left: expression(left), comparison: comparison, right: expression(right), site: site)
    }
    append(
      .apply(function, arguments.map(column)), adding: unbound.map { [$0] } ?? [], literal)
  }

  private mutating func addAggregate(
    _ term: Term, _ comparison: ComparisonOperator, _ aggregate: Aggregate, of literal: Literal
  ) {
    let bound = bound
    let group = distinct(aggregate.occurrences.filter { bound.contains($0) })
    let aggregation = Aggregation(
      group: group.map(column),
      way: planner.way(of: AggregatePlanner(planner: planner, aggregate: aggregate, group: group)))
    let isResult =
      comparison == .equal && term.isVariable && !bound.contains(term.occurrences[0])
    if isResult {
      append(.aggregate(aggregation), adding: term.occurrences, literal)
    } else {
      addAggregateTest(term, comparison, aggregation, of: literal)
    }
  }

  /// The aggregate's value is compared with a term that is bound: it gets a column of its own first.
  private mutating func addAggregateTest(
    _ term: Term, _ comparison: ComparisonOperator, _ aggregation: Aggregation, of literal: Literal
  ) {
    let result = "#\(planned.steps.count)"
    let all = planned.layout
    let note = planner.note([literal], estimate: estimate)
    planned.steps.append(Step(.aggregate(aggregation), kept: Array(all.indices), counter: note))
    planned.layout = all + [result]
    let arguments = distinct(term.occurrences) + [result]
    let filter = ComparisonFilter(
      left: Expression(term, arguments: arguments), comparison: comparison,
      right: .argument(arguments.count - 1), site: site(of: literal, arguments))
    append(.apply(filter, arguments.map(column)), adding: [], literal)
  }
}

extension Literal {
  /// Whether it calculates, which can fail.
  fileprivate var computes: Bool {
    switch kind {
    case .comparison(let left, _, let right): left.isCalculated || right.isCalculated
    case .positive(let atom), .negative(let atom): Builtin.named(atom.predicate.text) != nil
    case .aggregate: true
    }
  }
}

extension Term {
  var isCalculated: Bool {
    switch kind {
    case .variable, .wildcard, .constant: false
    case .negation, .operation, .interval: true
    }
  }
}

extension Atom {
  /// Places that hold a constant or one of the given variables.
  func boundPlaces(_ bound: Set<String>) -> [Int] {
    terms.indices.filter { place in
      switch terms[place].kind {
      case .constant: true
      case .variable(let name): bound.contains(name)
      default: false
      }
    }
  }
}

import Relations

/// The proofs of a row, one after another, each when it is asked for; the first is one of least
/// height.
///
/// Within one proof a row follows in one way only, and never from itself. A step back gives the goal
/// that was decided last its next way, least height first; so no proof comes twice, and the
/// enumeration ends. Memory is that of one proof besides what the search has found.
public struct ProofEnumeration {
  private var search: ProofSearch
  private let root: Int
  /// How the goals that the root rests on are taken to follow, in the order they were decided.
  private var decisions: [Decision] = []
  private var choices: [Int: ProofSearch.Choice] = [:]
  private var isExhausted = false

  private struct Decision {
    let goal: Int
    var alternatives: ArraySlice<ProofSearch.Choice>
  }

  init(
    _ query: CheckedQuery, row: [ValueID], _ search: consuming ProofSearch
  ) throws(EvaluationError) {
    self.search = search
    root = try self.search.begin(query, row: row)
  }

  /// The next proof; nil where there is no other.
  mutating func next(with context: EvaluationContext) throws(EvaluationError) -> Proof? {
    search.context = context
    if isExhausted { return nil }
    var mustGoOn = decisions.isEmpty || goBack()
    while mustGoOn, let goal = firstUndecided() {
      decisions.append(Decision(goal: goal, alternatives: try alternatives(for: goal)[...]))
      mustGoOn = takeNext() || goBack()
    }
    guard mustGoOn else {
      isExhausted = true
      return nil
    }
    return try ProofBuilder.build(&search, root: root, choices: choices)
  }

  /// Gives the last decision that can be changed its next alternative; false where there is none.
  private mutating func goBack() -> Bool {
    while !decisions.isEmpty {
      if takeNext() { return true }
    }
    return false
  }

  /// Takes the next alternative of the last decision by which its goal doesn't rest on itself; where
  /// there is none, takes the decision back.
  private mutating func takeNext() -> Bool {
    let last = decisions.count - 1
    let goal = decisions[last].goal
    while let choice = decisions[last].alternatives.popFirst() {
      choices[goal] = choice
      if !restsOnItself(goal) { return true }
    }
    choices[goal] = nil
    decisions.removeLast()
    return false
  }

  /// The goal's ways, of least height first.
  private mutating func alternatives(
    for goal: Int
  ) throws(EvaluationError) -> [ProofSearch.Choice] {
    try search.expand([goal])
    let instances = search.graph.instances(of: goal).sorted(by: search.precedes)
    for premise in instances.flatMap(search.graph.premises) { try search.search(from: premise) }
    let heights = instances.map { search.graph.height(ofInstance: $0) ?? .max }
    let sorted = instances.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    let derived = sorted.map { ProofSearch.Choice.instance(instances[$0]) }
    return search.graph.isStated(goal) ? [.fact] + derived : derived
  }

  /// In the order in which a proof is read.
  private func firstUndecided() -> Int? {
    var seen: Set<Int> = []
    var open = [root]
    while let goal = open.popLast() {
      guard seen.insert(goal).inserted else { continue }
      guard let choice = choices[goal] else { return goal }
      open += premises(of: choice).reversed()
    }
    return nil
  }

  private func restsOnItself(_ goal: Int) -> Bool {
    var seen: Set<Int> = []
    var open = choices[goal].map(premises) ?? []
    while let premise = open.popLast() {
      if premise == goal { return true }
      guard seen.insert(premise).inserted else { continue }
      open += choices[premise].map(premises) ?? []
    }
    return false
  }

  private func premises(of choice: ProofSearch.Choice) -> [Int] {
    switch choice {
    case .fact: []
    case .instance(let instance): search.graph.premises(of: instance)
    }
  }
}

import Datalog

/// Levels of predicates such that a head is as high as what its rules use, and higher than what they
/// negate or aggregate, and than the least-value columns that are finished before it.
func levels(of program: CheckedProgram) throws -> [String: Int] {
  let uses = program.rules.flatMap { rule in
    rule.body.flatMap(\.uses).map { (head: rule.head.predicate.text, name: $0.name, step: $0.step) }
  }
  let reached = reach(of: uses.map { ($0.head, $0.name) })
  let best = Set(
    program.catalog.predicates.filter { $0.columns.contains { $0.extreme != nil } }.map(\.name))
  var levels: [String: Int] = [:]
  for rule in program.rules { levels[rule.head.predicate.text] = 0 }
  var isChanged = true
  while isChanged {
    isChanged = false
    for (head, name, step) in uses {
      let isFinished = best.contains(name) && reached[name]?.contains(head) != true
      let level = levels[name, default: 0] + (isFinished ? 1 : step)
      guard level > levels[head, default: 0] else { continue }
      guard level <= uses.count else { throw NaiveEvaluator.Failure.notStratified }
      levels[head] = level
      isChanged = true
    }
  }
  return levels
}

/// What can be reached from each node in one step or more.
private func reach(of edges: [(from: String, to: String)]) -> [String: Set<String>] {
  var reached: [String: Set<String>] = [:]
  var before: [String: Set<String>]
  repeat {
    before = reached
    for (from, to) in edges {
      reached[from, default: []].formUnion([to] + (reached[to] ?? []))
    }
  } while reached != before
  return reached
}

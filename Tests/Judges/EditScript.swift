// Random changes of facts: what is stated is taken back, what was taken back is stated again, and facts
// come that were never there, made of values that stood in the same columns.

public import Datalog

public struct EditScript {
  public struct Step {
    public var takenBack: [CheckedFact] = []
    public var added: [CheckedFact] = []
  }

  private var random: SplitMix64
  /// What is stated now.
  public private(set) var stated: [CheckedFact]
  private var takenBack: [CheckedFact] = []
  /// By predicate and column, the values that facts had from the beginning.
  private let values: [PredicateID: [[Value]]]
  private let place: TextRange

  /// - Parameter place: where new facts are said to stand.
  public init(seed: UInt64, from facts: [CheckedFact], place: TextRange) {
    random = SplitMix64(seed: seed ^ 0x5EED_0F_ED17)
    stated = facts
    self.place = place
    values = Dictionary(grouping: facts, by: \.predicate).mapValues { facts in
      facts[0].values.indices.map { column in facts.map { $0.values[column] } }
    }
  }

  /// Mostly one fact, now and then a few at once.
  public mutating func step() -> Step {
    var step = Step()
    for _ in 0..<random.pick([1, 1, 1, 1, 2, 3, 6]) {
      switch random.below(100) {
      case ..<45: takeBack(&step)
      case ..<70: stateAgain(&step)
      default: stateNew(&step)
      }
    }
    return step
  }

  private mutating func takeBack(_ step: inout Step) {
    guard !stated.isEmpty else { return }
    let fact = stated.remove(at: random.below(stated.count))
    guard !step.added.contains(where: { isSame($0, fact) }) else { return stated.append(fact) }
    takenBack.append(fact)
    step.takenBack.append(fact)
  }

  private mutating func stateAgain(_ step: inout Step) {
    guard !takenBack.isEmpty else { return }
    let fact = takenBack.remove(at: random.below(takenBack.count))
    guard !step.takenBack.contains(where: { isSame($0, fact) }) else {
      return takenBack.append(fact)
    }
    state(fact, &step)
  }

  private mutating func stateNew(_ step: inout Step) {
    guard let model = (stated + takenBack).randomElement(using: &random) else { return }
    let row = (values[model.predicate] ?? []).map { random.pick($0) }
    let fact = CheckedFact(model.predicate, row, at: place)
    guard !step.takenBack.contains(where: { isSame($0, fact) }) else { return }
    state(fact, &step)
  }

  private mutating func state(_ fact: CheckedFact, _ step: inout Step) {
    guard !stated.contains(where: { isSame($0, fact) }) else { return }
    stated.append(fact)
    step.added.append(fact)
  }

  private func isSame(_ fact: CheckedFact, _ other: CheckedFact) -> Bool {
    fact.predicate == other.predicate && fact.values == other.values
  }
}

import Relations

/// How an aggregate is computed in a plan that is kept while what it reads changes: chosen when a run
/// first reaches it, and anew where that has outgrown the choice, or was read for it.
final class KeptWay {
  private let aggregate: AggregatePlanner
  private var known: (way: Aggregation.Way, growth: Growth)?

  init(of aggregate: AggregatePlanner) { self.aggregate = aggregate }

  func way() -> Aggregation.Way {
    if let known, !known.growth.isGreat { return known.way }
    let way = aggregate.way()
    known = way.lastingSteps.map { (way, Growth(of: $0)) }
    return way
  }
}

/// Tells whether there are so many more rows now than when a plan was made that it should be made anew.
struct Growth {
  private let read: [Relation]
  private let plannedRows: Int

  init(of steps: [Step]) {
    read = steps.flatMap(\.relationsRead)
    plannedRows = Growth.rows(of: read)
  }

  var isGreat: Bool { Growth.rows(of: read) > 10 * plannedRows + 1000 }

  private static func rows(of relations: [Relation]) -> Int {
    relations.reduce(0) { $0 + $1.count }
  }
}

extension Step {
  /// What is read besides aggregates.
  fileprivate var relationsRead: [Relation] {
    switch kind {
    case .join(let join), .exists(let join, _): [join.relation]
    case .intersect(let intersection): intersection.joins.map(\.relation)
    case .compose(let composition): [composition.first.relation, composition.second.relation]
    case .apply, .aggregate: []
    }
  }

  /// Whether relations were read when the step was made.
  fileprivate var isMomentary: Bool { if case .compose = kind { true } else { false } }
}

extension Aggregation.Way {
  /// All its steps; nil where relations were read when it was chosen.
  fileprivate var lastingSteps: [Step]? {
    let steps: [Step]
    switch self {
    case .listed(let listing, _): steps = listing.elements.flatMap(\.steps)
    case .counted(let tally, _):
      switch tally.last {
      case .rows: steps = tally.steps
      case .matches(let join): steps = tally.steps + [Step(.exists(join, negated: false), kept: [])]
      case .common: return nil
      }
    case .multiplied: return nil
    }
    return steps.contains(where: \.isMomentary) ? nil : steps
  }
}

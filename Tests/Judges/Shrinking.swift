// A failure in a hundred clauses says little; the fewest that still fail say much.

public import Datalog

/// The program with clauses, literals and elements of aggregates left out one after the other, as
/// long as it still fails; what is left fails, and nothing more can be left out.
public func shrunk(_ program: Program, while fails: (Program) -> Bool) -> Program {
  var best = program
  var position = 0
  var triedSinceChange = 0
  var candidates = best.smallerOnes
  while triedSinceChange < candidates.count {
    let candidate = candidates[position % candidates.count]
    if fails(candidate) {
      best = candidate
      candidates = best.smallerOnes
      triedSinceChange = 0
    } else {
      position += 1
      triedSinceChange += 1
    }
  }
  return best
}

extension Program {
  /// Every program with one thing left out, greater things first.
  fileprivate var smallerOnes: [Program] {
    let withoutClause = clauses.indices.map { index in
      Program(clauses: clauses.without(index))
    }
    let withSmallerClause = clauses.indices.flatMap { index in
      clauses[index].smallerOnes.map { clause in
        var smaller = self
        smaller.clauses[index] = clause
        return smaller
      }
    }
    return withoutClause + withSmallerClause
  }
}

extension Clause {
  fileprivate var smallerOnes: [Clause] {
    switch kind {
    case .rule(let head, let body):
      body.smallerOnes.map { Clause(.rule(head: head, body: $0), range: range) }
    case .query(let body): body.smallerOnes.map { Clause(.query(body: $0), range: range) }
    case .check(let body): body.smallerOnes.map { Clause(.check(body: $0), range: range) }
    case .fact, .retract, .directive: []
    }
  }
}

extension [Literal] {
  /// Never empty, since a body has a literal.
  fileprivate var smallerOnes: [[Literal]] {
    let withoutLiteral = count > 1 ? indices.map { without($0) } : []
    let withSmallerAggregate = indices.flatMap { index in
      self[index].smallerOnes.map { literal in
        var smaller = self
        smaller[index] = literal
        return smaller
      }
    }
    return withoutLiteral + withSmallerAggregate
  }
}

extension Literal {
  fileprivate var smallerOnes: [Literal] {
    guard case .aggregate(let term, let comparison, let aggregate) = kind else { return [] }
    let elements = aggregate.elements
    let fewer = elements.count > 1 ? elements.indices.map { elements.without($0) } : []
    let smaller = elements.indices.flatMap { index in
      elements[index].body.smallerOnes.map { body in
        var changed = elements
        changed[index].body = body
        return changed
      }
    }
    return (fewer + smaller).map { elements in
      var smaller = aggregate
      smaller.elements = elements
      return Literal(.aggregate(term, comparison, smaller), range: range)
    }
  }
}

extension Array {
  fileprivate func without(_ index: Int) -> [Element] {
    Array(self[..<index] + self[(index + 1)...])
  }
}

/// How far apart two values are: the difference function of Krippendorff's alpha.
public enum Metric: Sendable {
  /// Equal or not.
  case nominal
  /// By how many of all values lie between them.
  case ordinal
  /// By the square of their difference.
  case interval
}

/// Krippendorff's alpha: 1 where coders agree always, 0 where they agree as chance would, negative
/// where they disagree systematically.
///
/// - Parameter units: the values that coders gave to each unit, missing ones left out; a unit with fewer
///   than two counts for nothing.
/// - Returns: nil where it is not defined: nothing is paired, or all values are the same.
/// - Complexity: linear in the pairs of values within units, and quadratic in the distinct values.
/// - SeeAlso: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability*, 2011, whose names are used.
public func krippendorffAlpha(of units: [[Int]], _ metric: Metric) -> Double? {
  let pairable = units.filter { $0.count > 1 }
  let difference = Difference(metric, of: pairable.joined())
  guard let expected = difference.expected, expected > 0 else { return nil }
  let disagreement = pairable.reduce(0) { sum, values in
    sum + difference.sum(over: values) / Double(values.count - 1)
  }
  return 1 - disagreement / Double(difference.count) / expected
}

/// The squared differences between values, some of which depend on how often each value occurs.
private struct Difference {
  private let metric: Metric
  /// Distinct values, ascending, and how often each occurs (n_c).
  private let values: [Int]
  private let counts: [Double]
  /// Of values, all together (n).
  let count: Int

  init(_ metric: Metric, of all: some Sequence<Int>) {
    self.metric = metric
    let occurrences = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
    values = occurrences.keys.sorted()
    counts = values.map { Double(occurrences[$0]!) }
    count = occurrences.values.reduce(0, +)
  }

  /// The mean difference of two values drawn from all without regard to units; nil where there are
  /// no two.
  var expected: Double? {
    guard count > 1 else { return nil }
    var sum = 0.0
    for c in values.indices {
      for k in values.indices { sum += counts[c] * counts[k] * squared(c, k) }
    }
    return sum / Double(count) / Double(count - 1)
  }

  /// Over all ordered pairs of the values of one unit.
  func sum(over unit: [Int]) -> Double {
    let places = unit.map { values.firstIndex(of: $0)! }
    return places.reduce(0) { sum, c in places.reduce(sum) { $0 + squared(c, $1) } }
  }

  /// - Parameters:
  ///   - c: a place in `values`.
  ///   - k: another one.
  private func squared(_ c: Int, _ k: Int) -> Double {
    switch metric {
    case .nominal:
      return c == k ? 0 : 1
    case .ordinal:
      let between = counts[min(c, k)...max(c, k)].reduce(0, +) - (counts[c] + counts[k]) / 2
      return between * between
    case .interval:
      let distance = Double(values[c]) - Double(values[k])
      return distance * distance
    }
  }
}

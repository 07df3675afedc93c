import DebateGraph
import Testing

/// Reads observers × units, `.` for a missing value, as published.
private func units(_ observers: String) -> [[Int]] {
  let rows = observers.split(separator: "\n").map { $0.split(separator: " ") }
  return rows[0].indices.map { unit in rows.compactMap { Int($0[unit]) } }
}

/// Compares alpha with the published value to its three digits.
private func expectAlpha(
  of units: [[Int]], _ metric: Metric, _ published: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let alpha = try #require(
    krippendorffAlpha(of: units, metric), sourceLocation: sourceLocation)
  #expect((alpha * 1000).rounded() / 1000 == published, sourceLocation: sourceLocation)
}

struct KrippendorffAlphaTests {
  /// Krippendorff, *Computing Krippendorff's Alpha-Reliability*, 2011, sections C and D: four
  /// observers, twelve units, missing data.
  private let fourObservers = units(
    """
    1 2 3 3 2 1 4 1 2 . . .
    1 2 3 3 2 2 4 1 2 5 . 3
    . 3 3 3 2 3 4 2 2 5 1 .
    1 2 3 3 2 4 4 1 2 5 1 .
    """)

  @Test func `four observers of twelve units agree as published`() throws {
    #expect(fourObservers.count == 12)
    try expectAlpha(of: fourObservers, .nominal, 0.743)
    try expectAlpha(of: fourObservers, .ordinal, 0.815)
    try expectAlpha(of: fourObservers, .interval, 0.849)
  }

  /// The same paper, sections A (two observers, binary data) and B (two observers, nominal data).
  @Test func `two observers agree as published`() throws {
    let binary = """
      0 1 0 0 0 0 0 0 1 0
      1 1 1 0 0 1 0 0 0 0
      """
    try expectAlpha(of: units(binary), .nominal, 0.095)
    let letters = """
      1 1 2 2 4 3 3 3 5 4 4 1
      2 1 2 2 2 3 3 3 5 4 4 4
      """
    try expectAlpha(of: units(letters), .nominal, 0.692)
  }

  /// The example of Wikipedia's article on the coefficient: three coders, many values missing.
  @Test func `three coders of fifteen units agree as published`() throws {
    let coders = units(
      """
      . . . . . 3 4 1 2 1 1 3 3 . 3
      1 . 2 1 3 3 4 3 . . . . . . .
      . . 2 1 3 4 4 . 2 1 1 3 3 . 4
      """)
    try expectAlpha(of: coders, .nominal, 0.691)
    try expectAlpha(of: coders, .interval, 0.811)
  }

  @Test func `the order of units and coders and the names of categories change nothing`() {
    let shuffled = fourObservers.reversed().map { Array($0.reversed()) }
    for metric in [Metric.nominal, .ordinal, .interval] {
      #expect(
        krippendorffAlpha(of: shuffled, metric) == krippendorffAlpha(of: fourObservers, metric))
    }
    let renamed = fourObservers.map { $0.map { 7 - 3 * $0 } }
    #expect(
      krippendorffAlpha(of: renamed, .nominal) == krippendorffAlpha(of: fourObservers, .nominal))
  }

  @Test func `perfect agreement is one, and without variation nothing is defined`() {
    for metric in [Metric.nominal, .ordinal, .interval] {
      #expect(krippendorffAlpha(of: [[1, 1], [2, 2], [3, 3, 3]], metric) == 1)
      #expect(krippendorffAlpha(of: [[1, 1], [1, 1]], metric) == nil)
      #expect(krippendorffAlpha(of: [[1], [2], []], metric) == nil)
      #expect(krippendorffAlpha(of: [], metric) == nil)
    }
  }

  @Test func `systematic disagreement is worse than chance`() throws {
    let alpha = try #require(krippendorffAlpha(of: [[1, 2], [2, 1], [1, 2]], .nominal))
    #expect(alpha < 0)
  }
}

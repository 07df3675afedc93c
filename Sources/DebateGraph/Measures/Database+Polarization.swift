public import Datalog

/// The camps of a stretch of time, and how far they are polarized.
public struct PolarizedCamps: Sendable {
  /// Nil for the whole time.
  public let slice: Network.Slice?
  /// 0 to 1.
  public let polarization: Double
  /// The actors' labels, the largest camp first.
  public let camps: [[String]]
}

extension Database {
  /// For each stretch of time the camps that are polarized most, as 'onemode' with
  /// `aggregation=subtract` has congruence and conflict. Who shares no topic with anybody is left out.
  public func polarization(camps: Int) throws(EvaluationError) -> [PolarizedCamps] {
    try refuseUnfitSettings(of: "onemode")
    let slices = try slices()
    let opinions = try ask("onemode_opinions(A, B, T, Same, Contrary)?")
    let labels = try labels(of: "actor", by: "name")
    let numbers = slices.isEmpty ? [Int64(0)] : slices.map(\.number)
    return numbers.map { number in
      let rows = (0..<opinions.rowCount).filter { opinions[$0, 2].integer == number }
      let names = Set(rows.flatMap { [opinions[$0, 0], opinions[$0, 1]] }).sorted()
        .map(\.displayText)
      let found = Polarization(
        of: SharedOpinions(of: opinions, rows, among: names), camps: camps)
      let groups = Dictionary(grouping: names.indices) { found.camp[$0] }.sorted { $0.key < $1.key }
      return PolarizedCamps(
        slice: slices.first { $0.number == number }, polarization: found.value,
        camps: groups.map { $0.value.map { labels[names[$0]] ?? names[$0] } })
    }
  }
}

extension SharedOpinions {
  /// - Parameter answer: two ids, the slice, congruence and conflict in each row.
  fileprivate init(of answer: Answer, _ rows: [Int], among names: [String]) {
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    self.init(
      count: names.count,
      pairs: rows.compactMap { row in
        guard let a = numbers[answer[row, 0].displayText],
          let b = numbers[answer[row, 1].displayText]
        else { return nil }
        return Pair(
          a: a, b: b, congruence: answer[row, 3].number ?? 0, conflict: answer[row, 4].number ?? 0)
      })
  }
}

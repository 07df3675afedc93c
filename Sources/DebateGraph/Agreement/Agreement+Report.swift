import Datalog

extension Agreement {
  /// The measures, then every disagreement, then what only one of the coders has, each with its
  /// places; lines ended by newlines. The coders are called A and B.
  public var report: String {
    var lines = [
      "A: \(counted(pairs.count + onlyFirst.count, "statement")),"
        + " B: \(counted(pairs.count + onlySecond.count, "statement"))"
        + " on \(articles.joined(separator: ", "))"
    ]
    lines += differingArticles.map { "\($0) was coded from two different texts" }
    if crowdedUnits > 0 {
      lines.append("\(counted(crowdedUnits, "unit")) with several statements, matched one to one")
    }
    lines += [""] + table(of: measures)
    lines +=
      disagreements("disagreement on stance", \.stance)
      + disagreements("disagreement on voice", \.voice)
    lines += withoutMatch
    return lines.map { $0.controlsEscaped + "\n" }.joined()
  }

  private func table(of measures: [Measure]) -> [String] {
    let rows = measures.map { measure in
      (measure.name, measure.value.map(inThousandths) ?? "not defined", "\(measure.pairs)")
    }
    let width = rows.map(\.0.count).max() ?? 0
    return ([("measure", "value", "pairs")] + rows).map { name, value, pairs in
      padded(name, to: width) + "  " + padded(value, to: 11) + "  " + pairs
    }
  }

  /// The pairs that differ in a column, under a heading.
  private func disagreements(
    _ noun: String, _ column: (Coding.Statement) -> String
  ) -> [String] {
    let differing = pairs.filter { column($0.first) != column($0.second) }
    if differing.isEmpty { return [] }
    let lines = differing.flatMap { pair in
      [
        name(of: pair.first.unit), line(for: pair.first, of: "A", column),
        line(for: pair.second, of: "B", column),
      ]
    }
    return ["", counted(differing.count, noun) + ":"] + lines
  }

  private var withoutMatch: [String] {
    let alone =
      onlyFirst.map { (coder: "A", statement: $0) } + onlySecond.map { (coder: "B", statement: $0) }
    if alone.isEmpty { return [] }
    let ordered = alone.sorted { ($0.statement.unit, $0.coder) < ($1.statement.unit, $1.coder) }
    let lines = ordered.flatMap { coder, statement in
      [name(of: statement.unit), line(for: statement, of: coder, \.stance)]
    }
    return ["", counted(alone.count, "statement") + " without a match:"] + lines
  }

  private func name(of unit: Coding.Unit) -> String {
    "  \(unit.article), paragraph \(unit.paragraph): \(unit.actor) on \(unit.topic)"
  }

  private func line(
    for statement: Coding.Statement, of coder: String, _ column: (Coding.Statement) -> String
  ) -> String {
    "    \(coder) \(padded(column(statement), to: 13)) \(statement.place): \(statement.id)"
  }
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// Three digits behind the point: `-0.050`.
private func inThousandths(_ value: Double) -> String {
  let rounded = Int((value * 1000).rounded())
  let digits = String(rounded.magnitude)
  let filled = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  return (rounded < 0 ? "-" : "") + filled.dropLast(3) + "." + filled.suffix(3)
}

/// `no statements`, `1 disagreement on voice`, `3 disagreements on voice`.
private func counted(_ count: Int, _ noun: String) -> String {
  let words = noun.split(separator: " ", maxSplits: 1).map(String.init)
  let plural = ([words[0] + "s"] + words.dropFirst()).joined(separator: " ")
  return count == 0 ? "no \(plural)" : count == 1 ? "1 \(noun)" : "\(count) \(plural)"
}

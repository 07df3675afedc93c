import Datalog

extension Bibliography {
  /// Numbered, each source with its passages and the rows that rest on them:
  ///
  /// ```
  /// [1] Inside the NATO debate over protecting Ukraine’s skies. Semafor, 2024-05~.
  ///     paragraph 6: “very interested”, reported by Kurt Volker (row 2)
  /// ```
  ///
  /// - Parameter namesRows: whether rows are told; a yes has none.
  public func text(namesRows: Bool) -> String {
    var text = ""
    for (number, source) in sources.enumerated() {
      let margin = String(repeating: " ", count: "[\(number + 1)] ".count)
      text += "[\(number + 1)] \(source.text)\n"
      for passage in source.passages { text += margin + passage.text(namesRows: namesRows) + "\n" }
    }
    return text
  }
}

extension Bibliography.Source {
  fileprivate var text: String {
    let place = [publisher, published?.text].compactMap(\.self).joined(separator: ", ")
    let text = place.isEmpty ? title : "\(title). \(place)"
    return text.hasSuffix(".") ? text : text + "."
  }
}

extension Bibliography.Passage {
  fileprivate func text(namesRows: Bool) -> String {
    let said = words.isEmpty ? gist : words.map { "“\($0)”" }.joined(separator: " ")
    let parts = [
      said, reporters.isEmpty ? nil : "reported by " + reporters.joined(separator: ", "),
    ]
    let what = parts.compactMap(\.self).joined(separator: ", ")
    let place = paragraph.map { "paragraph \($0)" } ?? "no paragraph"
    let line = what.isEmpty ? place : "\(place): \(what)"
    guard namesRows else { return line }
    return "\(line) (\(rows.count == 1 ? "row" : "rows") \(runs(of: rows)))"
  }
}

/// `1-3, 7`, of ascending numbers.
private func runs(of numbers: [Int]) -> String {
  var runs: [ClosedRange<Int>] = []
  for number in numbers {
    if let last = runs.last, last.upperBound == number - 1 {
      runs[runs.count - 1] = last.lowerBound...number
    } else {
      runs.append(number...number)
    }
  }
  return runs.map { run in
    run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)"
  }.joined(separator: ", ")
}

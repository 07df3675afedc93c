import Datalog

/// Cells set in columns: a header, a rule, the rows, wide as the text or cut to fit.
///
/// ```
/// #  Who      Since
/// ─  ───────  ──────────
/// 1  germany  2024-05-29
/// ```
struct TableLayout {
  enum Alignment { case left, right }

  /// Between columns.
  private static let gap = 2
  /// A column is never cut below this, even if the table then doesn't fit.
  private static let narrowest = 8

  private let header: [String]
  private let alignments: [Alignment]
  private let rows: [[String]]
  private let widths: [Int]

  /// - Parameter rows: as many cells each as `header`, safe to print.
  init(header: [String], alignments: [Alignment], rows: [[String]], fitting width: Int?) {
    self.header = header
    self.alignments = alignments
    self.rows = rows
    let natural = header.indices.map { column in
      rows.reduce(header[column].displayWidth) { max($0, $1[column].displayWidth) }
    }
    widths = width.map { Self.fit(natural, into: $0) } ?? natural
  }

  /// The lines of header and rule.
  var head: [String] {
    [line(header), line(widths.map { String(repeating: "─", count: $0) })]
  }

  var body: [String] { rows.map(line) }

  private func line(_ cells: [String]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let text = cut(cell, toWidth: widths[column])
      let padding = String(repeating: " ", count: widths[column] - text.displayWidth)
      line += alignments[column] == .left ? text + padding : padding + text
      if column < cells.count - 1 { line += String(repeating: " ", count: Self.gap) }
    }
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// Takes from the widest columns first: the greatest common bound under which all fit.
  private static func fit(_ natural: [Int], into width: Int) -> [Int] {
    let available = width - gap * (natural.count - 1)
    var bound = natural.max() ?? 0
    func total() -> Int { natural.reduce(0) { $0 + min($1, bound) } }
    while bound > narrowest, total() > available { bound -= 1 }
    return natural.map { min($0, bound) }
  }
}

/// `text`, or its beginning and `…` where it is wider than `width` columns.
func cut(_ text: String, toWidth width: Int) -> String {
  guard text.displayWidth > width else { return text }
  var kept = ""
  var room = width - 1
  for character in text {
    room -= String(character).displayWidth
    if room < 0 { break }
    kept.append(character)
  }
  return kept + "…"
}

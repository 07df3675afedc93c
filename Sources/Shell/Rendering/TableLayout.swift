import Datalog

/// Cells set in columns: a header, a rule, the rows, wide as the text or cut to fit.
///
/// ```
/// #  Who      Since            ┌───┬─────────┬────────────┐    | Who     |      Since |
/// ─  ───────  ──────────       │ # │ Who     │ Since      │    |---------|-----------:|
/// 1  germany  2024-05-29       ├───┼─────────┼────────────┤    | germany | 2024-05-29 |
///                              │ 1 │ germany │ 2024-05-29 │
///                              └───┴─────────┴────────────┘
/// ```
struct TableLayout {
  enum Alignment { case left, right }
  enum Style { case plain, box, markdown }

  /// A column is never cut below this, even if the table then doesn't fit.
  private static let narrowest = 8

  private let style: Style
  private let header: [[String]]
  private let alignments: [Alignment]
  private let widths: [Int]

  /// - Parameters:
  ///   - header: a line or more, as many cells each as the rows have, safe to print.
  ///   - natural: the width of the widest cell of each column's rows.
  init(
    _ style: Style = .plain, header: [[String]], alignments: [Alignment], widths natural: [Int],
    fitting width: Int?
  ) {
    self.style = style
    self.header = header
    self.alignments = alignments
    let needed = natural.enumerated().map { column, width in
      header.reduce(max(width, style == .markdown ? 3 : 0)) { max($0, $1[column].displayWidth) }
    }
    widths = width.map { Self.fit(needed, into: $0 - style.overhead(needed.count)) } ?? needed
  }

  /// The lines of header and rule.
  var head: [String] {
    switch style {
    case .plain: header.map(line) + [line(widths.map { String(repeating: "─", count: $0) })]
    case .box: [border("┌", "┬", "┐")] + header.map(line) + [border("├", "┼", "┤")]
    case .markdown: header.map(line) + [markdownRule]
    }
  }

  /// What ends the table.
  var foot: [String] { style == .box ? [border("└", "┴", "┘")] : [] }

  /// The line that stands for rows left out.
  var gap: String {
    style == .plain ? "⋮" : line(["⋮"] + widths.dropFirst().map { _ in "" })
  }

  /// A row.
  func line(_ cells: [String]) -> String {
    let set = cells.enumerated().map { column, cell in
      let text = cut(cell, toWidth: widths[column])
      let padding = String(repeating: " ", count: widths[column] - text.displayWidth)
      return alignments[column] == .left ? text + padding : padding + text
    }
    switch style {
    case .plain:
      let line = set.joined(separator: "  ")
      return String(line.dropLast(line.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count))
    case .box: return "│ " + set.joined(separator: " │ ") + " │"
    case .markdown: return "| " + set.joined(separator: " | ") + " |"
    }
  }

  private func border(_ left: String, _ middle: String, _ right: String) -> String {
    left + widths.map { String(repeating: "─", count: $0 + 2) }.joined(separator: middle) + right
  }

  private var markdownRule: String {
    let cells = zip(widths, alignments).map { width, alignment in
      String(repeating: "-", count: width + 1) + (alignment == .right ? ":" : "-")
    }
    return "|" + cells.joined(separator: "|") + "|"
  }

  /// Takes from the widest columns first: the greatest common bound under which all fit.
  private static func fit(_ natural: [Int], into available: Int) -> [Int] {
    var bound = natural.max() ?? 0
    func total() -> Int { natural.reduce(0) { $0 + min($1, bound) } }
    while bound > narrowest, total() > available { bound -= 1 }
    return natural.map { min($0, bound) }
  }
}

extension TableLayout.Style {
  /// Columns of the terminal that a table takes besides its cells.
  fileprivate func overhead(_ columns: Int) -> Int {
    self == .plain ? 2 * (columns - 1) : 3 * columns + 1
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

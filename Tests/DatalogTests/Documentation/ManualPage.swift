/// A Markdown page of `docs/`, cut into prose and into parts that are made from what the engine says.
///
/// Made parts stand between a fence ` ```debate `, ` ```debate-error ` or ` ```debate-asp ` and its
/// end, or between `<!-- table: name -->` and `<!-- end -->`; these marks themselves are prose.
struct ManualPage {
  enum Kind: Hashable {
    case prose
    /// A program that is answered: see `ManualProgram.answered`.
    case debate
    /// A program and, behind a line `---`, what is said against it.
    case error
    /// A program and, behind a line `---`, its text for clingo.
    case asp
    case table(String)
  }

  struct Part {
    let kind: Kind
    /// The line of the page on which it begins, from 1.
    let line: Int
    /// Whole lines, each with its line end.
    var body: String
  }

  var parts: [Part] = []

  init(_ text: String) {
    var part = Part(kind: .prose, line: 1, body: "")
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let next = Self.kind(startedBy: line, in: part.kind)
      if let next, next == .prose {
        parts.append(part)
        part = Part(kind: next, line: number + 1, body: "")
      }
      part.body += line + "\n"
      if let next, next != .prose {
        parts.append(part)
        part = Part(kind: next, line: number + 2, body: "")
      }
    }
    part.body.removeLast()
    parts.append(part)
  }

  var text: String { parts.map(\.body).joined() }

  func parts(of kind: Kind) -> [Part] { parts.filter { $0.kind == kind } }

  /// The headings of one level, without marks, with what stands under each up to the next one of
  /// this level or above.
  func sections(level: Int) -> [(heading: String, page: ManualPage)] {
    let mark = String(repeating: "#", count: level) + " "
    var sections: [(heading: String, lines: [Substring])] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(mark) {
        sections.append((String(line.dropFirst(mark.count)), []))
        isInside = true
      } else if line.hasPrefix("#"), line.prefix(while: { $0 == "#" }).count < level {
        isInside = false
      } else if isInside {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections.map { ($0.heading, ManualPage($0.lines.joined(separator: "\n"))) }
  }

  /// What a line that stands in `current` begins behind it, or, where that is prose, with it.
  private static func kind(startedBy line: Substring, in current: Kind) -> Kind? {
    switch (current, line) {
    case (.prose, "```debate"): .debate
    case (.prose, "```debate-error"): .error
    case (.prose, "```debate-asp"): .asp
    case (.prose, _) where line.hasPrefix("<!-- table: ") && line.hasSuffix(" -->"):
      .table(String(line.dropFirst(12).dropLast(4)))
    case (.table, "<!-- end -->"): .prose
    case (.debate, "```"), (.error, "```"), (.asp, "```"): .prose
    default: nil
    }
  }
}

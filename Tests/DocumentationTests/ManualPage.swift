/// A Markdown page, cut into prose and into parts that are made from what the program says.
///
/// Made parts stand between the fences of a block whose tag is that of a kind, or between
/// `<!-- table: name -->` and `<!-- end -->`; these marks themselves are prose.
struct ManualPage {
  enum Kind: Hashable {
    case prose
    /// ` ```debate `: a program that is answered, see `ManualProgram.answered`.
    case answers
    /// ` ```debate-error `: a program and, behind a line `---`, what is said against it.
    case errors
    /// ` ```debate-asp `: a program and, behind a line `---`, its text for clingo.
    case export
    /// ` ```debate-verify `: facts, the text they cite and, behind a line `---`, how they differ.
    case verification
    /// ` ```session `: what is typed behind `debate> `, and what is answered.
    case session
    /// ` ```store-session `: the same, where what is asserted is kept in a store of its own.
    case storeSession
    case table(String)
  }

  struct Part {
    let kind: Kind
    /// The line of the page on which it begins, from 1.
    let line: Int
    /// Whole lines, each with its line end.
    var body: String

    var beginsWithHeading: Bool { kind == .prose && body.hasPrefix("#") }
  }

  /// A heading of prose begins a part.
  var parts: [Part] = []

  init(_ text: String) {
    var part = Part(kind: .prose, line: 1, body: "")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for (number, line) in lines.enumerated() {
      if part.kind == .prose ? line.isHeading : Self.ends(part.kind, line) {
        parts.append(part)
        part = Part(kind: .prose, line: number + 1, body: "")
      }
      part.body += line + "\n"
      if part.kind == .prose, let kind = Self.kind(begunBy: line) {
        parts.append(part)
        part = Part(kind: kind, line: number + 2, body: "")
      }
    }
    parts.append(part)
  }

  var text: String { parts.map(\.body).joined() }

  func parts(of kind: Kind) -> [Part] { parts.filter { $0.kind == kind } }

  /// The headings of third level, without marks, each with the parts under it.
  var sections: [(heading: String, parts: ArraySlice<Part>)] {
    let headings = parts.indices.filter { parts[$0].beginsWithHeading }
    return zip(headings, headings.dropFirst() + [parts.endIndex])
      .filter { parts[$0.0].body.hasPrefix("### ") }
      .map { (String(parts[$0].body.dropFirst(4).prefix { $0 != "\n" }), parts[$0..<$1]) }
  }

  private static func kind(begunBy line: Substring) -> Kind? {
    switch line {
    case "```debate": .answers
    case "```debate-error": .errors
    case "```debate-asp": .export
    case "```debate-verify": .verification
    case "```session": .session
    case "```store-session": .storeSession
    case _ where line.hasPrefix("<!-- table: "): .table(String(line.dropFirst(12).dropLast(4)))
    default: nil
    }
  }

  private static func ends(_ kind: Kind, _ line: Substring) -> Bool {
    if case .table = kind { line == "<!-- end -->" } else { line == "```" }
  }
}

extension Substring {
  /// `## Rules`, not `#pred p(…).`
  fileprivate var isHeading: Bool {
    hasPrefix("#") && drop { $0 == "#" }.first == " "
  }
}

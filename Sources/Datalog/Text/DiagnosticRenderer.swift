/// Writes diagnostics as people read them:
///
/// ```
/// queries/coalitions.dl:4:9: error: variable 'Actor' in the head is not bound by the body [unbound-variable]
///   4 | opposes(Actor, Topic) :- not supports(Actor, Topic).
///     |         ^^^^^
/// note: a negated literal binds nothing
/// help: add a positive literal, such as 'actor(Actor)'
/// ```
///
/// What comes from the user is shown with its control characters escaped, so that a hostile text
/// can't act on the terminal.
public struct DiagnosticRenderer: Sendable {
  public enum Style: Sendable {
    case plain
    /// With the colours of ECMA-48 (`ESC [ … m`).
    case ansi
  }

  private let texts: InputTexts
  private let style: Style

  public init(texts: InputTexts, style: Style = .plain) {
    self.texts = texts
    self.style = style
  }

  /// All of them, each of its lines ended by a newline, in the order given.
  public func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
    diagnostics.map(render).joined()
  }

  /// One diagnostic, each of its lines ended by a newline.
  public func render(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity
    var lines = remark(
      "\(severity)", severity.colour, diagnostic.message, at: diagnostic.range,
      closing: " [\(diagnostic.id.rawValue)]")
    for note in diagnostic.notes {
      lines += remark("note", .cyan, note.message, at: note.range)
    }
    if let help = diagnostic.help {
      lines += remark("help", .green, help, at: nil)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// `place: word: message` and, where there is a place, the line it is in.
  private func remark(
    _ word: String, _ colour: Colour, _ message: String, at range: TextRange?, closing: String = ""
  ) -> [String] {
    let opening = range.map { paint(place($0) + ": ", .bold) } ?? ""
    let heading = opening + paint(word + ":", colour) + " " + message.controlsEscaped + closing
    guard let range else { return [heading] }
    return [heading] + excerpt(range, colour)
  }

  private func place(_ range: TextRange) -> String {
    let text = texts[range.input]
    let place = text.lineColumn(at: Int(range.start))
    return "\(text.name.controlsEscaped):\(place.line):\(place.column)"
  }

  private func excerpt(_ range: TextRange, _ colour: Colour) -> [String] {
    let excerpt = SourceExcerpt(
      of: texts[range.input], start: Int(range.start), end: Int(range.end))
    let number = String(excerpt.lineNumber)
    let gutter = String(repeating: " ", count: number.count)
    let carets = paint(String(repeating: "^", count: excerpt.markWidth), colour)
    return [
      "  \(number) | \(excerpt.line)",
      "  \(gutter) | " + String(repeating: " ", count: excerpt.markColumn) + carets,
    ]
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    switch style {
    case .plain: text
    case .ansi: "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }
  }
}

/// Parameters of "select graphic rendition", all bold.
private enum Colour: String {
  case bold = "1"
  case red = "1;31"
  case green = "1;32"
  case magenta = "1;35"
  case blue = "1;34"
  case cyan = "1;36"
}

extension Diagnostic.Severity {
  fileprivate var colour: Colour {
    switch self {
    case .hint: .blue
    case .warning: .magenta
    case .error: .red
    }
  }
}

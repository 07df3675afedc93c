import Datalog
import Testing

/// Renders one diagnostic for the first occurrence of `marked` in `text`.
private func expectRendering(
  of marked: String, in text: String, _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let input = InputText(name: "a.dl", text)
  var texts = InputTexts()
  let id = texts.add(input)
  let start =
    text.utf8.count - (text.range(of: marked).map { text[$0.lowerBound...].utf8.count } ?? 0)
  let range = TextRange(id, start, start + marked.utf8.count)
  let rendered = DiagnosticRenderer(texts: texts).render(Diagnostic(.syntax, at: range, "no"))
  #expect(rendered == expected, sourceLocation: sourceLocation)
}

extension String {
  fileprivate func range(of part: String) -> Range<String.Index>? { ranges(of: part).first }
}

struct DiagnosticRendererTests {
  @Test func `a diagnostic shows place, line, mark, notes and help`() {
    var texts = InputTexts()
    let id = texts.add(
      InputText(
        name: "queries/coalitions.dl",
        "% camps\n\n\nopposes(Actor, Topic) :- not supports(Actor, Topic).\n"))
    let diagnostic = Diagnostic(
      .unboundVariable, at: TextRange(id, 18, 23),
      "variable 'Actor' in the head is not bound by the body",
      notes: [
        Diagnostic.Note("a negated literal binds nothing"),
        Diagnostic.Note("here", at: TextRange(id, 35, 38)),
      ],
      help: "add a positive literal, such as 'actor(Actor)'")
    #expect(
      DiagnosticRenderer(texts: texts).render(diagnostic) == """
        queries/coalitions.dl:4:9: error: variable 'Actor' in the head is not bound by the body \
        [unbound-variable]
          4 | opposes(Actor, Topic) :- not supports(Actor, Topic).
            |         ^^^^^
        note: a negated literal binds nothing
        queries/coalitions.dl:4:26: note: here
          4 | opposes(Actor, Topic) :- not supports(Actor, Topic).
            |                          ^^^
        help: add a positive literal, such as 'actor(Actor)'

        """)
  }

  @Test func `a diagnostic without a place is one line`() {
    let diagnostic = Diagnostic(.syntax, .warning, at: nil, "nothing to read")
    #expect(
      DiagnosticRenderer(texts: InputTexts()).render(diagnostic)
        == "warning: nothing to read [syntax]\n")
  }

  @Test func `colours mark severity, notes and help`() {
    let diagnostic = Diagnostic(.syntax, at: nil, "no", notes: [.init("n")], help: "h")
    #expect(
      DiagnosticRenderer(texts: InputTexts(), style: .ansi).render([diagnostic]) == """
        \u{1B}[1;31merror:\u{1B}[0m no [syntax]
        \u{1B}[1;36mnote:\u{1B}[0m n
        \u{1B}[1;32mhelp:\u{1B}[0m h

        """)
  }

  @Test func `tabs are widened so that the mark stands under its place`() {
    expectRendering(
      of: "bad", in: "\ta\tbad\tb\n",
      """
      a.dl:1:4: error: no [syntax]
        1 |     a   bad b
          |         ^^^

      """)
  }

  @Test func `wide characters take two columns and combining marks none`() {
    expectRendering(
      of: "語", in: "日本e\u{301}👍🏽語x",
      """
      a.dl:1:5: error: no [syntax]
        1 | 日本e\u{301}👍🏽語x
          |        ^^

      """)
  }

  @Test func `control characters are spelled out`() {
    expectRendering(
      of: "bad", in: "\u{1B}[31m\u{202E}\u{7}bad\r\n",
      """
      a.dl:1:8: error: no [syntax]
        1 | \\u{1B}[31m\\u{202E}\\u{7}bad
          |                        ^^^

      """)
  }

  @Test func `a long line is cut around the mark`() {
    func dots(_ count: Int) -> String { String(repeating: ".", count: count) }
    expectRendering(
      of: "bad", in: dots(5000) + "bad" + dots(5000),
      """
      a.dl:1:5001: error: no [syntax]
        1 | …\(dots(24))bad\(dots(71))…
          |                          ^^^

      """)
  }

  @Test func `bytes that are not UTF-8 are shown in hex`() {
    var texts = InputTexts()
    let id = texts.add(InputText(name: "a.dl", bytes: [0x61, 0xFF, 0xC3, 0x62]))
    let rendered = DiagnosticRenderer(texts: texts).render(
      Diagnostic(.syntax, at: TextRange(id, 1, 2), "no"))
    #expect(
      rendered == """
        a.dl:1:2: error: no [syntax]
          1 | a\\xFF\\xC3b
            |  ^^^^

        """)
  }

  @Test func `a place behind the last line is marked by one caret`() {
    var texts = InputTexts()
    let id = texts.add(InputText(name: "a.dl", "p(a)\n"))
    let rendered = DiagnosticRenderer(texts: texts).render(
      Diagnostic(.syntax, at: TextRange(id, 5, 5), "no"))
    #expect(rendered == "a.dl:2:1: error: no [syntax]\n  2 | \n    | ^\n")
  }
}

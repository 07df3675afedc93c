import Datalog
import Testing

/// The heads of the rendered diagnostics: place, message and name.
private func expectComplaints(
  _ bytes: [UInt8], limits: SyntaxLimits = .standard, _ expected: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = InputText(name: "a.dl", bytes: bytes)
  var texts = InputTexts()
  let diagnostics = parse(text, as: texts.add(text), limits: limits).diagnostics
  let heads = diagnostics.map { diagnostic in
    let rendered = DiagnosticRenderer(texts: texts).render(diagnostic)
    #expect(rendered.split(separator: "\n").allSatisfy { $0.count < 250 })
    return String(rendered.prefix { $0 != "\n" })
  }
  #expect(heads == expected, sourceLocation: sourceLocation)
}

private func expectComplaints(
  _ text: String, limits: SyntaxLimits = .standard, _ expected: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectComplaints(
    Array(text.utf8), limits: limits, expected, sourceLocation: sourceLocation)
}

struct HostileTextTests {
  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF0, 0x9F],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are named with their offset`(invalid: [UInt8]) {
    let hex = String(invalid[0], radix: 16, uppercase: true)
    let text = InputText(name: "a.dl", bytes: Array("p(\"é".utf8) + invalid + Array("\").".utf8))
    let (program, diagnostics) = parse(text, as: InputID(0))
    #expect(program.clauses.isEmpty)
    #expect(diagnostics.first?.message == "byte 5, 0x\(hex), is not UTF-8")
  }

  @Test func `all bytes that are not UTF-8 are named, up to the limit`() {
    expectComplaints(
      [0x70, 0xFF, 0x0A, 0x20, 0xFE],
      [
        "a.dl:1:2: error: byte 1, 0xFF, is not UTF-8 [invalid-encoding]",
        "a.dl:2:2: error: byte 4, 0xFE, is not UTF-8 [invalid-encoding]",
      ])
    let many = parse(
      InputText(name: "a.dl", bytes: [UInt8](repeating: 0xFF, count: 10_000)), as: InputID(0))
    #expect(many.diagnostics.count == SyntaxLimits.standard.encodingErrors)
  }

  @Test func `NUL is refused within texts and between tokens`() {
    expectComplaints(
      "p(\"a\0b\").\np(\0).\np('c\0d').",
      [
        "a.dl:1:5: error: byte 4 is NUL, which no text can hold [unexpected-character]",
        "a.dl:2:3: error: unexpected character U+0000 at byte 12 [unexpected-character]",
        "a.dl:3:5: error: byte 20 is NUL, which no text can hold [unexpected-character]",
      ])
  }

  @Test func `ten thousand parentheses are refused at the limit`() {
    let message = "nested deeper than 256 levels [limit]"
    expectComplaints(
      "p(" + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
        + ").",
      ["a.dl:1:259: error: \(message)"])
    expectComplaints(
      "p(" + String(repeating: "-", count: 10_000) + "X).", ["a.dl:1:259: error: \(message)"])
    expectComplaints(
      "p :- " + String(repeating: "1 = #count{ X : ", count: 10_000),
      ["a.dl:1:4098: error: \(message)"])
  }

  @Test func `a line of 100 MB is refused at once`() {
    expectComplaints(
      [UInt8](repeating: UInt8(ascii: "a"), count: 100_000_000),
      ["a.dl:1:1: error: line is longer than 67108864 bytes [limit]"])
  }

  @Test func `a chain of operators is refused at the limit`() {
    expectComplaints(
      "p(1" + String(repeating: "+1", count: 10_000) + ").",
      ["a.dl:1:3: error: nested deeper than 256 levels: each operator is one [limit]"])
    expectComplaints("p(1" + String(repeating: "+1", count: 255) + ").", [])
  }

  @Test func `what nests at the limit is read, compared and printed`() {
    let terms = String(repeating: "(1+", count: 250) + "1" + String(repeating: ")", count: 250)
    let text = InputText(name: "a.dl", "p(\(terms)).")
    expectFixedPoint(text)
    let program = parse(text, as: InputID(0)).program
    #expect(Set(program.clauses) == Set(parse(text, as: InputID(0)).program.clauses))
  }

  @Test func `a body of ten thousand literals is refused at the limit`() {
    func body(_ count: Int) -> String {
      "p :- " + repeatElement("q", count: count).joined(separator: ", ") + "."
    }
    expectComplaints(
      body(10_000), ["a.dl:1:3006: error: a body has more than 1000 literals [limit]"])
    expectComplaints(body(1000), [])
  }

  @Test func `an integer of a thousand digits is refused`() {
    expectComplaints(
      "p(\(String(repeating: "7", count: 1000))).",
      ["a.dl:1:3: error: integer is out of range [invalid-number]"])
    expectComplaints("p(0.\(String(repeating: "7", count: 1000))).", [])
  }

  @Test func `limits are named and can be set`() {
    var limits = SyntaxLimits()
    limits.arity = 2
    limits.tokenBytes = 5
    limits.nesting = 3
    limits.literals = 2
    expectComplaints("p(a, b).", limits: limits, [])
    expectComplaints(
      "p(a, b, c). p(abcdef). p(\"abcd\"). #pred q(a: int, b: int, c: int). p(((1))).",
      limits: limits,
      [
        "a.dl:1:9: error: an atom has more than 2 arguments [limit]",
        "a.dl:1:15: error: name, number or text is longer than 5 bytes [limit]",
        "a.dl:1:26: error: name, number or text is longer than 5 bytes [limit]",
        "a.dl:1:59: error: a predicate has more than 2 columns [limit]",
      ])
    expectComplaints(
      "p((((1)))).", limits: limits, ["a.dl:1:6: error: nested deeper than 3 levels [limit]"])
    expectComplaints(
      "p :- q, r, s.", limits: limits,
      ["a.dl:1:12: error: a body has more than 2 literals [limit]"])
    limits.lineBytes = 10
    expectComplaints(
      "p(a).\nq(a, bcdefghi).\nr.\n", limits: limits,
      ["a.dl:2:1: error: line is longer than 10 bytes [limit]"])
  }

  @Test func `reading stops after a number of mistakes`() {
    var limits = SyntaxLimits()
    limits.errors = 3
    expectComplaints(
      String(repeating: "p(.\n", count: 10), limits: limits,
      [
        "a.dl:1:3: error: expected a term, found '.' [syntax]",
        "a.dl:2:3: error: expected a term, found '.' [syntax]",
        "a.dl:3:3: error: expected a term, found '.' [syntax]",
        "a.dl:4:1: error: the rest is not read after 3 mistakes [limit]",
      ])
  }

  @Test func `long words do not make long messages`() {
    let word = String(repeating: "a", count: 10_000)
    let texts = [
      "-W.", "p :- !W.", "\(word.uppercased())(x).", "p(W(x)).", ".W x", "p(.\(word.count)W).",
      "not W(x).",
      "#show W(x).", "#pred W().", "#W.", "p W.", "W in X.", "p(\"W\" \"W\").", "p(date(\"W\")).",
      "p('W' 'W').", "\"W\"(x).", "#const n = W(x).",
    ]
    for text in texts.map({ $0.replacing("W", with: word) }) {
      let diagnostics = parse(InputText(name: "a.dl", text), as: InputID(0)).diagnostics
      #expect(!diagnostics.isEmpty)
      for diagnostic in diagnostics {
        #expect(diagnostic.message.count + (diagnostic.help ?? "").count < 400)
      }
    }
  }

  @Test func `no number of hints makes a text unreadable`() {
    let text = String(repeating: "p :- X == 2024-10, X <> 3.\n", count: 300)
    let (program, diagnostics) = parse(InputText(name: "a.dl", text), as: InputID(0))
    #expect(program.clauses.count == 300)
    #expect(diagnostics.allSatisfy { $0.severity < .error })
    #expect(diagnostics.count == 200)
  }

  @Test func `a long text on one line costs time in proportion`() {
    let facts = String(repeating: "p(abc, \"é\"). ", count: 20_000)
    let (program, diagnostics) = parse(InputText(name: "a.dl", facts), as: InputID(0))
    #expect(program.clauses.count == 20_000)
    #expect(diagnostics.isEmpty)
    expectComplaints(
      facts + "p(", ["a.dl:1:260003: error: expected a term, found the end of the text [syntax]"])
  }
}

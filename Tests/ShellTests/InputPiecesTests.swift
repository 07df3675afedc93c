import Datalog
import Testing

@testable import Shell

struct InputPiecesTests {
  @Test func `clauses stand together, but one that asks by itself`() {
    expectPieces("p(a).\np(b).\np(X)?\np(c).\n", ["p(a).\np(b).", "\np(X)?", "\np(c)."])
    expectPieces("p(a). p(X)? p(b)~ q(c).", ["p(a).", " p(X)?", " p(b)~", " q(c)."])
    expectPieces("?- p(X).\np(b).", ["?- p(X).", "\np(b)."])
  }

  @Test func `a line that begins with a dot and a letter is a command`() {
    expectPieces("p(a).\n.why 1\n  .help\np(b).", ["p(a).", "!.why 1", "!.help", "\np(b)."])
    expectPieces(".why p(X)?", ["!.why p(X)?"])
    expectPieces("p(a). .why 1", ["p(a). .why 1"], unfinished: .clause)
  }

  @Test func `a dot within a clause or comment begins no command`() {
    expectPieces(
      "N = #sum{ 1\n.why : p(1\n", ["N = #sum{ 1\n.why : p(1\n"], unfinished: .parenthesis)
    expectPieces("%* a\n.why 1\n*% p(a).", ["%* a\n.why 1\n*% p(a)."])
    expectPieces(". p", [". p"], unfinished: .clause)
  }

  @Test func `comments stay with the clause behind them`() {
    expectPieces(
      "p(a)?\n%! What is b?\n% note\np(b)?", ["p(a)?", "\n%! What is b?\n% note\np(b)?"])
  }

  @Test func `what is lacking is told, and what is there is taken at the end all the same`() {
    expectPieces("p(a)", ["p(a)"], unfinished: .clause)
    expectPieces("p(a,", ["p(a,"], unfinished: .parenthesis)
    expectPieces("N = #count{ X :", ["N = #count{ X :"], unfinished: .brace)
    expectPieces("%* p(a).\n", [], unfinished: .comment)
    expectPieces("p(a). %* q", ["p(a)."], unfinished: .comment)
    expectPieces("p(a). q(\n%* r", ["p(a). q(\n%* r"], unfinished: .comment)
  }

  @Test func `a mistake that no line can mend is taken as it is`() {
    expectPieces("p(\"a).\n", ["p(\"a).\n"])
    expectPieces("p(12ab, X)?", ["p(12ab, X)?"])
    expectPieces("p(a.\n", ["p(a."])
  }

  @Test func `bytes that are no text are one piece, for the parser to refuse`() {
    let text = InputText(name: "", bytes: [0x70, 0xFF, 0x3F, 0x0A, 0x2E, 0x61])
    #expect(InputPieces(of: text).pieces == [.clauses(0..<6)])
  }

  @Test func `nothing has no pieces`() {
    expectPieces("", [])
    expectPieces("\n  \n", [])
    expectPieces("% only a comment", [])
  }

  @Test(arguments: ["line after line\n", "p(0.5),\n", "%* *% %*\n", ".a\n", "\"\n"])
  func `however lines are repeated, the time is linear`(line: String) {
    let input = InputText(name: "", "p(" + String(repeating: line, count: 100_000))
    #expect(!InputPieces(of: input).pieces.isEmpty)
  }
}

struct PromptTests {
  @Test func `the prompt says what is awaited`() {
    expectPrompt(after: "p(a).", nil)
    expectPrompt(after: "", nil)
    expectPrompt(after: ".why 1", nil)
    expectPrompt(after: "quit", nil)
    expectPrompt(after: "?", nil)
    expectPrompt(after: "p(a)", "    .?> ")
    expectPrompt(after: "p(a,", "     (> ")
    expectPrompt(after: "N = #count{ X : p(X)", "     {> ")
    expectPrompt(after: "%* a comment", "    %*> ")
  }
}

/// - Parameter pieces: commands with a `!` in front.
private func expectPieces(
  _ input: String, _ pieces: [String], unfinished: Completeness.Unfinished? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = InputText(name: "", input)
  let found = InputPieces(of: text)
  let texts = found.pieces.map { piece in
    switch piece {
    case .command(let range): "!" + String(decoding: text.bytes[range], as: UTF8.self)
    case .clauses(let range): String(decoding: text.bytes[range], as: UTF8.self)
    }
  }
  #expect(texts == pieces, sourceLocation: sourceLocation)
  #expect(found.unfinished == unfinished, sourceLocation: sourceLocation)
}

private func expectPrompt(
  after input: String, _ text: String?, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(Prompt.awaitingMore(after: input)?.text == text, sourceLocation: sourceLocation)
}

import Datalog
import Testing

@testable import Shell

struct InputPiecesTests {
  @Test func `clauses stand together, but lines that ask by themselves`() {
    expectPieces("p(a).\np(b).\np(X)?\np(c).\n", ["p(a).\np(b).\n", "p(X)?\n", "p(c).\n"])
    expectPieces("p(a)~ p(b).\nq(c).", ["p(a)~ p(b).\n", "q(c)."])
    expectPieces("?- p(X).\np(b).", ["?- p(X).\n", "p(b)."])
  }

  @Test func `a line that begins with a dot and a letter is a command`() {
    expectPieces("p(a).\n.why 1\n  .help\np(b).", ["p(a).\n", "!.why 1\n", "!  .help\n", "p(b)."])
    expectPieces(".why p(X)?", ["!.why p(X)?"])
  }

  @Test func `a dot within a clause or comment begins no command`() {
    expectPieces("p(a,\n.why 1\n", ["p(a,\n.why 1\n"], unfinished: .clause)
    expectPieces("%* a\n.why 1\n*% p(a).", ["%* a\n.why 1\n*% p(a)."])
    expectPieces(". p", [". p"], unfinished: .clause)
  }

  @Test func `comments stay with the clause behind them`() {
    expectPieces(
      "p(a)?\n%! What is b?\n% note\np(b)?", ["p(a)?\n", "%! What is b?\n% note\np(b)?"])
  }

  @Test func `what is lacking is told`() {
    expectPieces("p(a)", ["p(a)"], unfinished: .clause)
    expectPieces("p(a,", ["p(a,"], unfinished: .parenthesis)
    expectPieces("N = #count{ X :", ["N = #count{ X :"], unfinished: .brace)
    expectPieces("%* p(a).\n", ["%* p(a).\n"], unfinished: .comment)
    expectPieces("p(a).\nq(", ["p(a).\nq("], unfinished: .parenthesis)
  }

  @Test func `a text that no line can close is taken as it is`() {
    expectPieces("p(\"a).\n", ["p(\"a).\n"])
    expectPieces("p(a.\n", ["p(a.\n"])
  }

  @Test func `nothing has no pieces`() {
    expectPieces("", [])
    expectPieces("\n  \n", ["\n  \n"])
  }

  @Test func `a long comment takes linear time`() {
    let comment = "%*\n" + String(repeating: "line after line\n", count: 100_000) + "*% p(a)."
    #expect(InputPieces(of: InputText(name: "", comment)).unfinished == nil)
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

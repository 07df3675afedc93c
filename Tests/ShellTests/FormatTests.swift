import Datalog
import Testing

@testable import Shell

struct FormatTests {
  private let cells = """
    cell(1, 1, plain). cell(2, -5, 0.5). cell(3, "a,b", "say \\"no\\"").
    cell(4, "tab\\there", "two\\nlines"). cell(5, "=1+1", "@x"). cell(6, '-dash', "back\\\\slash").
    cell(7, 2024-03-28, date("2024-05~")). cell(8, "\\u{1B}[2J", "日本").
    """

  @Test func `csv is RFC 4180 with formulas defused`() {
    expectText(
      .csv, cells, "cell(N, A, B)?",
      "N,A,B\r\n1,1,plain\r\n2,-5,0.5\r\n3,\"a,b\",\"say \"\"no\"\"\"\r\n4,tab\there,\"two\nlines\"\r\n"
        + "5,'=1+1,'@x\r\n6,'-dash,back\\slash\r\n7,2024-03-28,2024-05~\r\n8,\u{1B}[2J,日本\r\n")
  }

  @Test func `exact csv keeps what looks like a formula`() {
    expectText(
      .csv, "p(\"=1+1\"). p('-x').\n.mode exact\n", "p(X)?", "X\r\n-x\r\n=1+1\r\n")
  }

  @Test func `markdown is a table without numbers, its marks escaped`() {
    expectText(
      .markdown, #"p("a|b*c", 12). p("`x`", -3)."# + "\n%! What *is* it?\n", "p(Text, Number)?",
      #"""
      **What *is* it?**

      | Text    | Number |
      |---------|-------:|
      | \`x\`   |     -3 |
      | a\|b\*c |     12 |


      """#)
    expectText(.markdown, "p(a).", "p(X), X != a?", "| X   |\n|-----|\n")
  }

  @Test func `what would move the cursor is spelled out where it goes to a terminal`() {
    for (format, expected) in [
      (Presentation.Format.tsv, "A\n\\u{1B}[2J\n"), (.csv, "A\r\n\\u{1B}[2J\r\n"),
      (.jsonl, "{\"A\":\"\\u001b[2J\"}\n"),
    ] {
      let session = Session(Database(), outside: NoOutside())
      let shown = session.answer(
        to: #"p("\u{1B}[2J"). p(A)?"#, as: Presentation(format, isTerminal: true))
      #expect(shown == expected)
    }
  }

  @Test func `tsv keeps values exact and rows whole`() {
    expectText(
      .tsv, cells, "cell(N, A, B)?",
      "N\tA\tB\n1\t1\tplain\n2\t-5\t0.5\n3\ta,b\tsay \"no\"\n4\ttab\\there\ttwo\\nlines\n"
        + "5\t=1+1\t@x\n6\t-dash\tback\\\\slash\n7\t2024-03-28\t2024-05~\n8\t\u{1B}[2J\t日本\n")
  }

  @Test func `json has numbers as numbers and all else as strings`() {
    expectText(
      .json, cells, "cell(N, A, B)?",
      #"""
      [
      {"N":1,"A":1,"B":"plain"},
      {"N":2,"A":-5,"B":0.5},
      {"N":3,"A":"a,b","B":"say \"no\""},
      {"N":4,"A":"tab\there","B":"two\nlines"},
      {"N":5,"A":"=1+1","B":"@x"},
      {"N":6,"A":"-dash","B":"back\\slash"},
      {"N":7,"A":"2024-03-28","B":"2024-05~"},
      {"N":8,"A":"\u001b[2J","B":"日本"}
      ]

      """#)
  }

  @Test func `an answer without rows has its header all the same`() {
    expectText(.table, "p(a).", "p(X), X != a?", "0 rows\n")
    expectText(.csv, "p(a).", "p(X), X != a?", "X\r\n")
    expectText(.tsv, "p(a).", "p(X), X != a?", "X\n")
    expectText(.json, "p(a).", "p(X), X != a?", "[]\n")
  }

  @Test func `a question without variables is answered by one word`() {
    expectText(.table, "p(a).", "p(a)?", "yes\n")
    expectText(.tsv, "p(a, b). p(b, c).", "p(a, c)?", "no\n")
    expectText(.csv, "p(a).", "p(a)?", "yes\r\n")
    expectText(.json, "p(a).", "p(a)?", "true\n")
  }

  @Test func `titles stand above tables and in comments of tsv`() {
    let program = "p(a).\n%! What is p?\n%! And why?\n"
    expectText(.table, program, "p(X)?", "What is p?\nAnd why?\n#  X\n─  ─\n1  a\n1 row\n\n")
    expectText(.tsv, program, "p(X)?", "# What is p?\n# And why?\nX\na\n\n")
    expectText(.json, program, "p(X)?", "[\n{\"X\":\"a\"}\n]\n\n")
  }

  @Test func `numbers are set right and columns fit the width`() {
    let program = #"row("\#(String(repeating: "long ", count: 20))", 1, short). row("x", 22, y)."#
    expectText(
      .table, width: 40, program, "row(Text, Number, Word)?",
      """
      #  Text                    Number  Word
      ─  ──────────────────────  ──────  ─────
      1  long long long long l…       1  short
      2  x                           22  y
      2 rows

      """)
  }

  @Test func `cut cells are never wider than their column`() {
    for text in ["日本語日本語日本語", "e\u{301}e\u{301}e\u{301}e\u{301}", "🇵🇱🇷🇴🇫🇷🇩🇪", "abcdef"] {
      for width in 1...8 {
        #expect(cut(text, toWidth: width).displayWidth <= width)
      }
    }
  }
}

/// What goes to a pipe for a question about a program; hints go to the errors.
private func expectText(
  _ format: Presentation.Format, width: Int? = nil, _ program: String, _ question: String,
  _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let session = Session(Database(), outside: NoOutside())
  let presentation = Presentation(format, width: width)
  var shown = ""
  session.reply(to: Array((program + question).utf8), named: "<prompt>") { reply in
    if reply.belongsOnErrors { return }
    ReplyRenderer(presentation.following(session.display)).write(reply, to: &shown)
  }
  #expect(shown == expected, sourceLocation: sourceLocation)
}

/// For sessions that need no files.
struct NoOutside: Outside {
  func read(_ path: String) throws(Refusal) -> [UInt8] {
    throw Refusal(.unreadableFile, "there are no files")
  }
  func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
    throw Refusal(.unwritableFile, "there are no files")
  }
  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] {
    throw Refusal(.drawingFailed, "there is no Graphviz")
  }
}

import Datalog
import Testing

/// Parses without complaint, to the given shape.
private func expectShape(
  _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (program, diagnostics) = parse(InputText(name: "a.dl", text), as: InputID(0))
  #expect(diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  #expect(shape(program) == expected, sourceLocation: sourceLocation)
}

struct ParserTests {
  @Test func `facts, rules, checks, queries and retractions are told by their marks`() {
    expectShape(
      """
      p. q(). r(a, "b"). p(X) :- q(X), not r(X, _). :- p(X). p(X)? a(X), not b(X)? ?- a(X), b(X).
      p(a)~
      """,
      """
      (fact ("p"))
      (fact ("q"))
      (fact ("r" "a" t"b"))
      (rule ("p" ?X) [("q" ?X) (not ("r" ?X _))])
      (check [("p" ?X)])
      (query [("p" ?X)])
      (query [("a" ?X) (not ("b" ?X))])
      (query [("a" ?X) ("b" ?X)])
      (retract ("p" "a"))
      """)
  }

  @Test func `operators bind as in arithmetic and to the left`() {
    expectShape(
      "p(1+2*3-4\\5/6). p(-X*Y). p(1..N+1). p((1+2)*3). p(--3). p(-(3)). p(2-1).",
      """
      (fact ("p" (- (+ 1 (* 2 3)) (/ (\\ 4 5) 6))))
      (fact ("p" (* (- ?X) ?Y)))
      (fact ("p" (.. 1 (+ ?N 1))))
      (fact ("p" (* (+ 1 2) 3)))
      (fact ("p" (- -3)))
      (fact ("p" (- 3)))
      (fact ("p" (- 2 1)))
      """)
  }

  @Test func `numbers and ends of clauses are told apart`() {
    expectShape(
      "p(1).p(1.5).p(1.5e3).p(1..5).p(0).p(-9223372036854775808).p :- X = 1.p :- X = 1.5.",
      """
      (fact ("p" 1))
      (fact ("p" \(1.5.bitPattern)d))
      (fact ("p" \(1500.0.bitPattern)d))
      (fact ("p" (.. 1 5)))
      (fact ("p" 0))
      (fact ("p" -9223372036854775808))
      (rule ("p") [(= ?X 1)])
      (rule ("p") [(= ?X \(1.5.bitPattern)d)])
      """)
  }

  @Test func `dates are complete days or quoted`() {
    expectShape(
      #"p(2024-03-28, date("2024-05~"), 2024 - 3). date(X)? date("2024") < D?"#,
      """
      (fact ("p" @2024-03-28 @2024-05~ (- 2024 3)))
      (query [("date" ?X)])
      (query [(< @2024 ?D)])
      """)
  }

  @Test func `aggregates stand on either side and have several elements`() {
    expectShape(
      """
      p(N) :- N = #count{ X, Y : q(X, Y), not r(X); Z : s(Z) }.
      p :- #sum{ W, X : q(W, X) } > 3, 2 <= #min{ X : q(X) }.
      """,
      """
      (rule ("p" ?N) [(= ?N (#count ([?X ?Y] [("q" ?X ?Y) (not ("r" ?X))]) ([?Z] [("s" ?Z)])))])
      (rule ("p") [(< 3 (#sum ([?W ?X] [("q" ?W ?X)]))) (<= 2 (#min ([?X] [("q" ?X)])))])
      """)
  }

  @Test func `arguments are named by columns`() {
    expectShape(
      "statement(s1, topic: T, 'on what': date(\"2024\"))?",
      #"(query [("statement" "s1" "topic":?T "on what":@2024)])"#)
  }

  @Test func `directives declare`() {
    expectShape(
      """
      #pred d(x: actor, steps: int min) key(x). #pred raining. #enum stance { support, 'not' }.
      #const n = -3. #include "a/b.dl". #show p. #show p/2.
      """,
      """
      (pred "d" ("x" "actor") ("steps" "int" min) ["x"])
      (pred "raining"  [])
      (enum "stance" ["support" "not"])
      (const "n" -3)
      (include "a/b.dl")
      (show "p" any)
      (show "p" 2)
      """)
  }

  @Test func `names and variables are told by their first letter in any script`() {
    expectShape(
      "p(україна, 日本, Україна, ǅ, _x, _Ω, 'EU-27', 'it\\'s', _, ß1_).",
      """
      (fact ("p" "україна" "日本" ?Україна ?ǅ ?_x ?_Ω "EU-27" "it\\'s" _ "ß1_"))
      """)
  }

  @Test func `names and texts are normalised`() {
    let (program, _) = parse(
      InputText(name: "a.dl", "cafe\u{301}(\"e\u{301}\", \"\\u{65}\\u{301}\")."), as: InputID(0))
    let scalars = program.description.unicodeScalars.map(\.value)
    #expect(scalars == "caf\u{E9}(\"\u{E9}\", \"\u{E9}\").\n".unicodeScalars.map(\.value))
  }

  @Test func `escapes stand for characters`() {
    expectShape(
      #"p("\"\\\n\t\u{1F600}\u{E9}\'")."#, #"(fact ("p" t"\"\\\n\t😀é\'"))"#)
  }

  @Test func `comments stand between any tokens`() {
    expectShape(
      "% a\np(%* x\n%* *%a%\n,%*%*%b). % end", #"(fact ("p" "a" "b"))"#)
  }

  @Test func `documentation belongs to the clause below it`() {
    expectShape(
      """
      %! lost

      %! who opposes
      %!   whom
      % aside
      p(a). %! not above
      q(b).
      %!
      r.
      """,
      """
      (fact ("p" "a") doc:"who opposes\\n  whom")
      (fact ("q" "b"))
      (fact ("r") doc:"")
      """)
  }

  @Test func `a byte order mark and CRLF are accepted`() {
    expectShape(
      "\u{FEFF}%! doc\r\np(a).\r\nq.\r\n", "(fact (\"p\" \"a\") doc:\"doc\")\n(fact (\"q\"))")
  }

  @Test func `ranges run from the first to the last token`() {
    let (program, _) = parse(InputText(name: "a.dl", " p(X) :- q(X , 3) .  r."), as: InputID(7))
    let clause = program.clauses[0]
    guard case .rule(let head, let body) = clause.kind else {
      Issue.record("not a rule")
      return
    }
    #expect(clause.range == TextRange(InputID(7), 1, 19))
    #expect(head.range == TextRange(InputID(7), 1, 5))
    #expect(body[0].range == TextRange(InputID(7), 9, 17))
    #expect(program.clauses[1].range == TextRange(InputID(7), 21, 23))
  }
}

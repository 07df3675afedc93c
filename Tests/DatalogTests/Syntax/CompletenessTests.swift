import Datalog
import Testing

struct CompletenessTests {
  @Test(arguments: [
    ("", Completeness.empty),
    ("  % nothing\n %* to see *%", .empty),
    ("p(a).", .complete),
    ("p(X)? ", .complete),
    ("p(a)~ % done", .complete),
    ("p(a). q", .unfinished(.clause)),
    ("p(X) :-", .unfinished(.clause)),
    ("p(a", .unfinished(.parenthesis)),
    ("p(1..5", .unfinished(.parenthesis)),
    ("p(N) :- N = #count{ X : q(X)", .unfinished(.brace)),
    ("p(N) :- N = #count{ X : q(X, ", .unfinished(.parenthesis)),
    ("p(N) :- N = #count{ X : q(X) }", .unfinished(.clause)),
    ("#enum e { a,", .unfinished(.brace)),
    ("p(a). %* more", .unfinished(.comment)),
    ("%* more", .unfinished(.comment)),
    ("p(1.5", .unfinished(.parenthesis)),
    // a mistake that more lines don't mend
    ("p(\"abc", .complete),
    ("p(a.", .complete),
    ("p(a)) q(b).", .complete),
  ])
  func `a prompt is told what a text waits for`(text: String, expected: Completeness) {
    #expect(completeness(of: InputText(name: "prompt", text)) == expected)
  }
}

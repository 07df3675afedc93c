import Datalog
import DebateGraph
import Testing

struct EdgeAccountTests {
  @Test func `of many statements the first few are shown, and how to ask for all`() throws {
    try expectAccount(
      of: "onemode_edge(a, b, _, _)?", statements("a", 14) + statements("b", 2),
      """
      onemode_edge(a, b, 28.0, 0)  rests on 16 statements
        strength(0, a, b, 28.0)
          congruence(0, a, b, 28)
            matches_of(0, a, b, 28)
              28 = #sum{ X * Y, J, K : cell(0, a, J, K, X), cell(0, b, J, K, Y) }
                cell(0, a, t, 1, 14)
                  14 = #count{ S : counted(S, a, t, 1) }
                    a_1  Says a  X, P, paragraph 1, 2020-01-01
                    a_10  Says a  X, P, paragraph 10, 2020-01-01
                    a_11  Says a  X, P, paragraph 11, 2020-01-01
                    a_12  Says a  X, P, paragraph 12, 2020-01-01
                    … and 10 more: counted(S, a, t, 1)?
                cell(0, b, t, 1, 2)
                  2 = #count{ S : counted(S, b, t, 1) }
                    b_1  Says b  X, P, paragraph 1, 2020-01-01
                    b_2  Says b  X, P, paragraph 2, 2020-01-01
          28.0 = 1.0 * 28
      """)
  }

  @Test func `what is calculated with is shown beside an aggregate`() throws {
    try expectAccount(
      of: "onemode_edge(a, b, _, _)?",
      statements("a", 1) + statements("b", 1, on: "u")
        + "setting(qualifier, stance). setting(aggregation, conflict).",
      """
      onemode_edge(a, b, 2.0, 0)  rests on 2 statements
        strength(0, a, b, 2.0)
          conflict(0, a, b, 2)
            alone(0, a, b, 1)
              made_by(0, a, 1)
                statements_of(0, a, 1)
                  1 = #sum{ M, J, K : cell(0, a, J, K, M) }
                    cell(0, a, t, support, 1)
                      1 = #count{ S : counted(S, a, t, support) }
                        a_1  Says a  X, P, paragraph 1, 2020-01-01
              0 = #sum{ X, J, K : cell(0, a, J, K, X), cell(0, b, J, K, _) }
              1 = 1 - 0
            alone(0, b, a, 1)
              made_by(0, b, 1)
                statements_of(0, b, 1)
                  1 = #sum{ M, J, K : cell(0, b, J, K, M) }
                    cell(0, b, u, support, 1)
                      1 = #count{ S : counted(S, b, u, support) }
                        b_1  Says b  X, P, paragraph 1, 2020-01-01
              0 = #sum{ X, J, K : cell(0, b, J, K, X), cell(0, a, J, K, _) }
              1 = 1 - 0
            2 = 1 + 1
          2.0 = 1.0 * 2
      """)
  }
}

/// So many statements of an actor for a topic.
private func statements(_ actor: String, _ count: Int, on topic: String = "t") -> String {
  (1...count).map { number in
    #"statement(\#(actor)_\#(number), \#(actor), \#(topic), support, 2020-01-01, x, \#(number), "#
      + #"self, "Says \#(actor)").\#n"#
  }.joined()
}

private func expectAccount(
  of question: String, _ facts: String, _ lines: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let database = try ShippedDebate.networks(
    over: """
      actor(a, "A", state). actor(b, "B", state). topic(t, "", ""). topic(u, "", "").
      article(x, "X", "P", 2020-01-01, en, "", 0, "").
      setting(duplicates, include).

      """ + facts)
  let account = try #require(try database.account(ofEdge: question), sourceLocation: sourceLocation)
  let found = account.lines.joined(separator: "\n")
  #expect(found == lines, sourceLocation: sourceLocation)
}

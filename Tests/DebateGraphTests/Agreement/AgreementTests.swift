import Datalog
import DebateGraph
import Foundation
import Testing

private let schema = """
  #pred article(id: symbol, sha256: text) key(id).
  #pred statement(id: symbol, actor: symbol, topic: symbol, stance: symbol, article: article,
    paragraph: int, voice: symbol) key(id).
  #pred sign(stance: symbol, value: int).
  sign(support, 1). sign(ambiguous, 0). sign(oppose, -1).

  """

private func coding(_ name: String, _ facts: String) throws -> Coding {
  let database = Database()
  let loading = database.load([
    InputText(name: "schema.dl", schema), InputText(name: name, facts),
  ])
  #expect(loading.diagnostics.isEmpty)
  return try database.coding()
}

/// Compares two codings, given as facts, and the report with `expected`.
private func expectAgreement(
  of first: String, and second: String, leavingOut ids: Set<String> = [], _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let agreement = Agreement(
    try coding("a.dl", first), try coding("b.dl", second), leavingOut: ids)
  #expect(agreement.report == expected, sourceLocation: sourceLocation)
}

struct AgreementTests {
  private let first = """
    article(x, "1"). article(y, "1"). article(z, "1").
    statement(a1, ann, tax, support, x, 1, self).
    statement(a2, ann, tax, oppose,  x, 2, self).
    statement(a3, bob, tax, oppose,  x, 2, self).
    statement(a4, bob, war, informational, x, 3, self).
    statement(a5, bob, war, support, y, 3, narrator).
    statement(a6, bob, war, support, z, 3, self).
    """

  @Test func `units are matched, and what differs is shown with both places`() throws {
    try expectAgreement(
      of: first,
      and: """
        article(x, "1"). article(y, "2").
        statement(b1, ann, tax, support,   x, 1, self).
        statement(b2, ann, tax, ambiguous, x, 2, self).
        statement(b3, bob, tax, oppose,    x, 4, self).
        statement(b4, bob, war, informational, x, 3, self).
        statement(b5, bob, war, support,   y, 3, self).
        """,
      """
      A: 5 statements, B: 5 statements on x, y
      y was coded from two different texts

      measure                 value        pairs
      statements matched      0.800        4
      stance: raw agreement   0.750        4
      stance: alpha, nominal  0.667        4
      sign: alpha, ordinal    0.933        3
      sign: alpha, interval   0.762        3
      voice: raw agreement    0.750        4
      voice: alpha, nominal   0.000        4

      1 disagreement on stance:
        x, paragraph 2: ann on tax
          A oppose        a.dl:3: a2
          B ambiguous     b.dl:3: b2

      1 disagreement on voice:
        y, paragraph 3: bob on war
          A narrator      a.dl:6: a5
          B self          b.dl:6: b5

      2 statements without a match:
        x, paragraph 2: bob on tax
          A oppose        a.dl:4: a3
        x, paragraph 4: bob on tax
          B oppose        b.dl:4: b3

      """)
  }

  @Test func `several statements of one unit are matched one to one, equal stances first`() throws {
    try expectAgreement(
      of: """
        article(x, "1").
        statement(a1, ann, tax, support,   x, 1, self).
        statement(a2, ann, tax, ambiguous, x, 1, self).
        statement(a3, ann, tax, oppose,    x, 1, self).
        """,
      and: """
        article(x, "1").
        statement(b1, ann, tax, oppose,  x, 1, self).
        statement(b2, ann, tax, oppose,  x, 1, self).
        """,
      """
      A: 3 statements, B: 2 statements on x
      1 unit with several statements, matched one to one

      measure                 value        pairs
      statements matched      0.800        2
      stance: raw agreement   0.500        2
      stance: alpha, nominal  0.000        2
      sign: alpha, ordinal    0.000        2
      sign: alpha, interval   0.000        2
      voice: raw agreement    1.000        2
      voice: alpha, nominal   not defined  2

      1 disagreement on stance:
        x, paragraph 1: ann on tax
          A support       a.dl:2: a1
          B oppose        b.dl:3: b2

      1 statement without a match:
        x, paragraph 1: ann on tax
          A ambiguous     a.dl:3: a2

      """)
  }

  @Test func `a statement that is not independent takes its unit out of both codings`() throws {
    let agreement = Agreement(
      try coding("a.dl", first), try coding("b.dl", first), leavingOut: ["a1", "a6"])
    #expect(agreement.pairs.map(\.first.id) == ["a2", "a3", "a4", "a5"])
    #expect(agreement.onlyFirst.isEmpty && agreement.onlySecond.isEmpty)
    #expect(agreement.disagreements.isEmpty)
  }

  @Test func `codings of different articles have nothing to compare`() throws {
    let agreement = Agreement(
      try coding("a.dl", first), try coding("b.dl", "article(w, \"1\")."))
    #expect(agreement.articles.isEmpty)
    #expect(agreement.pairs.isEmpty && agreement.onlyFirst.isEmpty && agreement.onlySecond.isEmpty)
    #expect(agreement.measures.allSatisfy { $0.value == nil && $0.pairs == 0 })
  }
}

import Datalog
import Testing

/// Loads one text and compares what its checks report with `expected`.
private func expectViolations(
  in text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let (violations, texts) = try violations(in: text, sourceLocation: sourceLocation)
  let report = DiagnosticRenderer(texts: texts).render(violations.map(\.diagnostic))
  #expect(report == expected, sourceLocation: sourceLocation)
}

private func violations(
  in text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> (violations: [Violation], texts: InputTexts) {
  let database = Database()
  let loading = database.load([InputText(name: "a.dl", text)])
  #expect(loading.diagnostics.isEmpty, sourceLocation: sourceLocation)
  return (try database.violations(), database.texts)
}

struct ViolationTests {
  @Test func `rows that rules derive are held to the declarations`() throws {
    try expectViolations(
      in: """
        #enum stance { support, oppose }.
        #pred actor(id: symbol) key(id).
        #pred holds(actor: actor, stance: stance).
        #pred newest(actor: actor, stance: stance) key(actor).
        actor(ann).
        note(ann, support). note(bob, undecided). note(ann, oppose).
        holds(Who, What) :- note(Who, What).
        newest(Who, What) :- holds(Who, What).
        """,
      """
      a.dl:6:21: error: column 'actor' of 'holds': there is no 'actor' with the key 'bob' [check]
        6 | note(ann, support). note(bob, undecided). note(ann, oppose).
          |                     ^^^^^^^^^^^^^^^^^^^^^
      a.dl:7:1: note: the rule that derives it
        7 | holds(Who, What) :- note(Who, What).
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      a.dl:6:21: error: column 'stance' of 'holds': 'undecided' is no member of 'stance' [check]
        6 | note(ann, support). note(bob, undecided). note(ann, oppose).
          |                     ^^^^^^^^^^^^^^^^^^^^^
      a.dl:7:1: note: the rule that derives it
        7 | holds(Who, What) :- note(Who, What).
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      a.dl:6:43: error: 'newest' has 'oppose' and 'support' as 'stance' of one key, 'ann' [check]
        6 | note(ann, support). note(bob, undecided). note(ann, oppose).
          |                                           ^^^^^^^^^^^^^^^^^^
      a.dl:6:1: note: together with this
        6 | note(ann, support). note(bob, undecided). note(ann, oppose).
          | ^^^^^^^^^^^^^^^^^^^
      a.dl:8:1: note: the rule that derives it
        8 | newest(Who, What) :- holds(Who, What).
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      """)
  }

  @Test func `what the types show is not checked again`() {
    let program = parse(
      InputText(
        name: "a.dl",
        """
        #enum stance { support, oppose }.
        #enum any { support, oppose, other }.
        #pred actor(id: symbol) key(id).
        #pred holds(actor: actor, stance: stance).
        #pred copy(actor: actor, stance: any).
        copy(Who, What) :- holds(Who, What).
        copy(Who, other) :- actor(Who).
        """), as: InputID(0)
    ).program
    #expect(check([program], in: Catalog()).promises.isEmpty)
  }

  @Test func `a violation stands at the facts that make it hold`() throws {
    try expectViolations(
      in: """
        said(s1, ann).
        said(s2, bob).
        same(s2, s1).
        %! {S} and {R} are the same, but {A} and {B} said them
        :- same(S, R), said(S, A), said(R, B), A != B.
        """,
      """
      a.dl:3:1: error: s2 and s1 are the same, but bob and ann said them [check]
        3 | same(s2, s1).
          | ^^^^^^^^^^^^^
      a.dl:2:1: note: together with this
        2 | said(s2, bob).
          | ^^^^^^^^^^^^^^
      a.dl:1:1: note: together with this
        1 | said(s1, ann).
          | ^^^^^^^^^^^^^^
      a.dl:5:1: note: the check that forbids it
        5 | :- same(S, R), said(S, A), said(R, B), A != B.
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      """)
  }

  @Test func `what a rule derives is led back to the facts it rests on`() throws {
    try expectViolations(
      in: """
        part(a, b).
        part(b, a).
        within(X, Y) :- part(X, Y).
        within(X, Z) :- within(X, Y), part(Y, Z).
        %! {X} is within itself
        :- within(X, X), X < b.
        """,
      """
      a.dl:1:1: error: a is within itself [check]
        1 | part(a, b).
          | ^^^^^^^^^^^
      a.dl:2:1: note: together with this
        2 | part(b, a).
          | ^^^^^^^^^^^
      a.dl:6:1: note: the check that forbids it
        6 | :- within(X, X), X < b.
          | ^^^^^^^^^^^^^^^^^^^^^^^

      """)
  }

  @Test func `what lacks a fact stands at the check`() throws {
    try expectViolations(
      in: """
        #pred article(id: symbol).
        %! nothing is coded
        :- not article(_).
        """,
      """
      a.dl:3:1: error: nothing is coded [check]
        3 | :- not article(_).
          | ^^^^^^^^^^^^^^^^^^

      """)
  }

  @Test func `a fact that matches twice is shown once, and a message without variables gets them`()
    throws
  {
    try expectViolations(
      in: """
        pair(a, a).
        :- pair(X, _), pair(_, X).
        """,
      """
      a.dl:1:1: error: a check failed [check]
        1 | pair(a, a).
          | ^^^^^^^^^^^
      note: with X = a
      a.dl:2:1: note: the check that forbids it
        2 | :- pair(X, _), pair(_, X).
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^

      """)
  }

  @Test func `what too many facts make stands at each of them`() throws {
    try expectViolations(
      in: """
        chair(ann). chair(bob).
        %! {N} chairs
        :- N = #count{ A : chair(A) }, N > 1.
        """,
      """
      a.dl:1:1: error: 2 chairs [check]
        1 | chair(ann). chair(bob).
          | ^^^^^^^^^^^
      a.dl:1:13: note: together with this
        1 | chair(ann). chair(bob).
          |             ^^^^^^^^^^^
      a.dl:3:1: note: the check that forbids it
        3 | :- N = #count{ A : chair(A) }, N > 1.
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      """)
  }

  @Test func `of many facts the first few are shown`() throws {
    let facts = (1...9).map { "p(\($0))." }.joined(separator: " ")
    let violation = try #require(
      try violations(in: facts + " :- 8 < #count{ X : p(X) }.").violations.first)
    #expect(violation.facts.count == 9)
    let notes = violation.diagnostic.notes.map(\.message)
    #expect(notes.filter { $0 == "together with this" }.count == 4)
    #expect(notes.contains("and 4 further facts"))
  }

  @Test func `a value that looks like a variable is left alone`() throws {
    let text = """
      said("{B}", "{A}").
      %! {A} and {B}, {C}, {A
      :- said(A, B).
      """
    #expect(try violations(in: text).violations.map(\.message) == ["{B} and {A}, {C}, {A"])
  }

  @Test func `what checks have found is brought up to date with every change`() throws {
    let database = Database()
    load(
      """
      #pred said(who: symbol, day: int).
      said(ann, 1). said(bob, 2).
      early(Who) :- said(Who, Day), Day < 2.
      """, into: database)
    let mark = database.mark
    load(
      """
      %! {Who} is early
      :- early(Who).
      %! {Who} is not known
      :- said(Who, _), not known(Who).
      known(bob).
      """, into: database)
    let said = try #require(database.catalog.predicate(named: "said"))
    #expect(try messages(database, [said]) == ["ann is early", "ann is not known"])
    load("known(ann). said(cid, 0).", into: database)
    #expect(try messages(database, [said]) == ["ann is early", "cid is early", "cid is not known"])
    load(
      "%! {Who} spoke twice\n:- said(Who, A), said(Who, B), A < B.\nsaid(bob, 3).", into: database)
    #expect(
      try messages(database, [said])
        == ["ann is early", "cid is early", "cid is not known", "bob spoke twice"])
    database.goBack(to: mark)
    #expect(try messages(database, [said]) == [])
    load("%! {Who} is early\n:- early(Who).", into: database)
    #expect(try messages(database, [said]) == ["ann is early", "cid is early"])
  }

  @Test func `a check that has no value fails as often as it is asked`() throws {
    let database = Database()
    load(":- p(X), X / 0 > 1.\n#pred p(x: int).", into: database)
    let p = try #require(database.catalog.predicate(named: "p"))
    #expect(try database.violations(concerning: [p]).isEmpty)
    load("p(1).", into: database)
    for _ in 1...2 {
      #expect(throws: EvaluationError.self) { try database.violations(concerning: [p]) }
    }
    database.change(takingBack: database.statedFacts(of: p), adding: [])
    #expect(try database.violations(concerning: [p]).isEmpty)
  }

  private func load(_ text: String, into database: Database) {
    let loading = database.load([InputText(name: "a.dl", text)])
    #expect(loading.succeeded, "\(loading.diagnostics.map(\.message))")
  }

  private func messages(_ database: Database, _ concerned: Set<PredicateID>) throws -> [String] {
    let messages = try database.violations(concerning: concerned).map(\.message)
    #expect(Set(messages) == Set(try database.violations().map(\.message)))
    return messages
  }
}

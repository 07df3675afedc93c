import Datalog
import Testing

/// Formats to the given text, and leaves that as it is.
private func expectFormat(
  _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (formatted, diagnostics) = format(InputText(name: "a.dl", text))
  #expect(formatted == expected, sourceLocation: sourceLocation)
  #expect(diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  let again = format(InputText(name: "a.dl", expected)).text
  #expect(again == expected, "formatting it again", sourceLocation: sourceLocation)
}

struct FormatTests {
  @Test func `a clause has a line, and blanks where they belong`() {
    expectFormat(
      "p(a,b). q( 'c' ,-1 ):-r(X),not  s( X,_ ),X>=1+2*3 .  p(X)?\n:-p(X) .p(a) ~",
      """
      p(a, b).
      q(c, -1) :- r(X), not s(X, _), X >= 1 + 2 * 3.
      p(X)?
      :- p(X).
      p(a)~

      """)
  }

  @Test func `facts set out in columns stay so where they fit`() {
    expectFormat(
      """
      role(austin,   united_states,   "Secretary of Defense").% in 2022
      role( rutte,   nato,"Secretary General") .
      p(a,    1).  p(bcd, -1).
      q(X)  :-  p(X,   1).
      quote(s_semafor_33,                          "Is it an attack on Russia? No. Are you shooting down?").
      """,
      """
      role(austin,   united_states,   "Secretary of Defense").  % in 2022
      role(rutte,   nato, "Secretary General").
      p(a,    1).
      p(bcd, -1).
      q(X) :- p(X, 1).
      quote(s_semafor_33, "Is it an attack on Russia? No. Are you shooting down?").

      """)
  }

  @Test func `superfluous parentheses and quotes go, needed ones stay`() {
    expectFormat(
      "p((1+(2*3)), (1-2)-3, 1-(2-3), -(-(X)), ('a'), 'B', 'not', (1+2)..3, -(5), -(a)).",
      """
      p(1 + 2 * 3, 1 - 2 - 3, 1 - (2 - 3), --X, a, 'B', 'not', 1 + 2..3, -(5), -(a)).

      """)
  }

  @Test func `one empty line stays of several`() {
    expectFormat("\n\n\np.\n\n\n\nq.\nr.\n\n\n", "p.\n\nq.\nr.\n")
  }

  @Test func `a long fact is filled`() {
    expectFormat(
      """
      statement(id: s_semafor_01, actor: nato_allies, topic: nato_shootdown, stance: informational, on: date("2024-05~"), article: semafor_2024, paragraph: 3,
      voice: narrator, gist: "Allies have in recent weeks argued more about protecting Ukraine's skies, up to shooting down Russian missiles").
      """,
      """
      statement(id: s_semafor_01, actor: nato_allies, topic: nato_shootdown, stance: informational,
        on: date("2024-05~"), article: semafor_2024, paragraph: 3, voice: narrator,
        gist: "Allies have in recent weeks argued more about protecting Ukraine's skies, up to shooting down Russian missiles").

      """)
  }

  @Test func `the body of a long rule is filled with literals`() {
    expectFormat(
      """
      changed(Actor, Topic, Before, After) :- stance(Actor, Topic, Before, On), stance(Actor, Topic, After, Later), opposite(Before, After), before(On, Later).
      """,
      """
      changed(Actor, Topic, Before, After) :-
        stance(Actor, Topic, Before, On), stance(Actor, Topic, After, Later), opposite(Before, After),
        before(On, Later).

      """)
  }

  @Test func `a long literal is filled within its rule`() {
    expectFormat(
      """
      balance(Topic, Number) :- topic(Topic), Number = #count{ Actor, Statement : statement(id: Statement, actor: Actor, topic: Topic, stance: support), not retracted(Statement); Actor : follows(Actor, Topic) }.
      """,
      """
      balance(Topic, Number) :-
        topic(Topic),
        Number = #count{ Actor, Statement : statement(id: Statement, actor: Actor, topic: Topic,
          stance: support), not retracted(Statement); Actor : follows(Actor, Topic) }.

      """)
  }

  @Test func `a long query, check and enumeration take several lines`() {
    expectFormat(
      """
      statement(actor: Actor, topic: nato_shootdown, stance: oppose, on: On), not retracted(Actor, On), On < 2024-05-01?
      :- statement(actor: Actor, topic: nato_shootdown, stance: oppose, on: On), not retracted(Actor, On), X < 1.
      #enum stance { support, interested, conditional, noncommittal, ambiguous, skeptical, oppose, informational }.
      #enum voice { self, deed }.
      """,
      """
      statement(actor: Actor, topic: nato_shootdown, stance: oppose, on: On), not retracted(Actor, On),
        On < 2024-05-01?
      :- statement(actor: Actor, topic: nato_shootdown, stance: oppose, on: On), not retracted(Actor, On),
         X < 1.
      #enum stance {
        support, interested, conditional, noncommittal, ambiguous, skeptical, oppose, informational
      }.
      #enum voice { self, deed }.

      """)
  }

  @Test func `directives are declarations a line each`() {
    expectFormat(
      """
      #pred  d(x:actor,steps:int min)key( x ). #const n=3. #include "a.dl". #show p/2. #pred rain.
      """,
      """
      #pred d(x: actor, steps: int min) key(x).
      #const n = 3.
      #include "a.dl".
      #show p/2.
      #pred rain.

      """)
  }

  @Test func `comments stay between the clauses they stand between`() {
    expectFormat(
      """
      % head\u{20}\u{20}

      %! doc
      p(a).   % behind
      %* two
         lines *%


      % before
      q(b). %* x *% r(c).
      % end
      """,
      """
      % head

      %! doc
      p(a).  % behind
      %* two
         lines *%

      % before
      q(b).  %* x *%
      r(c).
      % end

      """)
  }

  @Test func `comments stay within the clauses they stand in`() {
    expectFormat(
      """
      p(X) :- % of all
        a(X), % first
        % then
          b(X, % inside
            c). % after
      q(% x
      a, b % y
      ).
      """,
      """
      p(X) :-  % of all
        a(X),  % first
        % then
        b(X,  % inside
          c).  % after
      q(a,  % x
        b).  % y

      """)
  }

  @Test func `comments do not run into one another`() {
    expectFormat(
      "p( % x\n  a, %* y *% b, %* z *% c %* 1 *% %* 2 *% ). %* 3 *% % 4\n",
      """
      p(a,  % x
        %* y *%
        b,  %* z *%
        c).  %* 1 *%  %* 2 *%  %* 3 *%  % 4

      """)
  }

  @Test func `a comment that documents nothing does not come to document the next clause`() {
    expectFormat("p(a\n%! stray\n). q.", "p(a).\n%! stray\n\nq.\n")
    expectFormat("p(a % b\n). %! stray\nq.", "p(a).  % b\n%! stray\n\nq.\n")
  }

  @Test func `a text with errors is left alone`() {
    let (formatted, diagnostics) = format(InputText(name: "a.dl", "p(a"))
    #expect(formatted == nil)
    #expect(diagnostics.count == 1)
  }

  @Test func `an empty text stays empty`() {
    expectFormat("", "")
    expectFormat("\n\n", "")
  }
}

/// What `.help TOPIC` tells about the language: enough to go on, by example.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  let text: String

  static func named(_ name: String) -> HelpTopic? { all.first { $0.name == name } }

  static let all: [HelpTopic] = [
    HelpTopic(
      name: "questions", summary: "ask what holds",
      text: """
        oppose(Who, nato_shootdown)?                 capitals are what you want to know
        oppose(germany, nato_shootdown)?             without any: yes or no
        oppose(Who, T), not support(Who, T)?         literals joined by commas
        statement(actor: Who, topic: T, on: Day)?    columns by name; those left out don't matter
        """),
    HelpTopic(
      name: "facts", summary: "state what is so, and take it back",
      text: """
        ally(poland, romania).         a fact ends with a full stop
        ally(poland, romania)~         takes it back
        Names begin with a lowercase letter; what doesn't stands in quotes: 'EU-27'.
        Texts stand in double quotes: "Not now, later". '.undo' takes a change back.
        """),
    HelpTopic(
      name: "rules", summary: "say what follows from what",
      text: """
        near(X, Y) :- ally(X, Y).                    the head holds where the body does
        near(X, Z) :- near(X, Y), ally(Y, Z).        a rule may use itself
        Every variable of the head stands in a positive literal of the body.
        """),
    HelpTopic(
      name: "negation", summary: "ask for what is not there",
      text: """
        oppose(A, T), not support(A, T)?             'not': there is no such row
        topic(id: T), not oppose(_, T)?              '_' under 'not': nobody at all
        Variables under 'not' are bound by the literals before it, or are '_'.
        """),
    HelpTopic(
      name: "aggregates", summary: "count, add up, find the first",
      text: """
        N = #count{ A : oppose(A, nato_shootdown) }?           how many opponents
        topic(id: T), N = #count{ A : oppose(A, T) }, N > 2?   for each topic
        D = #min{ Day : statement(on: Day) }?                  #max #sum #avg #median #first #last
        Elements are sets: what is the same counts once. Add a key where it should not.
        """),
    HelpTopic(
      name: "dates", summary: "days, months, and what is uncertain",
      text: """
        2024-03-28                     a day needs no quotes
        date("2024-05~")               about May 2024; date("../2024-10") until October 2024
        before(D, E)                   certainly earlier; maybe_before(D, E) possibly
        during(D, date("2024"))        within the year
        """),
    HelpTopic(
      name: "checks", summary: "say what must not be",
      text: """
        %! {Actor} holds both sides of {Topic}
        :- support(Actor, Topic), oppose(Actor, Topic).
        '.check' reports every case, with the facts that make it.
        """),
    HelpTopic(
      name: "parameters", summary: "the same question for other values",
      text: """
        .param topic nato_shootdown
        oppose(Who, $topic)?
        debate query -D topic=nato_shootdown 'oppose(Who, $topic)?'
        """),
    HelpTopic(
      name: "keys", summary: "what the keys do",
      text: """
        Tab           complete; twice: list what is possible
        Up, Down      earlier input that begins as this line does
        ^R            search earlier input
        ^X^E          edit the line in $VISUAL or $EDITOR
        ^C            throw the input away, or stop an answer
        ^D            leave
        ^Z            suspend; 'fg' comes back
        """),
  ]
}

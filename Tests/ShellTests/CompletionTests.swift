import Datalog
import Testing

@testable import Shell

struct CompletionTests {
  @Test func `a dot begins a command`() {
    expectCompletion(".he⇥", [".help"], endsWord: true)
    expectCompletion(".⇥", Command.all.map { ".\($0.name)" }.sorted(), endsWord: true)
    expectCompletion(".help wh⇥", ["whatif", "why", "whynot"], endsWord: true)
    expectCompletion(".help why wh⇥", [])
    expectCompletion(".why 2 --⇥", ["--all", "--more", "--rules"], endsWord: true)
    expectCompletion(".check --⇥", [])
  }

  @Test func `arguments of commands are completed by their kind`() {
    expectCompletion(".schema st⇥", ["stance"], endsWord: true)
    expectCompletion(".graph ⇥", ["affiliation", "conflict"], endsWord: true)
    expectCompletion(".graph affiliation je⇥", ["jets"], endsWord: true)
    expectCompletion(".why sta⇥", ["stance("])
    expectCompletion(".why stance(du⇥", ["duda"])
  }

  @Test func `files are left to the line editor`() {
    for line in [".load que", ".read ", ".graph affiliation > out/"] {
      #expect(debate.complete(line, at: line.utf8.count).kind == .file)
    }
  }

  @Test func `predicates begin a literal`() {
    expectCompletion("st⇥", ["stance("])
    expectCompletion("p(X) :- sta⇥", ["stance("])
    expectCompletion("p(X) :- raining, not ra⇥", ["raining"])
    expectCompletion("N = #count{ X : sta⇥", ["stance("])
    expectCompletion("stance(a, b)?  sta⇥", ["stance("])
  }

  @Test func `an argument is a value of its column or the label of a column`() {
    expectCompletion("stance(⇥", ["duda", "macron", "on:", "topic:", "who:", "words:"])
    expectCompletion("stance(du⇥", ["duda"])
    expectCompletion("stance(wh⇥", ["who:"], endsWord: true)
    expectCompletion("stance(duda, ⇥", ["jets", "no_fly", "on:", "topic:", "who:", "words:"])
    expectCompletion("stance(who: duda, t⇥", ["topic:"], endsWord: true)
    expectCompletion("stance(topic: n⇥", ["no_fly"])
    expectCompletion("stance(who: duda, who⇥", [])
  }

  @Test func `what is not evaluated yet offers what its columns refer to`() {
    let session = Session(Database(), outside: NoOutside())
    let program = """
      #pred topic(id: symbol) key(id). topic(jets). topic(tanks). said(duda, jets).
      #pred oppose(who: symbol, topic: topic). oppose(A, T) :- said(A, T).
      """
    session.reply(to: Array(program.utf8), named: "<test>") { _ in }
    let line = "oppose(duda, "
    let labels = ["topic:", "who:"]
    func candidates() -> [String] { session.complete(line, at: line.utf8.count).candidates }
    #expect(candidates() == ["jets", "tanks"] + labels)
    session.reply(to: Array("oppose(A, T)?".utf8), named: "<test>") { _ in }
    #expect(candidates() == ["jets"] + labels)
  }

  @Test func `texts are completed within their quotation marks`() {
    expectCompletion("stance(words: \"Not⇥", ["Not now, later"])
    expectCompletion("stance(words: ⇥", ["\"Not now, later\"", "\"bell\\u{7}\"", "\"Žilina\""])
    expectCompletion("stance(words: \"Ž⇥", ["Žilina"])
  }

  @Test func `variables, comments and unknown predicates have no candidates`() {
    expectCompletion("stance(Wh⇥", [])
    expectCompletion("% sta⇥", [])
    expectCompletion("nothing(st⇥", [])
    expectCompletion("\"sta⇥", [])
  }

  @Test func `only what stands before the cursor counts`() {
    let completion = debate.complete("sta(duda)?", at: 3)
    #expect(completion.start == 0)
    #expect(completion.candidates == ["stance("])
    #expect(completion.labels["stance("] == "stance/4")
  }

  @Test func `the word is measured in bytes`() {
    let line = "stance(words: \"Žilina\", wh"
    #expect(debate.complete(line, at: line.utf8.count).start == line.utf8.count - 2)
  }
}

private var debate: Vocabulary {
  Vocabulary(
    predicates: [
      .init(name: "stance", columns: ["who", "topic", "on", "words"]),
      .init(name: "raining", columns: []),
      .init(name: "unnamed", columns: ["1", "2"]),
    ],
    networks: ["affiliation", "conflict"], topics: ["jets", "no_fly"],
    values: { predicate, column in
      guard predicate == "stance" else { return [] }
      switch column {
      case 0: return [.symbol("duda"), .symbol("macron")]
      case 1: return [.symbol("jets"), .symbol("no_fly")]
      case 3: return [.text("Not now, later"), .text("Žilina"), .text("bell\u{07}")]
      default: return []
      }
    })
}

/// - Parameter line: with `⇥` where the key is pressed.
private func expectCompletion(
  _ line: String, _ candidates: [String], endsWord: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let typed = String(line.prefix { $0 != "⇥" })
  let completion = debate.complete(typed, at: typed.utf8.count)
  #expect(completion.candidates == candidates, sourceLocation: sourceLocation)
  if endsWord { #expect(completion.endsWord, sourceLocation: sourceLocation) }
}

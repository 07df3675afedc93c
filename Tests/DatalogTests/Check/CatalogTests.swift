import Datalog
import Testing

/// Texts checked one after the other, each with the catalog that the one before left.
struct CatalogTests {
  @Test func `a text may use what an earlier one declared or defined`() {
    expect(
      "#enum stance { support, oppose }. #pred said(actor: symbol, stance: stance). seen(a, 1).",
      "said(actor: duda, stance: suport). said(X, oppose), seen(X, _)?",
      says: ["'suport' is no member of 'stance'"])
  }

  @Test func `texts checked together may use each other in any order`() {
    let texts = [
      "hawk(A) :- said(actor: A, stance: limit).", "#const limit = oppose.",
      "#pred said(actor: symbol, stance: stance).", "#enum stance { support, oppose }.",
    ]
    let program = check(texts.map { read($0) }, in: Catalog())
    #expect(program.diagnostics.isEmpty)
    #expect(program.rules.map { "\($0.body[0])" } == ["said(A, oppose)"])
  }

  @Test func `what was only asked for can be defined later`() {
    expect(
      "hawk(A) :- said(A, oppose).", "said(duda, oppose). said(X, oppose)?",
      says: [])
    expect(
      "hawk(A) :- said(A, oppose).", "said(X, oppose)?",
      says: ["unknown predicate 'said'"])
    expect(
      "hawk(A) :- said(A, oppose).", "#pred said(actor: symbol, stance: symbol). said(stance: X)?",
      says: [])
  }

  @Test func `nothing is declared otherwise than before`() {
    expect(
      "#enum stance { support }. #const n = 1. #pred p(a: int). q(a, b).",
      "#enum stance { oppose }. #const n = 2. #pred p(b: int). #pred q(a: symbol).",
      says: [
        "enumeration 'stance' is declared twice", "constant 'n' is 1 already",
        "predicate 'p' is declared twice",
        "'q' is declared with 1 column, but used with 2 before",
      ])
  }

  @Test func `the same declared again changes nothing`() {
    let text = "#enum stance { support }. #const n = 1. #pred p(a: int, s: stance) key(a)."
    expect(text, text, says: [])
  }

  @Test func `later facts widen what a column was seen to hold`() {
    let first = check([read("p(1).")], in: Catalog())
    let second = check([read("p(a).")], in: first.catalog)
    #expect(first.catalog.predicates[0].columns[0].type == .int)
    #expect(second.catalog.predicates[0].columns[0].type == .mixed)
  }

  @Test func `of very many mistakes the first hundred are shown`() {
    let facts = (1...150).map { "p(\($0), X\($0))." }.joined(separator: "\n")
    let program = check([read(facts)], in: Catalog())
    #expect(program.diagnostics.count == 101)
    #expect(program.diagnostics.map(\.message).contains("50 more mistakes not shown"))
  }

  @Test func `long chains of rules and equations are checked at once`() {
    let rules = (1...2000).map { "p\($0)(X) :- p\($0 - 1)(X)." }.reversed().joined(separator: "\n")
    let chain = (1...999).map { "X\($0 - 1) = X\($0) + 1" }.joined(separator: ", ")
    let program = check([read("\(rules)\np0(1).\nq(X0) :- \(chain), p0(X999).")], in: Catalog())
    #expect(program.diagnostics.isEmpty)
    #expect(program.catalog.predicates.allSatisfy { $0.columns[0].type == .int })
    #expect(stratify(program.rules, catalog: program.catalog).strata.count == 2001)
  }

  // MARK: parts

  private func expect(_ first: String, _ second: String, says messages: [String]) {
    let earlier = check([read(first)], in: Catalog())
    let later = check([read(second)], in: earlier.catalog)
    #expect(later.diagnostics.filter { $0.severity == .error }.map(\.message) == messages)
  }

  private func read(_ text: String) -> Program {
    let (program, diagnostics) = parse(InputText(name: "a.dl", text), as: InputID(0))
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    return program
  }
}

import Judges
import Relations
import Testing

@testable import Datalog

/// The same text read with a syntax tree and, as bulk data is, without: the same database and the same
/// words, whatever is wrong with the text.
struct BulkFactsTests {
  @Test func `plain facts are read into rows, each once, with its place`() {
    expectSameInBulk(
      """
      p(1, a, "x"). p(2,b,"y").
        p( -3 , c
          , "").
      p(1, a, "x").
      q("Łódź", 'a b', 2024-03-28, 0.5, 1000000000000, -7). q("\\"", abc, 2024-02-29, -0.25, 0, 7).
      """)
  }

  @Test func `arguments are named in any order, and dates are constants`() {
    let said = "#pred said(id: symbol, on: date, side: symbol, weight: decimal).\n"
    expectSameInBulk(
      said + """
        said(id: a, on: date("2024-05~"), side: left, weight: 1).
        said(id: b, on: date("2024-06~"), side : right ,weight:2). said(weight: -1, id: c,
          side: left, on: date("2024")). said(weight: 3, id: d, side: left, on: date("2023")).
        said(e, date('2024'), weight: 5, side: left). said(f, date('2024-02'), weight: 6, side: up).
        said(id: g, date("2024"), side: left, weight: 1). said(id: b, on: 2024-06-01, weight:2, side: x).
        said(id: h, on: date("2024-07"), side: left, weight:-3).
        """)
    expectSameInBulk(
      said + """
        said(id: a, on: date("2024"), side: left, weight: 1). said(id: b, on: date("2024"), side: left).
        said(id: c, on: date("2024"), side: left). said(id: d, on: date("x"), side: left, weight: 2).
        said(id: e, on: date("2024"), side: left, wieght: 1). said(id: f, on: date("2024"), side: left,
        wieght: 1). said(id: g, id: g, side: left, weight: 1). said(id: h, id: h, side: left, weight: 1).
        said(ids: g, on: date("2024"), side: left, weight: 1). said(id:- 4, on: 5, side: 6, weight: 7).
        said(id: i, on: dat("2024"), side: left, weight: 1). said(id: a, on: date("2024" ), side: x,
        weight:1). r(a: 1). r(a: 2). r(3). r(a: 4).
        """)
    let ways = ["a, b, c, d", "b, a, c, d", "c, a, b, d", "d, c, a, b", "a, d, b, c", "c, d, a, b"]
    for count in [3, 6] {
      let facts = ways.prefix(count).flatMap { way in
        (1...4).map { "w(\(way.replacing(", ", with: ": \($0), ")): \($0)).\n" }
      }
      expectSameInBulk("#pred w(a: int, b: int, c: int, d: int).\n" + facts.joined())
    }
  }

  @Test func `what is not plain is left to the parser`() {
    expectSameInBulk("'p q'(1). 'p q'(2). p. p. q(1). q(2).")
    expectSameInBulk("p(1). p(1..3). p(2 + 3). p(-(4)). p(date(\"2024\")). p(\"a\\u{62}\"). p(5).")
    expectSameInBulk("p(1, 2). p(3). p(4, 5). p. p(). p(6, 7).")
    expectSameInBulk("p(1). % why\np(2).\n%! what\np(3). %* p(4). *% p(5).")
    expectSameInBulk("#const n = 5. p(n). p(n). p(m). p('n').")
    expectSameInBulk("p(1). p(2). q(X) :- p(X). q(3). p(4)? p(1)~ p(5).")
  }

  @Test func `columns take from bulk data what they take from clauses`() {
    expectSameInBulk(
      """
      #enum side { left, right }.
      #pred actor(id: symbol, side: side, weight: decimal, since: date) key(id).
      #pred likes(actor: actor, text: text).
      actor(a, left, 1, "2024-05~"). actor(b, right, 2, 2024-01-01). actor(c, left, 0.5, "../2023").
      likes(a, "x"). likes(b, "y"). likes(a, "z").
      """)
  }

  @Test func `mistakes in bulk data are told in the same words`() {
    expectSameInBulk(
      """
      #enum side { left, right }.
      #pred actor(id: symbol, side: side, weight: decimal) key(id).
      #pred likes(actor: actor, text: text).
      actor(a, left, 1). actor(b, rihgt, 2). actor(c, left, x). actor(a, right, 1). actor(4, left, 1).
      likes(a, "x"). likes(d, "y"). likes(b, z). likes(aa, "x"). likes(a). likes(a, "b", c).
      """)
    expectSameInBulk("p(1). p(2) p(3). p(4). p(5.")
    expectSameInBulk(
      "p(2024-02-30). p(2024-02-28). p(2024-02-30). p(007). p(1). p(\"\\q\"). p(x y).")
    expectSameInBulk("contains(\"a\", \"b\"). contains(\"a\", \"c\"). p(1). p(2).")
    expectSameInBulk(String(repeating: "p(1).\np(not).\n", count: 120) + "p(2). p(3).")
  }

  @Test func `facts of several predicates in turn take no more room than each alone`() {
    let text = (0..<60_000).map { "p(\($0), a).\nq(\($0), b).\n" }.joined()
    let database = Database()
    #expect(database.load([InputText(name: "facts", text)]).factsAdded == 120_000)
  }

  @Test func `no soup of facts is read otherwise in bulk`() {
    for seed in Seeds.all(unlessSet: 600).seeds {
      var random = SplitMix64(seed: seed)
      let declared = random.chance(50) ? declarations : ""
      expectSameInBulk(declared + soup(&random), "seed \(seed)")
    }
  }

  @Test func `several texts, some in bulk, are checked together`() {
    for seed in Seeds.all(unlessSet: 200).seeds {
      var random = SplitMix64(seed: seed &+ 1 << 32)
      let texts = [declarations + soup(&random), soup(&random), soup(&random)]
      expectSameInBulk(texts, then: soup(&random), "seed \(seed)")
    }
  }

  private let declarations = """
    #enum side { left, right }. #const n = 3.
    #pred p(id: symbol, side: side) key(id).
    #pred q(of: p, weight: decimal, on: date).

    """

  private func soup(_ random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<random.below(25) {
      let name = random.pick(
        random.chance(90) ? ["p", "q", "r"] : ["é", "not", "P", "'p'", "max"])
      let count = random.chance(80) ? (name == "p" ? 2 : name == "q" ? 3 : 1) : random.below(4)
      var cells: [String] = []
      let isLabelled = random.chance(30)
      let columns = name == "p" ? ["id", "side"] : ["of", "weight", "on"]
      for number in 0..<count {
        let column = random.chance(90) ? columns[number % columns.count] : random.pick(columns)
        let colon = random.pick([": ", ": ", ":", " : ", " :\n"])
        cells.append((isLabelled ? column + colon : "") + cell(&random))
      }
      if isLabelled, random.chance(30) { cells.reverse() }
      let blank = random.pick(["", "", " ", "\n", "\t", "\r\n"])
      text += "\(name)(\(cells.joined(separator: random.pick([",", ", ", " , ", ",\n"]))))\(blank)"
      text += random.pick(random.chance(95) ? [".", "."] : ["", "..", "?", "~", ",", ". %! d\n"])
      text += random.pick(["\n", "\n", " ", "", "\n  ", " % c\n", "\r\n"])
    }
    guard random.chance(20), !text.isEmpty else { return text }
    let slip = text.unicodeScalars.indices.randomElement(using: &random)!
    text.unicodeScalars.remove(at: slip)
    return text
  }

  private func cell(_ random: inout SplitMix64) -> String {
    if random.chance(85) {
      return random.pick([
        "a", "b", "c", "left", "right", "n", "0", "1", "2", "-4", "0.5", "2024-01-31",
        "\"2024-05\"", "date(\"2024-05\")",
      ])
    }
    return random.pick([
      "\"x\"", "\"e\u{301}\"", "\"\u{e9}\"", "\"\\n\"", "\"\\x\"", "\"", "'a b'", "'it\\'s'", "''",
      "1073741823", "1073741824", "-1073741824", "-1073741825", "9223372036854775807",
      "9223372036854775808", "-0", "-0.5", "1e5", "1.0e-3", "00", "2024-02-30", "2024-5-1",
      "2024-12",
      "X", "_", "1..2", "1+1", "(a)", "f(a)", "date(\"2024\")", "not", "a: b", "id: a", "5.",
      "\u{0}",
    ])
  }
}

private func expectSameInBulk(
  _ text: String, _ comment: Testing.Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectSameInBulk([text], then: "", comment, sourceLocation: sourceLocation)
}

/// Loads the texts together, then the other one.
private func expectSameInBulk(
  _ texts: [String], then other: String, _ comment: Testing.Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  func outcome(bulk: Int) -> String {
    let database = Database()
    database.bulk = bulk
    let inputs = texts.enumerated().map { InputText(name: "text \($0.offset)", $0.element) }
    return account(after: database.load(inputs), of: database)
      + account(after: database.load([InputText(name: "other", other)]), of: database)
  }
  let (plain, bulk) = (outcome(bulk: .max), outcome(bulk: 0))
  #expect(bulk == plain, comment, sourceLocation: sourceLocation)
}

/// All that a loading changed and said, but for slips, which nobody looks for in bulk data.
private func account(after loading: Loading, of database: Database) -> String {
  let renderer = DiagnosticRenderer(texts: database.texts)
  var lines = [
    "\(loading.factsAdded) added, \(loading.factsKnown) known, \(loading.rulesAdded) rules",
    renderer.render(loading.diagnostics.filter { $0.id != .similarConstant }),
  ]
  for (number, predicate) in database.catalog.predicates.enumerated() {
    lines.append("\(predicate.name) \(predicate.columns.map { "\($0.name): \($0.type)" })")
    for (row, place) in database.store.rows(of: PredicateID(number)) {
      lines.append("\(row.map { "\(database.interner[$0])" }) at \(place)")
    }
    database.store.relation(of: PredicateID(number))?.checkInvariants()
  }
  return lines.joined(separator: "\n")
}

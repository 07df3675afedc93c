import Datalog
import Foundation
import Judges
import Testing

/// What is printed reads back as the same program; and so does what is formatted, which formatting
/// again leaves alone. Nothing is expected of a text with errors but that nothing crashes.
///
/// - Returns: whether the text is a program.
@discardableResult func expectFixedPoint(
  _ text: InputText, sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let shown = { String(decoding: text.bytes, as: UTF8.self).debugDescription }
  let (program, diagnostics) = parse(text, as: InputID(0))
  let (formatted, _) = format(text)
  guard !diagnostics.contains(where: { $0.severity == .error }) else {
    #expect(formatted == nil, "formatted \(shown())", sourceLocation: sourceLocation)
    return false
  }
  let before = shape(program)
  let printed = parse(InputText(name: "printed", program.description), as: InputID(0))
  #expect(shape(printed.program) == before, "printing \(shown())", sourceLocation: sourceLocation)
  #expect(
    printed.program.description == program.description, "printing \(shown())",
    sourceLocation: sourceLocation)
  guard let formatted else {
    Issue.record("not formatted: \(shown())", sourceLocation: sourceLocation)
    return true
  }
  let again = InputText(name: "formatted", formatted)
  #expect(
    shape(parse(again, as: InputID(0)).program) == before, "formatting \(shown())",
    sourceLocation: sourceLocation)
  #expect(
    format(again).text == formatted, "formatting again \(shown())", sourceLocation: sourceLocation)
  return true
}

struct FixedPointTests {
  @Test func `the worked examples are printed as they were meant`() {
    expectFixedPoint(InputText(name: "examples", workedExamples))
  }

  @Test(.enabled(if: !programFiles.isEmpty), arguments: programFiles)
  func `every file of the graph and of its rules is printed as it was meant`(
    file: URL
  ) throws {
    let text = InputText(name: file.path, bytes: Array(try Data(contentsOf: file)))
    #expect(expectFixedPoint(text))
  }

  @Test(arguments: ["Checks", "Core", "ASP", "Rejects"])
  func `every program of the goldens is printed as it was meant`(folder: String) throws {
    for one in try GoldenCase.all(in: folder) {
      expectFixedPoint(InputText(name: one.title, one.input))
    }
  }

  @Test(arguments: ["README.md", "docs/language.md", "docs/diagnostics.md"])
  func `every program of the manual is printed as it was meant`(page: String) throws {
    let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
    let blocks = text.components(separatedBy: "```debate").dropFirst()
    for block in blocks {
      let program = block.drop { $0 != "\n" }.components(separatedBy: "\n```")[0]
      expectFixedPoint(InputText(name: page, program.components(separatedBy: "\n---\n")[0]))
    }
  }

  @Test func `every generated program is printed as it was meant`() {
    for seed in Seeds.all(unlessSet: 500).seeds {
      let program = ProgramGenerator.program(seed: seed)
      #expect(expectFixedPoint(InputText(name: "seed \(seed)", "\(program)")))
    }
  }

  @Test func `every value reads back as itself`() {
    for value in hardValues {
      let text = InputText(name: "value", "p(\(value)).")
      let (program, diagnostics) = parse(text, as: InputID(0))
      #expect(diagnostics.map(\.message) == [], "\(value)")
      guard case .fact(let fact)? = program.clauses.first?.kind else { continue }
      #expect(fact.arguments.first?.term.kind == .constant(value), "\(value)")
    }
  }
}

private let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

private let programFiles: [URL] = {
  return ["graph", "graph/articles", "queries"].flatMap { folder in
    let path = root.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
    return names.filter { $0.hasSuffix(".dl") }.sorted().map { path.appending(path: $0) }
  }
}()

private let hardValues: [Value] =
  [0, 1, -1, .max, .min].map(Value.int)
  + [
    0, 1, -1.5, 0.1, 1e300, 1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi, 1e15,
    1e16,
    123_456_789,
  ].map(Value.decimal)
  + ["a", "B", "not", "EU-27", "", "it's", "back\\slash", "ß", "日本", "_x", "a b", "é", "1st", "\n"]
  .map(Value.symbol)
  + [
    "", "a", "\"", "\\", "\n", "\t", "\r", "\u{1B}[31m", "\u{202E}", "👍🏽", "'", "%", "\u{7F}",
    "\u{FEFF}",
    "\u{2028}",
  ].map(Value.text)
  + [
    "2024-03-28", "2024", "2024-05~", "../2024-10", "2024-10/", "2022-21", "202X", "2024-01-01?",
    "2024-03-28/2024-03-28", "0000-01-01", "9999-12-31",
  ].map { Value.date(try! EDTFDate(parsing: $0)) }

private let workedExamples = """
  #enum position { support, oppose, ambiguous }.
  #pred statement(id: symbol, actor: symbol, topic: symbol, position: position, on: date, source: symbol) key(id).
  #pred member(actor: symbol, of: symbol).
  statement(s3, duda, jets, oppose, 2022-03-01, reuters).
  statement(id: s14, actor: duda, topic: jets, position: support, on: 2022-03-08, source: gov_pl).
  stance(A,T,P,D) :- statement(actor: A, topic: T, position: P, on: D).
  actor(A) :- statement(actor: A).      topic(T) :- statement(topic: T).     spoke(A,T) :- stance(A,T,_,_).
  opposite(support,oppose). opposite(oppose,support).
  % 1 who opposes the no-fly zone?
  statement(actor: A, topic: nofly, position: oppose)?
  changed(A,T,P,D,Q,E) :- stance(A,T,P,D), stance(A,T,Q,E), opposite(P,Q), before(D,E).
  first(A,T,S,D) :- spoke(A,T), D = #min{ X : stance(A,T,_,X) }, statement(id: S, actor: A, topic: T, on: D).
  actor(A), not spoke(A, jets)?
  agree_n(A,B,N) :- actor(A), actor(B), A < B, N = #count{ T : stance(A,T,P,_), stance(B,T,P,_) }, N > 0.
  latest(A,T,P) :- spoke(A,T), D = #max{ X : stance(A,T,_,X), X <= 2022-03-05 }, stance(A,T,P,D).
  hop(A,C,N+1) :- hop(A,B,N), agree(B,C), A != C, N < 5.
  lone(A,T) :- stance(A,T,P,_), opposite(P,Q), 1 = #count{ X : stance(X,T,P,_) }, 2 <= #count{ X : stance(X,T,Q,_) }.
  #sum{ W, S : weight(W, S); 1 : extra } >= 2 * (N - 1), n(N)?
  corroborated(A,T,P,N) :- stance(A,T,P,_), N = #count{ R : statement(actor: A, topic: T, position: P, source: R) }, N >= 2.
  %! every statement needs a dated source no later than the collection date
  :- statement(id: S, on: D), maybe_before(2022-12-31, D).
  """

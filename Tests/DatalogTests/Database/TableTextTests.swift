import Datalog
import Judges
import Testing

struct TableTextTests {
  @Test func `rows of a table are facts, in the order of the columns`() throws {
    try expectRows(
      [
        "rows.csv": "hawk,12,0.5,2024-05\r\n\"do\"\"ve, white\",-3,2,2024-05-31?\r\n",
        "main.dl": declaration,
      ],
      ["do\"ve, white -3 2.0 2024-05-31?", "hawk 12 0.5 2024-05"])
  }

  @Test func `a header tells another order`() throws {
    try expectRows(
      [
        "rows.csv": "\u{FEFF}since,\"size\",weight,name\n\n2024,1,1,a\r\n\r\n",
        "main.dl": declaration,
      ], ["a 1 1.0 2024"])
  }

  @Test func `between tabs a backslash stands for what a cell can't hold`() throws {
    try expectRows(
      [
        "rows.tsv": "a\\tb\\\\\\n\t1\nc \"d\"\t2",
        "main.dl": "#pred p(a: text, b: int). #input p \"rows.tsv\".",
      ],
      ["a\tb\\\n 1", "c \"d\" 2"])
  }

  @Test func `whatever texts are written, the same are read`() throws {
    for seed in Seeds.all(unlessSet: 300).seeds {
      var random = SplitMix64(seed: seed)
      var rows: Set<[String]> = []
      for _ in 0..<random.below(8) { rows.insert([text(&random), text(&random)]) }
      for (name, write) in [("rows.csv", csv), ("rows.tsv", tsv)] {
        let file = rows.sorted { $0.lexicographicallyPrecedes($1) }.map { write($0) }.joined()
        let database = load(
          [
            name: "b,a\n".replacing(",", with: name == "rows.csv" ? "," : "\t") + file,
            "main.dl": "#pred p(a: text, b: text). #input p \"\(name)\".",
          ])
        let answer = try database.ask("p(A, B)?")
        let read = Set((0..<answer.rowCount).map { [cell(answer[$0, 1]), cell(answer[$0, 0])] })
        #expect(read == rows, "seed \(seed), \(name)")
      }
    }
  }

  private func text(_ random: inout SplitMix64) -> String {
    let pieces = ["a", "é", ",", "\"", "\n", "\r\n", "\t", "\\", " ", "=1", "'", "ß", "\\n", ""]
    return (0..<random.below(5)).map { _ in random.pick(pieces) }.joined()
  }

  private func csv(_ row: [String]) -> String {
    row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
  }

  private func tsv(_ row: [String]) -> String {
    let escapes = [("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")]
    let cells = row.map { cell in
      escapes.reduce(cell) { text, escape in
        String(
          String.UnicodeScalarView(
            text.unicodeScalars.flatMap { scalar in
              String(scalar) == escape.0 ? Array(escape.1.unicodeScalars) : [scalar]
            }))
      }
    }
    return cells.joined(separator: "\t") + "\n"
  }

  private func cell(_ value: Value) -> String {
    if case .text(let text) = value { text } else { "\(value)" }
  }

  private let declaration = """
    #pred p(name: text, size: int, weight: decimal, since: date).
    #input p "rows.csv".
    """
}

/// Texts by name, as if they stood in one folder.
private struct Folder: IncludedTexts {
  let texts: [String: String]

  func text(at path: String, includedFrom name: String) throws(InclusionRefusal) -> InputText {
    guard let text = texts[path] else { throw InclusionRefusal("there is no file '\(path)'") }
    return InputText(name: path, text)
  }
}

private func load(_ texts: [String: String]) -> Database {
  let database = Database(includedTexts: Folder(texts: texts))
  let loading = database.load([InputText(name: "main.dl", texts["main.dl"] ?? "")])
  let report = DiagnosticRenderer(texts: database.texts).render(loading.diagnostics)
  #expect(report.isEmpty)
  return database
}

/// The answer to `p(…)?` over all columns.
private func expectRows(
  _ texts: [String: String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let database = load(texts)
  let predicate = try #require(database.catalog.predicate(named: "p"))
  let answer = try database.rows(of: predicate)
  let rows = (0..<answer.rowCount).map { row in
    answer.columns.indices.map { answer[row, $0].displayText }.joined(separator: " ")
  }
  #expect(rows == expected, sourceLocation: sourceLocation)
}

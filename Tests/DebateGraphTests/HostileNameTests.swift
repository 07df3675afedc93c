import DebateGraph
import Foundation
import FoundationXML
import Testing

/// Graphviz itself is the judge of escaping: whatever an actor is called, the drawing has one node for
/// it, with that name on it, and is well-formed.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: dotPath)))
struct HostileNameTests {
  @Test func `hostile names become one node each, shown as they are`() throws {
    let nodes = hostileNames.map { Network.Node(.init(.actor, $0.name), label: $0.name) }
    let edges = zip(nodes, nodes.dropFirst()).map { Network.Edge($0.key, $1.key, .support) }
    let network = Network(
      name: #"a"b\"#, title: #"\N "quoted" <b> & \"#, isDirected: true, unit: #"x"]; evil [\"#,
      nodes: nodes, edges: edges)
    let drawing = try Drawing(of: network.dot())
    #expect(drawing.nodes == hostileNames.count + legendNodes)
    #expect(drawing.edges == hostileNames.count - 1 + legendEdges)
    let shown = hostileNames.flatMap(\.shown) + [network.title, network.caption, "is for"]
    #expect(drawing.words == Set(shown))
  }

  @Test func `names that differ only where they are cut stay two nodes`() throws {
    let long = String(repeating: "x", count: 20_000)
    let keys = [Network.NodeKey(.actor, long + "a"), Network.NodeKey(.actor, long + "b")]
    let network = Network(
      name: "n", title: "?", isDirected: false, unit: "n",
      nodes: keys.map { Network.Node($0, label: $0.id) },
      edges: [.init(keys[0], keys[1], .support)])
    let drawing = try Drawing(of: network.dot())
    let legendOfWords = 1
    #expect(drawing.nodes == 2 + legendOfWords)
  }
}

private let legendNodes = 2
private let legendEdges = 1
private let dotPath = "/usr/bin/dot"

private let hostileNames: [(name: String, shown: [String])] = [
  (#"quote"quote"#, [#"quote"quote"#]),
  (#"back\slash\"#, [#"back\slash\"#]),
  (#"C:\New\Lines\G\E\T"#, [#"C:\New\Lines\G\E\T"#]),
  (#"evil"]; "b" [label="x"#, [#"evil"]; "b" [label="x"#]),
  ("first\nsecond", ["first", "second"]),
  ("AT&amp;T&T", ["AT&amp;T&T"]),
  ("<b>bold</b>&#381;", ["<b>bold</b>&#381;"]),
  ("{record|field}", ["{record|field}"]),
  ("a:b:c", ["a:b:c"]),
  ("digraph", ["digraph"]),
  ("ESC\u{1B}]0;owned\u{07}", ["ESC]0;owned"]),
  ("rtl\u{202E}exe.png", ["rtlexe.png"]),
  ("日本語 Žilina e\u{301}", ["日本語 Žilina e\u{301}"]),
  (
    String(repeating: "long", count: 6_000), [String(repeating: "long", count: 75).dropLast() + "…"]
  ),
  ("%s%n$(reboot)`id`", ["%s%n$(reboot)`id`"]),
]

/// What Graphviz drew: counts of nodes and edges, and every text it shows.
private final class Drawing: NSObject, XMLParserDelegate {
  private(set) var nodes = 0
  private(set) var edges = 0
  private(set) var words: Set<String> = []
  private var word: String?

  init(of dot: String) throws {
    super.init()
    let svg = try Drawing.run(dot)
    let parser = XMLParser(data: svg)
    parser.delegate = self
    #expect(parser.parse(), "the SVG is not well-formed: \(String(describing: parser.parserError))")
  }

  /// A file without a name is gone with its last reader, also where the tests are killed.
  private static func namelessFile(of text: String) throws -> FileHandle {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).dot")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return try FileHandle(forReadingFrom: file)
  }

  private static func run(_ dot: String) throws -> Data {
    let (process, output, errors) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: dotPath)
    process.arguments = ["-Tsvg"]
    process.standardInput = try namelessFile(of: dot)
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let svg = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(String(decoding: complaints, as: UTF8.self) == "")
    return svg
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if attributes["class"] == "node" { nodes += 1 }
    if attributes["class"] == "edge" { edges += 1 }
    word = element == "text" ? "" : nil
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { word? += text }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    if let word { words.insert(word) }
    word = nil
  }
}

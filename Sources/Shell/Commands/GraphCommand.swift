import Datalog
import DebateGraph

extension Command {
  static let graph: Command = Command(
    name: "graph", usage: "[NETWORK [TOPIC] | why ROW] [--inline] [> FILE]",
    summary: "draw the last answer, a network or a proof",
    details: """
      Without a file the drawing is shown as DOT text; a file's ending says how it is drawn: .dot writes
      the text, .svg, .png and .pdf have Graphviz draw it. Networks are defined by rules: every
      predicate '…_edge' makes one. The last answer is drawn from its first two columns, '.graph why 2'
      draws the proof of its second row.
      """,
    example: ".graph affiliation nato_shootdown > stances.svg", arguments: [.network, .topic],
    switches: [
      Switch(
        name: "--inline", summary: "show it here, where the terminal says that it shows images")
    ]
  ) { session, argument, say in
    let request = try DrawingRequest(argument)
    let drawing = try session.drawing(request)
    if let path = request.path {
      try session.draw(drawing.dot, to: path)
      say(.remark("\(drawing.caption) drawn to \(path.controlsEscaped)"))
      if let remark = drawing.layoutRemark { say(.remark(remark)) }
    } else if request.isInline {
      say(.text(try session.outside.inlineDrawing(of: drawing.dot)))
    } else {
      say(.text(drawing.dot))
    }
  }
}

/// `affiliation nato_shootdown > stances.svg`
private struct DrawingRequest {
  enum Subject {
    case answer
    case network(String, topic: String?)
    /// A row's number or a goal.
    case proof(String)
  }

  let subject: Subject
  let isInline: Bool
  let path: String?

  init(_ argument: String) throws(Refusal) {
    let (what, path) = Self.parts(of: argument)
    let (switches, rest) = try Command.graph.takingSwitches(from: what)
    let words = rest.split(whereSeparator: \.isWhitespace).map(String.init)
    self.path = path
    isInline = switches.contains("--inline")
    if words.first == "why" {
      subject = .proof(rest.trimmed.dropFirst(3).trimmed)
    } else if words.count > 2 {
      throw .wrongUsage(of: .graph)
    } else {
      subject = words.first.map { .network($0, topic: words.dropFirst().first) } ?? .answer
    }
    if path == "" || path != nil && isInline { throw .wrongUsage(of: .graph) }
  }

  /// What stands before the last `>`, and the path behind it; a goal may have a `>` of its own.
  private static func parts(of argument: String) -> (what: String, path: String?) {
    guard let mark = argument.lastIndex(of: ">") else { return (argument, nil) }
    let path = argument[mark...].dropFirst().trimmed
    if path.contains(where: { "()?\",".contains($0) }) { return (argument, nil) }
    return (String(argument[..<mark]), path)
  }
}

/// What is to be drawn, and what to say of it.
private struct Drawing {
  let dot: String
  let caption: String
  let layoutRemark: String?

  init(_ network: Network) {
    dot = network.dot()
    caption = network.caption
    layoutRemark = network.layoutRemark
  }

  init(_ proof: CitedProof, _ texts: InputTexts) {
    dot = proof.dot(texts)
    caption = "a proof"
    layoutRemark = proof.layoutRemark
  }
}

extension Session {
  fileprivate func drawing(_ request: DrawingRequest) throws -> Drawing {
    switch request.subject {
    case .answer:
      guard let last = lastAnswer else { throw Refusal.noAnswerYet }
      return Drawing(try network(of: last.answer))
    case .network(let name, let topic): return Drawing(try database.network(name, topic: topic))
    case .proof(let goal):
      let (answer, row) = try provable(goal)
      return Drawing(try database.cite(try database.prove(answer, row: row)), database.texts)
    }
  }

  /// DOT text.
  func drawing(of answer: Answer) throws -> String { try network(of: answer).dot() }

  private func network(of answer: Answer) throws -> Network {
    guard let network = try database.network(of: answer) else {
      throw Refusal(
        .drawingFailed, "the answer has no two columns to join",
        help: "ask for pairs, or name a network: "
          + database.networkNames.map { "'\($0)'" }.joined(separator: ", "))
    }
    return network
  }

  /// Writes DOT text, or has it drawn, as the path's ending says.
  func draw(_ dot: String, to path: String) throws {
    let ending = path.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    if ending == "dot" || ending == "gv" {
      return try outside.write(Array(dot.utf8), to: path)
    }
    guard let format = DrawingFormat(rawValue: String(ending)) else {
      throw Refusal(
        .wrongUsage, "'\(path)' does not say what to draw",
        help: "end it with .dot, .svg, .png or .pdf")
    }
    try outside.write(try outside.draw(dot, as: format), to: path)
  }
}

import Datalog
import DebateGraph

extension Command {
  static let graph: Command = Command(
    name: "graph", usage: "[NETWORK [TOPIC]] [> FILE]",
    summary: "draw a network, or the last answer",
    details: """
      Without a file the drawing is shown as DOT text. Networks are defined by rules: every predicate '…_edge' makes one. The last answer is drawn from
      its first two columns. The file's ending says how: .dot writes the text, .svg, .png and .pdf
      have Graphviz draw it.
      """,
    example: ".graph affiliation nato_shootdown > stances.svg", arguments: [.network, .topic]
  ) { session, argument, say in
    let request = try DrawingRequest(argument)
    let network = try session.network(request)
    guard let path = request.path else { return say(.text(network.dot())) }
    try session.draw(network.dot(), to: path)
    say(.remark("\(network.caption) drawn to \(path.controlsEscaped)"))
  }
}

/// `affiliation nato_shootdown > stances.svg`
private struct DrawingRequest {
  let network: String?
  let topic: String?
  let path: String?

  init(_ argument: String) throws(Refusal) {
    let parts = argument.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
    let words = parts[0].split(whereSeparator: \.isWhitespace).map(String.init)
    path = parts.count > 1 ? parts[1].trimmed : nil
    guard words.count <= 2, path != "" else { throw .wrongUsage(of: .graph) }
    network = words.first
    topic = words.dropFirst().first
  }
}

extension Session {
  fileprivate func network(_ request: DrawingRequest) throws -> Network {
    if let name = request.network { return try database.network(name, topic: request.topic) }
    guard let last = lastAnswer else { throw Refusal.noAnswerYet }
    return try network(of: last.answer)
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

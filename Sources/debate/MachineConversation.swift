import Datalog
import FoundationEssentials
import Shell

/// Requests as JSON objects, one a line, each answered by replies that bear its `id`, the last of them
/// `"reply":"done"`.
///
/// `{"id": 1, "input": "oppose(Who, T)?"}` is taken like something typed;
/// `{"id": 2, "complete": "oppose(ger", "cursor": 10}` asks what may stand at the cursor, which is
/// counted in bytes.
struct MachineConversation {
  let session: Session
  let output: StandardStream

  func run() {
    session.display.format = .table
    while !session.isOver, let line = readLine(strippingNewline: true) {
      Signals.clear()
      if !line.allSatisfy(\.isWhitespace) { answer(line) }
      output.flush()
    }
  }

  private func answer(_ line: String) {
    guard let request = try? JSONDecoder().decode(Request.self, from: Data(line.utf8)) else {
      let problem = Refusal(
        .wrongUsage, "a request is no JSON object with 'input' or 'complete'",
        help: "send such as {\"id\": 1, \"input\": \"p(X)?\"} on one line")
      output.write(
        machineLine(.diagnostics([problem.diagnostic], session.database.texts), id: "null"))
      return output.write(machineEnd(id: "null", succeeded: false))
    }
    let id = request.id?.json ?? "null"
    var succeeded = true
    if let line = request.complete {
      let cursor = request.cursor ?? line.utf8.count
      output.write(machineLine(session.complete(line, at: cursor), id: id))
    }
    if let input = request.input {
      session.reply(to: Array(input.utf8), named: "<input>") { reply in
        if reply.isComplaint { succeeded = false }
        output.write(machineLine(reply, id: id))
      }
    }
    output.write(machineEnd(id: id, succeeded: succeeded))
  }
}

private struct Request: Decodable {
  let id: ID?
  let input: String?
  let complete: String?
  let cursor: Int?

  /// Given back as it came.
  enum ID: Decodable {
    case number(Int)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    var json: String {
      switch self {
      case .number(let number): String(number)
      case .text(let text): jsonString(text)
      }
    }
  }
}

import Datalog

/// Where answers go instead of to whom asked.
enum Destination: Equatable {
  case file(String)
  /// Typed by the user for a command shell.
  case command(String)

  /// `FILE`, `> FILE` or `| COMMAND`; nil for nothing.
  init?(_ argument: String) {
    let rest = argument.dropFirst().trimmed
    switch argument.first {
    case nil: return nil
    case "|" where rest.isEmpty, ">" where rest.isEmpty: return nil
    case "|": self = .command(rest)
    case ">": self = .file(rest)
    default: self = .file(argument)
    }
  }

  /// What a file's ending says; nil where it says nothing.
  var format: Presentation.Format? {
    guard case .file(let path) = self, let dot = path.lastIndex(of: ".") else { return nil }
    switch path[dot...].lowercased() {
    case ".csv": return .csv
    case ".tsv", ".tab": return .tsv
    case ".json": return .json
    case ".jsonl", ".ndjson": return .jsonl
    case ".md", ".markdown": return .markdown
    case ".dl": return .facts
    case ".dot", ".gv": return .dot
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .file(let path): path
    case .command(let command): "| \(command)"
    }
  }
}

extension Session {
  private var destination: Destination? { nextDestination ?? lastingDestination }

  /// The format of the answer at hand; nil where the reader's place decides.
  var format: Presentation.Format? { destination?.format ?? display.format }

  /// Says something, or collects it for where the user wants what they ask for.
  func deliver(_ reply: Reply, _ say: (Reply) -> Void) {
    guard destination != nil, reply.isResult else { return say(reply) }
    var text = collected ?? ""
    ReplyRenderer(Presentation(format ?? .tsv, isExact: display.isExact)).write(reply, to: &text)
    collected = text
  }

  /// Sends what was collected, as one answer.
  func sendCollected(_ say: (Reply) -> Void) {
    guard let destination, let text = collected else { return }
    let isOnce = nextDestination != nil
    nextDestination = nil
    collected = nil
    attempt(say) { try send(text, to: destination, isWhole: isOnce) }
  }

  /// - Parameter isWhole: whether it takes the place of what a file has; otherwise it is added.
  private func send(_ text: String, to destination: Destination, isWhole: Bool) throws(Refusal) {
    let bytes = Array(text.utf8)
    switch destination {
    case .file(let path) where isWhole: try outside.write(bytes, to: path)
    case .file(let path): try outside.append(bytes, to: path)
    case .command(let command): try outside.pipe(bytes, to: command)
    }
  }
}

extension Reply {
  /// What was asked for, and would be missed in a file.
  fileprivate var isResult: Bool {
    switch self {
    case .answer, .proof, .absence, .timeline, .plan, .profile, .text, .listing, .findings: true
    case .changes(_, let isAskedFor): isAskedFor
    case .remark, .diagnostics, .interrupted: false
    }
  }
}

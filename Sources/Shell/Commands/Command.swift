import Datalog

/// What a line that begins with a dot can ask for. Declared once: help, completion and the manual are
/// made from it.
struct Command: Sendable {
  /// Without the dot.
  let name: String
  var otherNames: [String] = []
  /// The arguments, in capitals; brackets around what can be left out.
  var usage = ""
  /// One line, lower case, without a full stop.
  let summary: String
  /// What else there is to know; whole sentences.
  var details = ""
  let example: String
  /// What each argument can be, for completion.
  var arguments: [Argument] = []
  var switches: [Switch] = []
  let action: @Sendable (Session, _ argument: String, _ say: (Reply) -> Void) throws -> Void

  enum Argument: Sendable {
    case command, file, predicate, goal, network, topic, actorOrTopic
    /// One of these.
    case word([String])
  }

  /// As help lists them.
  static let groups: [(title: String, commands: [Command])] = [
    ("Finding out", [.help, .examples, .apropos, .schema]),
    ("Why, and as of when", explaining),
    ("Asking on", [.everyRow, .answers, .param]),
    ("Changing", [.changes, .undo, .redo, .pending, .save, .begin, .commit, .rollback]),
    ("Who recorded what, and when", [.log, .history, .blame, .recorded, .refresh]),
    ("How answers look, and where they go", [.mode, .output, .once, .pager]),
    ("Drawing, and how rules hang together", [.graph, .deps, .strata]),
    ("How questions are answered", [.explain, .profile, .timer]),
    ("Files", [.load, .diff, .watch, .saveSession, .edit, .export]),
    ("Checking, and leaving", [.check, .verify, .quit]),
  ]

  static let all: [Command] = groups.flatMap(\.commands)

  static func named(_ name: some StringProtocol) -> Command? {
    all.first { $0.name == name || $0.otherNames.contains { $0 == name } }
  }

  /// A command's name alone, without the dot: who types `quit` or `?` means the command.
  static func bareWord(_ input: some Collection<UInt8>) -> Command? {
    let word = String(decoding: input.prefix(40), as: UTF8.self).trimmed
    return word == "?" ? .help : named(word)
  }

  /// `.why ROW | GOAL?`
  var synopsis: String { usage.isEmpty ? ".\(name)" : ".\(name) \(usage)" }
}

extension Session {
  /// - Parameters:
  ///   - line: from the dot to the line's end.
  ///   - place: where it stands; nil where that is plain to see.
  func run(command line: some Sequence<UInt8>, at place: String? = nil, _ say: (Reply) -> Void) {
    let words = String(decoding: Array(line), as: UTF8.self).dropFirst()
    let name = words.prefix { !$0.isWhitespace }
    let argument = words[name.endIndex...].trimmed
    attempt(say) {
      do {
        guard let command = Command.named(name) else { throw Refusal.unknownCommand(String(name)) }
        try command.action(self, argument) { deliver($0, say) }
      } catch let refusal as Refusal {
        throw place.map(refusal.located) ?? refusal
      }
    }
    sendCollected(say)
  }
}

extension Refusal {
  static func unknownCommand(_ name: String) -> Refusal {
    let names = Command.all.flatMap { [$0.name] + $0.otherNames }
    let guess = names.first { $0.hasPrefix(name) } ?? nearest(to: name, in: names)
    return Refusal(
      .unknownCommand, "no command '.\(name)'",
      help: guess.map { "did you mean '.\($0)'?" } ?? "'.help' lists all commands")
  }

  static func wrongUsage(of command: Command) -> Refusal {
    Refusal(
      .wrongUsage, "'.\(command.name)' is used as '\(command.synopsis)'",
      help: "for example '\(command.example)'")
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}

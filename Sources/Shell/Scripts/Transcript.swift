import Datalog

/// What was typed and what was answered, as a script that can be replayed and compared.
///
/// ```
/// oppose(Who, nato_shootdown)?
/// %=> Who
/// %=> germany
/// ```
public struct Transcript: Sendable {
  struct Turn: Sendable {
    let input: String
    /// Lines, as a program would read them.
    var output: [String] = []
    /// The line of the file on which the input begins, from 1.
    var line = 1
  }

  /// Of longer answers only the number of rows is kept.
  private static let longestAnswer = 10_000
  private static let mark = "%=>"

  private(set) var turns: [Turn] = []

  /// Of the inputs that are worth keeping.
  public var count: Int { kept.count }
  private var kept: [Turn] {
    turns.filter { turn in
      ![".save-session", ".quit", ".exit", ".profile"].contains { turn.input.hasPrefix($0) }
    }
  }

  init() {}

  mutating func begin(_ input: String) { turns.append(Turn(input: input)) }

  /// Takes down what is said to the last input.
  mutating func add(_ reply: Reply, as display: Display) {
    if case .profile = reply { return }
    var text = ""
    if case .answer(let answer, _, _) = reply, answer.rowCount > Self.longestAnswer {
      text = "\(answer.rowCount) rows\n"
    } else {
      ReplyRenderer(Presentation(.tsv).following(display)).write(reply, to: &text)
    }
    turns[turns.count - 1].output += text.split(whereSeparator: \.isNewline).map(String.init)
  }
}

extension Transcript {
  /// A script; each input is followed by a line of answer at least, so that it can be told apart.
  var text: String {
    let head = "% A session of debate; 'debate run --check' replays it and compares the answers.\n"
    return head
      + kept.map { turn in
        let output = turn.output.isEmpty ? [""] : turn.output
        return "\n\(turn.input)\n"
          + output.map { "\(Self.mark) \($0)".trimmedAtEnd + "\n" }.joined()
      }.joined()
  }

  /// What `text` wrote, or anybody by hand.
  public init(parsing text: String) {
    var input: [Substring] = []
    var isAnswering = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if line.hasPrefix(Self.mark) {
        if !isAnswering { append(input, endingBefore: number) }
        let output = line.dropFirst(Self.mark.count)
        let said = output.hasPrefix(" ") ? String(output.dropFirst()) : String(output)
        if !said.isEmpty { turns[turns.count - 1].output.append(said) }
        input = []
        isAnswering = true
      } else {
        isAnswering = false
        input.append(line)
      }
    }
    if input.contains(where: { !$0.trimmed.isEmpty }) { append(input, endingBefore: lines.count) }
  }

  private mutating func append(_ lines: [Substring], endingBefore end: Int) {
    let input = lines.drop { $0.trimmed.isEmpty || $0.hasPrefix("%") && !$0.hasPrefix("%!") }
    turns.append(
      Turn(input: input.joined(separator: "\n").trimmed, line: end - input.count + 1))
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    String(reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension Session {
  /// Types what a transcript has again, and says where the answers differ.
  ///
  /// - Parameter name: of the file it is from.
  /// - Returns: how many differ.
  public func replay(_ transcript: Transcript, named name: String, say: (Reply) -> Void) -> Int {
    var differing = 0
    for turn in transcript.turns where !isOver {
      reply(to: Array(turn.input.utf8), named: "<prompt>") { _ in }
      let found = self.transcript.turns.last?.output.map(\.trimmedAtEnd) ?? []
      if found == turn.output.map(\.trimmedAtEnd) { continue }
      differing += 1
      say(.text("\(name):\(turn.line): \(turn.input)\n" + difference(turn.output, found)))
    }
    return differing
  }

  /// Lines that were there begin with `-`, those that are there now with `+`.
  private func difference(_ old: [String], _ new: [String]) -> String {
    let old = old.map(\.trimmedAtEnd)
    let change = new.difference(from: old)
    let lines = change.map { step in
      switch step {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }
    return lines.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(\.controlsEscaped)
        .joined(separator: "\t") + "\n"
    }.joined()
  }
}

extension Command {
  static let saveSession: Command = Command(
    name: "save-session", usage: "FILE",
    summary: "write what was typed and answered as a script that can be checked",
    details: "'debate run --check FILE' types it again and tells which answers have changed.",
    example: ".save-session monday.dl", arguments: [.file]
  ) { session, path, say in
    if path.isEmpty { throw Refusal.wrongUsage(of: .saveSession) }
    guard let inputs = counted(session.transcript.count, "input") else {
      throw Refusal(
        .nothingToSave, "nothing was typed yet", help: "ask first, such as 'topic(id: Topic)?'")
    }
    try session.outside.write(Array(session.transcript.text.utf8), to: path)
    say(.remark("\(inputs) saved to \(path.controlsEscaped)"))
  }
}

import Datalog

extension Command {
  static let mode: Command = Command(
    name: "mode", usage: "[FORMAT] [exact | safe]", summary: "set how answers are written",
    details: """
      table and box are for people, markdown for reports, csv, tsv, json and jsonl for programs,
      line shows a value a line, facts writes clauses that can be loaded, dot a drawing for Graphviz.
      What a terminal or a spreadsheet would act on is made harmless: an escape character is
      shown as \\u{1B}, a CSV cell that begins like a formula gets a '. With exact, values are
      written as they are. Without arguments the mode is told.
      """,
    example: ".mode box",
    arguments: [.word(Presentation.Format.allCases.map(\.rawValue)), .word(["exact", "safe"])]
  ) { session, argument, say in
    if argument.isEmpty { return say(.text(session.display.mode + "\n")) }
    for word in argument.split(whereSeparator: \.isWhitespace) {
      switch word {
      case "exact": session.display.isExact = true
      case "safe": session.display.isExact = false
      default: session.display.format = try Presentation.Format(named: String(word))
      }
    }
    say(.remark(session.display.mode))
  }

  static let output: Command = Command(
    name: "output", usage: "[FILE | '|' COMMAND]", summary: "send answers to a file or a command",
    details: """
      From now on, until '.output' alone. A file is written anew, then each answer is added to it.
      A file's ending says how: .csv, .tsv, .json, .jsonl, .md, .dl or .dot; otherwise as the mode
      says. What follows | is run by the system's shell, anew for each answer.
      """,
    example: ".output answers.csv", arguments: [.file]
  ) { session, argument, say in
    guard !argument.isEmpty else {
      session.lastingDestination = nil
      return say(.remark("answers are shown here"))
    }
    let destination = try Destination(argument, of: .output)
    if case .file(let path) = destination { try session.outside.write([], to: path) }
    session.lastingDestination = destination
    say(.remark("answers go to \(destination.name.controlsEscaped)"))
  }

  static let once: Command = Command(
    name: "once", usage: "FILE | '|' COMMAND",
    summary: "send the next answer to a file or a command",
    details: "A file is written whole, in place of an older one. Otherwise as '.output'.",
    example: ".once | wc -l", arguments: [.file]
  ) { session, argument, say in
    let destination = try Destination(argument, of: .once)
    session.nextDestination = destination
    say(.remark("the next answer goes to \(destination.name.controlsEscaped)"))
  }

  static let pager: Command = Command(
    name: "pager", usage: "on | off", summary: "show what is longer than the screen page by page",
    details: "By $DEBATE_PAGER, else $PAGER, else less.", example: ".pager off",
    arguments: [.word(["on", "off"])]
  ) { session, argument, say in
    session.display.usesPager = try isOn(argument, for: .pager)
  }

  static func isOn(_ argument: String, for command: Command) throws(Refusal) -> Bool {
    switch argument {
    case "on": true
    case "off": false
    default: throw .wrongUsage(of: command)
    }
  }
}

extension Display {
  /// `csv, exact`
  fileprivate var mode: String {
    (format?.rawValue ?? "table here, tsv elsewhere") + (isExact ? ", exact" : "")
  }
}

extension Presentation.Format {
  fileprivate init(named name: String) throws(Refusal) {
    let all = Self.allCases.map(\.rawValue)
    guard let format = Self(rawValue: name) else {
      let guess = nearest(to: name, in: all)
      throw Refusal(
        .wrongUsage, "there is no mode '\(name)'",
        help: guess.map { "did you mean '\($0)'?" } ?? "there is " + all.joined(separator: ", "))
    }
    self = format
  }
}

extension Destination {
  fileprivate init(_ argument: String, of command: Command) throws(Refusal) {
    guard let destination = Destination(argument) else { throw .wrongUsage(of: command) }
    self = destination
  }
}

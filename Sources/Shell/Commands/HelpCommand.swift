import Datalog

extension Command {
  static let help: Command = Command(
    name: "help", usage: "[COMMAND | TOPIC]", summary: "list the commands, or explain something",
    details: """
      Explains a command, a topic of the language, a predicate that is built in, or one of the debate.
      """,
    example: ".help why", arguments: [.command]
  ) { session, name, say in
    guard !name.isEmpty else { return say(.text(overview)) }
    let bare = name.hasPrefix(".") ? String(name.dropFirst()) : name
    if let command = Command.named(bare) { return say(.text(command.explanation)) }
    if let topic = HelpTopic.named(bare) { return say(.text("\(topic.text)\n")) }
    if let builtin = Builtin.named(bare) { return say(.text(builtin.explanation)) }
    guard session.database.catalog.predicate(named: bare) != nil else {
      let guess = nearest(to: bare, in: Command.all.map(\.name) + HelpTopic.all.map(\.name))
      throw Refusal(
        .unknownCommand, "there is no help on '\(bare)'",
        help: guess.map { "did you mean '\($0)'?" } ?? "'.help' lists what there is")
    }
    try Command.schema.action(session, bare, say)
  }

  private static var overview: String {
    let width = all.map(\.name.count).max() ?? 0
    let groups = groups.map { title, commands in
      "\n\(title):\n"
        + commands.map { command in
          let padding = String(repeating: " ", count: width - command.name.count)
          return "  .\(command.name)\(padding)   \(command.summary)\n"
        }.joined()
    }
    return """
      Clauses end with a mark:
        oppose(Who, nato_shootdown)?   ask: capitals are what you want to know
        ally(poland, romania).         state a fact
        near(X, Y) :- ally(X, Y).      add a rule
        ally(poland, romania)~         take a fact back

      Commands begin with a dot; '.help why' explains one.
      \(groups.joined())
      There is also help on \(HelpTopic.all.map(\.name).joined(separator: ", ")).

      """
  }

  private var explanation: String {
    var lines = ["\(synopsis)   \(summary)"]
    if !otherNames.isEmpty {
      lines.append("also " + otherNames.map { ".\($0)" }.joined(separator: ", "))
    }
    if !details.isEmpty { lines += ["", details] }
    if !switches.isEmpty { lines += [""] + switches.map { "\($0.name)   \($0.summary)" } }
    return (lines + ["", "example: \(example)", ""]).joined(separator: "\n")
  }
}

extension Builtin {
  fileprivate var explanation: String {
    let names = columns.map(\.name).joined(separator: ", ")
    return "\(name)(\(names)) is built in: it holds where \(documentation.filter { $0 != "`" })\n"
  }
}

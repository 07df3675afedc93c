extension Command {
  static let help: Command = Command(
    name: "help", usage: "[COMMAND]", summary: "list the commands, or explain one",
    example: ".help why", arguments: [.command]
  ) { _, name, say in
    guard !name.isEmpty else { return say(.text(overview)) }
    let bare = name.hasPrefix(".") ? String(name.dropFirst()) : name
    guard let command = Command.named(bare) else { throw Refusal.unknownCommand(bare) }
    say(.text(command.explanation))
  }

  private static var overview: String {
    let width = all.map(\.synopsis.count).max() ?? 0
    let commands = all.map { command in
      let padding = String(repeating: " ", count: width - command.synopsis.count)
      return "  \(command.synopsis)\(padding)   \(command.summary)\n"
    }
    return """
      Clauses end with a mark:
        oppose(Who, nato_shootdown)?   ask: capitals are what you want to know
        ally(poland, romania).         state a fact
        near(X, Y) :- ally(X, Y).      add a rule
        ally(poland, romania)~         take a fact back

      Commands begin with a dot:
      \(commands.joined())
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

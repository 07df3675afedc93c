import ArgumentParser
import Shell

/// The manual page in the language of man(7).
struct ManualPage {
  private let tool: DeclaredTool.Command

  init(_ tool: DeclaredTool.Command) { self.tool = tool }

  var text: String {
    [
      ".TH DEBATE 1 \"\" \"debate \(Debate.configuration.version)\" \"User Commands\"", name,
      synopsis,
      section("DESCRIPTION", paragraphs(tool.discussion)), section("OPTIONS", options(of: tool)),
      subcommands, commands, surroundings,
    ].joined(separator: "\n") + "\n"
  }

  private var name: String {
    section("NAME", "debate \\- \(escaped(tool.abstract ?? ""))")
  }

  private var synopsis: String {
    section(
      "SYNOPSIS",
      """
      .B debate
      [\\fIoptions\\fR] [\\fIsubcommand\\fR] [\\fIarguments\\fR]
      """)
  }

  private var subcommands: String {
    let parts = (tool.subcommands ?? []).filter { $0.commandName != "help" }.map { command in
      let arguments = (command.arguments ?? []).filter { $0.kind == .positional }
      let words = ["debate \(command.commandName)"] + arguments.map { "<\($0.valueName ?? "")>" }
      return ".SS \(escaped(words.joined(separator: " ")))\n"
        + [
          paragraphs(command.abstract), paragraphs(command.discussion),
          options(of: command, besides: ["version", "help"]),
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n.PP\n")
    }
    return section("SUBCOMMANDS", parts.joined(separator: "\n"))
  }

  private var commands: String {
    let entries = CommandSummary.all.map { command in
      let about = [command.summary, command.details].filter { !$0.isEmpty }.map(sentence)
      return entry(command.synopsis, about.joined(separator: "\n"))
    }
    return section(
      "COMMANDS AT THE PROMPT",
      "Clauses end with \\(lq.\\(rq, questions with \\(lq?\\(rq.\n"
        + entries.joined(separator: "\n"))
  }

  private var surroundings: String {
    let files = [
      ("graph, queries", "The facts of a debate, and the rules and questions beside them."),
      ("$XDG_CONFIG_HOME/debate/init.dl", "Loaded when the prompt begins."),
      ("$XDG_STATE_HOME/debate/history", "What was typed, readable by its owner alone."),
    ]
    let variables = [
      ("DEBATE_GRAPH", "The folder of facts, where --graph is not given."),
      ("DEBATE_PAGER, PAGER", "The program that shows what is longer than the screen."),
      ("VISUAL, EDITOR", "The editor of .edit and ^X^E."),
      ("NO_COLOR", "Where it is set, there is no colour."),
    ]
    return section("FILES", files.map(entry).joined(separator: "\n")) + "\n"
      + section("ENVIRONMENT", variables.map(entry).joined(separator: "\n"))
  }

  private func options(
    of command: DeclaredTool.Command, besides common: [String] = []
  ) -> String {
    let own = (command.arguments ?? []).filter { argument in
      let isCommon = argument.names?.contains { common.contains($0.name) } ?? false
      return argument.shouldDisplay && !isCommon
    }
    return own.map { argument in
      let names = (argument.names ?? []).map { $0.kind == .long ? "--\($0.name)" : "-\($0.name)" }
      let value = argument.valueName.map { "<\($0)>" } ?? ""
      let head: String
      switch argument.kind {
      case .positional: head = value + (argument.isRepeating ? " ..." : "")
      case .option: head = names.joined(separator: ", ") + " " + value
      case .flag: head = names.joined(separator: ", ")
      }
      let usual = argument.defaultValue.map { " Otherwise \($0)." } ?? ""
      return entry(head, (argument.abstract ?? "") + usual)
    }.joined(separator: "\n")
  }
}

private func section(_ title: String, _ body: String) -> String { ".SH \(title)\n\(body)" }

/// A bold term and what it means, indented.
private func entry(_ term: String, _ about: String) -> String {
  ".TP\n\\fB\(escaped(term))\\fR\n\(paragraphs(about))"
}

/// Lines stay lines where they are indented, such as examples.
private func paragraphs(_ text: String?) -> String {
  (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { line in
    if line.isEmpty { return ".PP" }
    return line.hasPrefix(" ") ? ".br\n\(escaped(String(line)))" : escaped(String(line))
  }.joined(separator: "\n")
}

/// Begun with a capital, ended with a full stop.
private func sentence(_ text: String) -> String {
  let text = text.prefix(1).uppercased() + text.dropFirst()
  return text.last.map { ".?!:".contains($0) } ?? true ? text : text + "."
}

/// A line that man(7) shows as it is.
private func escaped(_ line: String) -> String {
  let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    .replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
  return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
}

import ArgumentParser
import FoundationEssentials

struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write the manual page.",
    discussion: """
      Made from the same declarations as --help and .help, for man(1). For example:
      debate manual > ~/.local/share/man/man1/debate.1
      Completions for a shell are written by 'debate --generate-completion-script bash', zsh or fish.
      """)

  func run() throws {
    let declared = try JSONDecoder().decode(DeclaredTool.self, from: Data(Debate._dumpHelp().utf8))
    let output = StandardStream(1)
    output.write(ManualPage(declared.command).text)
    output.flush()
  }
}

/// What the parser of the command line knows of the program, as it tells it in JSON.
struct DeclaredTool: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }
    enum Spelling: String, Decodable { case long, short, longWithSingleDash }

    struct Name: Decodable {
      let kind: Spelling
      let name: String
    }

    let kind: Kind
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let defaultValue: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
  }
}

import ArgumentParser

@main struct Debate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a debate who said what, and why that follows.",
    discussion: """
      Without a subcommand, debate is a conversation: at a terminal with a prompt, otherwise it reads \
      clauses and questions from standard input.
      """,
    version: "0.1.0",
    subcommands: [Converse.self, Query.self, Run.self, Check.self, Export.self],
    defaultSubcommand: Converse.self)
}

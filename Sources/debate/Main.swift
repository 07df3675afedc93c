import ArgumentParser

// Every command spells its name out: made from the names of types, they took a sixth of starting.

@main struct Debate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debate",
    abstract: "Ask a debate who said what, and why that follows.",
    usage: "debate [options] [subcommand] [arguments]",
    discussion: """
      Without a subcommand, debate converses: at a terminal with a prompt, where '.help' tells what \
      can be typed; otherwise it takes clauses and questions from standard input.

        debate                                        a prompt
        debate query 'oppose(Who, nato_shootdown)?'   one question
        debate -c '.examples coalition'               what could be asked
        debate run queries/change.dl                  the questions of a file
        debate export affiliation --format svg -o stances.svg

      Exit status: 0 answered, 1 an error, 2 a check failed, 3 an answer without rows where \
      --fail-empty is given, 64 a wrong command line, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      Converse.self, Query.self, Run.self, Check.self, Verify.self, Export.self, Format.self,
      NewArticle.self, CompareCodings.self, ImportCoding.self, ExplainEdge.self,
      MeasurePolarization.self, Store.self,
      Manual.self,
    ],
    defaultSubcommand: Converse.self)

  /// May stand before the subcommand or behind it.
  @OptionGroup var graph: GraphOptions
}

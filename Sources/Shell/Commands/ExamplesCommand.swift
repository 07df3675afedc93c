import Datalog

extension Command {
  static let examples: Command = Command(
    name: "examples", usage: "[WORD | NUMBER]",
    summary: "list the questions that come with the debate, or ask one",
    details: "With a word, those whose title or text has it; with a number, that one is asked.",
    example: ".examples coalition"
  ) { session, argument, say in
    let examples = session.examples
    if let number = Int(argument) {
      guard examples.indices.contains(number - 1) else {
        throw Refusal(
          .wrongUsage, "there is no example \(number)", help: "there are \(examples.count)")
      }
      let question = examples[number - 1].question
      say(.remark(question.controlsEscaped))
      return session.reply(to: Array(question.utf8), named: "<example>", say: say)
    }
    let word = argument.lowercased()
    let rows = examples.enumerated().filter { _, example in
      word.isEmpty || "\(example.title) \(example.question)".lowercased().contains(word)
    }.map { [String($0 + 1), $1.title, $1.question] }
    if rows.isEmpty { return say(.text("there are no such examples\n")) }
    say(.listing(header: ["#", "what", "question"], rows: rows))
  }
}

extension Session {
  fileprivate struct Example {
    let title: String
    let question: String
  }

  /// The questions of the debate's own files that have a title, in order.
  fileprivate var examples: [Example] {
    ownFiles.flatMap { parse($0, as: InputID(0)).program.clauses }.compactMap { clause in
      guard case .query = clause.kind, let title = clause.documentation else { return nil }
      return Example(
        title: title.replacing("\n", with: " "), question: clause.description)
    }
  }
}

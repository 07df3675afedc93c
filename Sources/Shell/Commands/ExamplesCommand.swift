import Datalog

extension Command {
  static let examples: Command = Command(
    name: "examples", usage: "[WORD] [NUMBER]",
    summary: "list the questions that come with the debate, or ask one",
    details:
      "With a word, those whose title or text has it; with a number, that one of them is asked.",
    example: ".examples coalition 1"
  ) { session, argument, say in
    let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    let number = words.last.flatMap { Int($0) }
    let word = (number == nil ? words : words.dropLast()).joined(separator: " ").lowercased()
    let examples = session.examples.filter { example in
      word.isEmpty || "\(example.title) \(example.question)".lowercased().contains(word)
    }
    if let number { return try session.ask(examples, number, say) }
    if examples.isEmpty { return say(.text("there are no such examples\n")) }
    let rows = examples.enumerated().map { [String($0 + 1), $1.title, $1.question] }
    say(.listing(header: ["#", "what", "question"], rows: rows))
  }
}

extension Session {
  fileprivate func ask(_ examples: [Example], _ number: Int, _ say: (Reply) -> Void) throws(Refusal)
  {
    guard examples.indices.contains(number - 1) else {
      throw Refusal(
        .wrongUsage, "there is no such example \(number)", help: "there are \(examples.count)")
    }
    let question = examples[number - 1].question
    say(.remark(question.controlsEscaped))
    reply(to: Array(question.utf8), named: "<example>", say: say)
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

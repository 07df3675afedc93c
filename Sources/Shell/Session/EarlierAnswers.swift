import Datalog

/// The answers of a session, by the numbers under which questions can use them as relations.
struct EarlierAnswers {
  /// Older answers are forgotten where all together have more rows.
  private static let mostRows = 1_000_000

  private(set) var kept: [(number: Int, answer: Answer)] = []
  private var rowCount = 0
  private var given = 0

  var last: Int? { kept.last?.number }

  subscript(number: Int) -> Answer? { kept.first { $0.number == number }?.answer }

  mutating func add(_ answer: Answer) {
    given += 1
    kept.append((given, answer))
    rowCount += answer.rowCount
    while rowCount > Self.mostRows, kept.count > 1 {
      rowCount -= kept.removeFirst().answer.rowCount
    }
  }
}

extension Session {
  /// Makes earlier answers that the text uses relations.
  ///
  /// - Returns: the text, with the last answer called by its number, so that a rule goes on to mean it.
  func recallingAnswers(in text: InputText) -> InputText {
    let calls = text.mayCallAnswers ? answerCalls(in: text) : []
    if calls.isEmpty { return text }
    var bytes = text.bytes
    for call in calls.reversed() {
      guard let number = call.number ?? answers.last, let answer = answers[number] else { continue }
      database.define("_\(number)", as: answer)
      bytes.replaceSubrange(call.range, with: "_\(number)".utf8)
    }
    return calls.contains { $0.number == nil }
      ? InputText(name: text.name, bytes: bytes, firstLine: text.firstLine) : text
  }

  /// The facts of the earlier answers that a text uses: what a rule needs, to be kept.
  func factsRecalled(in text: InputText) -> [CheckedFact] {
    guard text.mayCallAnswers else { return [] }
    let names = Set(answerCalls(in: text).compactMap(\.number).map { "_\($0)" })
    return names.sorted().compactMap(database.catalog.predicate(named:))
      .flatMap(database.statedFacts(of:))
  }
}

extension InputText {
  /// Whether somewhere a word begins with `_` and a digit or parenthesis.
  fileprivate var mayCallAnswers: Bool {
    bytes.indices.dropLast().contains { offset in
      guard bytes[offset] == UInt8(ascii: "_") else { return false }
      let next = bytes[offset + 1]
      return next == UInt8(ascii: "(") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next)
    }
  }
}

extension Command {
  static let answers: Command = Command(
    name: "answers", summary: "list the answers that questions can use as relations",
    details: """
      The last answer is the relation _, the third one _3: '_(Who, Topic), not _3(Who, _)?' asks on.
      In a rule, _ goes on to mean the answer that was the last one then.
      """,
    example: ".answers"
  ) { session, _, say in
    let rows = session.answers.kept.map { number, answer in
      ["_\(number)", String(answer.rowCount), answer.query.written.description]
    }
    if rows.isEmpty { throw Refusal.noAnswerYet }
    say(.listing(header: ["name", "rows", "question"], rows: rows))
  }
}

public import Datalog

extension Database {
  /// The statements that count, one a line in the order of time and text, with the values of all their
  /// variables, as RFC 4180 has it.
  public func eventList() throws(EvaluationError) -> String {
    try rows("chosen(type, statement)?").isEmpty ? try codedEventList() : try ownEventList()
  }

  /// Of the debate's own statements, in the order of days.
  private func ownEventList() throws(EvaluationError) -> String {
    let statement =
      "statement(id: S, actor: Actor, topic: Topic, stance: Stance, on: On, article: D,"
      + " paragraph: Paragraph, voice: Voice, gist: Gist)"
    let statements = try rows(
      "counted(S, _, _, _), place_of(S, Place), \(statement),"
        + " article(id: D, title: Title, publisher: Publisher)?")
    var words: [Value: [String]] = [:]
    for row in try rows("quote(S, Words)?") {
      words[row[0], default: []].append(row[1].displayText)
    }
    var lines = [
      csvLine([
        "statement", "date", "actor", "topic", "stance", "voice", "article", "paragraph", "title",
        "source", "gist", "text",
      ])
    ]
    for row in statements.sorted(by: { ($0[1], $0[0]) < ($1[1], $1[0]) }) {
      let cells = [0, 5, 2, 3, 4, 8, 6, 7, 10, 11, 9].map { row[$0].displayText }
      lines.append(csvLine(cells + [words[row[0], default: []].joined(separator: " … ")]))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func codedEventList() throws(EvaluationError) -> String {
    let variables = try rows("chosen(type, T), variable(T, Name, Kind, Position)?").sorted {
      $0[3] < $1[3]
    }.map { $0[1] }
    let coder = "passage(S, Type, D, Start, Stop, Paragraph, Coder, Place)"
    let document =
      "document(id: D, title: Title, author: Author, source: Source, section: Section,"
      + " type: Kind, at: At)"
    let statements = try rows("counted(S, _, _, _), \(coder), \(document), excerpt(S, Words)?")
    let values = try valuesByStatement()
    var lines = [
      csvLine(
        ["statement", "time"] + variables.map(\.displayText) + [
          "start", "stop", "paragraph", "coder", "document", "title", "author", "source", "section",
          "document_type", "text",
        ])
    ]
    for row in statements.sorted(by: { $0[7] < $1[7] }) {
      let known = values[row[0]] ?? [:]
      let cells =
        [row[0].displayText, time(row[13])] + variables.map { known[$0]?.displayText ?? "" }
        + [3, 4, 5, 6, 2, 8, 9, 10, 11, 12, 14].map { row[$0].displayText }
      lines.append(csvLine(cells))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func valuesByStatement() throws(EvaluationError) -> [Value: [Value: Value]] {
    var values: [Value: [Value: Value]] = [:]
    for predicate in ["coded", "scored", "written"] {
      for row in try rows("\(predicate)(S, V, X)?") {
        values[row[0], default: [:]][row[1]] = row[2]
      }
    }
    return values
  }

  private func rows(_ question: String) throws(EvaluationError) -> [[Value]] {
    let answer = try ask(question)
    return (0..<answer.rowCount).map(answer.row)
  }
}

/// `2019-12-28T09:00:00`
private func time(_ at: Value) -> String {
  guard case .int(let seconds) = at else { return at.displayText }
  let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  let rest = seconds - day * 86_400
  let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
  return "\(CalendarDay(number: Int32(clamping: day)))T" + clock.joined(separator: ":")
}

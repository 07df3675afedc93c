import Datalog

/// What a template is made of.
struct ArticleTemplate {
  let catalog: Catalog
  let text: ArticleText
  let id: String
  /// Values of the article's record by the names of their columns.
  let known: [String: Value]
  /// Predicates that rules give rows to: nobody states these.
  let derived: Set<String>

  private var article: Value { .symbol(id) }
}

extension ArticleTemplate {
  var lines: [String] {
    heading + [""] + record + ["", "% Statements", "%"] + legend + [""]
      + text.paragraphs.indices.flatMap(paragraph) + others
  }

  private var heading: [String] {
    comment(
      """
      \(text.paragraphs[0])

      Begun by 'debate new-article'. Fill in what is empty, uncomment a statement for each stance that a \
      paragraph takes, copy it where there are several, and remove what is not used: the paragraphs too, \
      if others are to have this file and not the article. docs/codebook.md says what counts as a statement.

      Not coded:
      """)
  }

  private var record: [String] {
    let values = known.merging([
      "id": article, "paragraphs": .int(Int64(text.paragraphs.count)),
    ]) { given, _ in given }
    let details = predicates { $0.name != "article" && isKeyed($0, by: "article") }
      .filter { predicate in !predicate.columns.contains { $0.name == "paragraph" } }
    return fact("article", values)
      + details.flatMap { fact($0.name, [$0.columns[0].name: article]) }
  }

  /// What a statement and its details say, in the words of the schema.
  private var legend: [String] {
    let described: [Predicate] = [predicate("statement")].compactMap(\.self) + details
    return described.flatMap { predicate in
      let columns = predicate.columns.map(\.name).joined(separator: ", ")
      let documentation = (predicate.documentation ?? "").split(separator: "\n")
        .joined(separator: " ")
      let vocabulary = predicate.columns.compactMap { column in
        words(of: column.type).map { "\(column.name): \($0)" }
      }
      let notes = ([documentation] + vocabulary).flatMap { $0.wrapped(to: 92) }
      return comment("\(predicate.name)(\(columns))") + notes.map { "%     \($0)" }
    }
  }

  /// Where the texts mention something else at a paragraph: events, ties, figures.
  private var others: [String] {
    let citing = predicates { predicate in
      predicate.name != "statement" && isKeyed(predicate, by: "article", anywhere: true)
        && predicate.columns.contains { $0.name == "paragraph" }
    }
    return citing.isEmpty
      ? []
      : ["% Further facts", ""] + citing.flatMap { commented(fact($0.name, ["article": article])) }
  }

  /// A paragraph, a statement made in it, and what it puts in quotation marks.
  private func paragraph(_ index: Int) -> [String] {
    let number = index + 1
    let printed = text.paragraphs[index]
    let digits = String(number)
    let statement = Value.symbol(
      "s_\(id)_" + String(repeating: "0", count: max(0, 2 - digits.count)) + digits)
    let stub = fact(
      "statement", ["id": statement, "article": article, "paragraph": .int(Int64(number))])
    let quotes = quotedWords(in: printed).flatMap { words in
      fact("quote", ["statement": statement, "words": .text(words)])
    }
    return comment("\(number): \(printed)") + [""] + commented(stub + quotes) + [""]
  }
}

// MARK: - The schema

extension ArticleTemplate {
  private func predicate(_ name: String) -> Predicate? {
    catalog.predicate(named: name).map { catalog[$0] }
  }

  /// The declared predicates that satisfy a condition, in the order of their declaration.
  private func predicates(_ isWanted: (Predicate) -> Bool) -> [Predicate] {
    catalog.predicates.filter { $0.isDeclared && !derived.contains($0.name) && isWanted($0) }
  }

  /// The predicates that add something to a statement.
  private var details: [Predicate] {
    predicates { $0.name != "statement" && isKeyed($0, by: "statement") }
  }

  /// Whether the first column, or any, refers to `target`.
  private func isKeyed(
    _ predicate: Predicate, by target: String, anywhere: Bool = false
  ) -> Bool {
    predicate.columns.prefix(anywhere ? .max : 1).contains { $0.type == .reference(target) }
  }

  /// The words of an enumeration.
  private func words(of type: ColumnType) -> String? {
    guard case .enumeration(let name) = type else { return nil }
    return catalog.enumerations[name]?.members.joined(separator: ", ")
  }

  /// A fact with all columns named; what is not known is empty.
  private func fact(_ name: String, _ known: [String: Value]) -> [String] {
    guard let predicate = predicate(name) else { return [] }
    let columns = predicate.columns.map { column in
      "\(column.name): \(known[column.name]?.description ?? blank(column.type))"
    }
    return filled(columns, opening: "\(name)(", closing: ").")
  }

  /// What an empty column looks like.
  private func blank(_ type: ColumnType) -> String {
    switch type {
    case .text: "\"\""
    case .date: "date(\"\")"
    default: ""
    }
  }
}

// MARK: - Layout

/// Items over lines of at most 98 columns, those behind the first indented.
private func filled(_ items: [String], opening: String, closing: String) -> [String] {
  var lines = [opening]
  for (number, item) in items.enumerated() {
    let text = item + (number + 1 < items.count ? "," : closing)
    let isFirst = lines.count == 1 && lines[0] == opening
    if isFirst || lines[lines.count - 1].displayWidth + 1 + text.displayWidth <= 98 {
      lines[lines.count - 1] += (isFirst ? "" : " ") + text
    } else {
      lines.append("  " + text)
    }
  }
  return lines
}

/// The text as comments, its lines wrapped; control characters are spelled out.
private func comment(_ text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
    line.isEmpty ? ["%"] : line.controlsEscaped.wrapped(to: 98).map { "% \($0)" }
  }
}

private func commented(_ lines: [String]) -> [String] { lines.map { "% \($0)" } }

/// What a paragraph puts in quotation marks, from left to right, what is quoted within it left out;
/// without a comma before the closing mark, which belongs to the sentence around.
private func quotedWords(in paragraph: String) -> [String] {
  let characters = Array(paragraph)
  var end = 0
  var words: [String] = []
  for range in quotations(in: characters).sorted(by: { $0.lowerBound < $1.lowerBound })
  where range.lowerBound >= end {
    end = range.upperBound
    let quoted = String(characters[range])
    words.append(quoted.hasSuffix(",") ? String(quoted.dropLast()) : quoted)
  }
  return words
}

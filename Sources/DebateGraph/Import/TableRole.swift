/// What a column of a table of statements is read as, besides a variable of the coding.
public enum TableRole: String, CaseIterable, Sendable {
  case statement, actor, topic, stance, date, document, title, author, source, section
  case type, text, coder, start, stop, paragraph

  /// Whether the column stays a variable under its own name.
  var isVariable: Bool { self == .actor || self == .topic || self == .stance }

  /// Whether all statements of a document have it in common.
  var isOfDocument: Bool {
    switch self {
    case .date, .title, .author, .source, .section, .type: true
    default: false
    }
  }

  /// Headers that say what a column is, in lower case and with `_` for blanks, the best first. DNA's
  /// lists of statements are among those that use them, and this program's.
  var headers: [String] {
    switch self {
    case .statement: ["statement_id", "statement", "id"]
    case .actor:
      [
        "actor", "organization", "organisation", "speaker", "holder", "person", "stakeholder",
        "who",
      ]
    case .topic: ["topic", "concept", "issue", "claim", "belief", "proposition", "category"]
    case .stance: ["stance", "agreement", "position", "polarity", "opinion", "sign"]
    case .date: ["date", "time", "day", "on", "published"]
    case .document: ["document_id", "document", "doc_id", "article_id", "article"]
    case .title: ["title", "document_title", "headline"]
    case .author: ["author", "document_author", "journalist"]
    case .source:
      ["source", "document_source", "outlet", "newspaper", "publisher", "medium"]
    case .section: ["section", "document_section"]
    case .type: ["document_type"]
    case .text: ["text", "words", "quote", "quotation", "excerpt"]
    case .coder: ["coder"]
    case .start: ["start", "start_position"]
    case .stop: ["stop", "stop_position"]
    case .paragraph: ["paragraph"]
    }
  }

  /// Which columns are read as what, by their headers: each role once, the best header of it. A table
  /// of edges ties the source to the target.
  static func guessed(from headers: [String]) -> [Int: TableRole] {
    let names = headers.map { $0.lowercased().replacing(" ", with: "_") }
    var roles: [Int: TableRole] = [:]
    if let source = names.firstIndex(of: "source"), let target = names.firstIndex(of: "target") {
      (roles[source], roles[target]) = (.actor, .topic)
    }
    for role in allCases where !roles.values.contains(role) {
      let column = role.headers.lazy.compactMap { names.firstIndex(of: $0) }.first
      if let column, roles[column] == nil { roles[column] = role }
    }
    return roles
  }
}

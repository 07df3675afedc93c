public import Datalog

/// The statements of one coder.
public struct Coding: Sendable {
  public struct Statement: Hashable, Sendable {
    public let id: String
    public let unit: Unit
    public let stance: String
    public let voice: String
    /// The side its stance counts for, as the graph's `sign` tells; nil where it counts for none.
    public let sign: Int?
    /// `file:line`, so that an editor finds it.
    public let place: String
  }

  /// What two coders can code alike or not: one holder on one topic at one place.
  public struct Unit: Hashable, Sendable {
    public let article: String
    public let paragraph: Int
    public let actor: String
    public let topic: String
  }

  /// In order of article, paragraph, actor and topic; those of one unit in order of their ids.
  public let statements: [Statement]
  /// The SHA-256 of each article's text, by its id.
  let digests: [String: String]
}

extension Coding.Unit: Comparable {
  public static func < (a: Coding.Unit, b: Coding.Unit) -> Bool {
    (a.article, a.paragraph, a.actor, a.topic) < (b.article, b.paragraph, b.actor, b.topic)
  }
}

extension Database {
  /// All statements of the debate, as one coder's.
  public func coding() throws(EvaluationError) -> Coding {
    var signs: [String: Int] = [:]
    for sign in try records(of: "sign") {
      signs[sign.text("stance") ?? ""] = sign.number("value").map { Int($0) }
    }
    let statements = try records(of: "statement").compactMap { statement($0, signs) }
    let digests = try records(of: "article").map { ($0.text("id") ?? "", $0.text("sha256") ?? "") }
    return Coding(
      statements: statements.sorted { ($0.unit, $0.id) < ($1.unit, $1.id) },
      digests: Dictionary(digests) { first, _ in first })
  }

  /// Nil where a column is missing by which statements are compared.
  private func statement(_ record: Record, _ signs: [String: Int]) -> Coding.Statement? {
    guard let article = record.text("article"), let paragraph = record.number("paragraph"),
      let actor = record.text("actor"), let topic = record.text("topic"),
      let stance = record.text("stance")
    else { return nil }
    return Coding.Statement(
      id: record.text("id") ?? "",
      unit: Coding.Unit(
        article: article, paragraph: Int(paragraph), actor: actor, topic: topic),
      stance: stance, voice: record.text("voice") ?? "", sign: signs[stance],
      place: place(of: record))
  }

  private func place(of record: Record) -> String {
    guard let range = record.place else { return "" }
    let text = texts[range.input]
    return "\(text.name):\(text.lineColumn(at: Int(range.start)).line)"
  }
}

/// A rule to be run, in core form: one of the program, or one made of it by a rewriting.
struct Rule {
  let head: Atom
  let body: [Literal]
  /// What the user wrote: what an error speaks of.
  let written: Clause
  /// The predicate that `written` derives; nil where it is a question.
  let derives: String?

  init(head: Atom, body: [Literal], written: Clause, derives: String?) {
    self.head = head
    self.body = body
    self.written = written
    self.derives = derives
  }

  init(_ rule: CheckedRule) {
    self.init(
      head: rule.head, body: rule.body, written: rule.written,
      derives: rule.predicate.isOfCheck ? nil : rule.head.predicate.text)
  }

  /// Another rule that stands for a part of this one.
  func part(head: Atom, body: [Literal]) -> Rule {
    Rule(head: head, body: body, written: written, derives: derives)
  }
}

extension String {
  /// A name for a predicate of the engine's own, that no program can spell: no text has a NUL.
  func unspelled() -> String { self + "\u{0}" }

  /// What the name was made of.
  var spelled: String { hasSuffix("\u{0}") ? String(dropLast()) : self }
}

extension Atom {
  /// An atom of a predicate of the engine's own.
  init(internal name: String, _ terms: [Term], range: TextRange) {
    self.init(Name(name, range: range), terms.map { Argument($0) }, range: range)
  }
}

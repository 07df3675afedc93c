/// A stretch of canonical text that stays on one line; pieces are joined by a blank or a line break.
///
/// `start` is the byte at which what it prints begins in its text, so that comments find their place
/// between the pieces.
struct Piece {
  var text: String
  var start: Int

  init(_ text: String, _ start: UInt32) {
    self.text = text
    self.start = Int(start)
  }
}

extension [Piece] {
  var flat: String { map(\.text).joined(separator: " ") }

  /// With `opening` before the first piece, which then begins at `start`.
  func opened(by opening: String, at start: UInt32) -> [Piece] {
    guard let first else { return [Piece(opening, start)] }
    return [Piece(opening + first.text, start)] + dropFirst()
  }

  func closed(by closing: String) -> [Piece] {
    var pieces = self
    pieces[count - 1].text += closing
    return pieces
  }
}

/// The items one after another, `separator` behind each but the last.
func listed(_ items: [[Piece]], by separator: String) -> [Piece] {
  items.dropLast().flatMap { $0.closed(by: separator) } + (items.last ?? [])
}

extension Atom {
  var pieces: [Piece] {
    if arguments.isEmpty { return [Piece("\(predicate)", range.start)] }
    return listed(arguments.map { [$0.piece] }, by: ",")
      .opened(by: predicateText(predicate.text) + "(", at: range.start).closed(by: ")")
  }
}

extension Argument {
  var piece: Piece {
    Piece(label.map { "\($0): \(term)" } ?? "\(term)", label?.range.start ?? term.range.start)
  }
}

extension Literal {
  var pieces: [Piece] {
    switch kind {
    case .positive(let atom): atom.pieces
    case .negative(let atom): atom.pieces.opened(by: "not ", at: range.start)
    case .comparison(let left, let comparison, let right):
      [
        Piece("\(left)", range.start),
        Piece("\(comparison.rawValue) \(right)", right.range.start),
      ]
    case .aggregate(let term, let comparison, let aggregate):
      [Piece("\(term) \(comparison.rawValue) \(aggregate.function.rawValue){", range.start)]
        + aggregate.elementPieces
    }
  }
}

extension Aggregate {
  /// With the closing brace.
  fileprivate var elementPieces: [Piece] {
    listed(elements.map(\.pieces), by: ";").closed(by: " }")
  }

  var pieces: [Piece] { [Piece("\(function.rawValue){", range.start)] + elementPieces }
}

extension Aggregate.Element {
  var pieces: [Piece] {
    let terms = terms.map { [Piece("\($0)", $0.range.start)] }
    return listed(terms, by: ",").closed(by: " :") + listed(body.map(\.pieces), by: ",")
  }
}

extension PredicateDeclaration {
  /// - Parameter start: where the directive begins.
  func pieces(from start: UInt32) -> [Piece] {
    let opening = "#pred \(name)"
    if columns.isEmpty { return [Piece(opening, start)] }
    let columns = columns.map { [Piece($0.description, $0.name.range.start)] }
    let declaration = listed(columns, by: ",").opened(by: opening + "(", at: start)
      .closed(by: ")")
    guard let first = key.first else { return declaration }
    let key = key.map { [Piece("\($0)", $0.range.start)] }
    return declaration
      + listed(key, by: ",").opened(by: "key(", at: first.range.start).closed(by: ")")
  }
}

/// A part of a clause that is kept together where it fits on a line: the head, a literal.
struct Unit {
  var pieces: [Piece]
  /// Blanks before its first line where it begins one, and before those that follow.
  let indentation: Int
  let continuation: Int
  /// Whether it always begins a line where its clause takes several.
  let beginsLine: Bool

  init(_ pieces: [Piece], _ indentation: Int, _ continuation: Int, beginsLine: Bool = false) {
    self.pieces = pieces
    self.indentation = indentation
    self.continuation = continuation
    self.beginsLine = beginsLine
  }
}

extension Clause {
  /// In order, with all marks; never empty, and no unit is.
  var units: [Unit] {
    switch kind {
    case .fact(let atom):
      [Unit(atom.pieces.closed(by: "."), 0, 2)]
    case .retract(let atom):
      [Unit(atom.pieces.closed(by: "~"), 0, 2)]
    case .rule(let head, let body):
      [Unit(head.pieces.closed(by: " :-"), 0, 4)]
        + units(of: body, indentation: 2, onLinesOfItsOwn: true, closedBy: ".")
    case .check(let body):
      [Unit([Piece(":-", range.start)], 0, 3)] + units(of: body, indentation: 3, closedBy: ".")
    case .query(let body):
      units(of: body, indentation: 2, closedBy: "?")
    case .directive(let directive):
      units(of: directive)
    }
  }

  private func units(
    of body: [Literal], indentation: Int, onLinesOfItsOwn: Bool = false, closedBy mark: String
  ) -> [Unit] {
    body.indices.map { index in
      let pieces = body[index].pieces.closed(by: index == body.count - 1 ? mark : ",")
      let beginsLine = onLinesOfItsOwn && index == 0
      return Unit(pieces, indentation, indentation + 2, beginsLine: beginsLine)
    }
  }

  private func units(of directive: Directive) -> [Unit] {
    switch directive {
    case .predicate(let declaration):
      return [Unit(declaration.pieces(from: range.start).closed(by: "."), 0, 2)]
    case .enumeration(let name, let members):
      let end = members.last?.range.end ?? range.end
      return [
        Unit([Piece("#enum \(name) {", range.start)], 0, 2),
        Unit(
          listed(members.map { [Piece("\($0)", $0.range.start)] }, by: ","), 2, 2, beginsLine: true),
        Unit([Piece("}.", end)], 0, 0, beginsLine: true),
      ]
    case .constant(let name, let value):
      return single("#const \(name) = \(value).")
    case .include(let path):
      return single("#include \(Value.text(path)).")
    case .input(let name, let path):
      return single("#input \(name) \(Value.text(path)).")
    case .show(let name, let arity):
      return single("#show \(name)" + (arity.map { "/\($0)" } ?? "") + ".")
    }
  }

  private func single(_ text: String) -> [Unit] { [Unit([Piece(text, range.start)], 0, 2)] }
}

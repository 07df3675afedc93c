/// A part of a clause that has lines of its own where the clause takes several: the head, a literal.
struct Unit {
  var pieces: [Piece]
  /// Blanks before its first line, and before those that follow.
  let indentation: Int
  let continuation: Int

  init(_ pieces: [Piece], _ indentation: Int, _ continuation: Int) {
    self.pieces = pieces
    self.indentation = indentation
    self.continuation = continuation
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
      [Unit(head.pieces.closed(by: " :-"), 0, 4)] + units(of: body, 2, closedBy: ".")
    case .check(let body):
      [Unit([Piece(":-", range.start)], 0, 4)] + units(of: body, 2, closedBy: ".")
    case .query(let body):
      units(of: body, 0, closedBy: "?")
    case .directive(let directive):
      units(of: directive)
    }
  }

  /// - Parameter indentation: of the first literal; the others are within the clause.
  private func units(
    of body: [Literal], _ indentation: Int, closedBy mark: String
  ) -> [Unit] {
    body.indices.map { index in
      let pieces = body[index].pieces.closed(by: index == body.count - 1 ? mark : ",")
      return Unit(pieces, index == 0 ? indentation : 2, 4)
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
        Unit(listed(members.map { [Piece("\($0)", $0.range.start)] }, by: ","), 2, 2),
        Unit([Piece("}.", end)], 0, 0),
      ]
    case .constant(let name, let value):
      return single("#const \(name) = \(value).")
    case .include(let path):
      return single("#include \(Value.text(path)).")
    case .show(let name, let arity):
      return single("#show \(name)" + (arity.map { "/\($0)" } ?? "") + ".")
    }
  }

  private func single(_ text: String) -> [Unit] { [Unit([Piece(text, range.start)], 0, 2)] }
}

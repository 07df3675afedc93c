// What a built-in can't compute anything from, told before it is called.

extension Checker {
  /// Whether an atom can be computed, if it is one of a built-in at all.
  mutating func canBeCalled(_ atom: Atom) -> Bool {
    guard let builtin = Builtin.named(atom.predicate.text) else { return true }
    let arguments = atom.arguments.map(\.term)
    return hasInputs(arguments, of: builtin) && accepts(arguments, of: builtin)
  }

  /// A wildcard, written or left out, is no input.
  private mutating func hasInputs(_ arguments: [Term], of builtin: Builtin) -> Bool {
    guard builtin.mode(bound: { !arguments[$0].isWildcard }) == nil,
      let missing = arguments.indices.first(where: {
        builtin.modes[0].inputs[$0] && arguments[$0].isWildcard
      })
    else { return true }
    report(
      .misplacedWildcard, at: arguments[missing].range,
      "'\(builtin.name)' needs a value in column '\(builtin.columns[missing].name)'")
    return false
  }

  /// A constant that says how the first column's text is looked at, such as a pattern, is tried on
  /// the empty text.
  private mutating func accepts(_ arguments: [Term], of builtin: Builtin) -> Bool {
    let inputs = arguments.indices.filter { builtin.modes[0].inputs[$0] }
    let constants = inputs.dropFirst().map { arguments[$0].constantValue }
    guard builtin.columns[0].type == .text, !constants.isEmpty, !constants.contains(nil) else {
      return true
    }
    let rest = [Value?](repeating: nil, count: arguments.count - inputs.count)
    do {
      _ = try builtin.rows([.text("")] + constants + rest)
    } catch .invalid(let reason) {
      report(.invalidArgument, at: arguments[inputs.last ?? 0].range, reason)
      return false
    } catch {}
    return true
  }
}

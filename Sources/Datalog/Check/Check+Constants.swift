// First stage, too: `#const`.

extension Checker {
  /// `#const` values may use each other, in any order.
  mutating func declareConstants(_ constants: [(name: Name, value: Term)]) {
    var pending: [String: (name: Name, value: Term)] = [:]
    var order: [String] = []
    for constant in constants {
      let name = constant.name.text
      if let earlier = pending[name] {
        reportDuplicate(constant.name, "constant", earlier.name.range)
      } else {
        pending[name] = constant
        order.append(name)
      }
    }
    var visiting: Set<String> = []
    for name in order { resolveConstant(name, &pending, &visiting) }
  }

  /// One that can't be resolved is refused, and those that use it say nothing more.
  private mutating func resolveConstant(
    _ name: String, _ pending: inout [String: (name: Name, value: Term)],
    _ visiting: inout Set<String>
  ) {
    guard let constant = pending[name] else { return }
    guard visiting.insert(name).inserted else {
      pending[name] = nil
      refusedConstants.insert(name)
      return report(
        .invalidConstant, at: constant.name.range, "constant '\(name)' is defined by itself")
    }
    let symbols = constant.value.symbols
    for symbol in symbols { resolveConstant(symbol, &pending, &visiting) }
    guard pending.removeValue(forKey: name) != nil,
      refusedConstants.isDisjoint(with: symbols),
      let value = groundValue(of: constant.value, in: "a constant's value")
    else {
      _ = refusedConstants.insert(name)
      return
    }
    if let earlier = catalog.constants[name], earlier != value {
      return report(
        .duplicateDeclaration, at: constant.name.range, "constant '\(name)' is \(earlier) already")
    }
    catalog.constants[name] = value
  }
}

extension Term {
  /// The symbols in it, each of which may be the name of a `#const`.
  fileprivate var symbols: [String] {
    switch kind {
    case .constant(.symbol(let name)): [name]
    case .constant, .variable, .wildcard: []
    case .negation(let operand): operand.symbols
    case .operation(_, let left, let right), .interval(let left, let right):
      left.symbols + right.symbols
    }
  }
}

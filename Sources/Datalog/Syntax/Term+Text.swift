extension Term: CustomStringConvertible {
  /// With the parentheses it needs, and no others.
  public var description: String { text(within: .interval) }

  /// - Parameter place: what the term is part of, which decides whether it needs parentheses.
  private func text(within place: Binding) -> String {
    let text =
      switch kind {
      case .variable(let name): name
      case .wildcard: "_"
      case .constant(let value): value.description
      case .negation(let term): "-\(term.negatedText)"
      case .operation(let operation, let left, let right):
        "\(left.text(within: operation.binding)) \(operation.rawValue) "
          + right.text(within: operation.binding.tighter)
      case .interval(let lower, let upper):
        "\(lower.text(within: .sum))..\(upper.text(within: .sum))"
      }
    return binding < place ? "(\(text))" : text
  }

  /// Behind a minus sign. A number or symbol there gets parentheses, since `-5` is a number and
  /// `-p` looks like the negation of an atom.
  private var negatedText: String {
    switch kind {
    case .constant(.int(let number)) where number >= 0: "(\(number))"
    case .constant(.decimal(let number)) where number >= 0: "(\(Value.decimal(number)))"
    case .constant(.symbol(let name)): "(\(nameText(name)))"
    default: text(within: .factor)
    }
  }

  private var binding: Binding {
    switch kind {
    case .variable, .wildcard, .constant, .negation: .factor
    case .operation(let operation, _, _): operation.binding
    case .interval: .interval
    }
  }
}

/// How tightly an operator binds, loosest first.
private enum Binding: Int, Comparable {
  case interval, sum, product, factor

  static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }

  /// What the right side of a left-associative operator must bind at least as.
  var tighter: Binding { Binding(rawValue: rawValue + 1) ?? .factor }
}

extension ArithmeticOperator {
  fileprivate var binding: Binding {
    switch self {
    case .add, .subtract: .sum
    case .multiply, .divide, .remainder: .product
    }
  }
}

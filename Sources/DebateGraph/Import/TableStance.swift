/// How a column tells for and against.
enum TableStance {
  /// In words of the schema: support, skeptical, oppose…
  case words
  /// By numbers: above 0 is for, below 0 against.
  case sign
  /// By yes and no.
  case boolean

  static let schema = [
    "support", "interested", "conditional", "noncommittal", "ambiguous", "skeptical", "oppose",
    "informational",
  ]

  /// Nil where the column tells neither.
  init?(of found: TableColumn.Found) {
    if found.filled == 0 { return nil }
    if found.words.allSatisfy(Self.schema.contains) {
      self = .words
    } else if found.areIntegers, found.least < 0 {
      self = .sign
    } else if found.words.allSatisfy({ Yes.value(of: $0) != nil }) {
      self = .boolean
    } else {
      return nil
    }
  }

  /// What the variable holds.
  var kind: TableKind {
    switch self {
    case .words: .shortText
    case .sign: .integer
    case .boolean: .boolean
    }
  }
}

import Relations

extension Answer {
  /// The rows that `later` has and this answer has not, and those that this one has and `later` has
  /// not, each in order. Linear in the rows.
  ///
  /// - Precondition: both are answers of one database, with columns of the same number.
  public func difference(
    to later: Answer
  ) -> (appeared: [[Value]], vanished: [[Value]]) {
    precondition(columns.count == later.columns.count, "answers of different width are compared")
    var (appeared, vanished): ([[Value]], [[Value]]) = ([], [])
    var (old, new) = (0, 0)
    while old < rowCount || new < later.rowCount {
      switch order(of: old, later, new) {
      case 0:
        old += 1
        new += 1
      case ..<0:
        vanished.append(row(old))
        old += 1
      default:
        appeared.append(later.row(new))
        new += 1
      }
    }
    return (appeared, vanished)
  }

  /// Negative, zero or positive as a row of this answer comes before, is, or comes after one of
  /// `other`; what has ended comes last.
  private func order(of row: Int, _ other: Answer, _ otherRow: Int) -> Int {
    guard row < rowCount else { return 1 }
    guard otherRow < other.rowCount else { return -1 }
    for column in columns.indices where ids[column][row] != other.ids[column][otherRow] {
      return self[row, column] < other[otherRow, column] ? -1 : 1
    }
    return 0
  }
}

import Relations

/// The constants that rows are made of, each once for every column it stands in: told apart by the
/// bytes they are written in, so that a value is made for the first occurrence only. A column whose
/// first constants are all different is taken for one of names that never repeat, and not looked up.
///
/// Columns are kept apart, so that those of a few values stay in the cache beside one of names that
/// never repeat.
struct WrittenConstants: Sendable {
  private(set) var values: [Value] = []
  private var columns: [ColumnConstants] = []

  /// The constant written in `token`, which has this hash; nil where it is new in the column.
  @inline(__always)
  mutating func number(
    of token: Range<Int>, _ hash: UInt64, in bytes: Span<UInt8>, column: Int
  ) -> ValueID? {
    column < columns.count ? columns[column].number(of: token, hash, in: bytes) : nil
  }

  /// - Precondition: `number(of:_:in:column:)` found none.
  mutating func add(
    _ value: Value, writtenIn token: ArraySlice<UInt8>, _ hash: UInt64, column: Int
  ) -> ValueID {
    while columns.count <= column { columns.append(ColumnConstants()) }
    let id = add(value)
    columns[column].add(id, writtenIn: token, hash)
    return id
  }

  /// Takes every constant for a new one from now on.
  mutating func forgetWritten() { columns = [] }

  /// A value that is written nowhere: what a column makes of one that is.
  mutating func add(_ value: Value) -> ValueID {
    let number = UInt32(values.count)
    precondition(number < ValueID.none.raw, "a text has less than two billion constants")
    values.append(value)
    return ValueID(raw: number)
  }
}

/// The constants of one column. What they are compared with lies side by side, not where in the text it
/// happens to be written first.
private struct ColumnConstants: Sendable {
  private var ids: [ValueID] = []
  private var written: [UInt8] = []
  /// Where the bytes of each begin in `written`, and where those of the last one end.
  private var bounds: [UInt32] = [0]
  private var table = NumberTable()
  private var hasRepeated = false

  @inline(__always)
  mutating func number(
    of token: Range<Int>, _ hash: UInt64, in bytes: Span<UInt8>
  ) -> ValueID? {
    guard let known = table.first(hash, where: { isWritten($0, token, bytes) }) else { return nil }
    hasRepeated = true
    return ids[known]
  }

  @inline(__always)
  private func isWritten(_ number: Int, _ token: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let start = Int(bounds[number])
    guard Int(bounds[number + 1]) - start == token.count else { return false }
    for offset in 0..<token.count where written[start + offset] != bytes[token.lowerBound + offset]
    {
      return false
    }
    return true
  }

  mutating func add(_ id: ValueID, writtenIn token: ArraySlice<UInt8>, _ hash: UInt64) {
    guard hasRepeated || ids.count < 4096 else { return }
    table.add(ids.count, hash)
    ids.append(id)
    written += token
    bounds.append(UInt32(written.count))
  }
}

import Relations

/// The constants that the plain facts of a text are made of, each once: told apart by the bytes they
/// are written in, and by column where a column decides what they stand for, so that a value is made
/// for the first occurrence only.
struct WrittenConstants: Sendable {
  private(set) var values: [Value] = []
  /// Where each is written first.
  private var tokens: [(start: UInt32, end: UInt32, column: UInt8)] = []
  private var table = NumberTable()

  /// The constant written in `token`, which has this hash; nil where it is a new one.
  @inline(__always)
  func number(
    of token: Range<Int>, _ hash: UInt64, in bytes: Span<UInt8>, column: Int = 0
  ) -> ValueID? {
    let number = table.first(hash) { isWritten($0, token, bytes, column) }
    return number.map { ValueID(raw: UInt32(truncatingIfNeeded: $0)) }
  }

  @inline(__always)
  private func isWritten(
    _ number: Int, _ token: Range<Int>, _ bytes: Span<UInt8>, _ column: Int
  ) -> Bool {
    let known = tokens[number]
    let start = Int(known.start)
    guard Int(known.end) - start == token.count, known.column == column else { return false }
    for offset in 0..<token.count where bytes[start + offset] != bytes[token.lowerBound + offset] {
      return false
    }
    return true
  }

  /// - Precondition: `number(of:_:in:column:)` found none, and columns are less than 256.
  mutating func add(
    _ value: Value, writtenIn token: Range<Int>, _ hash: UInt64, column: Int = 0
  ) -> ValueID {
    let id = add(value)
    tokens.append((UInt32(token.lowerBound), UInt32(token.upperBound), UInt8(column)))
    table.add(Int(id.raw), hash)
    return id
  }

  /// A value that is written nowhere: what a column makes of one that is.
  mutating func add(_ value: Value) -> ValueID {
    let number = UInt32(values.count)
    precondition(number < ValueID.none.raw, "a text has less than two billion constants")
    values.append(value)
    return ValueID(raw: number)
  }
}

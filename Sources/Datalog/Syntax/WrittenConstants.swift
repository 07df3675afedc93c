import Relations

/// The constants that the plain facts of a text are made of, each once: told apart by the bytes they
/// are written in, so that a value is made for the first occurrence only.
struct WrittenConstants: Sendable {
  private(set) var values: [Value] = []
  /// Where each is written first.
  private var tokens: [(start: UInt32, end: UInt32)] = []
  private var table = NumberTable()

  /// The constant written in `token`, which has this hash; nil where it is a new one.
  @inline(__always)
  func number(of token: Range<Int>, _ hash: UInt64, in bytes: Span<UInt8>) -> ValueID? {
    let number = table.first(hash) { isWritten($0, token, bytes) }
    return number.map { ValueID(raw: UInt32(truncatingIfNeeded: $0)) }
  }

  @inline(__always)
  private func isWritten(_ number: Int, _ token: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let start = Int(tokens[number].start)
    guard Int(tokens[number].end) - start == token.count else { return false }
    for offset in 0..<token.count where bytes[start + offset] != bytes[token.lowerBound + offset] {
      return false
    }
    return true
  }

  /// - Precondition: `number(of:_:in:)` found none.
  mutating func add(_ value: Value, writtenIn token: Range<Int>, _ hash: UInt64) -> ValueID {
    let id = add(value)
    tokens.append((UInt32(token.lowerBound), UInt32(token.upperBound)))
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

/// A set of row numbers, one bit each, as far as the greatest of them.
public struct RowSet: Sendable {
  private var words: [UInt64] = []
  public private(set) var count = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  @inline(__always) public func contains(_ row: Int) -> Bool {
    row >> 6 < words.count && words[row >> 6] & (1 << UInt64(row & 63)) != 0
  }

  /// - Precondition: the row is not in it.
  mutating func insert(_ row: Int) {
    precondition(!contains(row), "a row is removed twice")
    while words.count <= row >> 6 { words.append(0) }
    words[row >> 6] |= 1 << UInt64(row & 63)
    count += 1
  }
}

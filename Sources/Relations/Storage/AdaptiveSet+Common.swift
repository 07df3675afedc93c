// What two sets have in common, listed. Where one is a bitmap, the other's values are tested in it without
// a branch: which ones are in common can't be foretold.

extension AdaptiveSet {
  /// Appends the values that both have.
  func appendCommon(with other: AdaptiveSet, to values: inout [ValueID]) {
    switch (form, other.form) {
    case (.bitmap, .bitmap): appendCommonBits(with: other, to: &values)
    case (_, .bitmap) where count / 16 <= other.count: appendValues(in: other, to: &values)
    case (.bitmap, _) where other.count / 16 <= count: other.appendValues(in: self, to: &values)
    default: appendCommonByLookingUp(with: other, to: &values)
    }
  }

  private func appendCommonByLookingUp(with other: AdaptiveSet, to values: inout [ValueID]) {
    if count > other.count { return other.appendCommonByLookingUp(with: self, to: &values) }
    visit { value in
      if other.contains(value) { values.append(ValueID(raw: value)) }
    }
  }

  private func appendCommonBits(with other: AdaptiveSet, to values: inout [ValueID]) {
    let first = max(base, other.base)
    let last = min(base / 64 + capacity, other.base / 64 + other.capacity)
    for word in first / 64..<max(first / 64, last) {
      var rest = unsafe bits[Int(word - base / 64)] & other.bits[Int(word - other.base / 64)]
      while rest != 0 {
        values.append(
          ValueID(raw: word * 64 + UInt32(truncatingIfNeeded: rest.trailingZeroBitCount)))
        rest &= rest &- 1
      }
    }
  }

  /// Appends the values that a bitmap has, too. Writes each behind those found, and goes on only where
  /// it is one; a vacant place of a table is outside every bitmap.
  private func appendValues(in bitmap: AdaptiveSet, to values: inout [ValueID]) {
    let start = values.count
    values.append(contentsOf: repeatElement(.none, count: Int(count) + 1))
    var end = start
    do {
      var span = values.mutableSpan
      for place in 0..<(form == .list ? Int(count) : Int(capacity)) {
        let value = unsafe words[place]
        let word = (value &- bitmap.base) >> 6
        let isCovered = word < bitmap.capacity
        let bit = unsafe bitmap.bits[isCovered ? Int(word) : 0] >> UInt64(value & 63) & 1
        span[end] = ValueID(raw: value)
        end += isCovered ? Int(truncatingIfNeeded: bit) : 0
      }
    }
    values.removeLast(values.count - end)
  }
}

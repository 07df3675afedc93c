/// Numbers by a hash of what they stand for, which is kept elsewhere: open addressing, at most half
/// full.
///
/// An entry is the upper half of the hash and the number plus 1. The hash's upper bits are the entry's
/// place, too, so that growing asks for no hash again.
struct NumberTable: Sendable {
  /// 0 where vacant. The count is 2 to the power of 64 - `shift`.
  private var slots = [UInt64](repeating: 0, count: 16)
  private var shift: UInt64 = 60
  private(set) var count = 0

  /// The number with this hash for which `isMeant` holds.
  @inline(__always)
  func first(_ hash: UInt64, where isMeant: (Int) -> Bool) -> Int? {
    let slots = slots.span
    var place = Int(truncatingIfNeeded: hash >> shift)
    while slots[place] != 0 {
      if (slots[place] ^ hash) >> 32 == 0 {
        let number = Int(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) - 1
        if isMeant(number) { return number }
      }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// - Precondition: it is not there yet.
  mutating func add(_ number: Int, _ hash: UInt64) {
    reserve(1)
    put(hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: number + 1))
    count += 1
  }

  /// Makes room for `more` numbers.
  mutating func reserve(_ more: Int) {
    var size = slots.count
    while (count + more) * 2 > size { size *= 2 }
    guard size > slots.count else { return }
    let old = slots
    slots = Array(repeating: 0, count: size)
    shift = UInt64(64 - size.trailingZeroBitCount)
    for slot in old where slot != 0 { put(slot) }
  }

  private mutating func put(_ slot: UInt64) {
    var place = Int(truncatingIfNeeded: slot >> shift)
    while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
  }
}

/// Adds a word to a hash whose upper bits are the well-mixed ones.
@inline(__always)
func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
  return product ^ (product >> 32)
}

extension String {
  /// For a table of numbers: eight bytes at a time. Of a string in normal form.
  func numberHash(from start: UInt64 = 0) -> UInt64 {
    let bytes = utf8.span
    var hash = start
    var word: UInt64 = 0
    for place in bytes.indices {
      word = word << 8 | UInt64(bytes[place])
      if place & 7 == 7 {
        hash = mixed(hash, word)
        word = 0
      }
    }
    return mixed(hash, word ^ UInt64(bytes.count) << 56)
  }
}

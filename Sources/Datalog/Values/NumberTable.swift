import Relations

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
    search(hash, where: isMeant).number
  }

  /// The same; where there is none, `number` is it from now on.
  @inline(__always)
  mutating func first(_ hash: UInt64, orAdd number: Int, where isMeant: (Int) -> Bool) -> Int {
    reserve(1)
    let (known, place) = search(hash, where: isMeant)
    if let known { return known }
    slots[place] = NumberTable.slot(number, hash)
    count += 1
    return number
  }

  /// Reads where some numbers would stand, so that these entries are near when they are asked for: read
  /// together, they are not waited for one after the other. Returns a sum that is good for nothing.
  func touch(_ hashes: [UInt64]) -> UInt64 {
    let slots = slots.span
    return hashes.reduce(0) { $0 | slots[Int(truncatingIfNeeded: $1 >> shift)] }
  }

  /// The number, or the place where it would stand.
  @inline(__always)
  private func search(
    _ hash: UInt64, where isMeant: (Int) -> Bool
  ) -> (number: Int?, place: Int) {
    let slots = slots.span
    var place = Int(truncatingIfNeeded: hash >> shift)
    while slots[place] != 0 {
      if (slots[place] ^ hash) >> 32 == 0 {
        let number = Int(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) - 1
        if isMeant(number) { return (number, place) }
      }
      place = (place + 1) & (slots.count - 1)
    }
    return (nil, place)
  }

  private static func slot(_ number: Int, _ hash: UInt64) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: number + 1)
  }

  /// - Precondition: it is not there yet.
  mutating func add(_ number: Int, _ hash: UInt64) {
    reserve(1)
    put(NumberTable.slot(number, hash))
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
  /// For a table of numbers. Of a string in normal form.
  func numberHash(from start: UInt64 = 0) -> UInt64 { byteHash(of: utf8.span, from: start) }
}

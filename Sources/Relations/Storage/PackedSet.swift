/// A set of rows of one or two columns, each packed into 64 bits: open addressing, linear probing, at
/// most half full. Knows whether a row is there, not where.
struct PackedSet {
  /// Empty places hold `vacant`; the count is a power of two.
  private var slots: [UInt64]
  private(set) var count = 0

  static var vacant: UInt64 { .max }

  init() { slots = Array(repeating: PackedSet.vacant, count: 16) }

  var byteCount: Int { slots.count * 8 }

  @inline(__always) static func pack(_ first: ValueID, _ second: ValueID) -> UInt64 {
    UInt64(first.raw) << 32 | UInt64(second.raw)
  }

  @inline(__always) private static func place(_ key: UInt64, _ mask: Int) -> Int {
    let product = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (product ^ (product >> 29)) >> 16) & mask
  }

  func contains(_ key: UInt64) -> Bool {
    let mask = slots.count - 1
    var place = PackedSet.place(key, mask)
    while slots[place] != PackedSet.vacant {
      if slots[place] == key { return true }
      place = (place + 1) & mask
    }
    return false
  }

  /// Adds the keys and calls back nothing: the places in `keys` that were new go to `fresh`, ascending.
  mutating func insert(_ keys: Span<UInt64>, fresh: inout [UInt32]) {
    reserve(keys.count)
    let mask = slots.count - 1
    var slots = slots.mutableSpan
    for row in 0..<keys.count {
      let key = keys[row]
      var place = PackedSet.place(key, mask)
      while slots[place] != PackedSet.vacant && slots[place] != key { place = (place + 1) & mask }
      guard slots[place] == PackedSet.vacant else { continue }
      slots[place] = key
      fresh.append(UInt32(truncatingIfNeeded: row))
    }
    count += fresh.count
  }

  /// Takes a key out; false where it is not there.
  mutating func remove(_ key: UInt64) -> Bool {
    let mask = slots.count - 1
    var place = PackedSet.place(key, mask)
    while slots[place] != key {
      if slots[place] == PackedSet.vacant { return false }
      place = (place + 1) & mask
    }
    let vacated = closeGap(
      at: place, mask: mask,
      home: { slots[$0] == PackedSet.vacant ? nil : PackedSet.place(slots[$0], mask) },
      move: { slots[$1] = slots[$0] })
    slots[vacated] = PackedSet.vacant
    count -= 1
    return true
  }

  private mutating func reserve(_ more: Int) {
    guard (count + more) * 2 > slots.count else { return }
    var size = slots.count
    while (count + more) * 2 > size { size *= 2 }
    let old = slots
    slots = Array(repeating: PackedSet.vacant, count: size)
    for key in old where key != PackedSet.vacant {
      var place = PackedSet.place(key, size - 1)
      while slots[place] != PackedSet.vacant { place = (place + 1) & (size - 1) }
      slots[place] = key
    }
  }
}

/// Row numbers by a 64-bit hash: open addressing, linear probing, at most half full. An entry is the
/// upper half of the hash (the tag) and the row number, so that most unequal rows are told apart
/// without looking at them.
struct RowTable {
  /// 0 where vacant, else tag << 32 | row + 1. The count is a power of two.
  private(set) var slots: [UInt64] = Array(repeating: 0, count: 16)
  private(set) var count = 0

  var byteCount: Int { slots.count * 8 }
  var mask: Int { slots.count - 1 }

  @inline(__always) static func entry(_ hash: UInt64, row: Int) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: row + 1)
  }
  @inline(__always) static func row(_ entry: UInt64) -> Int {
    Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
  }
  @inline(__always) static func sameTag(_ entry: UInt64, _ hash: UInt64) -> Bool {
    (entry ^ hash) >> 32 == 0
  }

  /// The row with this hash for which `isEqual` holds.
  @inline(__always) func find(_ hash: UInt64, _ isEqual: (Int) -> Bool) -> Int? {
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      if RowTable.sameTag(slots[place], hash), isEqual(RowTable.row(slots[place])) {
        return RowTable.row(slots[place])
      }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The place of the row that equals, or the vacant place where it belongs.
  ///
  /// - Precondition: `reserve` was called for it.
  @inline(__always) func place(_ hash: UInt64, _ isEqual: (Int) -> Bool) -> Int {
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      if RowTable.sameTag(slots[place], hash), isEqual(RowTable.row(slots[place])) { break }
      place = (place + 1) & mask
    }
    return place
  }

  /// Puts `row` at a place that `place` found, over what was there.
  @inline(__always) mutating func set(_ place: Int, _ hash: UInt64, row: Int) {
    if slots[place] == 0 { count += 1 }
    slots[place] = RowTable.entry(hash, row: row)
  }

  /// Takes out the entry at a place that `place` found; `hash` gives the whole hash of a row.
  mutating func remove(at place: Int, hash: (Int) -> UInt64) {
    let mask = mask
    let vacated = closeGap(
      at: place, mask: mask,
      home: { place in
        slots[place] == 0
          ? nil : Int(truncatingIfNeeded: hash(RowTable.row(slots[place]))) & mask
      },
      move: { slots[$1] = slots[$0] })
    slots[vacated] = 0
    count -= 1
  }

  /// Makes room for `more` entries. The tag and the low bits of the hash are different bits, so
  /// growing asks `hash` for the whole hash of a row again.
  mutating func reserve(_ more: Int, hash: (Int) -> UInt64) {
    guard (count + more) * 2 > slots.count else { return }
    var size = slots.count
    while (count + more) * 2 > size { size *= 2 }
    let old = slots
    slots = Array(repeating: 0, count: size)
    for entry in old where entry != 0 {
      var place = Int(truncatingIfNeeded: hash(RowTable.row(entry))) & (size - 1)
      while slots[place] != 0 { place = (place + 1) & (size - 1) }
      slots[place] = entry
    }
  }
}

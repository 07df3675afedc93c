/// A set of values that changes its form as it grows: up to eight values a list, then a hash table, and
/// a bitmap as soon as that is no larger than the table. One cache line decides most look-ups.
///
/// The storage is raw memory that the owner frees (`free`); copying the struct copies the reference to
/// it. `PairRows` owns all sets, so no array header or reference count is paid per set.
///
/// - SeeAlso: Roaring bitmaps (Lemire et al., 2016) for the choice of form by density.
@safe struct AdaptiveSet {
  private(set) var count: UInt32 = 0
  private(set) var form = Form.list
  /// Places of a table (a power of two), 64-bit words of a bitmap, or room of a list.
  private(set) var capacity: UInt32 = 0
  /// The value of a bitmap's first bit; a multiple of 64.
  private(set) var base: UInt32 = 0
  // SAFETY: points to `capacity` words of `form`'s element, all initialised, from `grow`, `makeTable`
  // or `makeBitmap` until `free`; every index is checked against `capacity` or masked by it. Paid for
  // by tc_rand: arrays of arrays take twice the time.
  private var memory: UnsafeMutableRawPointer?

  enum Form: UInt8 { case list, table, bitmap }

  static var listLimit: UInt32 { 8 }
  private static var vacant: UInt32 { ValueID.none.raw }

  init() { unsafe memory = nil }

  func free() { unsafe memory?.deallocate() }

  var byteCount: Int {
    Int(capacity) * (form == .bitmap ? 8 : 4)
  }

  /// Whether it is this very set, not only one with the same values; not where both are empty.
  func isSame(as other: AdaptiveSet) -> Bool {
    unsafe memory != nil && memory == other.memory
  }

  var words: UnsafeMutablePointer<UInt32> {
    unsafe memory!.assumingMemoryBound(to: UInt32.self)
  }
  var bits: UnsafeMutablePointer<UInt64> {
    unsafe memory!.assumingMemoryBound(to: UInt64.self)
  }

  @inline(__always) private func place(of value: UInt32) -> Int {
    let product = UInt64(value) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product >> 32) & Int(capacity - 1)
  }

  @inline(__always) func contains(_ value: UInt32) -> Bool {
    switch form {
    case .list:
      for place in 0..<Int(count) where unsafe words[place] == value { return true }
      return false
    case .table:
      var place = place(of: value)
      while unsafe words[place] != AdaptiveSet.vacant {
        if unsafe words[place] == value { return true }
        place = (place + 1) & Int(capacity - 1)
      }
      return false
    case .bitmap:
      let word = (value &- base) >> 6
      guard value >= base, word < capacity else { return false }
      return unsafe bits[Int(word)] & (1 << UInt64(value & 63)) != 0
    }
  }

  /// Adds a value; false where it was there.
  @inline(__always) mutating func insert(_ value: UInt32) -> Bool {
    switch form {
    case .list: insertIntoList(value)
    case .table: insertIntoTable(value)
    case .bitmap: insertIntoBitmap(value)
    }
  }

  /// Calls back with every value, in an order that depends only on the values and their order of
  /// insertion.
  @inline(__always) func visit(_ body: (UInt32) -> Void) {
    switch form {
    case .list:
      for place in 0..<Int(count) { unsafe body(words[place]) }
    case .table:
      for place in 0..<Int(capacity) where unsafe words[place] != AdaptiveSet.vacant {
        unsafe body(words[place])
      }
    case .bitmap:
      for word in 0..<Int(capacity) {
        var rest = unsafe bits[word]
        while rest != 0 {
          body(base &+ UInt32(word * 64 + rest.trailingZeroBitCount))
          rest &= rest &- 1
        }
      }
    }
  }
}

// MARK: - Reading

extension AdaptiveSet {
  /// Writes every value to `target` from place `start` on, in the order of `visit`.
  func copy(to target: inout MutableSpan<ValueID>, at start: Int) {
    precondition(start + Int(count) <= target.count, "no room for the set")
    var place = start
    visit { value in
      target[place] = ValueID(raw: value)
      place += 1
    }
  }

  var values: [ValueID] {
    var values = Array(repeating: ValueID.none, count: Int(count))
    var span = values.mutableSpan
    copy(to: &span, at: 0)
    return values
  }
}

// MARK: - Combining

extension AdaptiveSet {
  /// Adds the values that two other sets have in common.
  mutating func insertCommon(of one: AdaptiveSet, _ other: AdaptiveSet) {
    if one.form == .bitmap, other.form == .bitmap { return insertCommonBits(of: one, other) }
    let (smaller, larger) = one.count < other.count ? (one, other) : (other, one)
    smaller.visit { value in
      if larger.contains(value) { _ = insert(value) }
    }
  }

  private mutating func insertCommonBits(of one: AdaptiveSet, _ other: AdaptiveSet) {
    let first = max(one.base, other.base)
    let last = min(one.base / 64 + one.capacity, other.base / 64 + other.capacity)
    for word in first / 64..<max(first / 64, last) {
      let common =
        unsafe one.bits[Int(word - one.base / 64)] & other.bits[Int(word - other.base / 64)]
      insert(bits: common, from: word * 64)
    }
  }

  /// Adds the values of another set.
  mutating func formUnion(_ other: AdaptiveSet) {
    guard other.form == .bitmap else { return other.visit { _ = insert($0) } }
    for word in 0..<Int(other.capacity) {
      insert(bits: unsafe other.bits[word], from: other.base + UInt32(word * 64))
    }
  }

  /// Adds the values of another set; those that were new are appended to `fresh`.
  @inline(__always) mutating func formUnion(_ other: AdaptiveSet, fresh: inout [ValueID]) {
    guard other.form == .bitmap else {
      return other.visit { if insert($0) { fresh.append(ValueID(raw: $0)) } }
    }
    for word in 0..<Int(other.capacity) {
      let first = other.base + UInt32(word * 64)
      var new = insert(bits: unsafe other.bits[word], from: first)
      while new != 0 {
        fresh.append(ValueID(raw: first + UInt32(truncatingIfNeeded: new.trailingZeroBitCount)))
        new &= new &- 1
      }
    }
  }

  /// Adds `first + n` for each bit `n` that is set; returns those that were new.
  @discardableResult
  @inline(__always) private mutating func insert(bits: UInt64, from first: UInt32) -> UInt64 {
    if form == .bitmap, first >= base, (first - base) / 64 < capacity {
      let place = Int((first - base) / 64)
      let known = unsafe self.bits[place]
      unsafe self.bits[place] = known | bits
      let new = bits & ~known
      count += UInt32(truncatingIfNeeded: new.nonzeroBitCount)
      return new
    }
    var (rest, new) = (bits, UInt64(0))
    while rest != 0 {
      if insert(first + UInt32(truncatingIfNeeded: rest.trailingZeroBitCount)) {
        new |= rest & (0 &- rest)
      }
      rest &= rest &- 1
    }
    return new
  }

  /// Takes all values out; a bitmap that was in use stays one.
  mutating func removeAll() {
    if form == .bitmap, capacity <= max(64, count) {
      for word in 0..<Int(capacity) { unsafe bits[word] = 0 }
      count = 0
    } else {
      free()
      self = AdaptiveSet()
    }
  }
}

// MARK: - Growing

extension AdaptiveSet {
  private mutating func insertIntoList(_ value: UInt32) -> Bool {
    if contains(value) { return false }
    if count == 0, AdaptiveSet.isForced { return insertIntoForced(value) }
    if count == AdaptiveSet.listLimit {
      makeTableOrBitmap(places: 32)
      return insert(value)
    }
    if count == capacity { growList() }
    unsafe words[Int(count)] = value
    count += 1
    return true
  }

  private mutating func insertIntoForced(_ value: UInt32) -> Bool {
    if ForcedWay.chosen == .bitmaps {
      makeBitmap(from: value & ~63, words: 1)
      return insertIntoBitmap(value)
    }
    makeTable(places: 32)
    return insertIntoTable(value)
  }

  private static var isForced: Bool {
    ForcedWay.chosen == .tables || ForcedWay.chosen == .bitmaps
  }

  /// Up to how many words a bitmap is made: so many, where no form is forced.
  private static func longestBitmap(_ words: UInt64) -> UInt64 {
    switch ForcedWay.chosen {
    case .tables: 0
    case .bitmaps: 1 << 14
    default: words
    }
  }

  private mutating func growList() {
    let room = capacity == 0 ? 2 : capacity * 2
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(room))
    unsafe larger.initialize(repeating: AdaptiveSet.vacant, count: Int(room))
    for place in 0..<Int(count) { unsafe larger[place] = words[place] }
    unsafe memory?.deallocate()
    unsafe memory = UnsafeMutableRawPointer(larger)
    capacity = room
  }

  private mutating func insertIntoTable(_ value: UInt32) -> Bool {
    var place = place(of: value)
    while unsafe words[place] != AdaptiveSet.vacant {
      if unsafe words[place] == value { return false }
      place = (place + 1) & Int(capacity - 1)
    }
    unsafe words[place] = value
    count += 1
    if count * 2 > capacity { makeTableOrBitmap(places: capacity * 2) }
    return true
  }

  /// A table of so many places, or a bitmap if that is no larger.
  private mutating func makeTableOrBitmap(places: UInt32) {
    let (first, words) = extent
    if words <= AdaptiveSet.longestBitmap(UInt64(places) / 2) {
      makeBitmap(from: first, words: UInt32(words))
    } else {
      makeTable(places: places)
    }
  }

  /// What a bitmap has to cover: its first value, and how many words.
  private var extent: (first: UInt32, words: UInt64) {
    var least = UInt32.max
    var greatest: UInt32 = 0
    visit { value in
      least = min(least, value)
      greatest = max(greatest, value)
    }
    let first = least & ~63
    return (first, greatest < first ? 0 : UInt64(greatest - first) / 64 + 1)
  }

  /// The same values as a bitmap, which the caller frees; nil where it would have more words.
  func bitmap(ofAtMost most: UInt64) -> AdaptiveSet? {
    let (first, words) = extent
    guard words <= most else { return nil }
    var bitmap = AdaptiveSet()
    bitmap.makeBitmap(from: first, words: UInt32(words))
    visit { _ = bitmap.insertIntoBitmap($0) }
    return bitmap
  }

  private mutating func makeTable(places: UInt32) {
    let old = self
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(places))
    unsafe table.initialize(repeating: AdaptiveSet.vacant, count: Int(places))
    unsafe memory = UnsafeMutableRawPointer(table)
    capacity = places
    form = .table
    old.visit { value in
      var place = place(of: value)
      while unsafe table[place] != AdaptiveSet.vacant { place = (place + 1) & Int(places - 1) }
      unsafe table[place] = value
    }
    old.free()
  }

  private mutating func makeBitmap(from first: UInt32, words: UInt32) {
    let old = self
    let bitmap = UnsafeMutablePointer<UInt64>.allocate(capacity: Int(words))
    unsafe bitmap.initialize(repeating: 0, count: Int(words))
    unsafe memory = UnsafeMutableRawPointer(bitmap)
    capacity = words
    base = first
    form = .bitmap
    old.visit { value in
      unsafe bitmap[Int((value - first) >> 6)] |= 1 << UInt64(value & 63)
    }
    old.free()
  }

  private mutating func insertIntoBitmap(_ value: UInt32) -> Bool {
    if value < base || (value - base) >> 6 >= capacity { return insertOutside(value) }
    let word = Int((value - base) >> 6)
    let bit: UInt64 = 1 << UInt64(value & 63)
    if unsafe bits[word] & bit != 0 { return false }
    unsafe bits[word] |= bit
    count += 1
    return true
  }

  /// Widens the bitmap to hold the value, unless a table would be smaller by then.
  private mutating func insertOutside(_ value: UInt32) -> Bool {
    let end = UInt64(base) + UInt64(capacity) * 64
    let first = min(base, value & ~63)
    let last = max(end, UInt64(value) + 1)
    let needed = (last - UInt64(first) + 63) / 64
    // A quarter more than needed, so that a growing range is not copied for each value.
    let words = min(needed + needed / 4, (UInt64(UInt32.max) - UInt64(first)) / 64 + 1)
    if needed > AdaptiveSet.longestBitmap(UInt64(count) * 4) {
      makeTable(places: max(32, (count * 2 + 1).nextPowerOfTwo))
      return insertIntoTable(value)
    }
    makeBitmap(from: first, words: UInt32(words))
    return insertIntoBitmap(value)
  }
}

// MARK: - Shrinking

extension AdaptiveSet {
  /// Takes a value out; false where it is not there. The form stays.
  mutating func remove(_ value: UInt32) -> Bool {
    guard contains(value) else { return false }
    switch form {
    case .list: removeFromList(value)
    case .table: removeFromTable(value)
    case .bitmap: unsafe bits[Int((value - base) >> 6)] &= ~(1 << UInt64(value & 63))
    }
    count -= 1
    return true
  }

  private func removeFromList(_ value: UInt32) {
    var place = 0
    while unsafe words[place] != value { place += 1 }
    while place + 1 < Int(count) {
      unsafe words[place] = words[place + 1]
      place += 1
    }
  }

  private func removeFromTable(_ value: UInt32) {
    var place = place(of: value)
    let mask = Int(capacity - 1)
    while unsafe words[place] != value { place = (place + 1) & mask }
    let vacated = closeGap(
      at: place, mask: mask,
      home: { unsafe words[$0] == AdaptiveSet.vacant ? nil : self.place(of: words[$0]) },
      move: { unsafe words[$1] = words[$0] })
    unsafe words[vacated] = AdaptiveSet.vacant
  }
}

extension UInt32 {
  fileprivate var nextPowerOfTwo: UInt32 {
    self <= 1 ? 1 : 1 << (32 - (self - 1).leadingZeroBitCount)
  }
}

/// An adaptive set of second values for each first value: the rows of a relation of two columns, or
/// the same rows turned round.
struct PairSets: ~Copyable {
  /// First values in order of appearance, and their sets, of which those that lost all are empty.
  private(set) var firsts: [UInt32] = []
  private var sets: [AdaptiveSet] = []
  private(set) var count = 0
  /// Set numbers by first value: open addressing, at most half full; each place a first value and a
  /// set number plus 1, or 0.
  private var places: [UInt64] = Array(repeating: 0, count: 64)

  deinit { for set in sets { set.free() } }

  var byteCount: Int {
    places.count * 8 + sets.reduce(0) { $0 + $1.byteCount + MemoryLayout<AdaptiveSet>.stride }
  }

  /// Adds the pairs `(firsts[i], seconds[i])`; the places of those that were new go to `fresh`,
  /// ascending.
  mutating func insert(
    _ newFirsts: [ValueID], _ newSeconds: [ValueID], count batchCount: Int, fresh: inout [UInt32]
  ) {
    reserve(batchCount)
    let before = fresh.count
    var row = 0
    while row < batchCount {
      let first = newFirsts[row].raw
      let number = setNumber(adding: first)
      // A batch mostly repeats its first value: the set is taken out once for the whole run.
      var set = sets[number]
      repeat {
        if set.insert(newSeconds[row].raw) { fresh.append(UInt32(truncatingIfNeeded: row)) }
        row += 1
      } while row < batchCount && newFirsts[row].raw == first
      sets[number] = set
    }
    count += fresh.count - before
  }

  // MARK: Uniting

  // What a row derives is a whole set, which goes into that of its first value as it is, word by word where
  // both are bitmaps. No row is made of a value that is there already.

  /// Adds, for some rows of a batch, the value of `first` with every value of the row's set; those that
  /// were new go to `fresh`. Returns how many values were gone through, known ones included.
  mutating func unite(
    _ rows: Range<Int>, of batch: borrowing Batch, _ first: Operand, with sources: SetSources,
    fresh: inout PairList
  ) -> Int {
    reserve(rows.count)
    let before = fresh.count
    var derived = 0
    var row = rows.lowerBound
    while row < rows.upperBound {
      let value = batch.value(first, row)
      let number = setNumber(adding: value.raw)
      // A batch mostly repeats its first value: the set is taken out once for the whole run.
      var set = sets[number]
      repeat {
        if let source = source(row - rows.lowerBound, of: batch, row, sources, besides: value) {
          derived += Int(source.count)
          set.formUnion(source, fresh: &fresh.seconds)
        }
        row += 1
      } while row < rows.upperBound && batch.value(first, row) == value
      fresh.fillFirsts(with: value)
      sets[number] = set
    }
    count += fresh.count - before
    return derived
  }

  /// The set of a row; nil where it is the very one that is being added to.
  @inline(__always) private func source(
    _ place: Int, of batch: borrowing Batch, _ row: Int, _ sources: SetSources,
    besides first: ValueID
  ) -> AdaptiveSet? {
    switch sources {
    case .listed(let sets): return sets[place]
    case .own(let key):
      let value = batch.value(key, row)
      return value == first ? nil : seconds(of: value)
    }
  }

  // MARK: Looking up

  func contains(_ first: ValueID, _ second: ValueID) -> Bool {
    guard let number = setNumber(of: first.raw) else { return false }
    return sets[number].contains(second.raw)
  }

  func hasFirst(_ first: ValueID) -> Bool { seconds(of: first) != nil }

  /// The second values of a first value, if there are any; valid until the next insertion or removal.
  @inline(__always) func seconds(of first: ValueID) -> AdaptiveSet? {
    guard let number = setNumber(of: first.raw), sets[number].count > 0 else { return nil }
    return sets[number]
  }

  /// The second values beside an argument of some rows of a batch; valid until the next insertion.
  func sets(
    of first: Operand, for rows: Range<Int>, of batch: borrowing Batch
  ) -> [AdaptiveSet] {
    var found: [AdaptiveSet] = []
    found.reserveCapacity(rows.count)
    for row in rows { found.append(seconds(of: batch.value(first, row)) ?? AdaptiveSet()) }
    return found
  }

  /// Takes a pair out; false where it is not there. A first value keeps its set, though empty.
  mutating func remove(_ first: ValueID, _ second: ValueID) -> Bool {
    guard let number = setNumber(of: first.raw), sets[number].remove(second.raw) else {
      return false
    }
    count -= 1
    return true
  }

  /// The first value at a place of `firsts`, and its second values; valid until the next insertion or removal.
  @inline(__always) func group(at place: Int) -> (first: ValueID, seconds: AdaptiveSet) {
    (ValueID(raw: firsts[place]), sets[place])
  }

  /// The first values that have a second one, in order of appearance.
  var firstValues: [ValueID] {
    firsts.indices.filter { sets[$0].count > 0 }.map { ValueID(raw: firsts[$0]) }
  }

  // MARK: Set numbers

  @inline(__always) private func place(of first: UInt32) -> Int {
    let product = UInt64(first) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: product >> 32) & (places.count - 1)
  }

  @inline(__always) private func setNumber(of first: UInt32) -> Int? {
    var place = place(of: first)
    while places[place] != 0 {
      if UInt32(truncatingIfNeeded: places[place] >> 32) == first {
        return Int(places[place] & 0xFFFF_FFFF) - 1
      }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  private mutating func setNumber(adding first: UInt32) -> Int {
    if let number = setNumber(of: first) { return number }
    var place = place(of: first)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    firsts.append(first)
    sets.append(AdaptiveSet())
    places[place] = UInt64(first) << 32 | UInt64(sets.count)
    return sets.count - 1
  }

  private mutating func reserve(_ more: Int) {
    guard (sets.count + more) * 2 > places.count else { return }
    var size = places.count
    while (sets.count + more) * 2 > size { size *= 2 }
    places = Array(repeating: 0, count: size)
    for (number, first) in firsts.enumerated() {
      var place = place(of: first)
      while places[place] != 0 { place = (place + 1) & (size - 1) }
      places[place] = UInt64(first) << 32 | UInt64(number + 1)
    }
  }
}

/// Where the sets are that are united with others.
enum SetSources {
  /// One for each row, in a relation that stays as it is.
  case listed([AdaptiveSet])
  /// Those of this operand's values, among the ones that are added to.
  case own(Operand)
}

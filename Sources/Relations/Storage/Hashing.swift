// Hashing of rows: one multiplication a column, the upper half of the product being the well-mixed
// one (Knuth, *The Art of Computer Programming*, 6.4: multiplicative hashing).

let hashSeed: UInt64 = 0x243F_6A88_85A3_08D3

@inline(__always) func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
  let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
  return product ^ (product >> 32)
}

@inline(__always) func mix(_ hash: UInt64, _ value: ValueID) -> UInt64 {
  mix(hash, UInt64(value.raw))
}

/// A hash of bytes, taken eight at a time, whose upper bits are the well-mixed ones. Only for tables in
/// memory: it depends on the machine's order of bytes.
public func byteHash(of bytes: Span<UInt8>, from start: UInt64) -> UInt64 {
  var hash = start
  var place = 0
  // SAFETY: the eight bytes from `place` on are within the span; the benchmark of opening a store with
  // long texts paid for it.
  let raw = unsafe bytes.bytes
  while place + 8 <= bytes.count {
    hash = mix(hash, unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    place += 8
  }
  var word: UInt64 = 0
  while place < bytes.count {
    word = word << 8 | UInt64(bytes[place])
    place += 1
  }
  return mix(hash, word ^ UInt64(bytes.count) << 56)
}

/// Hashes of `batch`'s rows over the given arguments, one per row.
func hashes(of operands: [Operand], in batch: borrowing Batch) -> [UInt64] {
  hashes(of: operands, for: 0..<batch.count, of: batch)
}

/// The same for some of the rows.
func hashes(
  of operands: [Operand], for rows: Range<Int>, of batch: borrowing Batch
) -> [UInt64] {
  var hashes = [UInt64](repeating: hashSeed, count: rows.count)
  for operand in operands {
    switch operand {
    case .constant(let value):
      for place in hashes.indices { hashes[place] = mix(hashes[place], value) }
    case .column(let column):
      let values = batch.columns[column]
      mix(values.span.extracting(rows), into: &hashes)
    }
  }
  return hashes
}

private func mix(_ column: Span<ValueID>, into hashes: inout [UInt64]) {
  var hashes = hashes.mutableSpan
  for row in 0..<hashes.count { hashes[row] = mix(hashes[row], column[row]) }
}

/// Takes an entry out of a table with linear probing: later entries that could not be found across the
/// gap are moved into it, one after the other. Returns the place that is vacant in the end.
///
/// - Parameters:
///   - home: where the entry at a place would stand in an empty table; nil for a vacant place.
///   - move: moves the entry at the first place to the second.
/// - SeeAlso: Knuth, *The Art of Computer Programming*, 6.4, algorithm R.
@inline(__always)
func closeGap(
  at place: Int, mask: Int, home: (Int) -> Int?, move: (Int, Int) -> Void
) -> Int {
  var gap = place
  var next = (gap + 1) & mask
  while let home = home(next) {
    if (next - home) & mask >= (next - gap) & mask {
      move(next, gap)
      gap = next
    }
    next = (next + 1) & mask
  }
  return gap
}

/// For pairs of keys the sum of the products of what two relations hold at the same coordinates: each
/// relation's rows are a sparse vector for each key.
///
/// The first key's vector is spread out once for all groups in a row that have it, so a group costs as
/// much as its second key's vector is long (Gustavson, *Two fast algorithms for sparse matrices*, 1978).
public struct InnerProduct {
  /// How a relation is read as vectors.
  public struct Reading {
    public var relation: Relation
    /// Columns that make up the key, and the group's columns they must equal.
    public var key: [Int]
    public var keyOperands: [Operand]
    /// Columns that make up the coordinate, in the same order for both relations.
    public var coordinates: [Int]
    /// The column of the number; nil where every row stands for 1.
    public var number: Int?

    public init(
      _ relation: Relation, key: [Int], keyOperands: [Operand], coordinates: [Int], number: Int?
    ) {
      self.relation = relation
      self.key = key
      self.keyOperands = keyOperands
      self.coordinates = coordinates
      self.number = number
    }
  }

  private let first: Vectors
  private let second: Vectors
  private let dimensions: Int
  /// Whether every sum fits 64 bits.
  private let fits: Bool

  /// Takes time proportional to the relations' rows. Nil where a number is no small integer, or where
  /// one key has two at the same coordinates.
  public init?(_ first: Reading, _ second: Reading) {
    var coordinates = RowNumbers(width: first.coordinates.count)
    guard let one = Vectors(first, &coordinates), let other = Vectors(second, &coordinates) else {
      return nil
    }
    self.first = one
    self.second = other
    dimensions = coordinates.count
    let (most, overflow) = (one.greatest * other.greatest).multipliedReportingOverflow(
      by: Int64(dimensions))
    fits = !overflow && most >= 0
  }

  /// The sum for each group; nil where it leaves 64 bits.
  func sums(of groups: borrowing Batch) -> [Int64?] {
    let firsts = first.vectors(of: groups)
    let seconds = second.vectors(of: groups)
    var spread = [Int64](repeating: 0, count: dimensions)
    var current = 0..<0
    var sums: [Int64?] = []
    for group in 0..<groups.count {
      if group > 0, firsts[group] == firsts[group - 1], seconds[group] == seconds[group - 1] {
        sums.append(sums[group - 1])
        continue
      }
      if firsts[group] != current {
        for place in current { spread[Int(first.coordinates[place])] = 0 }
        current = firsts[group]
        for place in current { spread[Int(first.coordinates[place])] = Int64(first.numbers[place]) }
      }
      sums.append(
        fits
          ? second.product(seconds[group], with: spread.span)
          : second.checkedProduct(seconds[group], with: spread.span))
    }
    return sums
  }
}

/// One sparse vector after the other.
private struct Vectors {
  private let keyOperands: [Operand]
  private let keys: RowNumbers
  /// By key number, where its vector begins; the last one's end behind it.
  private var starts: [Int]
  private(set) var coordinates: [UInt32]
  private(set) var numbers: [Int32]
  /// The greatest absolute value of a number.
  private(set) var greatest: Int64 = 1

  init?(_ reading: InnerProduct.Reading, _ known: inout RowNumbers) {
    let columns = reading.relation.columns
    let rows = 0..<reading.relation.count
    let keyColumns = reading.key.map { columns[$0] }
    var keys = RowNumbers(width: keyColumns.count)
    let keyNumbers = rows.map { keys.number(adding: keyColumns, $0) }
    self.keys = keys
    keyOperands = reading.keyOperands
    starts = Array(repeating: 0, count: keys.count + 1)
    for key in keyNumbers { starts[key + 1] += 1 }
    for key in 0..<keys.count { starts[key + 1] += starts[key] }
    let coordinateColumns = reading.coordinates.map { columns[$0] }
    coordinates = Array(repeating: 0, count: rows.count)
    numbers = Array(repeating: 1, count: rows.count)
    var next = starts
    for row in rows {
      let place = next[keyNumbers[row]]
      next[keyNumbers[row]] += 1
      coordinates[place] = UInt32(
        truncatingIfNeeded: known.number(adding: coordinateColumns, row))
      guard let column = reading.number else { continue }
      guard let number = columns[column][row].integer else { return nil }
      numbers[place] = Int32(number)
      greatest = max(greatest, abs(number))
    }
    guard areDistinct(known.count) else { return nil }
  }

  /// Whether no vector has two numbers at one coordinate.
  private func areDistinct(_ dimensions: Int) -> Bool {
    var last = [Int](repeating: -1, count: dimensions)
    for key in 0..<keys.count {
      for place in starts[key]..<starts[key + 1] {
        if last[Int(coordinates[place])] == key { return false }
        last[Int(coordinates[place])] = key
      }
    }
    return true
  }

  /// For each group the places of its vector.
  func vectors(of groups: borrowing Batch) -> [Range<Int>] {
    keys.numbers(of: keyOperands, for: 0..<groups.count, of: groups).map { key in
      key.map { starts[$0]..<starts[$0 + 1] } ?? 0..<0
    }
  }

  /// - Precondition: the sum fits 64 bits.
  func product(_ vector: Range<Int>, with spread: Span<Int64>) -> Int64 {
    let coordinates = coordinates.span.extracting(vector)
    let numbers = numbers.span.extracting(vector)
    var sum: Int64 = 0
    for place in 0..<coordinates.count {
      sum &+= spread[Int(coordinates[place])] &* Int64(numbers[place])
    }
    return sum
  }

  /// Nil where the sum leaves 64 bits.
  func checkedProduct(_ vector: Range<Int>, with spread: Span<Int64>) -> Int64? {
    let (coordinates, numbers) = (coordinates.span, numbers.span)
    var sum: Int64 = 0
    for place in vector {
      // Small integers: the product fits.
      let product = spread[Int(coordinates[place])] &* Int64(numbers[place])
      let (next, overflow) = sum.addingReportingOverflow(product)
      if overflow { return nil }
      sum = next
    }
    return sum
  }
}

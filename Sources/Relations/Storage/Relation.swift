/// The rows of one predicate: distinct, and each in one of three states.
///
/// A row is *pending* when it proved new, *delta* for the one round after, then *stable*. How the rows
/// are stored is the representation's business: batches go in and batches come out.
public final class Relation {
  public let width: Int
  let rows: any RowStorage
  /// Columns in which no two rows agree, where whoever filled the relation knows of some; the next row
  /// that comes ends that.
  public var key: [Int]?

  /// How the rows are stored.
  public enum Representation: Sendable, CaseIterable {
    /// In order of arrival, by column, with chained indices: any width, rows keep their numbers.
    case listed
    /// One small adaptive set per first value: two columns only; dense relations become bitmaps.
    case paired
  }

  /// Which rows a step sees. `stable` may show more than the stable rows: it is asked for to avoid
  /// work that was done already, never to hide a row.
  public enum View: Hashable, Sendable { case stable, delta, visible }

  public init(width: Int, _ representation: Representation = .listed) {
    self.width = width
    switch representation {
    case .listed: rows = ListedRows(width: width)
    case .paired:
      precondition(width == 2, "only relations of two columns can be stored as pairs")
      rows = PairRows()
    }
  }

  /// A relation that keeps, of the rows equal in all columns but `column`, the one whose value there is
  /// better than the others' by `isBetter`, a strict order.
  public init(
    width: Int, bestIn column: Int, isBetter: @escaping (ValueID, ValueID) -> Bool
  ) {
    self.width = width
    rows = LeastRows(width: width, valueColumn: column, isBetter: isBetter)
  }

  /// The column of which, of rows that differ nowhere else, the best is kept.
  public var bestColumn: Int? { (rows as? LeastRows)?.valueColumn }
  public var isLeastValued: Bool { bestColumn != nil }

  /// Whether the values of a column can be had as a set for each combination of the others.
  public var canBeIntersected: Bool { width >= 2 && !isLeastValued }

  /// The distinct rows without one column, in order of arrival. Takes as long as there are rows the
  /// first time, then as long as there are distinct ones.
  ///
  /// - Precondition: `canBeIntersected`.
  public func rows(without column: Int) -> Relation {
    rows.prepareSets(of: column)
    let others = rows.combinations(besides: column)
    let relation = Relation(width: width - 1)
    relation.append(Batch(columns: others, count: others[0].count))
    relation.settle()
    return relation
  }

  /// The distinct values of some columns, in order of arrival.
  public func rows(with kept: [Int]) -> Relation {
    let relation = Relation(width: kept.count)
    let columns = columns
    for start in stride(from: 0, to: count, by: Batch.capacity) {
      let rows = start..<min(start + Batch.capacity, count)
      relation.insert(Batch(columns: kept.map { Array(columns[$0][rows]) }, count: rows.count))
    }
    relation.settle()
    return relation
  }

  /// All rows, pending ones included.
  public var count: Int { rows.count }
  public var deltaCount: Int { rows.deltaCount }
  public var byteCount: Int { rows.byteCount }

  /// All rows by column, in an order that depends only on what was inserted and when.
  public var columns: [[ValueID]] { rows.columns }

  /// Proposes the rows of `batch`; those not there yet become pending. Returns how many.
  @discardableResult
  public func insert(_ batch: borrowing Batch) -> Int {
    let new = rows.insert(batch)
    if new > 0 { key = nil }
    return new
  }

  /// Adds the rows of `batch` as pending ones without looking whether they are there.
  ///
  /// - Precondition: they are new, and distinct.
  public func append(_ batch: borrowing Batch) {
    key = nil
    rows.append(batch)
  }

  /// Ends a round: the delta becomes stable and what is pending, or the better part of it, the new
  /// delta. Returns its size, which is 0 only where nothing is pending.
  @discardableResult
  public func advance() -> Int {
    rows.advance()
    return rows.deltaCount
  }

  /// Ends the first round: everything there is so far becomes the delta. Returns its size.
  public func beginRounds() -> Int {
    rows.beginRounds()
    return rows.deltaCount
  }

  /// The first values of the rows of the delta, in order of appearance, where many rows agree in theirs:
  /// then a join that sees the delta finds its second values as sets by them until the round ends. Nil
  /// elsewhere.
  public func prepareDeltaSets() -> [ValueID]? { (rows as? PairRows)?.prepareDeltaSets() }

  /// Makes every row stable.
  public func settle() { rows.settle() }

  public func contains(_ row: [ValueID]) -> Bool {
    rows.contains(row.map(Operand.constant), of: .unit)[0]
  }

  /// Whether some row has `value` at a column: of pairs in time proportional to the distinct values of
  /// the other column at the most, elsewhere by an index that is kept.
  public func has(_ value: ValueID, at column: Int) -> Bool {
    if let pairs = rows as? PairRows { return pairs.has(value, at: column) }
    rows.prepareIndex(on: [column])
    let join = Join(self, .visible, key: [column], keyOperands: [.constant(value)], outputs: [])
    return rows.exists(for: .unit, by: join)[0]
  }

  /// About how many different values a column has.
  public func distinctCount(of column: Int) -> Int { rows.distinctCount(of: column) }

  /// Traps where the structure is not what it promises. For tests.
  public func checkInvariants() {
    rows.checkInvariants()
    guard let key else { return }
    let columns = columns
    let keys = Set((0..<count).map { row in key.map { columns[$0][row] } })
    precondition(keys.count == count, "two rows agree in the key")
  }
}

// What changes once a fixpoint was reached, and what has changed by a round.

extension Relation {
  public var all: Batch { Batch(columns: columns, count: count) }

  public var delta: Batch { Batch(columns: rows.deltaRows, count: deltaCount) }

  /// Rows that are there no more, since others of the delta are better: what was replaced since
  /// `prepareReplaced`.
  public var replaced: Batch {
    let columns = rows.replacedRows
    return Batch(columns: columns, count: columns.first?.count ?? 0)
  }

  public func prepareReplaced() { rows.prepareReplacedRows() }

  /// Takes rows out; tells for each whether it was there. In time proportional to the rows taken out,
  /// once an index on all columns is there, which listed rows of some columns make for it.
  ///
  /// - Precondition: every row is stable.
  @discardableResult
  public func remove(_ batch: borrowing Batch) -> [Bool] { rows.remove(batch) }

  /// Whether each row of the batch is there.
  public func contains(_ batch: borrowing Batch) -> [Bool] {
    rows.contains((0..<width).map(Operand.column), of: batch)
  }

  /// Takes all rows out. Indices stay, empty.
  ///
  /// - Precondition: the rows are listed.
  public func removeAll() { listed.removeAll() }

  /// Gives back the room of removed rows, where they are more than those that are left.
  ///
  /// - Precondition: every row is stable.
  public func compact() {
    if rows.vacantCount > 64 + rows.count { rows.compact() }
  }
}

// MARK: - Row numbers

extension Relation {
  /// Columns by row number, with what removed rows had for values, and the numbers of those.
  ///
  /// - Precondition: the rows are listed.
  public var numbered: (columns: [[ValueID]], vacant: RowSet) { listed.numbered }

  /// The number of a row.
  ///
  /// - Precondition: the rows are listed.
  public func rowNumber(of row: [ValueID]) -> Int? {
    rowNumbers(of: Batch(columns: row.map { [$0] }, count: 1))[0]
  }

  /// The number of each row of the batch that can be seen.
  ///
  /// - Precondition: the rows are listed.
  public func rowNumbers(of batch: borrowing Batch) -> [Int?] { listed.numbers(of: batch) }

  /// Whether rows are numbered without gaps, so that a number can stand for a row.
  public var isPaired: Bool { rows is PairRows }
  public var isNumbered: Bool { (rows as? ListedRows)?.vacantCount == 0 }

  /// Whether a column is one that another relation has, too, so that rows of equal number agree in it.
  public func shares(_ column: Int, with other: Relation, _ otherColumn: Int) -> Bool {
    let (one, another) = (columns[column], other.columns[otherColumn])
    guard one.count == another.count else { return false }
    return unsafe one.withUnsafeBufferPointer { one in
      // SAFETY: only the addresses are compared, while both arrays are alive.
      unsafe another.withUnsafeBufferPointer { unsafe one.baseAddress == $0.baseAddress }
    }
  }

  private var listed: ListedRows {
    guard let listed = rows as? ListedRows else {
      preconditionFailure("only listed rows have numbers")
    }
    return listed
  }
}

/// How the rows are found that a join asks for.
public enum Access: Equatable, Sendable {
  /// All that are seen are looked at, each compared with what is given.
  case scan
  /// By an index on these columns, ascending: chains of rows under the hash of their values.
  case index([Int])
  /// As the set of values beside the given value of this column.
  case set(Int)
  /// The row itself is looked up.
  case row
  /// By its number: columns of both sides are stored once, so rows of equal number agree.
  case number
}

/// How a relation's rows are stored, at the moment of asking.
public enum StoredForm: Equatable, Sendable {
  /// In order of arrival, by column.
  case listed
  /// One set per first value; of the sets so many are lists, hash tables and bitmaps.
  case paired(lists: Int, tables: Int, bitmaps: Int)
  /// Of the rows that differ in this column only, the best one.
  case least(Int)
}

extension Relation {
  public var storedForm: StoredForm {
    switch rows {
    case let rows as PairRows: rows.byFirst.form
    case let rows as LeastRows: .least(rows.valueColumn)
    default: .listed
    }
  }

  /// The columns by which rows can be looked up: those of each index that is kept.
  public var indexedColumns: [[Int]] {
    let keys =
      switch rows {
      case let rows as ListedRows: rows.indexedColumns
      case let rows as PairRows: rows.indexedColumns
      case let rows as LeastRows: rows.indexedColumns
      default: preconditionFailure("a representation that tells of no indices")
      }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension Join {
  /// Whether rows are passed over that are new in their round; representations that can't tell them
  /// apart show them all the same.
  public var seesStableOnly: Bool { view == .stable && relation.rows is ListedRows }

  /// - Parameters:
  ///   - isTest: whether only the presence of a match is asked for.
  ///   - isGrowing: whether the relation gets rows meanwhile.
  public func access(isTest: Bool, isGrowing: Bool) -> Access {
    switch relation.rows {
    case is PairRows: accessToPairs
    case let rows as LeastRows: access(to: rows)
    default: accessToList(isTest: isTest && !isGrowing)
    }
  }

  private func accessToList(isTest: Bool) -> Access {
    if key.isEmpty { return .scan }
    if key == [relation.width] { return .number }
    if let rows = relation.rows as? ListedRows {
      if rows.isScanned(by: key) { return .scan }
      if let index = rows.indexKey(for: key) { return .index(index) }
    }
    if relation.width == 2, key.count == 1 { return view == .delta ? .scan : .set(key[0]) }
    return isTest && key.count == relation.width ? .row : .index(key)
  }

  private var accessToPairs: Access {
    if view == .delta || key.isEmpty { return .scan }
    return key.count == 1 && equalColumns.isEmpty ? .set(key[0]) : .row
  }

  private func access(to rows: LeastRows) -> Access {
    let lasting = key.filter { $0 != rows.valueColumn }
    return view == .delta || lasting.isEmpty ? .scan : .index(lasting)
  }
}

extension PairSets {
  fileprivate var form: StoredForm {
    var (lists, tables, bitmaps) = (0, 0, 0)
    for place in firsts.indices {
      switch group(at: place).seconds.form {
      case .list: lists += 1
      case .table: tables += 1
      case .bitmap: bitmaps += 1
      }
    }
    return .paired(lists: lists, tables: tables, bitmaps: bitmaps)
  }
}

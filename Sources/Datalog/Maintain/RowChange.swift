import Relations

/// What a relation has gained and lost: two sets of rows that have none in common.
struct RowChange {
  let gained: Relation
  let lost: Relation

  init(width: Int) {
    gained = Relation(width: width)
    lost = Relation(width: width)
  }

  /// What turns one relation into the other. Linear in the rows of both.
  init(from old: Relation, to new: Relation) {
    self.init(width: old.width)
    lost.insert(old.rows(notIn: new))
    gained.insert(new.rows(notIn: old))
    lost.settle()
    gained.settle()
  }

  var count: Int { gained.count + lost.count }
  var isEmpty: Bool { count == 0 }

  /// Rows came that were not there.
  func gain(_ rows: Batch) { RowChange.move(rows, from: lost, to: gained) }

  /// Rows went that were there.
  func lose(_ rows: Batch) { RowChange.move(rows, from: gained, to: lost) }

  /// Something has changed after this.
  func add(_ later: RowChange) {
    if later.lost.count > 0 { lose(later.lost.all) }
    if later.gained.count > 0 { gain(later.gained.all) }
  }

  func removeAll() {
    gained.removeAll()
    lost.removeAll()
  }

  /// Rows that went and came back were not changed, nor were those that came and went.
  private static func move(_ rows: Batch, from other: Relation, to relation: Relation) {
    if rows.count == 0 { return }
    let isBack = other.count > 0 ? other.remove(rows) : []
    relation.insert(isBack.isEmpty ? rows : rows.filtered(by: isBack.map { !$0 }))
    relation.settle()
    other.compact()
  }
}

extension Relation {
  /// Those rows that another relation of the same width has not.
  func rows(notIn other: Relation) -> Batch {
    all.filtered(by: other.contains(all).map { !$0 })
  }
}

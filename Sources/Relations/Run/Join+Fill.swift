// Joins are taken up where they were left, so that nothing of the relation is held while the batch
// they filled runs through the later steps (which may insert into the same relation).

extension Join {
  /// Where a join over one batch stands.
  struct Cursor {
    /// The row of the batch that is being matched.
    var row = 0
    /// The next candidate plus 1, or 0 before the first.
    var candidate: UInt32 = 0
    /// Whether `candidate` belongs to `row`.
    var isInside = false
    /// Hashes of the keys of the whole batch, made once.
    var hashes: [UInt64] = []
    var isDone = false
  }

  /// Fills `output` with up to a batch of matches: the `kept` columns of `batch`, then the outputs.
  func fill(_ output: inout Batch, kept: [Int], of batch: borrowing Batch, from cursor: inout Cursor)
  {
    var rows: [UInt32] = []
    var matches: [UInt32] = []
    rows.reserveCapacity(Batch.capacity)
    matches.reserveCapacity(Batch.capacity)
    if key.isEmpty {
      scan(batch, from: &cursor, &rows, &matches)
    } else {
      probe(batch, from: &cursor, &rows, &matches)
    }
    output.count = rows.count
    output.gather(batch, kept, rows[...])
    gatherOutputs(at: matches, into: &output, from: kept.count)
  }

  private func gatherOutputs(at matches: [UInt32], into output: inout Batch, from first: Int) {
    relation.withRows { stored in
      for (place, column) in outputs.enumerated() {
        let source = stored.columns[column]
        var target = output.columns[first + place].mutableSpan
        gather(source.span, at: matches.span, into: &target)
      }
    }
  }

  /// Every row of the view for every row of the batch.
  private func scan(
    _ batch: borrowing Batch, from cursor: inout Cursor, _ rows: inout [UInt32],
    _ matches: inout [UInt32]
  ) {
    let range = relation.range(view)
    relation.withRows { stored in
      while cursor.row < batch.count {
        if !cursor.isInside {
          cursor.candidate = UInt32(truncatingIfNeeded: range.lowerBound)
          cursor.isInside = true
        }
        while cursor.candidate < range.upperBound {
          if rows.count == Batch.capacity { return }
          if agrees(stored.columns, Int(cursor.candidate)) {
            rows.append(UInt32(truncatingIfNeeded: cursor.row))
            matches.append(cursor.candidate)
          }
          cursor.candidate += 1
        }
        cursor.isInside = false
        cursor.row += 1
      }
      cursor.isDone = true
    }
  }

  /// The rows of the view with the key of each row of the batch, newest first.
  private func probe(
    _ batch: borrowing Batch, from cursor: inout Cursor, _ rows: inout [UInt32],
    _ matches: inout [UInt32]
  ) {
    if cursor.hashes.isEmpty { cursor.hashes = hashes(of: keyOperands, in: batch) }
    let range = relation.range(view)
    relation.withIndex(on: key) { index, columns in
      while cursor.row < batch.count {
        if !cursor.isInside {
          cursor.candidate = index.newest(
            cursor.hashes[cursor.row], keyOperands, of: batch, row: cursor.row, in: columns)
          cursor.isInside = true
        }
        while cursor.candidate > range.lowerBound {
          if rows.count == Batch.capacity { return }
          let candidate = Int(cursor.candidate) - 1
          if candidate < range.upperBound, agrees(columns, candidate) {
            rows.append(UInt32(truncatingIfNeeded: cursor.row))
            matches.append(UInt32(truncatingIfNeeded: candidate))
          }
          cursor.candidate = index.older[candidate]
        }
        cursor.isInside = false
        cursor.row += 1
      }
      cursor.isDone = true
    }
  }

  @inline(__always) private func agrees(_ columns: [[ValueID]], _ row: Int) -> Bool {
    for (one, other) in equalColumns where columns[one][row] != columns[other][row] { return false }
    return true
  }

  /// For each row of the batch whether there is a match.
  func exists(for batch: borrowing Batch) -> [Bool] {
    let range = relation.range(view)
    if key.isEmpty {
      let found = relation.withRows { stored in range.contains { agrees(stored.columns, $0) } }
      return Array(repeating: found, count: batch.count)
    }
    if key.count == relation.width, view == .visible, relation.visibleEnd == relation.count {
      return relation.withRows { $0.contains(keyOperands, of: batch) }
    }
    return probeExistence(batch, range)
  }

  private func probeExistence(_ batch: borrowing Batch, _ range: Range<Int>) -> [Bool] {
    let hashes = hashes(of: keyOperands, in: batch)
    var found = [Bool](repeating: false, count: batch.count)
    relation.withIndex(on: key) { index, columns in
      for row in 0..<batch.count {
        var candidate = index.newest(hashes[row], keyOperands, of: batch, row: row, in: columns)
        while candidate > range.lowerBound {
          if candidate <= range.upperBound, agrees(columns, Int(candidate) - 1) {
            found[row] = true
            break
          }
          candidate = index.older[Int(candidate) - 1]
        }
      }
    }
    return found
  }
}

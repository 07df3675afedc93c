import Testing

@testable import Relations

/// Relations from which rows are taken out, beside plain sets of rows.
@Suite struct RemovalTests {
  @Test(arguments: [0, 1, 2, 3], [UInt64(1), 2, 3])
  func `listed rows come and go as in a plain set`(width: Int, seed: UInt64) {
    expectPlainBehaviour(Relation(width: width, .listed), seed: seed, values: width < 3 ? 30 : 6)
  }

  @Test(arguments: [Int64(6), 40, 900], [UInt64(1), 2])
  func `pairs come and go as in a plain set, whatever form their sets take`(
    values: Int64, seed: UInt64
  ) {
    expectPlainBehaviour(Relation(width: 2, .paired), seed: seed, values: values)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `best rows are replaced, taken out and put in again`(seed: UInt64) {
    let relation = Relation(width: 2, bestIn: 1) { $0.integer! < $1.integer! }
    relation.prepareReplaced()
    var random = Random(state: seed)
    var plain: [ValueID: ValueID] = [:]
    for _ in 0..<400 {
      let (key, value) = (random.value(20), random.value(100))
      if random.value(3).integer == 0, let known = plain[key] {
        #expect(relation.remove(Batch(columns: [[key], [known]], count: 1)) == [true])
        plain[key] = nil
      } else {
        relation.insert(Batch(columns: [[key], [value]], count: 1))
        let known = plain[key]
        plain[key] = known.map { $0.integer! < value.integer! ? $0 : value } ?? value
        relation.advance()
        #expect(relation.replaced.count == (known != nil && known != plain[key] ? 1 : 0))
        if relation.replaced.count == 1 { #expect(relation.replaced.columns[1] == [known!]) }
        relation.settle()
      }
      relation.compact()
      relation.checkInvariants()
      #expect(rows(of: relation) == Set(plain.map { [$0, $1] }))
    }
  }

  @Test(arguments: [0, 1, 2, 3]) func `a relation that was emptied is filled again`(width: Int) {
    let relation = Relation(width: width)
    var random = Random(state: 7)
    for _ in 0..<3 {
      let added = (0..<50).map { _ in (0..<width).map { _ in random.value(9) } }
      relation.insert(batch(of: added, width: width))
      relation.settle()
      if width > 0 { #expect(relation.has(added[0][0], at: 0)) }
      #expect(rows(of: relation) == Set(added))
      relation.checkInvariants()
      relation.removeAll()
      #expect(relation.count == 0)
      if width > 0 { #expect(!relation.has(added[0][0], at: 0)) }
      relation.checkInvariants()
    }
  }

  private func expectPlainBehaviour(_ relation: Relation, seed: UInt64, values: Int64) {
    var random = Random(state: seed)
    var plain: Set<[ValueID]> = []
    for round in 0..<150 {
      let row = { (0..<relation.width).map { _ in random.value(values) } }
      if round % 3 < 2 {
        let added = (0..<20).map { _ in row() }
        relation.insert(batch(of: added, width: relation.width))
        relation.settle()
        plain.formUnion(added)
      } else {
        let taken = Array(Set((0..<30).map { _ in row() })) + plain.prefix(Int(seed) * 12)
        let distinct = Array(Set(taken))
        let wasThere = relation.remove(batch(of: distinct, width: relation.width))
        #expect(wasThere == distinct.map(plain.contains))
        plain.subtract(distinct)
      }
      if round % 10 == 9 { relation.compact() }
      expectSame(relation, plain, &random, values)
    }
  }

  private func expectSame(
    _ relation: Relation, _ plain: Set<[ValueID]>, _ random: inout Random, _ values: Int64
  ) {
    relation.checkInvariants()
    #expect(relation.count == plain.count)
    #expect(rows(of: relation) == plain)
    for column in 0..<relation.width {
      let value = random.value(values)
      #expect(relation.has(value, at: column) == plain.contains { $0[column] == value })
      let join = Join(
        relation, .visible, key: [column], keyOperands: [.constant(value)], outputs: [])
      #expect(
        relation.rows.matchCounts(for: .unit, by: join)
          == [plain.count { $0[column] == value }])
      guard relation.canBeIntersected else { continue }
      var rest = relation.width == 2 ? plain.map { [$0[1 - column]] } : []
      if relation.width > 2 {
        rest = plain.map { row in row.indices.filter { $0 != column }.map { row[$0] } }
      }
      #expect(rows(of: relation.rows(without: column)) == Set(rest))
    }
  }

  private func batch(of rows: [[ValueID]], width: Int) -> Batch {
    Batch(columns: (0..<width).map { column in rows.map { $0[column] } }, count: rows.count)
  }

  private func rows(of relation: Relation) -> Set<[ValueID]> {
    let columns = relation.columns
    return Set((0..<relation.count).map { row in columns.map { $0[row] } })
  }
}

private struct Random {
  var state: UInt64

  mutating func value(_ bound: Int64) -> ValueID {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return ValueID(integer: Int64(state >> 33) % bound)!
  }
}

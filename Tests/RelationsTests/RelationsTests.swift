import Testing

@testable import Relations

private func id(_ value: Int64) -> ValueID { ValueID(integer: value)! }

private func relation(_ rows: [[Int64]]) -> Relation {
  let relation = Relation(width: rows.first?.count ?? 0)
  for row in rows { relation.insert(Batch(columns: row.map { [id($0)] }, count: 1)) }
  relation.settle()
  return relation
}

@Test func `small integers are their own numbers`() {
  for value: Int64 in [0, 1, -1, 0x3FFF_FFFF, -0x4000_0000] {
    #expect(ValueID(integer: value)?.integer == value)
  }
  #expect(ValueID(integer: 0x4000_0000) == nil)
}

@Test(arguments: [1, 2, 3, 5]) func `rows are kept once`(width: Int) {
  let relation = Relation(width: width)
  var generator = SystemRandomNumberGenerator()
  var seen: Set<[ValueID]> = []
  for _ in 0..<40 {
    let rows = (0..<Batch.capacity).map { _ in
      (0..<width).map { _ in id(Int64.random(in: 0..<12, using: &generator)) }
    }
    let columns = (0..<width).map { column in rows.map { $0[column] } }
    let new = relation.insert(Batch(columns: columns, count: rows.count))
    let before = seen.count
    seen.formUnion(rows)
    #expect(new == seen.count - before)
  }
  relation.settle()
  relation.rows.prepareIndex(on: [0])
  relation.checkInvariants()
  #expect(relation.count == seen.count)
}

@Test(arguments: [3, 64, 5000]) func `pairs are kept once, whatever form their sets take`(
  values: Int64
) {
  let pairs = Relation(width: 2, .paired)
  let listed = Relation(width: 2, .listed)
  var state: UInt64 = 42
  func random(_ limit: Int64) -> ValueID {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return id(Int64(state >> 33) % limit)
  }
  for _ in 0..<60 {
    let batch = Batch(
      columns: [(0..<500).map { _ in random(4) }, (0..<500).map { _ in random(values) }], count: 500
    )
    #expect(pairs.insert(batch) == listed.insert(batch))
    pairs.advance()
    pairs.checkInvariants()
  }
  #expect(
    Set(zip(pairs.columns[0], pairs.columns[1]).map { [$0, $1] })
      == Set(zip(listed.columns[0], listed.columns[1]).map { [$0, $1] }))
}

@Test(arguments: [3, 64, 5000]) func `what sets are united is what their rows would be`(
  values: Int64
) throws {
  let budget = Budget(rowLimit: .max, secondLimit: nil, byteLimit: .max, stopFlag: StopFlag())
  var state: UInt64 = 7
  func random(_ limit: Int64) -> ValueID {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return id(Int64(state >> 33) % limit)
  }
  let edges = Batch(
    columns: [(0..<900).map { _ in random(40) }, (0..<900).map { _ in random(values) }], count: 900)
  let ways = [Relation.Representation.paired, .listed].map { way in
    let (edge, path) = (Relation(width: 2, way), Relation(width: 2, way))
    for relation in [edge, path] {
      relation.insert(edges)
      _ = relation.beginRounds()
    }
    return (edge, path)
  }
  // Values of another relation, and of the one that is added to.
  for isOwn in [false, true, false, true] {
    for (edge, path) in ways {
      let second = Join(
        isOwn ? path : edge, .visible, key: [0], keyOperands: [.column(1)], outputs: [1])
      var pipeline = Pipeline(
        Plan(
          steps: [
            Step(.join(Join(path, .delta, key: [], keyOperands: [], outputs: [0, 1])), kept: []),
            Step(.join(second), kept: [0]),
          ], head: [.column(0), .column(1)], target: path))
      try pipeline.run(within: budget)
      path.advance()
      path.checkInvariants()
    }
  }
  let rows = ways.map { Set(zip($0.1.columns[0], $0.1.columns[1]).map { [$0, $1] }) }
  // A listed relation shows the rows of a round in the next.
  #expect(rows[0].isSuperset(of: rows[1]))
  #expect(rows[0].isSubset(of: closure(of: edges)))
}

/// All pairs of which the second is reached from the first.
private func closure(of edges: Batch) -> Set<[ValueID]> {
  var found = Set(zip(edges.columns[0], edges.columns[1]).map { [$0, $1] })
  let next = Dictionary(grouping: found, by: \.[0]).mapValues { $0.map { $0[1] } }
  var open = Array(found)
  while let row = open.popLast() {
    for value in next[row[1]] ?? [] where found.insert([row[0], value]).inserted {
      open.append([row[0], value])
    }
  }
  return found
}

@Test func `a path of two edges is a join`() throws {
  let edge = relation([[1, 2], [2, 3], [3, 4], [2, 5]])
  let path = Relation(width: 2)
  let plan = Plan(
    steps: [
      Step(.join(Join(edge, .visible, key: [], keyOperands: [], outputs: [0, 1])), kept: []),
      Step(
        .join(Join(edge, .visible, key: [0], keyOperands: [.column(1)], outputs: [1])), kept: [0]),
    ],
    head: [.column(0), .column(1)], target: path)
  var pipeline = Pipeline(plan)
  try pipeline.run(
    within: Budget(rowLimit: 100, secondLimit: nil, byteLimit: 1 << 20, stopFlag: StopFlag()))
  #expect(path.count == 3)
  let rows = (0..<path.count).map { [path.columns[0][$0].integer, path.columns[1][$0].integer] }
  #expect(Set(rows) == [[1, 3], [1, 5], [2, 4]])
}

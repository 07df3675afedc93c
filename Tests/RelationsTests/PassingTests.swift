import Testing

@testable import Relations

/// Plans that pass columns on, and rows that are found by their numbers.
struct PassingTests {
  /// 300 rows: a number, its half, its third.
  private let source: Relation = {
    let relation = Relation(width: 3)
    let columns = [1, 2, 3].map { part in (0..<300).map { number($0 / part) } }
    relation.append(Batch(columns: columns, count: 300))
    relation.settle()
    relation.key = [0]
    return relation
  }()

  @Test func `a column that is passed on whole is stored once`() throws {
    let target = try run([])
    #expect(target.shares(0, with: source, 0))
    #expect(target.shares(1, with: source, 2))
    #expect(target.columns[2] == Array(repeating: number(7), count: 300))
    #expect(target.key == [0])
    target.checkInvariants()
  }

  @Test func `of a column that is passed on in part the rows that are left are stored`() throws {
    let target = try run([Step(.apply(Multiples(of: 3), [.column(0)]), kept: [0])])
    #expect(!target.shares(0, with: source, 0))
    #expect(target.columns[0] == stride(from: 0, to: 300, by: 3).map(number))
    #expect(target.columns[1] == (0..<100).map(number))
    target.checkInvariants()
  }

  @Test func `what comes later to one of two relations does not come to the other`() throws {
    let target = try run([])
    target.insert(Batch(columns: [[number(1000)], [number(1)], [number(1)]], count: 1))
    #expect(source.count == 300)
    #expect(!source.contains([number(1000), number(1), number(1)]))
    #expect(target.key == nil)
  }

  @Test func `a row is found beside the one of equal number`() throws {
    let beside = try run([])
    let target = Relation(width: 2)
    let join = Join(beside, .visible, key: [3], keyOperands: [.column(1)], outputs: [1])
    try run(
      Plan(
        steps: [Step(.join(scan(outputs: [0, 3])), kept: []), Step(.join(join), kept: [0])],
        head: [.column(0), .column(1)], target: target))
    #expect(target.columns == [(0..<300).map(number), (0..<300).map { number($0 / 3) }])
  }

  // MARK: Running

  private func scan(outputs: [Int]) -> Join {
    Join(source, .visible, key: [], keyOperands: [], outputs: outputs)
  }

  /// The first and the third column, and 7.
  private func run(_ steps: [Step]) throws -> Relation {
    let target = Relation(width: 3)
    try run(
      Plan(
        steps: [Step(.join(scan(outputs: [3])), kept: [])] + steps,
        head: [.constant(.none), .constant(.none), .constant(number(7))], target: target,
        isDistinct: true, key: [0],
        passing: Passing(source, number: .column(0), columns: [0, 2, nil])))
    return target
  }

  private func run(_ plan: Plan) throws {
    let budget = Budget(
      rowLimit: 10_000, secondLimit: nil, byteLimit: 1 << 20, stopFlag: StopFlag())
    var pipeline = Pipeline(plan)
    try pipeline.run(within: budget)
    plan.target.settle()
  }
}

/// Row numbers that are multiples of one number.
private struct Multiples: RowFunction {
  let factor: UInt32
  let outputs = 0

  init(of factor: UInt32) { self.factor = factor }

  func apply(_ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches) {
    for row in 0..<batch.count where batch.value(operands[0], row).raw % factor == 0 {
      matches.rows.append(UInt32(row))
    }
  }
}

private func number(_ value: Int) -> ValueID { ValueID(integer: Int64(value))! }

/// Lookups in relations of three columns, compared with going through the rows.
struct LookupTests {
  private var state: UInt64 = 7

  private mutating func random(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  @Test(arguments: [1, 1_000_003], [[0], [0, 1], [1, 2], [0, 1, 2]])
  mutating func `rows are found wherever the values of their keys lie`(gap: Int, key: [Int]) {
    let relation = Relation(width: 3)
    var rows: Set<[ValueID]> = []
    for _ in 0..<4 {
      let fresh = (0..<200).map { _ in
        [number(random(600) * gap % 900_000_000), number(random(5)), number(random(9))]
      }
      relation.insert(Batch(columns: (0..<3).map { c in fresh.map { $0[c] } }, count: 200))
      relation.settle()
      rows.formUnion(fresh)
      expectLookups(in: relation, by: key, of: rows)
    }
    relation.checkInvariants()
  }

  private func expectLookups(in relation: Relation, by key: [Int], of rows: Set<[ValueID]>) {
    let join = Join(
      relation, .visible, key: key, keyOperands: key.map(Operand.column), outputs: [0, 1, 2])
    relation.rows.prepareIndex(on: key)
    relation.rows.prepareTest(on: key)
    relation.rows.prepareCounts(by: key)
    let asked = Array(rows.prefix(300)) + [[number(-1), number(0), number(0)]]
    let batch = Batch(columns: (0..<3).map { c in asked.map { $0[c] } }, count: asked.count)
    let counts = asked.map { row in
      rows.count { other in key.allSatisfy { other[$0] == row[$0] } }
    }
    #expect(relation.rows.matchCounts(for: batch, by: join) == counts)
    #expect(relation.rows.listedMatchCounts(for: batch, by: join) == counts)
    #expect(relation.rows.exists(for: batch, by: join) == counts.map { $0 > 0 })
  }
}

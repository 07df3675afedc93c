import Testing

@testable import DebateGraph

struct PolarizationTests {
  @Test func `two camps that are of one mind within and at odds between are wholly polarized`() {
    let opinions = opinions(of: 5) { a, b in (a < 2) == (b < 2) ? (1, 0) : (0, 2) }
    #expect(Polarization(of: opinions, camps: 2) == Polarization(camp: [1, 1, 0, 0, 0], value: 1))
  }

  @Test func `camps that are at odds within are not polarized`() {
    let opinions = opinions(of: 4) { a, b in (a < 2) == (b < 2) ? (0, 1) : (1, 0) }
    let found = Polarization(of: opinions, camps: 2)
    // The ideal of that very partition has nothing in common with it.
    #expect(opinions.polarization(of: [0, 0, 1, 1], camps: 2) == 0)
    #expect(found.value < 0.6)
  }

  @Test func `without conflict, or without congruence, nobody is polarized`() {
    for pair in [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)] {
      let found = Polarization(of: opinions(of: 4) { _, _ in pair }, camps: 2)
      #expect(found == Polarization(camp: [0, 0, 0, 0], value: 0))
    }
    #expect(Polarization(of: opinions(of: 0) { _, _ in (1, 1) }, camps: 2).value == 0)
    #expect(Polarization(of: opinions(of: 1) { _, _ in (1, 1) }, camps: 2).value == 0)
  }

  @Test func `the part that fits the ideal is 1 less the distance from it`() {
    for seed in 1...20 {
      let opinions = invented(nodes: 6, seed: seed)
      for camp in partitions(of: 6, into: 3) {
        #expect(
          abs(opinions.polarization(of: camp, camps: 3) - byDistance(opinions, camp, 3)) < 1e-12)
      }
    }
  }

  @Test(arguments: 2...3)
  func `no partition of a small network is polarized more than the one that is found`(camps: Int) {
    for seed in 1...30 {
      let opinions = invented(nodes: 7, seed: seed)
      let best = partitions(of: 7, into: camps).map { opinions.polarization(of: $0, camps: camps) }
      let found = Polarization(of: opinions, camps: camps)
      #expect(abs(found.value - best.max()!) < 1e-12, "seed \(seed)")
      #expect(
        abs(opinions.polarization(of: found.camp, camps: camps) - found.value) < 1e-12,
        "seed \(seed)")
      #expect(Polarization(of: opinions, camps: camps) == found)
    }
  }
}

private func opinions(
  of count: Int, _ pair: (Int, Int) -> (Double, Double)
) -> SharedOpinions {
  var pairs: [SharedOpinions.Pair] = []
  for b in 0..<count {
    for a in 0..<b {
      let (congruence, conflict) = pair(a, b)
      pairs.append(.init(a: a, b: b, congruence: congruence, conflict: conflict))
    }
  }
  return SharedOpinions(count: count, pairs: pairs)
}

/// Small numbers without order.
private func invented(nodes: Int, seed: Int) -> SharedOpinions {
  opinions(of: nodes) { a, b in
    let mixed = (a * 31 + b * 17 + seed * 101) * 2_654_435_761 % 1_000_003
    return (Double(mixed % 5), Double(mixed / 7 % 4))
  }
}

/// All of them, by the definition of the distance, pair by pair and in both directions.
private func byDistance(_ opinions: SharedOpinions, _ camp: [Int], _ camps: Int) -> Double {
  let same = { (pair: SharedOpinions.Pair) in camp[pair.a] == camp[pair.b] }
  let congruence = opinions.pairs.reduce(0) { $0 + 2 * $1.congruence }
  let conflict = opinions.pairs.reduce(0) { $0 + 2 * $1.conflict }
  let within = Double(2 * opinions.pairs.count(where: same))
  let between = Double(2 * opinions.pairs.count { !same($0) })
  let distance = opinions.pairs.reduce(0.0) { sum, pair in
    let ideal =
      same(pair) ? (within > 0 ? congruence / within : 0, 0) : (0, conflict / between)
    return sum + 2 * (abs(pair.congruence - ideal.0) + abs(pair.conflict - ideal.1))
  }
  // A kind of pairs that there is none of takes nothing of the ideal's weight.
  let missing = (within > 0 ? 0 : congruence) + (between > 0 ? 0 : conflict)
  return 1 - (distance + missing) / (2 * (congruence + conflict))
}

/// Each node in each camp, where no camp is empty.
private func partitions(of nodes: Int, into camps: Int) -> [[Int]] {
  var all: [[Int]] = [[]]
  for _ in 0..<nodes { all = all.flatMap { start in (0..<camps).map { start + [$0] } } }
  return all.filter { Set($0).count == camps }
}

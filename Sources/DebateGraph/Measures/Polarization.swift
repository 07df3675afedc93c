/// How near actors are to an ideally polarized debate of so many camps: of one mind within a camp, at
/// odds between camps, and both evenly.
///
/// In the ideal all congruence lies evenly on the pairs within camps, all conflict evenly on those
/// between them, and both come to as much as there is. The polarization of a partition is the part of
/// all weight that lies where the ideal has it: 1 less the distance from the ideal, over the greatest
/// one. That of the actors is the greatest of any partition into so many camps, of whatever sizes; it
/// is 0 where there is no congruence or no conflict at all.
///
/// Discourse Network Analyzer has the distance, but looks for the greatest one, which is the partition
/// that fits worst, takes only camps of one size, and expects too little within each.
///
/// The search moves single nodes and exchanges two as long as that helps, from several beginnings that
/// are always the same, so that equal networks have equal results. It may miss the greatest one.
///
/// - SeeAlso: Leifeld and others, `Polarization.java` of Discourse Network Analyzer 3; for partitions
///   of signed networks Doreian and Mrvar, "A partitioning approach to structural balance", Social
///   Networks 18, 1996.
struct Polarization: Equatable {
  /// The camp of each node, numbered from 0 in order of size, then of their first nodes.
  let camp: [Int]
  /// 0 to 1.
  let value: Double
}

extension Polarization {
  /// - Parameter camps: at least 2; as many as there are nodes, where those are fewer.
  init(of opinions: SharedOpinions, camps: Int) {
    let search = PolarizationSearch(opinions, min(camps, opinions.count))
    var (best, greatest) = ([Int](repeating: 0, count: opinions.count), 0.0)
    for number in 0..<search.beginnings {
      let found = search.climb(from: search.beginning(number))
      if found.value > greatest + 1e-12 { (best, greatest) = (found.camp, found.value) }
    }
    (camp, value) = (best.numberedBySize, greatest)
  }
}

/// How far each two say the same, and the contrary.
struct SharedOpinions {
  struct Pair {
    let a: Int
    let b: Int
    let congruence: Double
    let conflict: Double
  }

  let count: Int
  /// Each once; those that have neither may be left out.
  let pairs: [Pair]

  /// The polarization of a partition.
  func polarization(of camp: [Int], camps: Int) -> Double {
    let (congruence, conflict) = totals
    guard congruence > 0, conflict > 0 else { return 0 }
    var sizes = [Int](repeating: 0, count: camps)
    for number in camp { sizes[number] += 1 }
    let within = sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    let between = count * (count - 1) / 2 - within
    let cohesion = within > 0 ? congruence / Double(within) : 0
    let antagonism = between > 0 ? conflict / Double(between) : 0
    var fitting = 0.0
    for pair in pairs {
      fitting +=
        camp[pair.a] == camp[pair.b]
        ? min(pair.congruence, cohesion) : min(pair.conflict, antagonism)
    }
    return fitting / (congruence + conflict)
  }

  private var totals: (congruence: Double, conflict: Double) {
    pairs.reduce((0, 0)) { ($0.0 + $1.congruence, $0.1 + $1.conflict) }
  }
}

private struct PolarizationSearch {
  let opinions: SharedOpinions
  let camps: Int
  /// Fewer for large networks.
  let beginnings: Int

  init(_ opinions: SharedOpinions, _ camps: Int) {
    (self.opinions, self.camps) = (opinions, camps)
    let cost = max(1, 20 * opinions.count * max(1, opinions.pairs.count))
    beginnings = camps < 2 ? 0 : max(2, min(40, 1_000_000_000 / cost))
  }

  /// Nodes scattered over the camps, none of which is empty.
  func beginning(_ number: Int) -> [Int] {
    (0..<opinions.count).map { node in
      if node < camps { return node }
      let factor = UInt64(2 * number + 1) &* 0x9E37_79B9_7F4A_7C15
      return Int((UInt64(node) &* factor) >> 40) % camps
    }
  }

  func climb(from beginning: [Int]) -> (camp: [Int], value: Double) {
    var camp = beginning
    var value = opinions.polarization(of: camp, camps: camps)
    while let step = bestMove(camp, above: value) ?? bestExchange(camp, above: value) {
      (camp, value) = step
    }
    return (camp, value)
  }

  private func bestMove(_ start: [Int], above value: Double) -> (camp: [Int], value: Double)? {
    var (camp, best) = (start, value)
    var found: [Int]?
    for node in camp.indices {
      let home = camp[node]
      guard camp.count(where: { $0 == home }) > 1 else { continue }
      for other in 0..<camps where other != home {
        camp[node] = other
        let moved = opinions.polarization(of: camp, camps: camps)
        if moved > best + 1e-12 { (found, best) = (camp, moved) }
      }
      camp[node] = home
    }
    return found.map { ($0, best) }
  }

  /// Of two nodes; not tried in large networks, where moves suffice.
  private func bestExchange(_ start: [Int], above value: Double) -> (camp: [Int], value: Double)? {
    guard opinions.count <= 100 else { return nil }
    var (camp, best) = (start, value)
    var found: [Int]?
    for a in camp.indices {
      for b in camp.indices where a < b && camp[a] != camp[b] {
        camp.swapAt(a, b)
        let moved = opinions.polarization(of: camp, camps: camps)
        if moved > best + 1e-12 { (found, best) = (camp, moved) }
        camp.swapAt(a, b)
      }
    }
    return found.map { ($0, best) }
  }
}

extension [Int] {
  /// The groups numbered from 0, the largest first, of equal ones that of the first node.
  var numberedBySize: [Int] {
    let groups = Dictionary(grouping: indices) { self[$0] }.values
    let ordered = groups.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    var numbers = self
    for (number, group) in ordered.enumerated() { for node in group { numbers[node] = number } }
    return numbers
  }
}

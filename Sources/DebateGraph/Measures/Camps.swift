/// Who belongs together: a partition in which camps agree within and disagree with one another.
///
/// The signed modularity is climbed by moving single nodes, then whole camps, as long as that helps
/// (the Louvain method). Nodes are taken in their order and the first of equal camps wins, so the
/// result is the same each time. It is a local optimum, as with all such methods.
///
/// - SeeAlso: Gómez, Jensen and Arenas, "Analysis of community structure in networks of correlated
///   data", Physical Review E 80, 2009, equation 17; Blondel and others, "Fast unfolding of communities
///   in large networks", Journal of Statistical Mechanics, 2008.
struct Camps {
  /// The camp of each node, numbered from 0 in order of size, then of their first nodes.
  let camp: [Int]
  /// -1 to 1; 0 where there are no ties.
  let modularity: Double
  /// The part of all weight that fits: agreement within camps and disagreement between them, 0 to 1.
  /// Polarization is high where few camps fit well.
  let fit: Double

  init(of graph: SignedGraph) {
    var search = CampSearch(graph)
    camp = search.climb().numberedBySize
    modularity = CampSearch(graph).modularity(of: camp)
    fit = graph.fit(of: camp)
  }
}

extension SignedGraph {
  fileprivate func fit(of camp: [Int]) -> Double {
    var (fitting, all) = (0.0, 0.0)
    for (node, ties) in ties.enumerated() {
      for tie in ties {
        all += tie.weight.magnitude
        if (camp[node] == camp[tie.neighbour]) == (tie.weight > 0) {
          fitting += tie.weight.magnitude
        }
      }
    }
    return all == 0 ? 1 : fitting / all
  }
}

private struct CampSearch {
  let graph: SignedGraph
  /// The sums of each node's positive ties, and of its negative ones without their sign.
  private let strength: [(positive: Double, negative: Double)]
  private let positive: Double
  private let negative: Double

  init(_ graph: SignedGraph) {
    self.graph = graph
    strength = graph.ties.map { ties in
      ties.reduce((0, 0)) { sums, tie in
        tie.weight > 0 ? (sums.0 + tie.weight, sums.1) : (sums.0, sums.1 - tie.weight)
      }
    }
    positive = strength.reduce(0) { $0 + $1.positive }
    negative = strength.reduce(0) { $0 + $1.negative }
  }

  /// A camp's number for each node.
  mutating func climb() -> [Int] {
    var members = graph.ties.indices.map { [$0] }
    var camp = Array(graph.ties.indices)
    while true {
      let moved = movedBlocks(members, camp)
      if moved == camp { return camp }
      camp = moved
      let groups = Dictionary(grouping: camp.indices) { camp[$0] }.values
      members = groups.sorted { $0[0] < $1[0] }
      // Single nodes are tried again before whole camps, which escapes some poor optima.
      let refined = movedBlocks(graph.ties.indices.map { [$0] }, camp)
      if modularity(of: refined) > modularity(of: camp) + 1e-12 { camp = refined }
    }
  }

  /// Moves blocks of nodes to the camps where they gain most, until none gains.
  private func movedBlocks(_ blocks: [[Int]], _ start: [Int]) -> [Int] {
    var camp = start
    var isMoving = true
    while isMoving {
      isMoving = false
      for block in blocks {
        let home = camp[block[0]]
        let best = bestCamp(for: block, camp)
        if best != home {
          for node in block { camp[node] = best }
          isMoving = true
        }
      }
    }
    return camp
  }

  private func bestCamp(for block: [Int], _ camp: [Int]) -> Int {
    let inside = Set(block)
    let home = camp[block[0]]
    let neighbours = Set(block.flatMap { graph.ties[$0].map { camp[$0.neighbour] } })
    var (best, greatest) = (home, gain(of: block, inside, in: home, camp))
    for candidate in neighbours.sorted() where candidate != home {
      let gain = gain(of: block, inside, in: candidate, camp)
      if gain > greatest + 1e-12 { (best, greatest) = (candidate, gain) }
    }
    return best
  }

  /// What the block adds to the modularity as a part of the camp, up to a constant factor.
  private func gain(of block: [Int], _ inside: Set<Int>, in number: Int, _ camp: [Int]) -> Double {
    var gain = 0.0
    for node in block {
      for tie in graph.ties[node] where camp[tie.neighbour] == number {
        if !inside.contains(tie.neighbour) { gain += tie.weight }
      }
    }
    let others = camp.indices.filter { camp[$0] == number && !inside.contains($0) }
    return gain - expected(between: block, and: others)
  }

  private func expected(between a: [Int], and b: [Int]) -> Double {
    func sums(_ nodes: [Int]) -> (Double, Double) {
      nodes.reduce((0, 0)) { ($0.0 + strength[$1].positive, $0.1 + strength[$1].negative) }
    }
    let (x, y) = (sums(a), sums(b))
    return (positive > 0 ? x.0 * y.0 / positive : 0) - (negative > 0 ? x.1 * y.1 / negative : 0)
  }

  func modularity(of camp: [Int]) -> Double {
    guard positive + negative > 0 else { return 0 }
    var sum = 0.0
    for (node, ties) in graph.ties.enumerated() {
      for tie in ties where camp[node] == camp[tie.neighbour] { sum += tie.weight }
    }
    for group in Dictionary(grouping: camp.indices, by: { camp[$0] }).values {
      sum -= expected(between: group, and: group)
    }
    return sum / (positive + negative)
  }
}

/// A network of one kind of nodes as numbers: neighbours and weights, both ways, by node number.
///
/// Edges between the same two are added up; those of weight 0, and from a node to itself, are no ties.
struct SignedGraph {
  struct Tie {
    let neighbour: Int
    let weight: Double
  }

  /// In order of the neighbours.
  let ties: [[Tie]]

  var count: Int { ties.count }

  init(of network: Network, slice: Int64? = nil) {
    let numbers = network.numbers
    var weights = [[Int: Double]](repeating: [:], count: network.nodes.count)
    for edge in network.edges where slice == nil || edge.slice == slice {
      guard let a = numbers[edge.source], let b = numbers[edge.target], a != b else { continue }
      let weight = edge.sign == .oppose && edge.weight > 0 ? -edge.weight : edge.weight
      weights[a][b, default: 0] += weight
      weights[b][a, default: 0] += weight
    }
    self.init(weights)
  }

  /// - Parameter weights: symmetrical.
  init(_ weights: [[Int: Double]]) {
    ties = weights.map { row in
      row.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        .map { Tie(neighbour: $0.key, weight: $0.value) }
    }
  }
}

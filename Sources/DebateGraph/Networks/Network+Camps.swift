import Glibc

extension Network {
  /// The network with the camps of its nodes, where it knows agreement and disagreement.
  public func withCamps() -> Network {
    guard !isDirected, Set(edges.map(\.sign)).isSuperset(of: [.support, .oppose]) else {
      return self
    }
    let graph = SignedGraph(of: self)
    let found = Camps(of: graph)
    var camps: [NodeKey: Int] = [:]
    for (number, node) in nodes.enumerated() where !graph.ties[number].isEmpty {
      camps[node.key] = found.camp[number]
    }
    return Network(self, edges: edges, positions: positions, camps: camps)
  }

  /// A network for each stretch of time, in which every node stands at the same place: on a circle,
  /// camps of the whole time side by side. Only the network itself where there are no stretches.
  public func windows() -> [Network] {
    guard !slices.isEmpty else { return [self] }
    let whole = withCamps()
    let positions = isDirected ? [:] : whole.circle()
    return slices.map { slice in
      Network(
        self, title: "\(title)\n\(slice.first) to \(slice.last)",
        edges: edges.filter { $0.slice == slice.number }, positions: positions,
        camps: whole.camps)
    }
  }

  /// From the top, clockwise; wide enough for labels not to touch.
  private func circle() -> [NodeKey: Position] {
    let ordered = nodes.map(\.key).sorted {
      (camps[$0] ?? .max, $0) < (camps[$1] ?? .max, $1)
    }
    let radius = max(2.2, 0.24 * Double(ordered.count))
    var positions: [NodeKey: Position] = [:]
    for (number, key) in ordered.enumerated() {
      let angle = 2 * Double.pi * Double(number) / Double(ordered.count)
      positions[key] = Position(x: 1.7 * radius * sin(angle), y: radius * cos(angle))
    }
    return positions
  }
}

extension SignedGraph {
  /// How many shortest paths between two others lead through each node, shared among equally short
  /// ones. Ties count alike, whatever their weight; give a graph of agreement only where paths of
  /// disagreement make no sense. O(nodes × ties).
  ///
  /// - SeeAlso: Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical
  ///   Sociology 25, 2001.
  func betweenness() -> [Double] {
    var between = [Double](repeating: 0, count: count)
    for source in 0..<count {
      let search = shortestPaths(from: source)
      var dependency = [Double](repeating: 0, count: count)
      for node in search.order.reversed() {
        for before in search.before[node] {
          dependency[before] +=
            search.paths[before] / search.paths[node] * (1 + dependency[node])
        }
        if node != source { between[node] += dependency[node] }
      }
    }
    return between.map { $0 / 2 }
  }

  private func shortestPaths(
    from source: Int
  ) -> (order: [Int], before: [[Int]], paths: [Double]) {
    var (order, before) = ([source], [[Int]](repeating: [], count: count))
    var (paths, distance) = (
      [Double](repeating: 0, count: count), [Int](repeating: -1, count: count)
    )
    (paths[source], distance[source]) = (1, 0)
    var next = 0
    while next < order.count {
      let node = order[next]
      next += 1
      for tie in ties[node] {
        if distance[tie.neighbour] < 0 {
          distance[tie.neighbour] = distance[node] + 1
          order.append(tie.neighbour)
        }
        if distance[tie.neighbour] == distance[node] + 1 {
          paths[tie.neighbour] += paths[node]
          before[tie.neighbour].append(node)
        }
      }
    }
    return (order, before, paths)
  }

  /// The greatest k such that the node is in a part of the graph where each has k ties.
  ///
  /// - SeeAlso: Seidman, "Network structure and minimum degree", Social Networks 5, 1983.
  func cores() -> [Int] {
    var (degree, core) = (ties.map(\.count), [Int](repeating: 0, count: count))
    var left = Set(ties.indices)
    var level = 0
    while let node = left.min(by: { (degree[$0], $0) < (degree[$1], $1) }) {
      level = max(level, degree[node])
      core[node] = level
      left.remove(node)
      for tie in ties[node] where left.contains(tie.neighbour) { degree[tie.neighbour] -= 1 }
    }
    return core
  }

  /// The ties of agreement only.
  var agreement: SignedGraph {
    SignedGraph(
      ties.map { ties in
        Dictionary(
          uniqueKeysWithValues: ties.filter { $0.weight > 0 }.map { ($0.neighbour, $0.weight) })
      })
  }
}

/// The strongly connected components of a directed graph, each ascending; a component comes after
/// all those it has edges to.
///
/// Tarjan's algorithm (SIAM J. Comput. 1, 1972) with a stack of its own, so that long chains of
/// rules do not exhaust the machine's. O(nodes + edges).
///
/// - Parameter edges: By node, the nodes it has edges to.
func stronglyConnectedComponents(of edges: [[Int]]) -> [[Int]] {
  var search = ComponentSearch(edges: edges)
  for node in edges.indices where search.index[node] == nil { search.visit(node) }
  return search.components
}

private struct ComponentSearch {
  let edges: [[Int]]
  /// Order of discovery, nil before it.
  var index: [Int?]
  /// The least index known to be reachable inside the component.
  var low: [Int]
  var isOpen: [Bool]
  /// Nodes whose component is not complete.
  var open: [Int] = []
  var components: [[Int]] = []
  private var discovered = 0

  init(edges: [[Int]]) {
    self.edges = edges
    index = [Int?](repeating: nil, count: edges.count)
    low = [Int](repeating: 0, count: edges.count)
    isOpen = [Bool](repeating: false, count: edges.count)
  }

  mutating func visit(_ root: Int) {
    var path: [(node: Int, nextEdge: Int)] = []
    discover(root, &path)
    while let (node, nextEdge) = path.last {
      guard nextEdge < edges[node].count else {
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        if low[node] == index[node] { close(node) }
        continue
      }
      path[path.count - 1].nextEdge += 1
      let target = edges[node][nextEdge]
      if index[target] == nil {
        discover(target, &path)
      } else if isOpen[target], let reached = index[target] {
        low[node] = min(low[node], reached)
      }
    }
  }

  private mutating func discover(_ node: Int, _ path: inout [(node: Int, nextEdge: Int)]) {
    index[node] = discovered
    low[node] = discovered
    discovered += 1
    open.append(node)
    isOpen[node] = true
    path.append((node, 0))
  }

  private mutating func close(_ root: Int) {
    var component: [Int] = []
    while let node = open.popLast() {
      isOpen[node] = false
      component.append(node)
      if node == root { break }
    }
    components.append(component.sorted())
  }
}

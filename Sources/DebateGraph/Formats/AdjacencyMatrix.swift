/// A network as a table: of the actors by each other, or by what the others are.
///
/// Rows and columns are in the order of their labels' UTF-16 code units, as Java, JavaScript and C#
/// sort, and so Discourse Network Analyzer.
struct AdjacencyMatrix {
  let rows: [Network.Node]
  let columns: [Network.Node]
  private var weights: [Place: Double] = [:]
  private let names: [Network.NodeKey: String]

  private struct Place: Hashable {
    let row: Network.NodeKey
    let column: Network.NodeKey
  }

  /// - Parameter slice: the number of a stretch of time.
  init(of network: Network, slice: Int64 = 0) {
    let names = network.distinctLabels
    let sorted = network.nodes.sorted { names[$0.key]!.precedesInUTF16(names[$1.key]!) }
    self.names = names
    rows = sorted.filter { !network.isTwoMode || $0.key.role == .actor }
    columns = network.isTwoMode ? sorted.filter { $0.key.role == .topic } : rows
    for edge in network.edges where edge.slice == slice {
      weights[Place(row: edge.source, column: edge.target), default: 0] += edge.weight
      if !network.isDirected {
        weights[Place(row: edge.target, column: edge.source), default: 0] += edge.weight
      }
    }
  }

  func label(of node: Network.Node) -> String { names[node.key]! }

  /// 0 where there is no edge.
  func weight(_ row: Network.Node, _ column: Network.Node) -> Double {
    weights[Place(row: row.key, column: column.key)] ?? 0
  }
}

extension Network {
  /// Whether its edges lead from one kind of node to another.
  var isTwoMode: Bool { isDirected && edges.allSatisfy { $0.target.role == .topic } }

  /// The labels, or the ids where two nodes are labelled alike.
  var distinctLabels: [NodeKey: String] {
    let isDistinct = Set(nodes.map { [$0.key.role.rawValue, $0.label] }).count == nodes.count
    return Dictionary(
      uniqueKeysWithValues: nodes.map { ($0.key, isDistinct ? $0.label : $0.key.id) })
  }
}

extension String {
  func precedesInUTF16(_ other: String) -> Bool {
    utf16.lexicographicallyPrecedes(other.utf16)
  }
}

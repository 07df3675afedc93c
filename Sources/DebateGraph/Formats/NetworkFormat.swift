/// A form in which a network leaves for other programs. All are text in UTF-8, in a defined order and
/// without the time of their making, so that equal networks are equal files.
public enum NetworkFormat: String, CaseIterable, Sendable {
  case dot, graphml, gexf, pajek, ucinet, matrix, edges, nodes, json, cytoscape, mermaid, measures

  /// Whether it names the statements that edges rest on, or counts them.
  public var tellsStatements: Bool {
    switch self {
    case .dot, .graphml, .gexf, .edges, .json, .cytoscape: true
    case .pajek, .ucinet, .matrix, .nodes, .mermaid, .measures: false
    }
  }
}

extension Network {
  public func text(as format: NetworkFormat) -> String {
    switch format {
    case .dot: dot()
    case .graphml: graphML()
    case .gexf: gexf()
    case .pajek: pajek()
    case .ucinet: ucinet()
    case .matrix: matrix()
    case .edges: edgeTable()
    case .nodes: nodeTable()
    case .json: nodeLinkJSON()
    case .cytoscape: cytoscapeJSON()
    case .mermaid: mermaid()
    case .measures: measureTable()
    }
  }

  /// `sign` as a number; nil where the network takes no sides.
  func number(of sign: Sign?) -> String? { sign.map { String($0.rawValue) } }

  /// `aggregation=subtract, normalization=average`
  var settingsText: String {
    settings.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
  }

  /// Numbers of the nodes, from 0, in their order.
  var numbers: [NodeKey: Int] {
    Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.key, $0) })
  }

  /// The names of all attributes that some node has, sorted.
  var attributeNames: [String] { Set(nodes.flatMap { $0.attributes.map(\.name) }).sorted() }
}

extension Network.Node {
  /// Several contents of one attribute stand behind each other.
  func content(of attribute: String) -> String? {
    let contents = attributes.filter { $0.name == attribute }.map(\.value)
    return contents.isEmpty ? nil : contents.joined(separator: "; ")
  }
}

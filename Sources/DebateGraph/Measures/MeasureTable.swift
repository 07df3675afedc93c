extension Network {
  /// What measures say of each node, as RFC 4180 has it: ties and their weights by sign, the k-core
  /// and the betweenness among those who agree, and the camp.
  func measureTable() -> String {
    let graph = SignedGraph(of: self)
    let (camps, ids) = (Camps(of: graph), tableIDs)
    let (agreement, names) = (graph.agreement, distinctLabels)
    let (cores, betweenness) = (agreement.cores(), agreement.betweenness())
    var lines = ["id,label,ties,agreement,disagreement,core,betweenness,camp"]
    for (number, node) in nodes.enumerated() {
      let weights = graph.ties[number].map(\.weight)
      let (plus, minus) = (weights.filter { $0 > 0 }, weights.filter { $0 < 0 })
      lines.append(
        csvLine([
          ids[node.key]!, names[node.key]!, String(weights.count),
          plus.reduce(0, +).exactText, minus.reduce(0, -).exactText, String(cores[number]),
          betweenness[number].exactText, String(camps.camp[number] + 1),
        ]))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

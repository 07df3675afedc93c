public import Datalog

extension Database {
  /// An answer as a drawing: each row joins the values of its first two columns that aren't numbers; a
  /// column `Sign` and a further column of integers mean what they mean for a network's edges.
  ///
  /// Nil where the answer has no such two columns.
  public func network(of answer: Answer) throws(EvaluationError) -> Network? {
    let columns = answer.columns
    let isNumber = { (column: Int) in [.int, .decimal].contains(columns[column].type) }
    let ends = columns.indices.filter { !isNumber($0) }.prefix(2)
    guard ends.count == 2, let source = ends.first, let target = ends.last else { return nil }
    let sign = columns.indices.first { isNumber($0) && columns[$0].name.lowercased() == "sign" }
    let weight = columns.indices.first { isNumber($0) && $0 != sign }
    let targetRole: Network.NodeKey.Role =
      columns[target].type == .reference("topic") ? .topic : .actor
    let edges = (0..<answer.rowCount).map { row in
      Network.Edge(
        Network.NodeKey(.actor, answer[row, source].displayText),
        Network.NodeKey(targetRole, answer[row, target].displayText),
        sign.flatMap { answer[row, $0].number }.map(Network.Sign.init),
        weight: weight.flatMap { answer[row, $0].number } ?? 1)
    }
    return Network(
      name: "answer", title: title(of: answer.query), isDirected: true,
      unit: weight.map { columns[$0].name } ?? "rows", nodes: try nodes(of: edges), edges: edges)
  }

  /// Its doc comment, or else the question as it was written.
  private func title(of query: CheckedQuery) -> String {
    let range = query.written.range
    let bytes = texts[range.input].bytes[Int(range.start)..<Int(range.end)]
    return query.written.documentation ?? String(decoding: bytes, as: UTF8.self)
  }
}

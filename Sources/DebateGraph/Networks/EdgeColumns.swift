import Datalog

/// Which column of an edge predicate means what.
struct EdgeColumns {
  /// The two ids of an edge, and its stretch of time.
  struct Ends: Hashable {
    let source: String
    let target: String
    let slice: Int64

    init(_ source: String, _ target: String, slice: Int64 = 0) {
      self.source = source
      self.target = target
      self.slice = slice
    }
  }

  let target: Network.NodeKey.Role
  let unit: String
  private let sign: Int?
  private let weight: Int?
  private let slice: Int?
  private let variables: [String]
  private let topic: Int?
  private let sense: Sense

  init(of predicate: Predicate, sense: Sense) {
    self.sense = sense
    let columns = predicate.columns
    variables = columns.indices.map { "C\($0)" }
    topic = columns.firstIndex { $0.name == "topic" }
    target = topic == 1 || columns[1].name == "two" ? .topic : .actor
    let rest = columns.indices.dropFirst(2)
    let (sign, slice) = (
      rest.first { columns[$0].name == "sign" }, rest.first { columns[$0].name == "slice" }
    )
    (self.sign, self.slice) = (sign, slice)
    let others = rest.filter { [topic] in $0 != sign && $0 != topic && $0 != slice }
    weight = others.first { [.int, .decimal, .unknown].contains(columns[$0].type) }
    unit = weight.map { columns[$0].name } ?? "edges"
  }

  /// The query for all rows, or for those on one topic; columns are bound in their order.
  func goal(of predicate: Predicate, topic id: String?) -> String {
    let condition = id.flatMap { id in topic.map { ", \(variables[$0]) = \(Value.symbol(id))" } }
    return "\(predicate.name)(\(variables.joined(separator: ", ")))\(condition ?? "")?"
  }

  func edges(in answer: Answer, for statements: [Ends: [String]]) -> [Network.Edge] {
    (0..<answer.rowCount).map { row in
      let weight = weight.flatMap { answer[row, $0].number } ?? 1
      let stated = sign.flatMap { answer[row, $0].number }.map(Network.Sign.init)
      let slice = slice.flatMap { answer[row, $0].integer } ?? 0
      let ends = Ends(answer[row, 0].displayText, answer[row, 1].displayText, slice: slice)
      return Network.Edge(
        Network.NodeKey(.actor, ends.source), Network.NodeKey(target, ends.target),
        stated ?? sense.sign(ofWeight: weight), weight: weight,
        statements: statements[ends] ?? [], slice: slice)
    }
  }
}

/// What the weight of an edge says where its rules have no column `sign`.
enum Sense {
  case agreement, disagreement, nothing
  /// A number that tells which levels occur: 1 only yes, 2 only no, 3 both.
  case combination

  /// - Parameters:
  ///   - settings: none for a network that isn't made by them.
  ///   - hasSides: whether levels are yes and no.
  init(of network: String, _ settings: [Network.Attribute], hasSides: Bool) {
    let aggregation = settings.first { $0.name == "aggregation" }?.value
    self =
      switch aggregation ?? network {
      case "conflict": .disagreement
      case "combine": hasSides ? .combination : .nothing
      case "ignore": .nothing
      default: .agreement
      }
  }

  func sign(ofWeight weight: Double) -> Network.Sign? {
    switch self {
    case .agreement: Network.Sign(of: weight)
    case .disagreement: .oppose
    case .nothing: nil
    case .combination: [1: .support, 2: .oppose][weight] ?? .open
    }
  }
}

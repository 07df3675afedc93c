/// What a drawing shows: who is tied to whom, in which sense and how strongly.
///
/// Nodes and edges are sorted, so equal networks are drawn alike and a small change of the graph is a
/// small change of the drawing.
public struct Network: Equatable, Sendable {
  /// The word the network is asked for by, such as `affiliation`.
  public let name: String
  /// The question the drawing answers; a second line names the topic where there is one.
  public let title: String
  /// From `source` to `target`; otherwise an edge has two equal ends.
  public let isDirected: Bool
  /// What an edge's weight counts, in the plural: `statements`.
  public let unit: String
  public let nodes: [Node]
  public let edges: [Edge]
  /// The choices by which it was made: `aggregation`, `subtract`.
  public let settings: [Attribute]
  /// The stretches of time of its edges, in order; none where all edges are of one time.
  public let slices: [Slice]
  /// Whether edges are of stretches of time, even if there is none of these.
  public var isWindowed: Bool {
    !slices.isEmpty || settings.contains { $0.name == "window" && $0.value != "no" }
  }
  /// Whether agreement is that of words, and disagreement no more than other words.
  let comparesWords: Bool
  /// Where nodes stand, in inches, where that is not left to Graphviz.
  let positions: [NodeKey: Position]
  /// The camps of a network of agreement and disagreement, from 0; none of other networks, and of
  /// nodes that are alone.
  let camps: [NodeKey: Int]

  struct Position: Equatable, Sendable {
    let x: Double
    let y: Double
  }

  public init(
    name: String, title: String, isDirected: Bool, unit: String, nodes: [Node], edges: [Edge],
    settings: [Attribute] = [], slices: [Slice] = [], comparesWords: Bool = false
  ) {
    self.name = name
    self.title = title
    self.isDirected = isDirected
    self.unit = unit
    self.settings = settings
    self.slices = slices
    self.comparesWords = comparesWords
    self.nodes = nodes.sorted { $0.key < $1.key }
    self.edges = edges.sorted { $0.place < $1.place }
    positions = [:]
    camps = [:]
  }

  /// The same with other edges and looks.
  init(
    _ network: Network, title: String? = nil, edges: [Edge]? = nil,
    positions: [NodeKey: Position] = [:], camps: [NodeKey: Int] = [:]
  ) {
    (name, isDirected, unit) = (network.name, network.isDirected, network.unit)
    (nodes, settings, slices) = (network.nodes, network.settings, network.slices)
    comparesWords = network.comparesWords
    self.title = title ?? network.title
    self.edges = edges ?? network.edges
    self.positions = positions
    self.camps = camps
  }

  public struct Node: Equatable, Sendable {
    public let key: NodeKey
    /// As people read it; may be any text.
    public let label: String
    /// Such as the kind of an actor; shown when pointed at.
    public let note: String?
    /// What else the graph knows of it.
    public let attributes: [Attribute]

    public init(
      _ key: NodeKey, label: String, note: String? = nil, attributes: [Attribute] = []
    ) {
      self.key = key
      self.label = label
      self.note = note
      self.attributes = attributes
    }
  }

  public struct Attribute: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A stretch of time.
  public struct Slice: Hashable, Sendable {
    /// From 1.
    public let number: Int64
    /// The first and the last day or second, as ISO 8601 writes them.
    public let first: String
    public let last: String

    public init(number: Int64, first: String, last: String) {
      self.number = number
      self.first = first
      self.last = last
    }
  }

  /// A node's name within its role: an actor and a topic may both be called `nato`.
  public struct NodeKey: Hashable, Comparable, Sendable {
    public enum Role: String, Sendable { case actor, topic }
    public let role: Role
    public let id: String

    public init(_ role: Role, _ id: String) {
      self.role = role
      self.id = id
    }

    public static func < (a: NodeKey, b: NodeKey) -> Bool {
      (a.role.rawValue, a.id) < (b.role.rawValue, b.id)
    }
  }

  public struct Edge: Equatable, Sendable {
    public let source: NodeKey
    public let target: NodeKey
    /// Nil where the network doesn't take sides.
    public let sign: Sign?
    /// How many of the network's unit it stands for; less than 0 where its rules say so.
    public let weight: Double
    /// Ids of the statements it rests on, where rules tell them.
    public let statements: [String]
    /// The number of its stretch of time; 0 for the whole time.
    public let slice: Int64

    public init(
      _ source: NodeKey, _ target: NodeKey, _ sign: Sign?, weight: Double = 1,
      statements: [String] = [], slice: Int64 = 0
    ) {
      self.source = source
      self.target = target
      self.sign = sign
      self.weight = weight
      self.statements = statements
      self.slice = slice
    }

    fileprivate var place: (NodeKey, NodeKey, Int64, Int) {
      (source, target, slice, sign?.rawValue ?? 2)
    }
  }

  /// The sense of an edge; `open` stands between: conditional, noncommittal, ambiguous.
  public enum Sign: Int, CaseIterable, Sendable {
    case support = 1
    case open = 0
    case oppose = -1

    public init(of value: Double) { self = value > 0 ? .support : value < 0 ? .oppose : .open }
  }

  /// What stands under the title: `8 actors, 1 topic, 11 edges; line width: statements`, and how it was
  /// made.
  public var caption: String {
    let seconds = nodes.count { $0.key.role == .topic }
    var parts = [numbered(nodes.count - seconds, noun(for: .actor)), numbered(edges.count, "edge")]
    if seconds > 0 { parts.insert(numbered(seconds, noun(for: .topic)), at: 1) }
    let statements = Set(edges.flatMap(\.statements)).count
    if statements > 0 { parts.append("from \(numbered(statements, "statement"))") }
    let differ = Set(edges.map(\.weight.magnitude)).count > 1
    let widths = !differ || isOfCodes ? "" : "; line width: \(unit)"
    let making = tellingSettings
    return parts.joined(separator: ", ") + widths + (making.isEmpty ? "" : "\n\(making)")
  }

  /// Whether weights are not more or less, but tell which levels occur.
  var isOfCodes: Bool { settings.contains(Attribute("aggregation", "combine")) }

  /// What the nodes of a role are: actors and topics, or the values of a chosen variable.
  func noun(for role: NodeKey.Role) -> String {
    let name = role == .actor ? "one" : "two"
    return settings.first { $0.name == name }?.value ?? role.rawValue
  }

  /// The settings that a reader has to know: `actor by topic; agreement, subtract; duplicates: week`.
  private var tellingSettings: String {
    let known = Dictionary(settings.map { ($0.name, $0.value) }) { first, _ in first }
    guard let one = known["one"], let two = known["two"] else { return "" }
    let making = ["qualifier", "aggregation", "normalization"].compactMap { known[$0] }
    let others = [
      "duplicates", "from", "until", "from_second", "until_second", "minimum", "minimum_two",
      "isolates", "window", "window_size", "kernel",
    ]
    let named = settings.filter { setting in
      others.contains(setting.name) && setting.value != "no" || setting.name.contains(" ")
        || setting.name != "normalization" && setting.value.hasPrefix("dna_")
    }
    let parts = [
      "\(one) by \(two)",
      making.filter { $0 != "no" && $0 != "none" }.joined(separator: ", "),
    ]
    return (parts + named.map { "\($0.name): \($0.value)" }).joined(separator: "; ")
  }
}

/// `1 actor`, `2 actors`, `2 × 'Who speaks?'`
func numbered(_ count: Int, _ noun: String) -> String {
  guard
    noun.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: " ") })
  else {
    return "\(count) × '\(noun)'"
  }
  return "\(count) \(noun)\(count == 1 ? "" : "s")"
}

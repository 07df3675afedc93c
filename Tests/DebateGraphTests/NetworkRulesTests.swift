import Datalog
import DebateGraph
import Testing

struct NetworkRulesTests {
  @Test func `a predicate of edges makes a network`() throws {
    try expectEdges(
      "near_edge(a, b). near_edge(b, c).", "near",
      ["a –support 1– b", "b –support 1– c"])
  }

  @Test func `the sign column gives the sense, the other number the weight`() throws {
    try expectEdges(
      """
      #pred stand_edge(who: symbol, topic: symbol, sign: int, statements: int).
      stand_edge(a, t, -1, 3). stand_edge(b, t, 0, 1). stand_edge(c, t, 7, 2).
      """, "stand",
      ["a –oppose 3– t", "b –open 1– t", "c –support 2– t"])
  }

  @Test func `without a sign the weight gives the sense, but conflict is disagreement`() throws {
    try expectEdges("net_edge(a, b, -2).", "net", ["a –oppose -2– b"])
    try expectEdges("net_edge(a, b, 0).", "net", ["a –open 0– b"])
    try expectEdges("conflict_edge(a, b, 2).", "conflict", ["a –oppose 2– b"])
  }

  @Test func `one topic is drawn from its rows, or from the predicate by topic`() throws {
    let topics = """
      #pred topic(id: symbol, label: text) key(id).
      topic(t, "T"). topic(u, "U").
      #pred stand_edge(who: symbol, topic: topic, sign: int).
      stand_edge(a, t, 1). stand_edge(b, u, 1).
      #pred near_edge(a: symbol, b: symbol, topics: int).
      near_edge(a, b, 2).
      #pred near_edge_on(a: symbol, b: symbol, topics: int, topic: topic).
      near_edge_on(a, b, 1, t).
      """
    try expectEdges(topics, "stand", topic: "t", ["a –support 1– t"])
    try expectEdges(topics, "near", topic: "t", ["a –support 1– b"])
    try expectEdges(topics, "near", topic: "u", [])
  }

  @Test func `nodes are called as the graph calls them`() throws {
    let network = try network(
      """
      #pred actor(id: symbol, name: text, kind: symbol) key(id).
      actor(a, "Ann", person).
      near_edge(a, z).
      """, "near")
    #expect(
      network.nodes == [
        .init(.init(.actor, "a"), label: "Ann", note: "person"),
        .init(.init(.actor, "z"), label: "z"),
      ])
  }

  @Test func `the first line of the doc comment is the title, the topic the second line`() throws {
    let program = """
      #pred topic(id: symbol, label: text) key(id).
      topic(t, "The topic").
      %! Who stands where?
      %! More is told here.
      #pred stand_edge(who: symbol, topic: topic, statements: int).
      stand_edge(a, t, 1).
      """
    #expect(try network(program, "stand").title == "Who stands where?")
    #expect(try network(program, "stand", topic: "t").title == "Who stands where?\nThe topic")
    #expect(try network(program, "stand").unit == "statements")
  }
}

private func network(
  _ program: String, _ name: String, topic: String? = nil
) throws -> Network {
  let database = Database()
  let loading = database.load([InputText(name: "test", program)])
  #expect(loading.succeeded, "\(loading.diagnostics)")
  return try database.network(name, topic: topic)
}

private func expectEdges(
  _ program: String, _ name: String, topic: String? = nil, _ edges: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try network(program, name, topic: topic).edges.map { edge in
    "\(edge.source.id) –\(edge.sign.map { "\($0)" } ?? "none") \(Int(edge.weight))– \(edge.target.id)"
  }
  #expect(found == edges, sourceLocation: sourceLocation)
}

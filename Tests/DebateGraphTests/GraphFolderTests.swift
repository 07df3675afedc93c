import DebateGraph
import Testing

struct GraphFolderTests {
  private let names = [
    "graph": ["topics.dl", "notes.md", "schema.dl", ".hidden.dl", "actors.dl", "articles"],
    "graph/articles": ["b.dl", "a.dl", "a.dl~"],
    "queries": ["stances.dl", "coalitions.dl", "README"],
  ]

  @Test func `the schema is read first, then facts and articles by name`() {
    #expect(
      GraphFolder("graph").facts { names[$0] ?? [] } == [
        "graph/schema.dl", "graph/actors.dl", "graph/topics.dl", "graph/articles/a.dl",
        "graph/articles/b.dl",
      ])
  }

  @Test func `rules stand in the folder beside`() {
    #expect(
      GraphFolder("graph").rules { names[$0] ?? [] } == [
        "queries/coalitions.dl", "queries/stances.dl",
      ])
  }

  @Test(arguments: [
    ("graph", "", "graph"), ("./graph", "./", "graph"), ("graph/", "", "graph"),
    ("/data/ukraine", "/data/", "ukraine"), ("../other/graph/", "../other/", "graph"),
  ])
  func `paths are told from the folder that holds both`(
    path: String, parent: String, name: String
  ) {
    let folder = GraphFolder(path)
    #expect(folder.parent == parent)
    #expect(folder.name == name)
  }
}

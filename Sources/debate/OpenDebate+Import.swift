import Datalog
import DebateGraph
import Shell

extension OpenDebate {
  /// Makes a folder of what was imported, with this debate's schema and the rules that all debates
  /// share. It is there whole, or not at all.
  func found(_ coding: Import, at path: String) throws(Refusal) {
    let words = try sharedWords()
    try createFolder(path) { (draft) throws(Refusal) in
      for folder in ["graph", "queries", "queries/networks", "texts"] {
        try makeFolder("\(draft)/\(folder)", named: path)
      }
      for file in coding.files + words { try writeFile(file.bytes, to: "\(draft)/\(file.path)") }
    }
  }

  private func sharedWords() throws(Refusal) -> [Import.File] {
    let schema = "\(folder.name)/schema.dl"
    guard try list(folder.name).contains("schema.dl") else {
      throw Refusal(
        .unreadableFile, "there is no '\(folder.parent)\(schema)'",
        help: "give with '--graph' a debate whose schema and rules the new one is to have")
    }
    let shared = try folder.rules(list: list).filter {
      $0 == "queries/stances.dl" || $0.hasPrefix("queries/networks/")
    }
    var files: [Import.File] = []
    for name in [schema] + shared {
      let path = name == schema ? "graph/schema.dl" : name
      files.append(
        Import.File(path: path, bytes: try readFile(folder.parent + name, isPlain: true)))
    }
    return files
  }
}

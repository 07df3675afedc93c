import Datalog
import DebateGraph
import Shell

extension OpenDebate {
  /// Makes a folder of what was imported, with this debate's schema and the rules that all debates
  /// share. It is there whole, or not at all.
  func found(_ coding: Import, at path: String, with printer: ReplyPrinter) throws(Refusal) {
    let words = try sharedWords()
    let texts = words.map { InputText(name: $0.path, bytes: $0.bytes) }
    guard isReadable(coding, besides: texts, with: printer) else { return }
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

// MARK: - Joining a debate

extension OpenDebate {
  /// What a coding of this name would be written to must not be there.
  func expectRoom(for name: String) throws(Refusal) {
    let paths = ["\(folder.name)/\(name).dl", "\(folder.name)/\(name)", "texts/\(name)"]
    for path in paths.map({ folder.parent + $0 }) where canonicalPath(path) != nil {
      throw Refusal(
        .unwritableFile, "'\(path)' is there already", help: "call the coding otherwise: '--name'")
    }
    guard try list("queries/networks").contains("coding.dl") else {
      throw Refusal(
        .unreadableFile, "there is no '\(folder.parent)queries/networks/coding.dl'",
        help: "the debate needs the rules of networks to know what a coding is")
    }
  }

  /// Whether the debate and the coding can be read together; says what stands against it.
  func joins(_ coding: Import, with printer: ReplyPrinter) throws(Refusal) -> Bool {
    isReadable(
      coding, besides: try texts(folder.facts(list: list) + folder.rules(list: list)),
      with: printer)
  }

  private func isReadable(
    _ coding: Import, besides texts: [InputText], with printer: ReplyPrinter
  ) -> Bool {
    let session = emptySession()
    let new = coding.files.filter { GraphFolder.isProgram($0.path) }.map { file in
      // The facts of the coding stand beside the rules here, rather than being included by them.
      InputText(name: file.path, bytes: Array(file.bytes.withoutInclusion))
    }
    let loading = session.database.load(texts + new)
    if !loading.succeeded {
      printer.show(.diagnostics(loading.diagnostics, session.database.texts))
    }
    return loading.succeeded
  }

  /// Writes the coding beside what is there. The file that makes it a part of the debate is the last
  /// one, and comes by a single rename.
  func join(_ coding: Import, named name: String) throws(Refusal) {
    let graph = "\(folder.name)/\(name)"
    let rules = coding.files.first { $0.path == "graph/\(name).dl" }
    let parts = [("texts/\(name)", "texts/\(name)/"), (graph, "graph/\(name)/")]
    try makeFolder(folder.parent + "texts", named: folder.parent + "texts")
    var made: [String] = []
    do throws(Refusal) {
      for (path, beginning) in parts {
        let files = coding.files.filter { $0.path.hasPrefix(beginning) }
        if files.isEmpty { continue }
        try createFolder(folder.parent + path) { (draft) throws(Refusal) in
          for file in files {
            try writeFile(file.bytes, to: draft + "/" + file.path.dropFirst(beginning.count))
          }
        }
        made.append(folder.parent + path)
      }
      try createFile(rules?.bytes ?? [], at: folder.parent + graph + ".dl")
    } catch {
      for path in made { removeFolder(path) }
      throw error
    }
  }
}

extension [UInt8] {
  /// Without a first line that includes another file.
  fileprivate var withoutInclusion: ArraySlice<UInt8> {
    guard starts(with: "#include".utf8), let end = firstIndex(of: UInt8(ascii: "\n")) else {
      return self[...]
    }
    return self[end...]
  }
}

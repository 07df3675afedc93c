/// Which files make up a debate: a folder of facts and, beside it, `queries` with the rules.
///
/// Paths are relative to the folder that holds both, which is also how diagnostics and proofs call
/// them: `graph/articles/semafor.dl`.
public struct GraphFolder: Equatable, Sendable {
  /// The folder that holds both, ending in `/`, or empty for the working directory.
  public let parent: String
  /// `graph`, as a rule.
  public let name: String

  /// - Parameter path: the folder of facts.
  public init(_ path: String) {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let start = trimmed.lastIndex(of: "/").map { trimmed.index(after: $0) } ?? trimmed.startIndex
    parent = String(trimmed[..<start])
    name = String(trimmed[start...])
  }

  /// The schema first, then the other files and the articles, each sorted by name.
  ///
  /// - Parameter list: the names in a folder given by its relative path; none where there is no such
  ///   folder.
  public func facts(list: (String) -> [String]) -> [String] {
    let articles = list("\(name)/articles").filter(Self.isProgram).sorted()
    return common(list: list) + articles.map { "\(name)/articles/\($0)" }
  }

  /// What all articles share: the schema first, then the other files, sorted by name.
  public func common(list: (String) -> [String]) -> [String] {
    list(name).filter(Self.isProgram).sorted { rank($0) < rank($1) }.map { "\(name)/\($0)" }
  }

  /// The shared vocabulary and the questions that use it, sorted by name, also those of the folders in
  /// `queries`.
  public func rules(list: (String) -> [String]) -> [String] {
    let names = list("queries").filter { !$0.hasPrefix(".") }
    let deeper = names.filter { !Self.isProgram($0) }.flatMap { folder in
      list("queries/\(folder)").map { "\(folder)/\($0)" }
    }
    return (names + deeper).filter(Self.isProgram).sorted().map { "queries/\($0)" }
  }

  public static func isProgram(_ name: String) -> Bool {
    name.hasSuffix(".dl") && !name.hasPrefix(".")
  }

  private func rank(_ name: String) -> (Int, String) { (name == "schema.dl" ? 0 : 1, name) }
}

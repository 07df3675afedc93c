/// Which files make up a debate: a folder of facts and, beside it, `queries` with the rules.
///
/// Paths are relative to the folder that holds both: `graph/articles/semafor.dl`.
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
  public func facts<Failure>(
    list: (String) throws(Failure) -> [String]
  ) throws(Failure) -> [String] {
    try common(list: list) + articles(list: list)
  }

  /// The articles, sorted by name.
  public func articles<Failure>(
    list: (String) throws(Failure) -> [String]
  ) throws(Failure) -> [String] {
    try list("\(name)/articles").filter(Self.isProgram).sorted().map { "\(name)/articles/\($0)" }
  }

  /// What all articles share: the schema first, then the other files, sorted by name.
  public func common<Failure>(
    list: (String) throws(Failure) -> [String]
  ) throws(Failure) -> [String] {
    try list(name).filter(Self.isProgram).sorted { rank($0) < rank($1) }.map { "\(name)/\($0)" }
  }

  /// The shared vocabulary and the questions that use it, sorted by name.
  public func rules<Failure>(
    list: (String) throws(Failure) -> [String]
  ) throws(Failure) -> [String] {
    try list("queries").filter(Self.isProgram).sorted().map { "queries/\($0)" }
  }

  public static func isProgram(_ name: String) -> Bool {
    name.hasSuffix(".dl") && !name.hasPrefix(".")
  }

  private func rank(_ name: String) -> (Int, String) { (name == "schema.dl" ? 0 : 1, name) }
}

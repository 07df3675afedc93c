import Datalog
import Foundation
import Testing

/// The debate in `graph/`, and the articles it was coded from where they are at hand.
enum ShippedDebate {
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The articles are not ours to ship: what needs them looks beside the repository, and is skipped
  /// where they aren't there.
  static let articles = repository.appending(path: "../shared/articles").standardizedFileURL

  static var hasArticles: Bool { FileManager.default.fileExists(atPath: articles.path()) }

  static let skipped: Comment =
    "skipped: the articles themselves are not shipped; it looks for them in ../shared/articles"

  /// What a file of the repository says.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  /// The files of a folder of the repository that end in `.dl`, named as diagnostics name them.
  static func texts(in folder: String) throws -> [InputText] {
    let url = repository.appending(path: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path()).sorted()
    return try names.filter { $0.hasSuffix(".dl") }.map { name in
      let bytes = try Data(contentsOf: url.appending(path: name))
      return InputText(name: "\(folder)/\(name)", bytes: Array(bytes))
    }
  }

  /// What all articles share: the schema, the checks, the actors and the topics.
  static func common() throws -> [InputText] { try texts(in: "graph") }

  /// Facts under the shipped rules of networks.
  static func networks(over facts: String) throws -> Database {
    let schema = try texts(in: "graph").filter { $0.name == "graph/schema.dl" }
    let stances = try texts(in: "queries").filter { $0.name == "queries/stances.dl" }
    let database = Database()
    let loading = database.load(
      schema + stances + (try texts(in: "queries/networks")) + [InputText(name: "test", facts)])
    let errors = loading.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(DiagnosticRenderer(texts: database.texts).render(errors))")
    return database
  }

  static func database() throws -> Database {
    let database = Database()
    let loading = database.load(try common() + texts(in: "graph/articles"))
    let errors = loading.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(DiagnosticRenderer(texts: database.texts).render(errors))")
    return database
  }
}

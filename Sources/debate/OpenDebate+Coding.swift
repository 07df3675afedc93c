import Datalog
import DebateGraph
import Shell

// Codings of a debate, each in a database of its own.

extension OpenDebate {
  /// A session in which an article can be begun. Where an article of the debate can't be loaded, since
  /// it is filled in only half, what all articles share is enough; nil, and told why, where not even
  /// that can be.
  func sessionToCode(_ printer: ReplyPrinter) throws -> Session? {
    let whole = emptySession()
    let common = emptySession()
    var ready: Session?
    common.attempt(printer.show) {
      if whole.database.load(try texts(folder.facts(list: list))).succeeded {
        ready = whole
        return
      }
      let loading = common.database.load(try texts(folder.common(list: list)))
      if loading.succeeded {
        ready = common
        return
      }
      printer.show(.diagnostics(loading.diagnostics, common.database.texts))
    }
    return ready
  }

  /// How two codings agree; nil, and told why, where one can't be loaded or they have nothing in common.
  func agreement(
    of first: String, and second: String, leavingOut ids: [String], _ printer: ReplyPrinter
  ) throws -> Agreement? {
    let codings = try [first, second].compactMap { try coding(at: $0, printer) }
    guard codings.count == 2 else { return nil }
    let agreement = Agreement(codings[0], codings[1], leavingOut: Set(ids))
    if !agreement.articles.isEmpty { return agreement }
    let nothing = Refusal(
      .nothingToCompare, "the two codings have no article in common",
      help: "give two codings of the same articles")
    printer.show(.diagnostics([nothing.diagnostic], InputTexts()))
    return nil
  }

  /// The coding that a file makes, or all files of a folder.
  private func coding(at path: String, _ printer: ReplyPrinter) throws -> Coding? {
    var coding: Coding?
    let session = emptySession()
    session.attempt(printer.show) {
      let texts = try paths(ofCoding: path).map { path in
        InputText(name: path, bytes: try readFile(path))
      }
      let loading = session.database.load(texts)
      let errors = loading.diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty { return printer.show(.diagnostics(errors, session.database.texts)) }
      coding = try session.database.coding()
    }
    return coding
  }

  private func paths(ofCoding path: String) throws(Refusal) -> [String] {
    let common = try folder.common(list: list).map { folder.parent + $0 }
    guard folderExists(path) else { return common + [path] }
    let names = try listFolder(path)
    guard names.contains("schema.dl") else {
      return common + names.filter(GraphFolder.isProgram).sorted().map { "\(path)/\($0)" }
    }
    let own = GraphFolder(path)
    let list = { (name: String) throws(Refusal) in try listFolder(own.parent + name) }
    return try own.facts(list: list).map { own.parent + $0 }
  }
}

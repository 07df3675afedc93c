import Datalog
import DebateGraph
import Shell

// Several codings of one debate: each is a database of its own, with the actors and topics of all.

extension OpenDebate {
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
    let session = Session(Database(), outside: self)
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

  private func paths(ofCoding path: String) -> [String] {
    let own = GraphFolder(path)
    let list = { listFolder(own.parent + $0) }
    if list(own.name).contains("schema.dl") { return own.facts(list: list).map { own.parent + $0 } }
    let common = folder.common { listFolder(folder.parent + $0) }.map { folder.parent + $0 }
    guard folderExists(path) else { return common + [path] }
    return common + listFolder(path).filter(GraphFolder.isProgram).sorted().map { "\(path)/\($0)" }
  }
}

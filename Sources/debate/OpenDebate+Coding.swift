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
    let known = Set(codings.flatMap(\.statements).map(\.id))
    var refusals = ids.filter { !known.contains($0) }.map { id in
      Refusal(.nothingToCompare, "neither coding has a statement '\(id)' to be left out")
    }
    let agreement = Agreement(codings[0], codings[1], leavingOut: Set(ids))
    if agreement.articles.isEmpty {
      refusals.append(
        Refusal(
          .nothingToCompare, "the two codings have no article in common",
          help: "give two codings of the same articles"))
    }
    if refusals.isEmpty { return agreement }
    printer.show(.diagnostics(refusals.map(\.diagnostic), InputTexts()))
    return nil
  }

  /// The coding that a file makes, or all files of a folder.
  private func coding(at path: String, _ printer: ReplyPrinter) throws -> Coding? {
    var coding: Coding?
    let session = emptySession()
    session.attempt(printer.show) {
      let loading = session.database.load(try texts(ofCoding: path))
      let errors = loading.diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty { return printer.show(.diagnostics(errors, session.database.texts)) }
      coding = try session.database.coding()
    }
    return coding
  }

  /// With what all articles of the debate share and the records of those that are not coded here;
  /// or, where the coding has a schema of its own, without.
  private func texts(ofCoding path: String) throws(Refusal) -> [InputText] {
    let names = folderExists(path) ? try listFolder(path) : nil
    if names?.contains("schema.dl") ?? false {
      let own = GraphFolder(path)
      let list = { (name: String) throws(Refusal) in try listFolder(own.parent + name) }
      return try texts(at: own.facts(list: list).map { own.parent + $0 })
    }
    let paths = names?.filter(GraphFolder.isProgram).sorted().map { name in
      path.hasSuffix("/") ? path + name : "\(path)/\(name)"
    }
    let coded = try texts(at: paths ?? [path])
    let articles = try texts(folder.articles(list: list))
    return try texts(folder.common(list: list)) + coded
      + articleRecords(in: articles, butNotIn: coded)
  }

  private func texts(at paths: [String]) throws(Refusal) -> [InputText] {
    try paths.map { path throws(Refusal) in
      InputText(name: shownPath(path), bytes: try readFile(path))
    }
  }
}

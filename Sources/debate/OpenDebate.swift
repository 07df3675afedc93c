import ArgumentParser
import Datalog
import DebateGraph
import Shell

/// A debate's files, and the outside of its sessions.
struct OpenDebate: Outside {
  let folder: GraphFolder
  /// Whether the folder was asked for, so that it has to be there.
  private let isGiven: Bool
  private let limits: Limits
  private let isStrict: Bool
  private let definitions: [Definition]
  let storeOptions: StoreOptions

  init(_ options: GraphOptions) {
    let given = options.graph ?? environment("DEBATE_GRAPH")
    folder = GraphFolder(given.isEmpty ? "graph" : given)
    isGiven = !given.isEmpty
    limits = options.limits.limits
    isStrict = options.strict
    definitions = options.definitions
    storeOptions = options.store
  }

  /// A session in which the facts and the shared rules are loaded; their questions aren't asked. Where
  /// they can't be loaded, the program ends.
  ///
  /// - Parameters:
  ///   - needsGraph: whether there is nothing to do without facts.
  ///   - scripts: files that are loaded with them and answered, also where they are among the rules.
  ///   - keepsFacts: whether what is asserted is recorded in the store.
  ///   - outside: what commands may use; nil for all files.
  ///   - printer: told of errors in the files, of warnings where they are wanted, and of the answers.
  func session(
    needsGraph: Bool, running scripts: [String] = [], withWarnings: Bool = false,
    keepsFacts: Bool = false, outside: (any Outside)? = nil, with printer: ReplyPrinter
  ) throws -> Session {
    Signals.install()
    printer.isStrict = isStrict
    let session = emptySession(running: scripts, outside: outside)
    // A store that was named may be all there is.
    let needsGraph = needsGraph && !(storeOptions.store.map(fileExists) ?? false)
    printer.follow(session)
    session.attempt(printer.show) {
      for definition in definitions {
        try session.database.setParameter(definition.name, to: definition.value)
      }
      if needsGraph || isGiven, !folderExists(folder.parent + folder.name) {
        throw Refusal(
          .unreadableFile, "there is no folder '\(folder.parent)\(folder.name)'",
          help: "give the debate's folder of facts with '--graph'")
      }
      let facts = try folder.facts(list: list)
      if needsGraph, facts.isEmpty {
        throw Refusal(
          .unreadableFile, "there is no '.dl' file in '\(folder.parent)\(folder.name)'",
          help: "give the debate's folder of facts with '--graph'")
      }
      let files = try texts(facts + folder.rules(list: list), besides: scripts)
      let withWarnings = withWarnings || isStrict
      if scripts.isEmpty {
        session.load(files, withWarnings: withWarnings, say: printer.show)
        if printer.status == .success { try openStore(of: session, keepsFacts, printer) }
      } else {
        session.reply(
          toScripts: scripts, after: files, withWarnings: withWarnings,
          onceLoaded: { try openStore(of: session, keepsFacts, printer) }, say: printer.show)
      }
    }
    if printer.status != .success { try printer.finish() }
    return session
  }

  /// What a conversation begins with, before anything is read.
  var greeting: String {
    let isThere = folderExists(folder.parent + folder.name)
    let known = isThere ? "the debate in '\(folder.parent)\(folder.name)'" : "an empty debate"
    return "\(known); .help tells what can be typed"
  }

  /// A session in which nothing is loaded; its files may include those of the debate.
  func emptySession(
    running scripts: [String] = [], outside: (any Outside)? = nil
  ) -> Session {
    let database = Database(
      limits: limits, interruption: Signals.interruption,
      includedTexts: IncludedFiles(parent: folder.parent, scripts: scripts))
    return Session(database, outside: outside ?? self)
  }

  /// The names in a folder that is given by its path from the one that holds the debate's.
  func list(_ name: String) throws(Refusal) -> [String] { try listFolder(folder.parent + name) }

  /// The debate's files of these names.
  func texts(_ names: [String], besides scripts: [String] = []) throws(Refusal) -> [InputText] {
    let scripts = Set(scripts.compactMap(canonicalPath))
    var texts: [InputText] = []
    for name in names {
      let path = folder.parent + name
      if canonicalPath(path).map(scripts.contains) ?? false { continue }
      texts.append(InputText(name: shownPath(path), bytes: try readFile(path, isPlain: true)))
    }
    return texts
  }

  func read(_ path: String) throws(Refusal) -> [UInt8] { try readFile(path) }

  func write(_ bytes: [UInt8], to path: String) throws(Refusal) { try writeFile(bytes, to: path) }

  var now: Duration { OpenDebate.start.duration(to: .now) }
  private static let start = ContinuousClock.now

  /// Looks five times a second.
  func change(of path: String, since stamp: FileStamp?) throws(Refusal) -> FileStamp? {
    while !Signals.takeInterrupt() {
      let now = fileStamp(path)
      if now == nil, stamp == nil { _ = try readFile(path) }
      if let now, now != stamp { return now }
      pause(milliseconds: 200)
    }
    Signals.clear()
    return nil
  }

  func append(_ bytes: [UInt8], to path: String) throws(Refusal) {
    try appendToFile(bytes, at: path)
  }

  func pipe(_ bytes: [UInt8], to command: String) throws(Refusal) {
    let shell = ChildProcess("/bin/sh", ["sh", "-c", command], takesInput: true)
    guard let status = shell?.finish(input: bytes) else {
      throw Refusal(.failedCommand, "the system's shell can't be run")
    }
    guard status == 0 else {
      throw Refusal(.failedCommand, "'\(command)' ended with status \(status)")
    }
  }

  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] {
    try drawWithGraphviz(dot, as: format)
  }

  func inlineDrawing(of dot: String) throws(Refusal) -> String {
    guard let terminal = InlineImage.announced else { throw .noInlineImages }
    return try terminal.text(try draw(dot, as: .png))
  }
}

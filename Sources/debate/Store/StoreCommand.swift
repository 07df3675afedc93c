import ArgumentParser
import DebateGraph
import Shell

struct Store: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look after the file that keeps what was asserted.",
    discussion: "docs/store.md tells what is in it, and what to do after a crash.",
    subcommands: [
      ImportFiles.self, Pending.self, ExportPending.self, Log.self, Difference.self,
      CheckStore.self, Backup.self, Vacuum.self, Dump.self, Rebuild.self,
    ])

  @ParentCommand var debate: Debate
}

extension OpenDebate {
  /// Lets a command work with the store, and ends the program.
  ///
  /// - Parameter access: `.creating` makes it where there is none.
  func withStore(
    _ access: GraphStore.Access, _ printer: ReplyPrinter, _ body: (GraphStore) throws -> Void
  ) throws -> Never {
    Signals.install()
    emptySession().attempt(printer.show) {
      if access != .creating, !fileExists(storePath) {
        throw Refusal.noStore(storePath)
      }
      try body(try GraphStore(storePath, access, waiting: waiting(with: printer)))
    }
    try printer.finish()
  }
}

/// What the store remembers, in a form that answers are given in.
private func show(_ lines: String, with printer: ReplyPrinter) { printer.show(.text(lines)) }

struct ImportFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Record what has changed in the text files.",
    discussion: """
      One transaction: facts that the files state and did not before, and facts that they state no \
      longer. What was asserted at the prompt and stands in a file now is the file's from then on.
      """)

  @ParentCommand var store: Store
  @Option(help: "Why, for the log.") var note: String?

  func run() throws {
    let printer = ReplyPrinter(.table)
    var options = store.debate.graph
    options.store.memory = true
    let session = try OpenDebate(options).session(needsGraph: true, with: printer)
    let debate = OpenDebate(store.debate.graph)
    try debate.withStore(.creating, printer) { store in
      let files = ImportedFile.all(in: session.database, path: debate.pathInStore)
      let record = try store.importNewest(
        of: session.database, in: files, by: debate.attribution(note: note))
      guard let record else { return show("nothing has changed\n", with: printer) }
      show(
        "transaction \(record.number): \(record.asserted) asserted, \(record.retracted) retracted\n",
        with: printer)
    }
  }
}

struct Pending: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pending",
    abstract: "Show what was asserted or taken back at the prompt and is in no file yet.")

  @ParentCommand var store: Store

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.reading, printer) { store in
      show(try store.pending().text, with: printer)
    }
  }
}

struct ExportPending: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what was asserted at the prompt as a file that can be loaded, sorted.",
    discussion:
      "Put it among the files of the graph and import it: then nothing is pending any more.")

  @ParentCommand var store: Store
  @Flag(help: "Everything that is held to be true, with its declarations.") var all = false
  @Option(
    name: [.short, .long], help: "The file; otherwise standard output.", completion: .file())
  var output: String?

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.reading, printer) { store in
      let text = try all ? store.wholeText() : store.pending().text
      try printer.deliver(to: output) { write in _ = write(text) }
    }
  }
}

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the transactions, the last first.")

  @ParentCommand var store: Store
  @OptionGroup var format: FormatOptions
  @Option(name: .customShort("n"), help: "How many; otherwise all.") var limit = Int.max

  func run() throws {
    let printer = ReplyPrinter(format.format)
    try OpenDebate(store.debate.graph).withStore(.reading, printer) { store in
      printer.show(.log(try store.log(limit: max(limit, 0))))
    }
  }
}

struct Difference: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Tell what changed between two recorded times.",
    discussion: """
      Each is the number of a transaction, or a day or minute in UTC. With a goal, tells how its answers \
      changed, by the rules there are now.
      """)

  @ParentCommand var store: Store
  @Argument(help: "The earlier time.") var from: String
  @Argument(help: "The later time; otherwise now.") var upTo: String?
  @Option(help: "A question, such as 'oppose(Who, nato_shootdown)?'.") var goal: String?

  func run() throws {
    let printer = ReplyPrinter(.table)
    let session = try OpenDebate(store.debate.graph).session(needsGraph: goal != nil, with: printer)
    let command = ".recorded \(from)..\(upTo ?? "") \(goal ?? "")"
    session.reply(to: Array(command.utf8), named: "<diff>", say: printer.show)
    try printer.finish()
  }
}

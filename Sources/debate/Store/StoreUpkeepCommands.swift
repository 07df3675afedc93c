import ArgumentParser
import DebateGraph
import Shell

struct CheckStore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read the whole store and compare it with its digests.",
    discussion: "Ends with status 2 where the file can't be trusted.")

  @ParentCommand var store: Store

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.reading, printer) { store in
      let check = try store.check()
      for problem in check.problems { printer.show(.text(problem + "\n")) }
      if !check.problems.isEmpty { return printer.raise(.checkFailed) }
      printer.show(
        .text("sound: \(check.transactions) transactions, \(check.rows) facts ever asserted\n"))
    }
  }
}

struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a checked copy of the store.",
    discussion: "It appears under its name only when it is whole, checked and on the disk.")

  @ParentCommand var store: Store
  @ArgumentParser.Argument(help: "The file of the copy.", completion: .file()) var file: String

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.reading, printer) { store in
      try store.backup(to: file)
    }
  }
}

struct Vacuum: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vacuum",
    abstract: "Give back the room that the store no longer uses.")

  @ParentCommand var store: Store

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.writing, printer) { store in try store.vacuum() }
  }
}

struct Dump: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Write all that was ever recorded as text.",
    discussion: """
      'debate store rebuild' makes the same store of it, digest by digest. The file is readable by its \
      owner only, as the store is.
      """)

  @ParentCommand var store: Store
  @Option(
    name: [.short, .long], help: "The file; otherwise standard output.", completion: .file())
  var output: String?

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.reading, printer) { store in
      try printer.deliver(to: output, isPrivate: true) { write in
        try store.writeHistory(to: write)
      }
    }
  }
}

struct Rebuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Make a store from the text of another.",
    discussion: "The store must not be there yet, or be empty.")

  @ParentCommand var store: Store
  @ArgumentParser.Argument(help: "What 'debate store dump' has written.", completion: .file())
  var file: String

  func run() throws {
    let printer = ReplyPrinter(.table)
    try OpenDebate(store.debate.graph).withStore(.creating, printer) { store in
      try store.rebuild(from: try readFile(file))
    }
  }
}

import ArgumentParser
import Shell

struct Converse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "converse",
    abstract: "Ask question after question.",
    discussion: """
      At a terminal there is a prompt, where '.help' tells what can be typed. Otherwise clauses, \
      questions and commands are taken from standard input. With -f or -c, files are read, then what \
      is given is typed, and that is all.
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
  @Option(
    name: .customShort("f"),
    help: ArgumentHelp("Load this file and answer its questions.", valueName: "file"),
    completion: .file(extensions: ["dl"]))
  var files: [String] = []
  @Option(
    name: .customShort("c"),
    help: ArgumentHelp("Type this: clauses, questions, commands.", valueName: "input"))
  var inputs: [String] = []
  @Flag(
    help: "Take requests and give replies as JSON, one a line: {\"id\": 1, \"input\": \"p(X)?\"}.")
  var jsonl = false
  @Flag(help: "Don't read the file of what is to be typed at the beginning.") var noInit = false
  @Flag(help: "Neither read nor write the file of what was asked before.") var noHistory = false

  func run() throws {
    if jsonl {
      try serve()
    } else if !files.isEmpty || !inputs.isEmpty {
      try takeGiven()
    } else if StandardStream.isTerminal(0) {
      try converse()
    } else {
      try takeStandardInput()
    }
  }

  private func takeGiven() throws {
    let printer = ReplyPrinter(options)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, running: files, with: printer)
    for input in inputs where !session.isOver {
      session.reply(to: Array(input.utf8), named: "<-c>", say: printer.show)
    }
    printer.finish(leaving: session)
  }

  /// What a program asserts is kept where it asks for that, what a person does at the prompt always.
  private var namesStore: Bool { debate.graph.store.store != nil }

  /// A script: no prompt, and places as in a file.
  private func takeStandardInput() throws {
    let printer = ReplyPrinter(options)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, keepsFacts: namesStore, with: printer)
    session.attempt(printer.show) {
      let bytes = try readStandardInput()
      session.reply(to: bytes, named: "<stdin>", say: printer.show)
    }
    printer.finish(leaving: session)
  }

  private func serve() throws {
    let printer = ReplyPrinter(options)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, keepsFacts: namesStore, with: printer)
    MachineConversation(session: session, output: printer.output).run()
    printer.finish(leaving: session)
  }

  private func converse() throws {
    let printer = ReplyPrinter(options, isConversation: true)
    let debate = OpenDebate(debate.graph)
    Signals.install()
    printer.show(.remark(debate.greeting))
    let history = History(isKept: !noHistory)
    let opening = OpeningDebate(printer) {
      let session = try debate.session(needsGraph: false, keepsFacts: true, with: printer)
      session.isConversation = true
      if !noInit { takeInitFile(session, printer) }
      return session
    }
    let readline = Readline(isToErrors: !printer.output.isTerminal, meanwhile: opening)
    try Conversation(opening: opening, readline: readline, history: history, printer: printer).run()
    history.truncate()
  }

  /// `debate/init.dl` of the user's configuration folder, where it is there.
  private func takeInitFile(_ session: Session, _ printer: ReplyPrinter) {
    guard let path = userFile("init.dl", in: "XDG_CONFIG_HOME", else: ".config"),
      fileStamp(path) != nil
    else { return }
    session.reply(toFile: path, say: printer.show)
  }
}

public import Datalog
import DebateGraph

/// A conversation with a debate: each input is answered by replies, and what was said stays known.
///
/// Touches no terminal, clock or file itself; `outside` does, when a command asks for it.
public final class Session {
  public let database: Database
  let outside: any Outside
  /// The user said goodbye.
  public internal(set) var isOver = false
  /// What `.why 2`, `.all` and `.graph` speak of.
  var lastAnswer: LastAnswer? {
    didSet { if lastAnswer?.isCurrent == false { proofsUnderWay = nil } }
  }
  /// What `.why --more` goes on with.
  var proofsUnderWay: ProofsUnderWay?
  /// Somebody reads along: tells what follows from a change, and what would be lost by leaving.
  public var isConversation = false
  public var display = Display()
  /// Where answers go until further notice, and where only the next one goes.
  var lastingDestination: Destination?
  var nextDestination: Destination?
  /// What is to go there; nil where nothing was said yet.
  var collected: String?
  var answers = EarlierAnswers()
  /// Of a conversation.
  var transcript = Transcript()
  private var depth = 0
  /// What `.edit` asks for.
  var textToEdit: String?
  /// The debate's own files, whose questions are examples.
  var ownFiles: [InputText] = []
  var journal = Journal()
  /// Nil where nothing is kept beyond the session.
  var keeper: Keeper?
  var consequences = Consequences()
  /// Seconds that may be spent on what follows from a change, for each predicate.
  public var patience: Double {
    get { consequences.patience }
    set { consequences.patience = newValue }
  }
  /// What followed from the last change of facts.
  var lastChanges: RowChanges?
  /// That something is not saved.
  var wasWarned = false
  private var wasInterrupted = false
  /// Whether each answer is followed by where its time went.
  var profilesAnswers = false
  /// Files that load each other are stopped here.
  private var openFiles: [String] = []
  private static let deepestFile = 16

  struct LastAnswer {
    let answer: Answer
    /// Nothing was added or taken back since.
    var isCurrent = true
  }

  public init(_ database: Database, outside: any Outside) {
    self.database = database
    self.outside = outside
  }

  /// Answers what was typed, pasted or piped, piece by piece in its order: each clause and command
  /// knows what stands before it. Where one is refused, the others are still taken.
  ///
  /// - Parameter name: what diagnostics call the input.
  public func reply(to bytes: [UInt8], named name: String, say: (Reply) -> Void) {
    wasInterrupted = false
    attempt(say) { try tellOfOthers(say) }
    guard isConversation, depth == 0 else { return take(bytes, named: name, say) }
    depth += 1
    defer { depth -= 1 }
    transcript.begin(String(decoding: bytes, as: UTF8.self))
    take(bytes, named: name) { reply in
      transcript.add(reply, as: display)
      say(reply)
    }
  }

  private func take(_ bytes: [UInt8], named name: String, _ say: (Reply) -> Void) {
    if let command = Command.bareWord(bytes) {
      return run(command: ".\(command.name)".utf8, say)
    }
    let input = InputText(name: name, bytes: bytes)
    for piece in InputPieces(of: input).pieces where goesOn {
      switch piece {
      case .command(let range):
        run(command: input.bytes[range], at: isConversation ? nil : input.place(of: range), say)
      case .clauses(let range): take(input.part(range), isTyped: true, [], say)
      }
    }
  }

  /// Answers a whole file: all its clauses are loaded first, or none where one is wrong, then its
  /// questions, retractions and commands are taken in their order.
  public func reply(toFile path: String, say: (Reply) -> Void) {
    wasInterrupted = false
    attempt(say) {
      if openFiles.contains(path) || openFiles.count == Self.deepestFile {
        throw Refusal(
          .unreadableFile, "'\(path)' is not read within itself",
          help: "it is loaded by " + openFiles.map { "'\($0)'" }.joined(separator: ", "))
      }
      openFiles.append(path)
      defer { openFiles.removeLast() }
      let file = InputText(name: path, bytes: try outside.read(path))
      let (clauses, commands) = file.withoutCommands()
      take(clauses, isTyped: false, commands, say)
    }
  }

  /// Loads a debate's own files, all or none; their questions and commands are passed over.
  ///
  /// - Parameter withWarnings: whether to tell all that could be wrong, in the questions, too.
  public func load(_ files: [InputText], withWarnings: Bool, say: (Reply) -> Void) {
    let clauses = files.map { $0.withoutCommands().clauses }
    ownFiles += clauses
    let loading =
      withWarnings
      ? database.load(clauses, isInterruptible: true)
      : database.load([], background: clauses, lints: false, isInterruptible: true)
    if loading.wasInterrupted { return sayInterrupted(say) }
    let told = loading.diagnostics.filter { withWarnings || $0.severity == .error }
    if !told.isEmpty { say(.diagnostics(told, database.texts)) }
  }

  private var goesOn: Bool { !isOver && !wasInterrupted }
}

// MARK: - Taking clauses

extension Session {
  /// What a text asks for besides its clauses.
  private enum Request {
    case query(CheckedQuery)
    case retraction(CheckedFact)
    case command(PlacedCommand)

    var start: Int {
      switch self {
      case .query(let query): Int(query.written.range.start)
      case .retraction(let fact): Int(fact.range.start)
      case .command(let command): command.start
      }
    }
  }

  private func take(
    _ text: InputText, isTyped: Bool, _ commands: [PlacedCommand], _ say: (Reply) -> Void
  ) {
    guard let loading = load(text, isTyped: isTyped, say) else { return }
    let requests =
      loading.queries.map(Request.query) + loading.retractions.map(Request.retraction)
      + commands.map(Request.command)
    for request in requests.sorted(by: { $0.start < $1.start }) where goesOn {
      switch request {
      case .query(let query): answer(query, say)
      case .retraction(let fact): retract(fact, isTyped: isTyped, say)
      case .command(let command):
        let end = command.start + command.line.count
        run(command: command.line, at: text.place(of: command.start..<end), say)
      }
    }
  }

  /// Nil, and told why, where the text has an error.
  private func load(_ text: InputText, isTyped: Bool, _ say: (Reply) -> Void) -> Loading? {
    let text = isTyped ? recallingAnswers(in: text) : text
    let program = isTyped && isConversation ? parse(text, as: InputID(0)).program : nil
    var loaded: Loading?
    keepTrying(program?.statesFacts ?? true, say) {
      load(text, program, isTyped: isTyped, say, into: &loaded)
    }
    return loaded
  }

  private func load(
    _ text: InputText, _ program: Program?, isTyped: Bool, _ say: (Reply) -> Void,
    into loaded: inout Loading?
  ) -> Keeping {
    let mark = database.mark
    var keeping = Keeping.refused
    change(factsOf: program?.predicatesStated(in: database.catalog), say) {
      let loading = database.load([text], isInterruptible: true)
      if loading.wasInterrupted { return sayInterrupted(say) }
      if !loading.diagnostics.isEmpty { say(.diagnostics(loading.diagnostics, database.texts)) }
      guard loading.succeeded else { return }
      keeping = note(loading, of: text, isTyped: isTyped, since: mark, say)
      guard keeping == .kept else { return }
      loaded = loading
      if let remark = loading.remark { say(.remark(remark)) }
      if loading.factsAdded + loading.rulesAdded > 0 { lastAnswer?.isCurrent = false }
    }
    return keeping
  }

  private func answer(_ query: CheckedQuery, _ say: (Reply) -> Void) {
    attempt(say) {
      let began = outside.now
      let (answer, account) = try ask(query)
      let taken = outside.now - began
      lastAnswer = LastAnswer(answer: answer)
      answers.add(answer)
      try show(answer, say)
      if display.tellsTime { say(.remark(timeText(taken))) }
      if let account { say(.profile(account, database.texts)) }
      let hints = try answer.hints + emptiness(of: answer)
      if !hints.isEmpty { say(.diagnostics(hints, database.texts)) }
    }
  }

  private func ask(_ query: CheckedQuery) throws -> (Answer, EvaluationAccount?) {
    guard profilesAnswers else { return (try database.ask(query), nil) }
    return try database.askAndAccount(for: query, anew: false) { self.outside.now }
  }

  /// Where it is wanted, and as a drawing where one is wanted.
  func show(_ answer: Answer, isWhole: Bool = false, _ say: (Reply) -> Void) throws {
    let drawing = try format == .dot ? drawing(of: answer) : nil
    let title = isWhole ? nil : answer.query.written.documentation
    deliver(drawing.map(Reply.text) ?? .answer(answer, title: title, isWhole: isWhole), say)
    sendCollected(say)
  }

  private func retract(_ fact: CheckedFact, isTyped: Bool, _ say: (Reply) -> Void) {
    keepTrying(isTyped, say) { take(back: fact, isTyped: isTyped, say) }
  }

  private func take(back fact: CheckedFact, isTyped: Bool, _ say: (Reply) -> Void) -> Keeping {
    guard let place = database.place(of: fact.values, in: fact.predicate) else {
      say(.diagnostics([notStated(fact)], database.texts))
      return .refused
    }
    let mark = database.mark
    var keeping = Keeping.refused
    change(factsOf: [fact.predicate], say) {
      _ = database.retract(fact)
      lastAnswer?.isCurrent = false
      let text = isTyped ? database.texts[fact.range.input] : nil
      var change = Journal.Change(retracted: [fact.moved(to: place)], typed: text, before: mark)
      keeping = keep(&change, since: mark, say)
      guard keeping == .kept else { return }
      journal.add(change)
      say(.remark("1 fact taken back"))
    }
    return keeping
  }

  func notStated(_ fact: CheckedFact) -> Diagnostic {
    let isDerived = database.isDerived(fact.predicate)
    let reason = "'\(database.catalog[fact.predicate].name)' is derived; change its rules or facts"
    return Diagnostic(
      .nothingToRetract, .warning, at: fact.range, "this was not stated",
      help: isDerived ? reason : nil)
  }

  /// Leaves out what would have followed.
  func sayInterrupted(_ say: (Reply) -> Void) {
    wasInterrupted = true
    say(.interrupted)
  }

  /// Says what stopped the action where something did.
  public func attempt(_ say: (Reply) -> Void, _ action: () throws -> Void) {
    do {
      try action()
    } catch EvaluationError.interrupted {
      sayInterrupted(say)
    } catch let error as EvaluationError {
      say(.diagnostics(error.diagnostics, database.texts))
    } catch let refusal as Refusal {
      say(.diagnostics([refusal.diagnostic], database.texts))
    } catch let error as StoreError {
      if error.kind == .interrupted { return sayInterrupted(say) }
      say(.diagnostics([Refusal(error).diagnostic], database.texts))
    } catch {
      preconditionFailure("nothing else is thrown by a command: \(error)")
    }
  }
}

extension Loading {
  /// `2 facts, 1 rule added`; nil where there is nothing to tell.
  fileprivate var remark: String? {
    let added = [
      counted(factsAdded, "fact"), counted(rulesAdded, "rule"), counted(checksAdded, "check"),
    ].compactMap(\.self)
    if !added.isEmpty { return added.joined(separator: ", ") + " added" }
    return factsKnown > 0 ? "known already" : nil
  }
}

/// `3 facts`; nil for none.
func counted(_ count: Int, _ noun: String) -> String? {
  count == 0 ? nil : count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

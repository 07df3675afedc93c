public import Datalog

extension Session {
  /// Answers scripts: loads them together with a debate's own files, all or none, so that each may use
  /// what any of them defines; then takes their questions, retractions and commands, script by script.
  ///
  /// - Parameters:
  ///   - background: the debate's own files, whose questions and commands are passed over.
  ///   - withWarnings: whether to tell all that could be wrong in these, too.
  public func reply(
    toScripts paths: [String], after background: [InputText], withWarnings: Bool,
    onceLoaded: () throws -> Void = {}, say: (Reply) -> Void
  ) {
    attempt(say) {
      let scripts = try paths.map { Script(InputText(name: $0, bytes: try outside.read($0))) }
      let own = background.map { $0.withoutCommands().clauses }
      ownFiles += own
      let loading = database.load(
        scripts.map(\.clauses), background: own, isInterruptible: true)
      if loading.wasInterrupted { return sayInterrupted(say) }
      let told = loading.diagnostics.filter { diagnostic in
        diagnostic.severity == .error || isWorthTelling(diagnostic, of: scripts) ?? withWarnings
      }
      if !told.isEmpty { say(.diagnostics(told, database.texts)) }
      guard loading.succeeded else { return }
      try onceLoaded()
      take(scripts, say)
    }
  }

  private func take(_ scripts: [Script], _ say: (Reply) -> Void) {
    var isStopped = false
    for script in scripts where !isStopped && !isOver {
      reply(to: script.requests, named: script.clauses.name) { reply in
        if case .interrupted = reply { isStopped = true }
        say(reply)
      }
    }
  }

  /// What is to be said on a request is said when it is taken; nil outside of scripts.
  private func isWorthTelling(_ diagnostic: Diagnostic, of scripts: [Script]) -> Bool? {
    guard let range = diagnostic.range else { return nil }
    let text = database.texts[range.input]
    return scripts.first { $0.clauses === text }.map { !$0.asks(at: Int(range.start)) }
  }
}

/// A file of clauses, and of requests: questions, retractions and commands.
private struct Script {
  /// All but the commands.
  let clauses: InputText
  /// The requests at their places, and nothing else.
  let requests: [UInt8]
  private let places: [Range<Int>]

  init(_ file: InputText) {
    clauses = file.withoutCommands().clauses
    places = InputPieces(of: file).requests
    requests = file.only(places)
  }

  func asks(at offset: Int) -> Bool { places.contains { $0.contains(offset) } }
}

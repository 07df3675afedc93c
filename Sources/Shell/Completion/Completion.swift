import Datalog

/// What may stand at the cursor in place of the word that ends there.
public struct Completion: Equatable, Sendable {
  public enum Kind: Sendable {
    case words
    /// Names of files, which the line editor knows how to list.
    case file
  }

  public var kind = Kind.words
  /// Where the word begins, in bytes of the line.
  public var start: Int
  /// Whole words, sorted, all beginning as the word does.
  public var candidates: [String] = []
  /// How candidates are listed, where not as they are: `oppose/2` for `oppose(`.
  public var labels: [String: String] = [:]
  /// Whether a blank should follow, since nothing can be added to the word.
  public var endsWord = false

  public static let none = Completion(start: 0)
  /// Characters that end a word, besides those of quotations.
  public static let wordBreaks = " \t\n\",(){}<>=!:-?;~+*/"
}

/// What completion knows of a debate; nothing of it is evaluated.
struct Vocabulary {
  struct Predicate {
    let name: String
    let columns: [String]
  }

  var predicates: [Predicate] = []
  var networks: [String] = []
  var topics: [String] = []
  var actors: [String] = []
  /// Values that occur in a column, sorted.
  var values: (_ predicate: String, _ column: Int) -> [Value] = { _, _ in [] }

  /// - Parameter cursor: in bytes of the line.
  func complete(_ line: String, at cursor: Int) -> Completion {
    let typed = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    let isCommand = typed.trimmed.hasPrefix(".")
    return isCommand ? completeCommand(typed) : completeClause(typed, from: 0)
  }
}

// MARK: - Commands

extension Vocabulary {
  private func completeCommand(_ typed: String) -> Completion {
    let start = typed.utf8.count - typed.utf8.reversed().prefix { !" \t>".utf8.contains($0) }.count
    let word = String(decoding: typed.utf8.dropFirst(start), as: UTF8.self)
    let before = String(decoding: typed.utf8.prefix(start), as: UTF8.self)
    let words = before.split(whereSeparator: \.isWhitespace)
    guard let name = words.first else {
      return matching(Command.all.map { ".\($0.name)" }, for: word, at: start, endsWord: true)
    }
    if before.contains(">") { return Completion(kind: .file, start: start) }
    guard let command = Command.named(name.dropFirst()) else { return Completion(start: start) }
    if word.hasPrefix("-") {
      return matching(command.switches.map(\.name), for: word, at: start, endsWord: true)
    }
    guard words.count <= command.arguments.count else { return Completion(start: start) }
    switch command.arguments[words.count - 1] {
    case .file: return Completion(kind: .file, start: start)
    case .goal: return completeClause(typed, from: before.utf8.count)
    case .command:
      let names = Command.all.map(\.name) + HelpTopic.all.map(\.name)
      return matching(names, for: word, at: start, endsWord: true)
    case .predicate: return matching(predicates.map(\.name), for: word, at: start, endsWord: true)
    case .network: return matching(networks, for: word, at: start, endsWord: true)
    case .word(let choices): return matching(choices, for: word, at: start, endsWord: true)
    case .topic: return matching(topics, for: word, at: start, endsWord: true)
    case .actorOrTopic:
      return matching(actors + topics, for: word, at: start, endsWord: true)
    }
  }

  private func matching(
    _ words: [String], for word: String, at start: Int, endsWord: Bool
  ) -> Completion {
    Completion(
      start: start, candidates: words.filter { $0.hasPrefix(word) }.sorted(), endsWord: endsWord)
  }
}

// MARK: - Clauses

extension Vocabulary {
  private func completeClause(_ typed: String, from start: Int) -> Completion {
    let place = ClausePlace(of: Array(typed.utf8.dropFirst(start)))
    let wordStart = start + place.wordStart
    let word = String(decoding: typed.utf8.dropFirst(wordStart), as: UTF8.self)
    let isVariable = word.first.map { $0.isUppercase || $0 == "_" } ?? false
    guard !isVariable || place.isInText, !place.isInComment else {
      return Completion(start: wordStart)
    }
    guard let name = place.predicate else {
      let names = predicates.map { $0.columns.isEmpty ? $0.name : $0.name + "(" }
      var completion = matching(
        place.isInText ? [] : names, for: word, at: wordStart, endsWord: false)
      for (name, predicate) in zip(names, predicates) {
        completion.labels[name] = "\(predicate.name)/\(predicate.columns.count)"
      }
      return completion
    }
    guard let predicate = predicates.first(where: { $0.name == name }) else {
      return Completion(start: wordStart)
    }
    var completion = matching(
      arguments(of: predicate, at: place), for: word, at: wordStart, endsWord: false)
    completion.endsWord = completion.candidates.allSatisfy { $0.hasSuffix(":") }
    return completion
  }

  /// Values of the column, and unless a label stands there, labels of columns not yet given.
  private func arguments(of predicate: Predicate, at place: ClausePlace) -> [String] {
    let column = place.label.map(predicate.columns.firstIndex(of:)) ?? place.argument
    let known = column.map { $0 < predicate.columns.count ? values(predicate.name, $0) : [] } ?? []
    if place.isInText {
      return known.compactMap { value in
        if case .text(let text) = value, text.controlsEscaped == text { text } else { nil }
      }
    }
    let names = predicate.columns.filter { $0.first?.isLetter ?? false }
    let labels = names.filter { !place.labelsGiven.contains($0) }.map { $0 + ":" }
    return known.map(\.description) + (place.label == nil ? labels : [])
  }
}

import Datalog

/// What a command can be told besides its arguments, such as `--all`.
struct Switch: Sendable {
  /// With its two dashes.
  let name: String
  /// One line, lower case, without a full stop.
  let summary: String
}

extension Command {
  /// Those that ask about an answer, or for the time that it holds for.
  static let explaining: [Command] = [
    .why, .whyNot, .cite, .whatIf, .asOf, .timeline,
  ]

  /// The switches that stand before or behind the other arguments, and these. What stands between
  /// them is left alone, since a text may have dashes of its own.
  func takingSwitches(
    from argument: String
  ) throws(Refusal) -> (switches: Set<String>, rest: String) {
    var words = argument.split(separator: " ", omittingEmptySubsequences: false)[...]
    var given: Set<String> = []
    while let word = words.first, word.isEmpty || word.isSwitch {
      if !word.isEmpty { given.insert(try knownSwitch(String(word))) }
      words.removeFirst()
    }
    while let word = words.last, word.isEmpty || word.isSwitch {
      if !word.isEmpty { given.insert(try knownSwitch(String(word))) }
      words.removeLast()
    }
    return (given, words.joined(separator: " "))
  }

  private func knownSwitch(_ name: String) throws(Refusal) -> String {
    let known = switches.map(\.name)
    if known.contains(name) { return name }
    let guess = known.first { $0.hasPrefix(name) } ?? nearest(to: name, in: known)
    throw Refusal(
      .wrongUsage, "'.\(self.name)' has no switch '\(name)'",
      help: guess.map { "did you mean '\($0)'?" } ?? "it is used as '\(synopsis)'")
  }
}

extension Substring {
  fileprivate var isSwitch: Bool { hasPrefix("--") && dropFirst(2).first?.isLetter ?? false }
}

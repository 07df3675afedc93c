import Synchronization

/// Regular expressions as texts; each is compiled once, not for every row that it is held against.
///
/// What `hasMatch` answers does not depend on what is remembered.
final class CompiledPatterns: Sendable {
  private let compiled = Mutex<[String: Regex<AnyRegexOutput>]>([:])
  /// Patterns remembered; beyond them all are forgotten, so that patterns from data cost no memory.
  private static let limit = 256

  /// Whether `text` contains a match.
  func hasMatch(of pattern: String, in text: String) throws(BuiltinError) -> Bool {
    do {
      return try compiled.withLock { compiled in
        if let regex = compiled[pattern] { return try regex.firstMatch(in: text) != nil }
        let regex = try Regex(pattern)
        if compiled.count >= Self.limit { compiled = [:] }
        compiled[pattern] = regex
        return try regex.firstMatch(in: text) != nil
      }
    } catch {
      throw .invalid("\"\(pattern)\" is no regular expression")
    }
  }
}

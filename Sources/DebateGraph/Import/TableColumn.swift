import Datalog

/// A column of a table of statements, and what its cells have in common.
struct TableColumn {
  let name: String
  var role: TableRole?
  /// Whether the user said so.
  var isRoleGiven = false
  var kind = TableKind.shortText
  var isKindGiven = false
  var isIgnored = false
  private(set) var found = Found()

  init(_ name: String) { self.name = name }

  /// Whether statements have it as a variable.
  var isVariable: Bool { !isIgnored && (role?.isVariable ?? true) }

  struct Found {
    var filled = 0
    var empty = 0
    /// In bytes.
    var longest = 0
    /// The first ones that differ.
    var examples: [String] = []
    var areIntegers = true
    var least = Int64.max
    var greatest = Int64.min
    /// Up to a few, in lower case; `…` for a long one.
    var words: Set<String> = []
  }

  mutating func take(_ text: String) {
    if text.isEmpty {
      found.empty += 1
      return
    }
    found.filled += 1
    if found.words.count <= Self.fewWords {
      found.words.insert(text.utf8.count <= 40 ? text.lowercased() : "…")
    }
    if found.examples.count < 3, !found.examples.contains(text) { found.examples.append(text) }
    found.longest = max(found.longest, text.utf8.count)
    guard found.areIntegers, let number = Int64(text), !text.isCode else {
      found.areIntegers = false
      return
    }
    (found.least, found.greatest) = (min(found.least, number), max(found.greatest, number))
  }

  private static let fewWords = 32
  /// The longest short text of DNA, in bytes here.
  private static let longestShortText = 190

  /// What the cells are; called once all of them are taken.
  mutating func settleKind() {
    if isKindGiven { return }
    kind =
      if role == .actor || role == .topic { .shortText } else if found.filled == 0 {
        .shortText
      } else if Yes.isPair(found.words) { .boolean } else if found.areIntegers {
        .integer
      } else { found.longest > Self.longestShortText ? .longText : .shortText }
  }
}

extension String {
  /// Whether it is digits that begin with 0, such as a postal code.
  fileprivate var isCode: Bool { utf8.count > 1 && utf8.first == UInt8(ascii: "0") }
}

/// Words for yes and no.
enum Yes {
  /// 1, 0, or nil for another word.
  static func value(of word: String) -> Int? {
    switch word.lowercased() {
    case "1", "+1", "+", "true", "yes", "y", "t", "agree", "agrees", "agreement", "for", "pro",
      "support", "supports", "positive", "favour", "favor":
      1
    case "0", "-1", "-", "−", "−1", "false", "no", "n", "f", "disagree", "disagrees",
      "disagreement", "against", "contra", "con", "oppose", "opposes", "negative":
      0
    default: nil
    }
  }

  /// Whether the words are nothing but one pair that programs write.
  static func isPair(_ words: Set<String>) -> Bool {
    [["0", "1"], ["true", "false"], ["yes", "no"]].contains { words == $0 }
  }
}

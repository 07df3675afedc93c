// Words that mix alphabets whose letters look alike: 'раypal' with a Cyrillic 'а' is another symbol
// than 'paypal', and nobody sees it.

extension Lexer {
  /// Warns, once for each word, where letters of two of the alphabets stand side by side in a name or
  /// variable; `крым_bridge` is fine, since `_` parts its two words.
  ///
  /// - SeeAlso: Unicode Technical Standard #39, 5.1, *Mixed-Script Detection*.
  mutating func lintScripts(of token: Token) {
    guard token.kind == .name || token.kind == .variable || token.kind == .quotedName else {
      return
    }
    let word = String(decoding: bytes[token.bytes], as: UTF8.self)
    guard let (letter, other) = word.firstMixture, mixedWords.insert(word).inserted else { return }
    report(
      .mixedScripts, .warning, at: token.bytes,
      "'\(letter.scalar)' is a \(letter.alphabet.rawValue) letter,"
        + " and '\(other.scalar)' beside it a \(other.alphabet.rawValue) one",
      help: "letters that look alike make different words; write a word in one alphabet")
  }
}

/// Those whose letters can be taken for each other's.
private enum Alphabet: String {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"

  /// Nil for all other letters and marks.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF:
      self = .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
    default: return nil
    }
  }
}

extension String {
  fileprivate typealias Letter = (scalar: Unicode.Scalar, alphabet: Alphabet)

  /// The first two letters of a run of letters that are of different alphabets.
  fileprivate var firstMixture: (Letter, Letter)? {
    var first: Letter?
    for scalar in unicodeScalars {
      guard scalar.properties.isAlphabetic else {
        first = nil
        continue
      }
      guard let alphabet = Alphabet(scalar) else { continue }
      if let first, first.alphabet != alphabet { return (first, (scalar, alphabet)) }
      first = (scalar, alphabet)
    }
    return nil
  }
}

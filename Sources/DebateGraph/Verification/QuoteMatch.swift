/// How the words of a quote stand in a paragraph.
enum QuoteMatch: Hashable {
  /// In quotation marks, character by character.
  case verbatim
  /// In quotation marks, but for the shape of quotation marks, apostrophes or blanks; the first that
  /// differs.
  case reshaped(printed: Character, quoted: Character)
  /// There, but not in quotation marks.
  case unmarked
  /// Not there; the longest beginning of the words that is, and what the paragraph goes on with.
  case absent(agreeing: String, then: String)
}

extension QuoteMatch {
  /// - Complexity: the product of the lengths, in the worst case.
  init(of words: String, in paragraph: String) {
    let printed = Array(paragraph)
    let quoted = Array(words)
    let occurrences = occurrences(of: quoted.map(\.plain), in: printed.map(\.plain))
    if words.isEmpty || occurrences.isEmpty {
      self = .absent(of: quoted, in: printed)
      return
    }
    let spans = quotations(in: printed)
    let marked = occurrences.filter { start in
      spans.contains { $0.lowerBound <= start && start + quoted.count <= $0.upperBound }
    }
    let differences = marked.map { firstDifference(of: quoted, from: printed[$0...]) }
    if differences.contains(nil) {
      self = .verbatim
    } else if let start = marked.first, let place = differences[0] {
      self = .reshaped(printed: printed[start + place], quoted: quoted[place])
    } else {
      self = .unmarked
    }
  }

  /// The words agree with the paragraph farthest at one of its places, the first of several.
  private static func absent(of words: [Character], in paragraph: [Character]) -> QuoteMatch {
    let plain = words.map(\.plain)
    var (best, start) = (0, 0)
    for place in paragraph.indices {
      let agreeing = zip(plain, paragraph[place...]).prefix { $0 == $1.plain }.count
      if agreeing > best { (best, start) = (agreeing, place) }
    }
    let rest = paragraph[(start + best)...].prefix(30)
    return .absent(agreeing: String(words[..<best]), then: best == 0 ? "" : String(rest))
  }
}

/// Where the words begin in the text, ascending.
private func occurrences(of words: [Character], in text: [Character]) -> [Int] {
  guard words.count <= text.count else { return [] }
  return (0...text.count - words.count).filter { text[$0...].starts(with: words) }
}

/// The first of the words that is not the very same scalars in the text; nil where all are.
private func firstDifference(of words: [Character], from text: ArraySlice<Character>) -> Int? {
  zip(words, text).enumerated().first { _, pair in
    !pair.0.unicodeScalars.elementsEqual(pair.1.unicodeScalars)
  }?.offset
}

extension Character {
  /// The straight form of a quotation mark or apostrophe, a space for a blank that doesn't break.
  fileprivate var plain: Character {
    switch self {
    case "“", "”", "„", "‟": "\""
    case "‘", "’", "‚", "‛", "ʼ": "'"
    case "\u{A0}", "\u{202F}", "\u{2009}": " "
    default: self
    }
  }
}

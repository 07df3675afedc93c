/// The stretches of a text that stand in quotation marks, without the marks.
///
/// Marks of different shape are looked for independently, so that an apostrophe mistaken for one hides
/// nothing. What is opened by a double mark and not closed goes on to the end, as a quotation of
/// several paragraphs does.
func quotations(in text: [Character]) -> [Range<Int>] {
  QuotationMarks.all.flatMap { $0.quotations(in: text) }
}

/// Marks of one shape.
private struct QuotationMarks {
  /// What closes a quotation, by what opens it.
  let closing: [Character: Set<Character>]
  /// Whether a mark may also be an apostrophe: then one between letters is none, and a quotation ends
  /// at the last that may close it.
  var areApostrophes = false

  static let all = [
    QuotationMarks(closing: ["“": ["”"], "„": ["“", "”"]]),
    QuotationMarks(closing: ["\"": ["\""]]),
    QuotationMarks(closing: ["«": ["»"], "»": ["«", "»"]]),
    QuotationMarks(closing: ["「": ["」"]]),
    QuotationMarks(closing: ["‘": ["’"], "‚": ["‘", "’"]], areApostrophes: true),
    QuotationMarks(closing: ["'": ["'"]], areApostrophes: true),
  ]

  func quotations(in text: [Character]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while place < text.count {
      if opens(at: place, of: text), let end = end(ofQuotationFrom: place, in: text) {
        found.append(place + 1..<end)
        place = end
      }
      place += 1
    }
    return found
  }

  private func opens(at place: Int, of text: [Character]) -> Bool {
    guard closing[text[place]] != nil else { return false }
    return !areApostrophes || place == 0 || !text[place - 1].isLetterOrNumber
  }

  /// The place of the closing mark; nil where there is no quotation after all.
  private func end(ofQuotationFrom start: Int, in text: [Character]) -> Int? {
    let closers = closing[text[start]]!
    var last: Int?
    for place in text.indices[(start + 1)...] {
      if closers.contains(text[place]) {
        if !areApostrophes { return place }
        let isFollowed = place + 1 < text.count && text[place + 1].isLetterOrNumber
        if !isFollowed { last = place }
      }
      if last != nil, last != place, opens(at: place, of: text) { return last }
    }
    return areApostrophes ? last : text.count
  }
}

extension Character {
  fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }
}

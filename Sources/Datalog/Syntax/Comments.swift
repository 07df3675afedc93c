/// A comment and how it stands between the tokens around it.
struct Comment {
  enum Kind {
    /// `% …`
    case line
    /// `%! …`
    case documentation
    /// `%* … *%`
    case block
  }

  let kind: Kind
  /// Its bytes, without the line end.
  let bytes: Range<Int>
  /// Whether only blanks precede it on its line.
  let isFirstOnLine: Bool
  /// Whether an empty line separates it from what precedes it.
  let followsEmptyLine: Bool
}

/// What stands between two tokens.
struct Gap {
  var comments: [Comment] = []
  /// Whether an empty line separates the last comment, or the token before, from the token behind.
  var endsInEmptyLine = false

  /// - Parameter between: the bytes from the end of one token to the start of the next.
  init(_ bytes: Span<UInt8>, between range: Range<Int>) {
    var lineEnds = range.lowerBound == 0 ? 1 : 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard bytes[offset] == UInt8(ascii: "%") else {
        if bytes[offset] == UInt8(ascii: "\n") { lineEnds += 1 }
        offset += 1
        continue
      }
      let end = min(endOfComment(in: bytes, from: offset), range.upperBound)
      comments.append(
        Comment(
          kind: Self.kind(bytes, offset..<end), bytes: offset..<end, isFirstOnLine: lineEnds > 0,
          followsEmptyLine: lineEnds > 1))
      lineEnds = 0
      offset = end
    }
    endsInEmptyLine = lineEnds > 1
  }

  private static func kind(_ bytes: Span<UInt8>, _ comment: Range<Int>) -> Comment.Kind {
    guard comment.count > 1 else { return .line }
    switch bytes[comment.lowerBound + 1] {
    case UInt8(ascii: "!"): return .documentation
    case UInt8(ascii: "*"): return .block
    default: return .line
    }
  }
}

extension Parser {
  /// The `%!` lines above the token at hand, up to the first empty line; nil if there are none.
  func documentation() -> String? {
    let gap = Gap(lexer.bytes.span, between: previousEnd..<token.bytes.lowerBound)
    if gap.endsInEmptyLine { return nil }
    var lines: [String] = []
    for comment in gap.comments {
      if comment.followsEmptyLine { lines = [] }
      guard comment.kind == .documentation, comment.isFirstOnLine else { continue }
      lines.append(documentationLine(comment.bytes))
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private func documentationLine(_ comment: Range<Int>) -> String {
    var line = lexer.bytes[comment].dropFirst(2)
    if line.first == UInt8(ascii: " ") { line = line.dropFirst() }
    let isBlank = { (byte: UInt8) in
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
    while let last = line.last, isBlank(last) { line = line.dropLast() }
    return String(decoding: line, as: UTF8.self)
  }
}

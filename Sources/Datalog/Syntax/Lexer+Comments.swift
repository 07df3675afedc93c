// Blanks, `% comments`, `%! documentation` and `%* comments over lines *%`.

extension Lexer {
  /// Moves `position` to the next token, and tells whether documentation was passed.
  mutating func skipBlanksAndComments() -> Bool {
    var isDocumented = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "%"):
        if peek(1) == UInt8(ascii: "!") { isDocumented = true }
        skipComment()
      default:
        return isDocumented
      }
    }
    return isDocumented
  }

  private mutating func skipComment() {
    let start = position
    position = endOfComment(in: bytes.span, from: start)
    let isBlock = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "*")
    if isBlock, !closesBlock(endingAt: position, from: start) {
      report(
        .unterminated, at: start..<start + 2, "comment is not closed", help: "close it with '*%'")
    }
  }

  private func closesBlock(endingAt end: Int, from start: Int) -> Bool {
    end >= start + 4 && bytes[end - 1] == UInt8(ascii: "%") && bytes[end - 2] == UInt8(ascii: "*")
  }
}

/// Behind the comment that begins at `start`: at its line's end, behind `*%`, or at the text's end.
func endOfComment(in bytes: Span<UInt8>, from start: Int) -> Int {
  var end = start + 1
  if end < bytes.count, bytes[end] == UInt8(ascii: "*") {
    end += 2
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "%"), bytes[end - 1] == UInt8(ascii: "*") { return end + 1 }
      end += 1
    }
    return bytes.count
  }
  while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
  return end
}

/// One line of a text, fit to be shown, and where in it a range stands.
///
/// Tabs are widened to stops of four columns, control characters escaped, bytes that aren't UTF-8
/// written `\xFF`. A line wider than `width` columns is cut around the range, a `…` at each cut. Of
/// a range over several lines the part on the first is marked; an empty range is marked by one caret.
struct SourceExcerpt {
  let lineNumber: Int
  let line: String
  /// Columns of the terminal before the mark, and under it (at least one).
  let markColumn: Int
  let markWidth: Int

  init(of text: InputText, start: Int, end: Int, width: Int = 100) {
    let start = min(start, text.bytes.count)
    let number = text.lineNumber(at: start)
    lineNumber = text.firstLine - 1 + number
    let whole = text.line(number)
    let markStart = min(start, whole.upperBound)
    let markEnd = min(max(end, markStart), whole.upperBound)

    var before = Stretch(text.bytes, whole.lowerBound..<markStart, cutAt: .left)
    var marked = Stretch(text.bytes, markStart..<markEnd, cutAt: .right, column: before.width)
    var after = Stretch(
      text.bytes, markEnd..<whole.upperBound, cutAt: .right, column: before.width + marked.width)
    if before.width + marked.width + after.width > width {
      marked.cut(to: width * 3 / 5)
      before.cut(to: max(width / 4, width - marked.width - after.width))
      after.cut(to: width - before.width - marked.width)
    }
    line = before.text + marked.text + after.text
    markColumn = before.width
    markWidth = max(marked.width, 1)
  }
}

/// A part of a line as it is shown. Where it is cut, it has a `…` at the side `cutSide`.
private struct Stretch {
  enum Side { case left, right }

  /// In columns, the `…` among them.
  private(set) var width: Int
  private var characters: [Character]
  private var isCut: Bool
  private let cutSide: Side

  /// Reads no more than a thousand bytes, however long the line is.
  ///
  /// - Parameter column: the columns before it, on which the width of tabs depends.
  init(_ bytes: [UInt8], _ range: Range<Int>, cutAt side: Side, column: Int = 0) {
    let read = Self.legible(bytes, range, cutAt: side)
    isCut = read != range
    cutSide = side
    characters = shown(bytes[read], from: column)
    width = characters.reduce(isCut ? 1 : 0) { $0 + $1.displayWidth }
  }

  var text: String {
    guard isCut else { return String(characters) }
    return cutSide == .left ? "…" + String(characters) : String(characters) + "…"
  }

  /// Drops characters at the side that may be cut until no more than `limit` columns are left.
  mutating func cut(to limit: Int) {
    while width > limit, !characters.isEmpty {
      if !isCut { width += 1 }
      isCut = true
      let dropped = cutSide == .left ? characters.removeFirst() : characters.removeLast()
      width -= dropped.displayWidth
    }
  }

  /// The part of `range` next to the mark, not split within a character's bytes.
  private static func legible(
    _ bytes: [UInt8], _ range: Range<Int>, cutAt side: Side
  ) -> Range<Int> {
    let most = 1000
    guard range.count > most else { return range }
    func isInsideScalar(_ offset: Int) -> Bool { bytes[offset] & 0b1100_0000 == 0b1000_0000 }
    switch side {
    case .left:
      var start = range.upperBound - most
      while start < range.upperBound, isInsideScalar(start) { start += 1 }
      return start..<range.upperBound
    case .right:
      var end = range.lowerBound + most
      while end > range.lowerBound, isInsideScalar(end) { end -= 1 }
      return range.lowerBound..<end
    }
  }
}

/// The characters to show for the bytes, which begin at `column` of their line.
private func shown(_ bytes: ArraySlice<UInt8>, from column: Int) -> [Character] {
  let tabStop = 4
  var shown: [Character] = []
  var width = column
  for character in text(of: bytes) {
    let replacement =
      character == "\t"
      ? String(repeating: " ", count: tabStop - width % tabStop)
      : String(character).controlsEscaped
    shown += replacement
    width += replacement.displayWidth
  }
  return shown
}

/// The bytes as text, each byte that isn't UTF-8 written `\xFF`.
private func text(of bytes: ArraySlice<UInt8>) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  var text = ""
  var rest = bytes.makeIterator()
  var offset = bytes.startIndex
  var decoder = UTF8.ForwardParser()
  while true {
    switch decoder.parseScalar(from: &rest) {
    case .valid(let encoded):
      text.unicodeScalars.append(UTF8.decode(encoded))
      offset += encoded.count
    case .error(let length):
      for byte in bytes[offset..<offset + length] {
        text += "\\x" + String(byte, radix: 16, uppercase: true)
      }
      offset += length
    case .emptyInput:
      return text
    }
  }
}

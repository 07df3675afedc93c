/// A text that clauses are read from: a file, a script on standard input, or what was typed.
///
/// `bytes` is UTF-8; `name` is what diagnostics print before the line number. Immutable and shared,
/// so a range into it stays meaningful for as long as anything refers to the text.
public final class InputText: Sendable {
  public let name: String
  public let bytes: [UInt8]
  /// Offsets of the first byte of each line, ascending; the first is 0.
  public let lineStarts: [Int]
  /// The number of the first line: more than 1 for a part of a longer text.
  public let firstLine: Int

  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
    lineStarts = Self.lineStarts(of: bytes.span)
  }

  public convenience init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A stretch of the text as a text of its own, which keeps its name and its place: what stands
  /// before it on its line is blank.
  public func part(_ range: Range<Int>) -> InputText {
    let line = lineNumber(at: range.lowerBound)
    let isContinuation = { (byte: UInt8) in byte & 0b1100_0000 == 0b1000_0000 }
    let before = bytes[lineStarts[line - 1]..<range.lowerBound].count { !isContinuation($0) }
    return InputText(
      name: name, bytes: Array(repeating: UInt8(ascii: " "), count: before) + bytes[range],
      firstLine: firstLine + line - 1)
  }

  private static func lineStarts(of bytes: Span<UInt8>) -> [Int] {
    let newline = UInt8(ascii: "\n")
    var count = 1
    for offset in bytes.indices where bytes[offset] == newline { count += 1 }
    var starts: [Int] = []
    starts.reserveCapacity(count)
    starts.append(0)
    for offset in bytes.indices where bytes[offset] == newline { starts.append(offset + 1) }
    return starts
  }
}

/// Which of a database's texts a range lies in. Numbers follow the order in which texts were read.
public struct InputID: Hashable, Sendable {
  public let number: UInt32
  public init(_ number: Int) { self.number = UInt32(number) }
}

/// A stretch of one input text, in bytes; `end` is exclusive. Twelve bytes and no reference, since
/// every fact and every node of the syntax tree has one.
public struct TextRange: Hashable, Sendable {
  public let input: InputID
  public let start: UInt32
  public let end: UInt32

  public init(_ input: InputID, _ start: Int, _ end: Int) {
    self.input = input
    self.start = UInt32(start)
    self.end = UInt32(end)
  }

  /// In order of text, then of start.
  func isBefore(_ other: TextRange) -> Bool {
    (input.number, start) < (other.input.number, other.start)
  }

  /// From the start of `self` to the end of `other`, both in one text.
  public func through(_ other: TextRange) -> TextRange {
    TextRange(input, Int(start), Int(other.end))
  }
}

/// The texts of a database or a run, by `InputID`.
public struct InputTexts: Sendable {
  private var texts: [InputText] = []
  public init() {}

  public mutating func add(_ text: InputText) -> InputID {
    texts.append(text)
    return InputID(texts.count - 1)
  }

  public subscript(id: InputID) -> InputText { texts[Int(id.number)] }

  /// In the order in which they were read.
  public var all: [(id: InputID, text: InputText)] {
    texts.enumerated().map { (InputID($0), $1) }
  }
}

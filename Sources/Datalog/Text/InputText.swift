/// A text that clauses are read from: a file, a script on standard input, or what was typed.
///
/// `bytes` is UTF-8; `name` is what diagnostics print before the line number. Immutable and shared,
/// so a range into it stays meaningful for as long as anything refers to the text.
public final class InputText: Sendable {
  public let name: String
  public let bytes: [UInt8]
  /// Offsets of the first byte of each line, ascending; the first is 0. Beyond 4 GB, which no text that
  /// is read has, they all are 4 GB.
  let lineStarts: [UInt32]
  /// The number of the first line: more than 1 for a part of a longer text.
  public let firstLine: Int

  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    self.name = name
    self.bytes = bytes
    self.firstLine = firstLine
    lineStarts = Self.lineStarts(of: bytes.span)
  }

  /// Whether some line begins with `mark` and a letter, but for blanks before them.
  public func hasLine(beginningWith mark: UInt8) -> Bool {
    lineStarts.contains { start in
      var offset = Int(start)
      while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
      return offset + 1 < bytes.count && bytes[offset] == mark && bytes[offset + 1].isLetter
    }
  }

  public convenience init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A stretch of the text as a text of its own, which keeps its name and its place: what stands
  /// before it on its line is blank.
  public func part(_ range: Range<Int>) -> InputText {
    let line = lineNumber(at: range.lowerBound)
    let isContinuation = { (byte: UInt8) in byte & 0b1100_0000 == 0b1000_0000 }
    let before = bytes[Int(lineStarts[line - 1])..<range.lowerBound].count { !isContinuation($0) }
    return InputText(
      name: name, bytes: Array(repeating: UInt8(ascii: " "), count: before) + bytes[range],
      firstLine: firstLine + line - 1)
  }

  private static func lineStarts(of bytes: Span<UInt8>) -> [UInt32] {
    var starts: [UInt32] = [0]
    starts.reserveCapacity(bytes.count / 16)
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") {
      starts.append(UInt32(clamping: offset + 1))
    }
    return starts
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
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

  /// Of what no text states.
  static let nowhere = TextRange(InputID(0), 0, 0)

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

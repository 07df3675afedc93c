/// Where in a clause a text breaks off: in which argument of which atom.
struct ClausePlace: Equatable {
  /// The atom whose parentheses are open; nil where a literal may begin.
  var predicate: String? { open.last.flatMap(\.predicate) }
  /// From 0, labels or not.
  var argument: Int { open.last?.argument ?? 0 }
  /// The label of the argument that is being written.
  var label: String? { open.last?.label }
  var labelsGiven: [String] { open.last?.labelsGiven ?? [] }
  /// Where the word begins that is being written, in bytes; within quotation marks, behind the first.
  private(set) var wordStart = 0
  private(set) var isInText = false
  private(set) var isInComment = false

  /// What is open; `predicate` is nil for braces and for parentheses of arithmetic.
  private struct Frame: Equatable {
    var predicate: String?
    var argument = 0
    var label: String?
    var labelsGiven: [String] = []
  }

  private var open: [Frame] = []
  /// The word just read, as long as nothing but blanks follows it.
  private var lastWord: String?

  init(of bytes: [UInt8]) {
    var position = 0
    while position < bytes.count {
      let start = position
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"):
        position += 1
        wordStart = position
      case UInt8(ascii: "\""):
        position = endOfText(in: bytes, from: position)
        if isInText { return }
      case UInt8(ascii: "%"):
        position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        isInComment = position == bytes.count
      case let byte where isWord(byte):
        position = bytes[position...].firstIndex { !isWord($0) } ?? bytes.count
        wordStart = start
        lastWord = String(decoding: bytes[start..<position], as: UTF8.self)
      default:
        read(mark: bytes[position])
        position += 1
        wordStart = position
      }
    }
  }

  private mutating func endOfText(in bytes: [UInt8], from start: Int) -> Int {
    var position = start + 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    isInText = position >= bytes.count
    wordStart = isInText ? start + 1 : position + 1
    return position + 1
  }

  private mutating func read(mark: UInt8) {
    switch mark {
    case UInt8(ascii: "("):
      open.append(Frame(predicate: lastWord))
    case UInt8(ascii: "{"):
      open.append(Frame())
    case UInt8(ascii: ")"), UInt8(ascii: "}"):
      open.removeLast(open.isEmpty ? 0 : 1)
    case UInt8(ascii: ","):
      nextArgument()
    case UInt8(ascii: ":"):
      takeLabel()
    case UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "."):
      open = []
    default:
      break
    }
    lastWord = nil
  }

  private mutating func nextArgument() {
    guard !open.isEmpty else { return }
    open[open.count - 1].argument += 1
    open[open.count - 1].label = nil
  }

  private mutating func takeLabel() {
    guard let word = lastWord, !open.isEmpty else { return }
    open[open.count - 1].label = word
    open[open.count - 1].labelsGiven.append(word)
  }

  /// Letters, digits and `_`, and the `#` of directives.
  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "#"), 0x80...:
      true
    default: false
    }
  }
}

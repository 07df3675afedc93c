public import Datalog

/// Input cut into what is taken one by one, by its marks alone; the parser judges it later.
///
/// A line that begins with `.` and a letter where a clause could begin is a command; what stands
/// between commands is clauses. Linear in the input.
struct InputPieces: Equatable {
  /// In bytes of the input.
  enum Piece: Equatable {
    case command(Range<Int>)
    /// Begins where the piece before ends, so that comments stay with the clause they precede.
    case clauses(Range<Int>)
  }

  private(set) var pieces: [Piece] = []
  /// What has to follow before the input can be taken; nil where it is complete.
  private(set) var lack: Lack?

  enum Lack: Equatable {
    /// The `.`, `?` or `~` of a clause.
    case endMark
    case closingParenthesis
    case closingBrace
    /// `*%`
    case endOfComment
  }

  /// - Parameter cutsAtQuestions: whether a stretch of clauses ends with each query and retraction,
  ///   so that these are taken before what follows them is known.
  init(of input: [UInt8], cutsAtQuestions: Bool) {
    var scanner = ClauseScanner(input)
    var start = 0
    var isOpen = false
    func endStretch(at end: Int) {
      if isOpen { pieces.append(.clauses(start..<end)) }
      (start, isOpen) = (end, false)
    }
    while scanner.skipBlanksAndComments() {
      if scanner.isAtCommand {
        endStretch(at: scanner.position)
        pieces.append(.command(scanner.takeLine()))
        start = scanner.position
      } else {
        isOpen = true
        let takesPart = scanner.takeClause()
        if takesPart, cutsAtQuestions { endStretch(at: scanner.position) }
      }
    }
    endStretch(at: input.count)
    lack = scanner.lack
  }
}

/// Finds where clauses end. Knows words, numbers, quotations and comments as the language does.
private struct ClauseScanner {
  private let bytes: [UInt8]
  private(set) var position = 0
  private(set) var lack: InputPieces.Lack?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether anything follows.
  mutating func skipBlanksAndComments() -> Bool {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "%"):
        skipComment()
      default:
        return true
      }
    }
    return false
  }

  /// Whether a dot and a letter begin the line.
  var isAtCommand: Bool {
    guard bytes[position] == UInt8(ascii: "."), isLetter(at: position + 1) else { return false }
    let before = bytes[..<position].reversed().prefix { $0 != UInt8(ascii: "\n") }
    return before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// The rest of the line without its end.
  mutating func takeLine() -> Range<Int> {
    let start = position
    skip { $0 != UInt8(ascii: "\n") }
    return start..<position
  }

  /// Moves behind the mark that ends the clause; true where it asks or retracts.
  mutating func takeClause() -> Bool {
    let asksFirst = starts(with: "?-")
    if asksFirst { position += 2 }
    var open: [UInt8] = []
    while skipBlanksAndComments() {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "~"):
        position += 1
        return true
      case UInt8(ascii: ".") where starts(with: ".."):
        position += 2
      case UInt8(ascii: "."):
        position += 1
        return asksFirst
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard skipQuotation() else { return asksFirst }
      case UInt8(ascii: "("), UInt8(ascii: "{"):
        open.append(byte)
        position += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"):
        open.removeLast(open.isEmpty ? 0 : 1)
        position += 1
      default:
        skipWordOrMark()
      }
    }
    lack =
      lack ?? open.last.map { $0 == UInt8(ascii: "(") ? .closingParenthesis : .closingBrace }
      ?? .endMark
    return asksFirst
  }

  private mutating func skipComment() {
    guard starts(with: "%*") else { return skip { $0 != UInt8(ascii: "\n") } }
    position += 2
    while position < bytes.count, !starts(with: "*%") { position += 1 }
    if position == bytes.count { lack = .endOfComment } else { position += 2 }
  }

  /// Quotations end on their line; false where this one does not, which the parser will refuse.
  private mutating func skipQuotation() -> Bool {
    let quote = bytes[position]
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let byte = bytes[position]
      position += 1
      if byte == quote { return true }
      if byte == UInt8(ascii: "\\"), position < bytes.count { position += 1 }
    }
    return false
  }

  /// The dot of `0.5` belongs to the number, that of `s1.` does not.
  private mutating func skipWordOrMark() {
    let start = position
    if isDigit(at: position) {
      skip { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if starts(with: "."), isDigit(at: position + 1) { position += 1 }
    }
    while isLetter(at: position) || isDigit(at: position) { position += 1 }
    if position == start { position += 1 }
  }

  private mutating func skip(while isSkipped: (UInt8) -> Bool) {
    while position < bytes.count, isSkipped(bytes[position]) { position += 1 }
  }

  private func starts(with mark: String) -> Bool {
    bytes[position...].starts(with: mark.utf8)
  }

  private func isDigit(at offset: Int) -> Bool {
    offset < bytes.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset])
  }

  private func isLetter(at offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    let byte = bytes[offset]
    return byte >= 0x80 || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension InputText {
  /// The text with its commands made blank, and where they stand.
  public func withoutCommands() -> (clauses: InputText, commands: [Range<Int>]) {
    var (blanked, commands) = (bytes, [Range<Int>]())
    for case .command(let range) in InputPieces(of: bytes, cutsAtQuestions: false).pieces {
      commands.append(range)
      for offset in range { blanked[offset] = UInt8(ascii: " ") }
    }
    let clauses = commands.isEmpty ? self : InputText(name: name, bytes: blanked)
    return (clauses, commands)
  }
}

import Datalog

/// Input cut into what is taken one by one: commands, each a line that begins with a dot and a letter
/// where a clause could begin, and stretches of clauses.
///
/// A clause that asks or retracts is a stretch of its own, so that it is taken before what follows is
/// known. Linear in the input.
struct InputPieces: Equatable {
  /// In bytes of the input.
  enum Piece: Equatable {
    case command(Range<Int>)
    /// With the comments before them, which may be their documentation.
    case clauses(Range<Int>)
  }

  private(set) var pieces: [Piece] = []
  /// Those pieces that are commands, or clauses that ask or retract.
  private(set) var requests: [Range<Int>] = []
  /// What the input's end waits for; nil where all of it can be taken.
  private(set) var unfinished: Completeness.Unfinished?
  /// Where the stretch being collected begins, and where its last clause ends.
  private var stretch = 0
  private var taken = 0

  init(of input: InputText) {
    guard var scanner = ClauseScanner(input) else {
      pieces = [.clauses(0..<input.bytes.count)]
      return
    }
    while scanner.skipToClause() {
      if let line = input.commandLine(at: scanner.position) {
        endStretch()
        pieces.append(.command(line))
        requests.append(line)
        scanner.position = line.upperBound
        (stretch, taken) = (line.upperBound, line.upperBound)
      } else {
        take(scanner.takeClause(), endingAt: scanner.position)
      }
    }
    endStretch()
    if scanner.endsInComment { unfinished = .comment }
  }

  private mutating func take(_ ending: ClauseScanner.Ending, endingAt end: Int) {
    if ending == .asks {
      endStretch()
      requests.append(stretch..<end)
    }
    taken = end
    if ending == .asks { endStretch() }
    if case .unfinished(let what) = ending { unfinished = what }
  }

  private mutating func endStretch() {
    if taken > stretch { pieces.append(.clauses(stretch..<taken)) }
    stretch = taken
  }
}

/// A command in a text.
struct PlacedCommand {
  /// In bytes of the text.
  let start: Int
  let line: ArraySlice<UInt8>
}

extension InputText {
  /// The text with its commands made blank, and these.
  func withoutCommands() -> (clauses: InputText, commands: [PlacedCommand]) {
    guard hasLine(beginningWith: UInt8(ascii: ".")) else { return (self, []) }
    var (blanked, commands) = (bytes, [PlacedCommand]())
    for case .command(let range) in InputPieces(of: self).pieces {
      commands.append(PlacedCommand(start: range.lowerBound, line: bytes[range]))
      for offset in range { blanked[offset] = UInt8(ascii: " ") }
    }
    let clauses = commands.isEmpty ? self : InputText(name: name, bytes: blanked)
    return (clauses, commands)
  }

  /// `file:line` of where a range begins.
  func place(of range: Range<Int>) -> String {
    "\(name):\(lineColumn(at: range.lowerBound).line)"
  }

  /// Its stretches in `ranges`, ascending, each at its line and column, and nothing else.
  func only(_ ranges: [Range<Int>]) -> [UInt8] {
    var kept: [UInt8] = []
    var end = 0
    for range in ranges + [bytes.count..<bytes.count] {
      for byte in bytes[end..<range.lowerBound] where byte & 0b1100_0000 != 0b1000_0000 {
        kept.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
      }
      kept += bytes[range]
      end = range.upperBound
    }
    return kept
  }

  /// The line at `start`, its first mark, where it is a command: a dot with a letter behind it.
  fileprivate func commandLine(at start: Int) -> Range<Int>? {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "."),
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[start + 1] | 0x20)
    else { return nil }
    let before = bytes[..<start].reversed().prefix { $0 != UInt8(ascii: "\n") }
    guard before.allSatisfy(isBlank) else { return nil }
    return start..<(bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
  }
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

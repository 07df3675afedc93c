import Datalog

/// Input cut into what is taken one by one: commands, each a line that begins with a dot and a letter
/// where a clause could begin, and stretches of clauses.
///
/// Lines that seem to ask or to retract are a stretch of their own, so that they are taken before what
/// follows is known; to cut too often does no harm. Linear in the input, but for clauses of very many
/// lines.
struct InputPieces: Equatable {
  /// In bytes of the input.
  enum Piece: Equatable {
    case command(Range<Int>)
    case clauses(Range<Int>)
  }

  private(set) var pieces: [Piece] = []
  /// What the input's end waits for; nil where all of it can be taken.
  private(set) var unfinished: Completeness.Unfinished?

  init(of input: InputText) {
    let bytes = input.bytes
    // Where begin: the stretch, in it the clause being collected with the comments before it, and
    // that clause itself.
    var (stretch, documented, clause) = (0, 0, 0)
    for (start, end) in input.lineBounds {
      if clause == start, unfinished == nil, isCommand(bytes[start..<end]) {
        append(.clauses(stretch..<start))
        append(.command(start..<end))
        (stretch, documented, clause) = (end, end, end)
        continue
      }
      if unfinished == .comment, !closesComment(bytes[start..<end]) { continue }
      let collected = InputText(name: "", bytes: Array(bytes[clause..<end]))
      switch completeness(of: collected) {
      case .unfinished(let what):
        unfinished = what
      case .empty:
        unfinished = nil
        clause = end
      case .complete:
        unfinished = nil
        if asks(bytes[clause..<end]) {
          append(.clauses(stretch..<documented))
          append(.clauses(documented..<end))
          stretch = end
        }
        (documented, clause) = (end, end)
      }
    }
    append(.clauses(stretch..<bytes.count))
  }

  private mutating func append(_ piece: Piece) {
    if case .clauses(let range) = piece, range.isEmpty { return }
    pieces.append(piece)
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
    var (blanked, commands) = (bytes, [PlacedCommand]())
    for case .command(let range) in InputPieces(of: self).pieces {
      commands.append(PlacedCommand(start: range.lowerBound, line: bytes[range]))
      for offset in range where bytes[offset] != UInt8(ascii: "\n") {
        blanked[offset] = UInt8(ascii: " ")
      }
    }
    let clauses = commands.isEmpty ? self : InputText(name: name, bytes: blanked)
    return (clauses, commands)
  }

  /// Where lines begin and end, in bytes, each with its line end.
  fileprivate var lineBounds: Zip2Sequence<[Int], [Int]> {
    zip(lineStarts, lineStarts.dropFirst() + [bytes.count])
  }
}

/// Whether the line's first mark is a dot with a letter behind it.
private func isCommand(_ line: ArraySlice<UInt8>) -> Bool {
  let rest = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  guard rest.first == UInt8(ascii: "."), let letter = rest.dropFirst().first else { return false }
  return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter | 0x20)
}

/// Within quotation marks or a comment these only look as if.
private func asks(_ clauses: ArraySlice<UInt8>) -> Bool {
  clauses.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "~") }
}

private func closesComment(_ line: ArraySlice<UInt8>) -> Bool {
  zip(line, line.dropFirst()).contains { $0 == UInt8(ascii: "*") && $1 == UInt8(ascii: "%") }
}

/// The canonical layout of a text, or nil where it has errors; and what is wrong with it.
///
/// Each clause begins a line. One that does not fit on a line of 100 columns, or has comments within,
/// takes several: the head has its own, the body's lines are filled with literals. A fact on one line
/// that is set out in columns stays so. Comments stay where they are, between the same words; of
/// several empty lines between clauses one stays.
/// Formatting what was formatted changes nothing, and the program stays the same.
public func format(
  _ text: InputText, limits: SyntaxLimits = .standard
) -> (text: String?, diagnostics: [Diagnostic]) {
  let (program, diagnostics) = parse(text, as: InputID(0), limits: limits)
  guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
  var formatter = Formatter(text)
  return (formatter.text(of: program), diagnostics)
}

private struct Formatter {
  private let source: InputText
  private var lines = Lines()
  /// Whether what was printed last is a `%!` line that must not be taken for the next clause's.
  private var mustSeparate = false

  init(_ text: InputText) { source = text }

  private var bytes: [UInt8] { source.bytes }

  mutating func text(of program: Program) -> String {
    var end = 0
    for clause in program.clauses {
      let gap = Gap(bytes.span, between: end..<Int(clause.range.start))
      add(gap, before: true)
      add(clause)
      end = Int(clause.range.end)
    }
    add(Gap(bytes.span, between: end..<bytes.count), before: false)
    return lines.text
  }

  /// Comments between clauses, and the line that begins behind them.
  private mutating func add(_ gap: Gap, before isBeforeClause: Bool) {
    for comment in gap.comments {
      let separates = mustSeparate || comment.followsEmptyLine
      let hasOwnLine = add(comment, indentation: 0, afterEmptyLine: separates)
      if hasOwnLine { mustSeparate = comment.kind == .documentation && !comment.isFirstOnLine }
    }
    guard isBeforeClause else { return }
    lines.begin(indentation: 0, afterEmptyLine: gap.endsInEmptyLine || mustSeparate)
    mustSeparate = false
  }

  private mutating func add(_ clause: Clause) {
    let units = clause.units
    let pieces = units.flatMap(\.pieces)
    let flat = tableRow(of: clause, pieces) ?? pieces.flat
    var comments = commentsWithin(clause, behind: pieces)
    let afterwards = comments.removeValue(forKey: pieces.count - 1) ?? []
    if comments.isEmpty, flat.displayWidth <= Lines.width {
      lines.append(flat)
    } else {
      add(units, comments)
    }
    for comment in afterwards {
      let hasOwnLine = add(comment, indentation: 0)
      if hasOwnLine, comment.kind == .documentation { mustSeparate = true }
    }
  }

  /// A fact as it stands on its line, with as many blanks between its columns; nil where that is no
  /// line, or longer than one may be.
  private func tableRow(of clause: Clause, _ pieces: [Piece]) -> String? {
    guard case .fact = clause.kind, !bytes[clause.bytes].contains(UInt8(ascii: "\n")) else {
      return nil
    }
    var row = ""
    for piece in pieces {
      let blanks = bytes[..<piece.start].reversed().prefix { $0 == UInt8(ascii: " ") }.count
      if !row.isEmpty { row += String(repeating: " ", count: max(blanks, 1)) }
      row += piece.text
    }
    return row.displayWidth <= Lines.width ? row : nil
  }

  /// - Parameter comments: by the number of the piece they stand behind.
  private mutating func add(_ units: [Unit], _ comments: [Int: [Comment]]) {
    var number = 0
    for (index, unit) in units.enumerated() {
      if index > 0, unit.beginsLine || !lines.fits(unit.pieces.flat) {
        lines.begin(indentation: unit.indentation, afterEmptyLine: false)
      }
      for (position, piece) in unit.pieces.enumerated() {
        lines.append(
          piece.text, indentation: position == 0 ? unit.indentation : unit.continuation)
        let isLast = position == unit.pieces.count - 1
        let next = isLast && index + 1 < units.count ? units[index + 1].indentation : nil
        for comment in comments[number] ?? [] {
          _ = add(comment, indentation: next ?? unit.continuation)
          lines.end()
        }
        number += 1
      }
    }
  }

  /// - Returns: whether the comment has a line of its own.
  private mutating func add(
    _ comment: Comment, indentation: Int, afterEmptyLine: Bool = false
  ) -> Bool {
    let hasOwnLine = comment.isFirstOnLine || lines.endsInComment
    if hasOwnLine {
      lines.begin(indentation: indentation, afterEmptyLine: afterEmptyLine)
      lines.append(text(of: comment))
    } else {
      lines.append("  " + text(of: comment))
    }
    lines.endsInComment = comment.kind != .block
    return hasOwnLine
  }

  /// The comments inside a clause, by the number of the last piece that begins before each.
  private func commentsWithin(_ clause: Clause, behind pieces: [Piece]) -> [Int: [Comment]] {
    guard bytes[clause.bytes].contains(UInt8(ascii: "%")) else { return [:] }
    var comments: [Int: [Comment]] = [:]
    var piece = 0
    var lexer = Lexer(source, InputID(0), .standard)
    lexer.position = clause.bytes.lowerBound
    var end = lexer.position
    while end < clause.bytes.upperBound {
      let token = lexer.next()
      for comment in Gap(bytes.span, between: end..<token.bytes.lowerBound).comments {
        while piece + 1 < pieces.count, pieces[piece + 1].start < comment.bytes.lowerBound {
          piece += 1
        }
        comments[piece, default: []].append(comment)
      }
      end = token.bytes.upperBound
    }
    return comments
  }

  private func text(of comment: Comment) -> String {
    let text = String(decoding: bytes[comment.bytes], as: UTF8.self)
    let blanks = text.reversed().prefix { $0.isWhitespace }.count
    return String(text.dropLast(blanks))
  }
}

extension Clause {
  fileprivate var bytes: Range<Int> { Int(range.start)..<Int(range.end) }
}

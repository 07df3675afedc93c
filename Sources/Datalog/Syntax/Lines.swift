/// Lines of text under construction, filled up to a width.
struct Lines {
  /// In columns.
  static let width = 100

  private var finished = ""
  private var line = ""
  /// Columns of `line`.
  private var column = 0
  /// Whether nothing more fits behind what is on the line.
  private var isEnded = false

  /// Whether nothing can follow on the line, since it would belong to the comment there.
  var endsInComment = false

  /// All lines, each ended by a newline.
  var text: String { line.isEmpty ? finished : finished + line + "\n" }

  /// Begins a line, unless the one at hand is still empty.
  mutating func begin(indentation: Int, afterEmptyLine: Bool) {
    if !line.isEmpty { finished += line + "\n" }
    if afterEmptyLine, !finished.isEmpty { finished += "\n" }
    line = String(repeating: " ", count: indentation)
    column = indentation
    isEnded = false
    endsInComment = false
  }

  mutating func append(_ text: String) {
    line += text
    column += text.displayWidth
  }

  /// Adds a piece behind a blank, or on a new line if it does not fit.
  mutating func append(_ piece: String, indentation: Int) {
    if !fits(piece) {
      begin(indentation: indentation, afterEmptyLine: false)
    } else if !isBlank {
      append(" ")
    }
    append(piece)
  }

  /// Whether a text has room on the line, behind a blank; a line that is blank has room for any.
  func fits(_ text: String) -> Bool {
    !isEnded && (isBlank || column + 1 + text.displayWidth <= Self.width)
  }

  private var isBlank: Bool { line.utf8.allSatisfy { $0 == UInt8(ascii: " ") } }

  /// What follows must begin a line.
  mutating func end() { isEnded = true }
}

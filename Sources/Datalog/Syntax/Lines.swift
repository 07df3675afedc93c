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

  /// Adds a piece behind a blank, or on a new line if it must be or does not fit.
  mutating func append(_ piece: String, onNewLine: Bool, indentation: Int) {
    if onNewLine || isEnded || (column > 0 && column + 1 + piece.displayWidth > Self.width) {
      begin(indentation: indentation, afterEmptyLine: false)
    } else if column > 0 {
      append(" ")
    }
    append(piece)
  }

  /// What follows must begin a line.
  mutating func end() { isEnded = true }
}

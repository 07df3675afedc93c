import Glibc

/// The program that shows long texts page by page: `$DEBATE_PAGER`, else `$PAGER`, else `less`. Run
/// without a shell, its words divided at blanks.
struct Pager {
  private let words: [String]

  /// Nil where the user wants none, or the terminal can't move its cursor.
  init?() {
    let chosen = ["DEBATE_PAGER", "PAGER"].lazy.compactMap(environmentValue).first
    words = (chosen ?? "less").split(separator: " ").map(String.init)
    if words.isEmpty || words == ["cat"] || environment("TERM") == "dumb" { return nil }
  }

  /// False where it can't be run.
  func show(_ text: String) -> Bool {
    // Quits by itself where all fits, passes colours on, leaves the text on the screen.
    unsafe setenv("LESS", "FRX", 0)
    guard let process = ChildProcess(words[0], words, takesInput: true) else { return false }
    return process.finish(input: Array(text.utf8)) != 127
  }
}

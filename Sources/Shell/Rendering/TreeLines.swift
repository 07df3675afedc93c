import Datalog

/// The lines of a tree: text, and a remark behind it that stays whole where the text has to be cut.
struct TreeLines {
  let presentation: Presentation
  private(set) var lines: [String] = []

  init(_ presentation: Presentation) { self.presentation = presentation }

  mutating func add(_ text: String, _ remark: String, _ branch: TreeBranch) {
    let gap = remark.isEmpty ? "" : "      "
    let remark = remark.controlsEscaped
    var text = text.controlsEscaped
    if let width = presentation.width {
      let room = width - branch.stem.displayWidth - gap.count - remark.displayWidth
      text = cut(text, toWidth: max(room, 20))
    }
    lines.append(branch.stem + text + gap + presentation.dim(remark))
  }

  /// Lines of words under what was added last, wrapped.
  mutating func add(words: [String], under branch: TreeBranch) {
    let margin = branch.margin + "  "
    let room = max((presentation.width ?? .max) - margin.displayWidth, 20)
    for line in words.flatMap({ $0.controlsEscaped.wrapped(to: room) }) {
      lines.append(margin + presentation.dim(line))
    }
  }

  func write(to output: inout some TextOutputStream) {
    for line in lines { output.write(line + "\n") }
  }
}

/// Where in the tree a line hangs.
struct TreeBranch {
  var depth = 0
  /// Before the line itself, and before what belongs under it.
  var stem = ""
  var margin = ""

  func child(isLast: Bool) -> TreeBranch {
    TreeBranch(
      depth: depth + 1, stem: margin + (isLast ? "└─ " : "├─ "),
      margin: margin + (isLast ? "   " : "│  "))
  }
}

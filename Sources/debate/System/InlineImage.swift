import FoundationEssentials
import Shell

/// How a terminal takes images. Terminals that do say so in the environment; within tmux or screen,
/// which do not pass images on, none does.
enum InlineImage {
  /// Kitty's graphics protocol: <https://sw.kovidgoyal.net/kitty/graphics-protocol/>.
  case kitty
  /// iTerm2's: <https://iterm2.com/documentation-images.html>.
  case iTerm

  /// That of the terminal at standard output; nil where it is none, or takes no images.
  static var announced: InlineImage? {
    guard StandardStream.isTerminal(1), environment("TMUX").isEmpty, environment("STY").isEmpty
    else { return nil }
    if environment("TERM") == "xterm-kitty" || !environment("KITTY_WINDOW_ID").isEmpty {
      return .kitty
    }
    switch environment("TERM_PROGRAM") {
    case "ghostty": return .kitty
    case "iTerm.app", "WezTerm": return .iTerm
    default: return environment("LC_TERMINAL") == "iTerm2" ? .iTerm : nil
    }
  }

  /// What makes the terminal show it, and a line end.
  func text(_ png: [UInt8]) -> String {
    let encoded = Data(png).base64EncodedString()
    switch self {
    case .iTerm: return "\u{1B}]1337;File=inline=1;size=\(png.count):\(encoded)\u{07}\n"
    case .kitty: return Self.kittyText(encoded)
    }
  }

  /// In parts of 4,096 characters, each of which says whether another follows.
  private static func kittyText(_ encoded: String) -> String {
    var text = ""
    var rest = encoded.utf8[...]
    while !rest.isEmpty {
      let part = rest.prefix(4_096)
      rest = rest.dropFirst(part.count)
      let control = (text.isEmpty ? "a=T,f=100," : "") + "m=\(rest.isEmpty ? 0 : 1)"
      text += "\u{1B}_G\(control);\(String(part) ?? "")\u{1B}\\"
    }
    return text + "\n"
  }
}

import Datalog
import FoundationEssentials
import Shell

/// How a terminal takes images. Terminals that do say so in the environment, or when they are asked;
/// within tmux or screen, which do not pass images on, only what these say of themselves counts.
enum InlineImage {
  /// Kitty's graphics protocol: <https://sw.kovidgoyal.net/kitty/graphics-protocol/>.
  case kitty
  /// iTerm2's: <https://iterm2.com/documentation-images.html>.
  case iTerm
  /// DEC's sixels, which another program makes of the picture.
  case sixel

  /// That of the terminal; nil where there is none, or it takes no images.
  static var announced: InlineImage? {
    guard StandardStream.isTerminal(0), StandardStream.isTerminal(1) else { return nil }
    let isMultiplexed = !environment("TMUX").isEmpty || !environment("STY").isEmpty
    if !isMultiplexed, let known = knownByName { return known }
    if environment("TERM") == "dumb" { return nil }
    let answer = TerminalAnswer(asksKitty: !isMultiplexed)
    return answer.takesKitty ? .kitty : answer.takesSixel ? .sixel : nil
  }

  private static var knownByName: InlineImage? {
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
  func text(_ png: [UInt8]) throws(Refusal) -> String {
    switch self {
    case .iTerm:
      let encoded = Data(png).base64EncodedString()
      return "\u{1B}]1337;File=inline=1;size=\(png.count):\(encoded)\u{07}\n"
    case .kitty: return Self.kittyText(Data(png).base64EncodedString())
    case .sixel: return try Self.sixelText(png)
    }
  }

  /// By libsixel's `img2sixel` or ImageMagick, whichever is installed.
  private static func sixelText(_ png: [UInt8]) throws(Refusal) -> String {
    for words in [["img2sixel"], ["magick", "png:-", "sixel:-"], ["convert", "png:-", "sixel:-"]] {
      guard let program = programPath(words[0]), let child = Child(program, words) else { continue }
      let (sixels, status) = child.exchange(png, seconds: 20)
      if status == 0, !sixels.isEmpty { return String(decoding: sixels, as: UTF8.self) + "\n" }
    }
    throw Refusal(
      .drawingFailed, "this terminal shows sixels, but no program that makes them is installed",
      help: "install one, such as by 'apt-get install libsixel-bin', or draw to a file")
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

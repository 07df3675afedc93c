import ArgumentParser
import Shell

/// Prints replies where they belong and keeps what exit status they amount to.
final class ReplyPrinter {
  let output: StandardStream
  private let errors = StandardStream(2)
  private let isConversation: Bool
  private(set) var status = ExitCode.success
  /// Whether a warning counts as an error.
  var isStrict = false
  /// How the user wants replies to be shown at the moment.
  var display: () -> Display

  /// - Parameter format: nil for a table at a terminal and tab-separated values elsewhere.
  init(_ format: Presentation.Format?, isConversation: Bool = false) {
    output = StandardStream(1, isInterruptible: isConversation)
    let initial = Display(format: format)
    display = { initial }
    self.isConversation = isConversation
  }

  /// From now on the session's own wishes count; they begin as those of the command line.
  func follow(_ session: Session) {
    session.display.format = display().format
    display = { [unowned session] in session.display }
  }

  func show(_ reply: Reply) {
    var stream = reply.belongsOnErrors ? errors : output
    if stream === errors { output.flush() }
    if isPaged(reply) {
      showPaged(reply)
    } else {
      ReplyRenderer(presentation(on: stream)).write(reply, to: &stream)
    }
    if isConversation || stream === errors { stream.flush() }
    if case .interrupted = reply { status = .interrupted }
    if reply.isComplaint || isStrict && reply.isWarning { status = .refused }
  }

  /// Makes the program end with `status`.
  func raise(_ status: ExitCode) { self.status = status }

  /// Ends the program with what the replies amount to.
  func finish() throws -> Never {
    output.flush()
    throw status
  }

  // MARK: pages

  private func isPaged(_ reply: Reply) -> Bool {
    isConversation && output.isTerminal && display().usesPager && !reply.belongsOnErrors
  }

  private func showPaged(_ reply: Reply) {
    var text = ""
    ReplyRenderer(presentation(on: output)).write(reply, to: &text)
    let height = output.size?.rows ?? 24
    if text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= height, let pager = Pager() {
      output.flush()
      if pager.show(text) { return }
    }
    output.write(text)
  }

  /// Asked anew each time, since a terminal can be resized.
  private func presentation(on stream: StandardStream) -> Presentation {
    let isTerminal = stream.isTerminal
    let size = isTerminal ? stream.size : nil
    return Presentation(
      output.isTerminal ? .table : .tsv, isColoured: stream.takesColour, width: size?.columns,
      longestTable: isTerminal && isConversation ? min(40, max((size?.rows ?? 24) - 5, 10)) : nil,
      isConversation: isConversation && isTerminal, isTerminal: isTerminal
    ).following(display())
  }
}

import ArgumentParser
import Shell

/// Prints replies where they belong and keeps what exit status they amount to.
final class ReplyPrinter {
  let output: StandardStream
  private let errors = StandardStream(2)
  private let format: Presentation.Format
  private let isConversation: Bool
  private(set) var status = ExitCode.success
  /// Whether a warning counts as an error.
  var isStrict = false

  /// - Parameter format: nil for a table at a terminal and tab-separated values elsewhere.
  init(_ format: Presentation.Format?, isConversation: Bool = false) {
    output = StandardStream(1, isInterruptible: isConversation)
    self.format = format ?? (output.isTerminal ? .table : .tsv)
    self.isConversation = isConversation
  }

  func show(_ reply: Reply) {
    var stream = reply.belongsOnErrors ? errors : output
    if stream === errors { output.flush() }
    ReplyRenderer(presentation(on: stream)).write(reply, to: &stream)
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

  /// Asked anew each time, since a terminal can be resized.
  private func presentation(on stream: StandardStream) -> Presentation {
    let isTable = format == .table && stream.isTerminal
    return Presentation(
      format, isColoured: stream.takesColour, width: isTable ? stream.width : nil,
      longestTable: isTable && isConversation ? 40 : nil,
      isConversation: isConversation && stream.isTerminal)
  }
}

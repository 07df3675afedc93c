import ArgumentParser
import Datalog
import Glibc
import Shell
import Synchronization

/// Prints replies where they belong and keeps what exit status they amount to.
final class ReplyPrinter {
  let output: StandardStream
  private let errors = StandardStream(2)
  let isConversation: Bool
  private(set) var status = ExitCode.success
  /// Whether a warning counts as an error.
  var isStrict = false
  /// Whether an answer without rows counts.
  private var failsEmpty = false
  /// How the user wants replies to be shown at the moment.
  private var display: () -> Display
  /// What is to be printed later; nil where everything is printed at once.
  private let held = Mutex<[HeldText]?>(nil)

  private struct HeldText {
    let text: String
    let belongsOnErrors: Bool
  }

  /// - Parameter format: nil for a table at a terminal and tab-separated values elsewhere.
  init(_ format: Presentation.Format?, isExact: Bool = false, isConversation: Bool = false) {
    output = StandardStream(1, isInterruptible: isConversation)
    let initial = Display(format: format, isExact: isExact)
    display = { initial }
    self.isConversation = isConversation
  }

  convenience init(_ options: FormatOptions, isConversation: Bool = false) {
    self.init(options.format, isExact: options.exact, isConversation: isConversation)
    failsEmpty = options.failEmpty
  }

  /// From now on the session's own wishes count; they begin as those of the command line.
  func follow(_ session: Session) {
    let initial = display()
    session.display = initial
    display = { [weak session] in session?.display ?? initial }
  }

  func show(_ reply: Reply) {
    count(reply)
    var stream = reply.belongsOnErrors ? errors : output
    if hold(reply, on: stream) { return }
    if stream === errors { output.flush() }
    if isPaged(reply) {
      showPaged(reply)
    } else {
      ReplyRenderer(presentation(on: stream)).write(reply, to: &stream)
    }
    if isConversation || stream === errors { stream.flush() }
    if isConversation, Signals.isInterrupted, !reply.belongsOnErrors {
      errors.write("interrupted\n")
    }
    errors.flush()
  }

  private func count(_ reply: Reply) {
    if case .interrupted = reply { status = .interrupted }
    if case .answer(let answer, _, _) = reply, failsEmpty, !answer.holds, status == .success {
      status = .nothingFound
    }
    if reply.isComplaint || isStrict && reply.isWarning { status = .refused }
  }

  /// Makes the program end with `status`.
  func raise(_ status: ExitCode) { self.status = status }

  /// Ends the program with what the replies amount to.
  func finish() throws -> Never {
    output.flush()
    throw status
  }

  /// Ends the program likewise, and at once: the session is not taken apart, which is a large part of a
  /// small question's time, and in a large debate longer than many a question takes.
  func finish(leaving session: Session) -> Never {
    output.flush()
    withExtendedLifetime(session) { exit(status.rawValue) }
  }

  // MARK: replies for later

  /// From now on replies are only kept; they may come from another thread.
  func hold() { held.withLock { $0 = $0 ?? [] } }

  var isHoldingSomething: Bool { held.withLock { $0?.isEmpty == false } }

  /// Prints what was kept.
  ///
  /// - Parameter goesOn: whether what comes is kept, too.
  func printHeld(goesOn: Bool) {
    let texts = held.withLock { held in
      defer { held = goesOn ? [] : nil }
      return held ?? []
    }
    for text in texts {
      let stream = text.belongsOnErrors ? errors : output
      stream.write(text.text)
      stream.flush()
    }
  }

  /// Whether the reply is kept instead of being printed.
  private func hold(_ reply: Reply, on stream: StandardStream) -> Bool {
    if held.withLock({ $0 == nil }) { return false }
    var text = ""
    ReplyRenderer(presentation(on: stream)).write(reply, to: &text)
    let heldText = HeldText(text: text, belongsOnErrors: reply.belongsOnErrors)
    held.withLock { $0?.append(heldText) }
    return true
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
    var presentation = Presentation(
      output.isTerminal ? .table : .tsv, isColoured: stream.takesColour, width: size?.columns,
      longestTable: isTerminal && isConversation ? min(40, max((size?.rows ?? 24) - 6, 10)) : nil,
      isConversation: isConversation && isTerminal, isTerminal: isTerminal
    ).following(display())
    presentation.isDrawnInASCII = isTerminal && !StandardStream.showsUnicode
    if isConversation { presentation.isStopped = { Signals.isInterrupted } }
    return presentation
  }
}

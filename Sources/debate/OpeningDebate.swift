import Datalog
import Shell
import Synchronization

/// A debate that is read while its user begins to type.
///
/// What reading has to say is kept by the printer, and shown above the line that is being typed.
final class OpeningDebate {
  private let reading: BackgroundWork<Session>
  private let printer: ReplyPrinter
  private var hasArrived = false

  /// - Parameter open: uses nothing but the printer.
  init(_ printer: ReplyPrinter, _ open: @escaping () throws -> Session) {
    self.printer = printer
    printer.hold()
    Signals.isReadingSpared.store(true, ordering: .relaxed)
    reading = BackgroundWork(open)
  }

  var isUnderWay: Bool { !reading.isDone }
  /// Whether the program has to end.
  var hasFailed: Bool { reading.isDone && (try? reading.result()) == nil }

  /// Whether there is something to be shown.
  var hasNews: Bool { !hasArrived && printer.isHoldingSomething }

  func tellNews() { printer.printHeld(goesOn: true) }

  /// What words are completed from: waits in silence, until ^C; nil where there is nothing.
  var sessionForCompletion: Session? {
    while isUnderWay, !Signals.isInterrupted { pause(milliseconds: 1) }
    return isUnderWay ? nil : try? reading.result()
  }

  /// Waits, and says so where it takes long; ^C gives up. Throws what ends the program where the debate
  /// can't be read.
  func session() throws -> Session {
    if !hasArrived { arrive() }
    return try reading.result()
  }

  /// For one who leaves before the debate is there.
  func giveUp() {
    Signals.interruption.request()
    while isUnderWay { pause(milliseconds: 1) }
  }

  private func arrive() {
    Signals.isReadingSpared.store(false, ordering: .relaxed)
    var pauses = 0
    while isUnderWay {
      pause(milliseconds: 2)
      pauses += 1
      if pauses == 150 { printer.show(.remark("the debate is still being read; ^C gives up")) }
      printer.printHeld(goesOn: true)
    }
    hasArrived = true
    printer.printHeld(goesOn: false)
  }
}

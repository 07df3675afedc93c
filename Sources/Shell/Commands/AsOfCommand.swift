import Datalog
import DebateGraph

extension Command {
  static let asOf: Command = Command(
    name: "asof", usage: "[DATE [--possibly] | off]",
    summary: "answer from what had certainly been said by a day",
    details: """
      Statements, events and figures of later days are not seen, nor is what refers to them. A date
      may be a month, a year or any EDTF; its last day counts. The prompt shows the day. Facts are
      still added to all there is.
      """,
    example: ".asof 2024-03-31",
    switches: [
      Switch(name: "--possibly", summary: "see what may have been said by the day, too")
    ]
  ) { session, argument, say in
    let (switches, date) = try Command.asOf.takingSwitches(from: argument)
    if date == "off" {
      session.show(asOf: nil)
    } else if !date.isEmpty {
      let day = try Command.day(date)
      if day.last == EDTFDate.openEnd {
        throw Refusal(.invalidDate, "'\(date)' has no last day", help: "such as '2024-03-31'")
      }
      session.show(asOf: .asOf(day, isCertain: !switches.contains("--possibly")))
    }
    say(.text(session.horizonSummary))
  }

  static func day(_ text: String) throws(Refusal) -> EDTFDate {
    do throws(EDTFError) {
      return try EDTFDate(parsing: text)
    } catch {
      throw Refusal(
        .invalidDate, "'\(text)' is not a date: \(error.reason)", help: "such as '\(error.example)'"
      )
    }
  }
}

extension Session {
  fileprivate func show(asOf horizon: Horizon?) {
    database.horizon = horizon
    lastAnswer?.isCurrent = false
  }

  /// `as of 2024-03-31, certainly: 56 of 158 statements, 12 of 30 events`
  fileprivate var horizonSummary: String {
    guard let horizon = database.horizon else { return "everything is seen, whatever its date\n" }
    let seen = database.visibility.map {
      "\($0.seen) of \(counted($0.stated, $0.predicate) ?? "0")"
    }
    let word = horizon.isCertain ? "certainly" : "possibly"
    let list = seen.isEmpty ? "nothing bears a date" : seen.joined(separator: ", ")
    return "as of \(horizon.day), \(word): \(list)\n"
  }
}

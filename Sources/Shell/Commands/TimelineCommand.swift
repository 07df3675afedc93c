import Datalog
import DebateGraph

extension Command {
  static let timeline: Command = Command(
    name: "timeline", usage: "ACTOR | TOPIC",
    summary: "draw what an actor held, or what was held on a topic, over time",
    details: """
      A mark stands for a statement. Where its date leaves several days, these are dotted, and the
      mark is in their middle, or at the end that is known. In a pipe the statements are listed.
      """,
    example: ".timeline poland", arguments: [.actorOrTopic]
  ) { session, name, say in
    if name.isEmpty { throw Refusal.wrongUsage(of: .timeline) }
    for timeline in try session.database.timelines(of: name) { say(.timeline(timeline)) }
  }
}

extension Command {
  static let quit: Command = Command(
    name: "quit", otherNames: ["exit"], summary: "leave; so does ^D", example: ".quit"
  ) { session, _, say in session.leave(say) }
}

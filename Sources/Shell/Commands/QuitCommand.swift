extension Command {
  static let quit: Command = Command(
    name: "quit", otherNames: ["exit"], summary: "leave; so does ^D", example: ".quit"
  ) { session, _, _ in session.isOver = true }
}

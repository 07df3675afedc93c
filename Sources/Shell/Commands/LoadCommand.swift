extension Command {
  static let load: Command = Command(
    name: "load", otherNames: ["read"], usage: "FILE",
    summary: "read clauses from a file, then answer its questions",
    details: "Where one clause is wrong, nothing of the file is loaded.",
    example: ".load queries/coalitions.dl", arguments: [.file]
  ) { session, path, say in
    if path.isEmpty { throw Refusal.wrongUsage(of: .load) }
    session.reply(toFile: path, say: say)
  }
}

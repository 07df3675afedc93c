import Datalog
import DebateGraph
import Shell

extension OpenDebate {
  /// The store's file: the one that was named, or the one beside the folder of facts.
  var storePath: String { storeOptions.store ?? folder.parent + "debate.db" }

  /// A text's path from the folder that holds the debate's, wherever the program was called.
  func pathInStore(_ name: String) -> String {
    let parent = canonicalPath(folder.parent.isEmpty ? "." : folder.parent) ?? ""
    guard let path = canonicalPath(name), path.hasPrefix(parent + "/") else { return name }
    return String(path.dropFirst(parent.count + 1))
  }

  func author() -> String { storeOptions.author ?? debate.author(in: folder.parent) }

  func attribution(note: String? = nil) -> Attribution {
    Attribution(author: author(), time: storeTimeNow(), note: note)
  }

  /// Lets the session know what is kept; without a graph there is a store only where one was named.
  func openStore(of session: Session, _ keepsFacts: Bool, _ printer: ReplyPrinter) throws {
    let hasGraph = folderExists(folder.parent + folder.name)
    if storeOptions.memory || storeOptions.store == nil && !hasGraph { return }
    if !fileExists(storePath), !keepsFacts { return }
    let path = storePath
    let keeper = try Keeper(
      path: path, isThere: { fileExists(path) }, mayWrite: keepsFacts, author: author,
      files: ImportedFile.all(in: session.database, path: pathInStore), now: storeTimeNow,
      waiting: waiting(with: printer))
    session.keep(with: keeper, printer.show)
    if keepsFacts, let reason = keeper.readOnlyReason {
      let told = "'\(storePath)' can't be written, so nothing is kept: \(reason)"
      printer.show(
        .diagnostics([Diagnostic(.store, .warning, at: nil, told)], session.database.texts))
    }
  }

  /// It is said that others are waited for, whoever waits, and ^C gives up.
  func waiting(with printer: ReplyPrinter) -> GraphStore.Waiting {
    GraphStore.Waiting(
      tell: { told in
        let hint = Diagnostic(.store, .hint, at: nil, told)
        printer.show(
          printer.isConversation
            ? .remark(told.controlsEscaped) : .diagnostics([hint], InputTexts()))
      },
      isInterrupted: { Signals.isInterrupted })
  }
}

func storeTimeNow() -> StoreTime { StoreTime(milliseconds: millisecondsSince1970()) }

extension Refusal {
  static func noStore(_ path: String) -> Refusal {
    Refusal(
      .store, "there is no store '\(path)'",
      help: "'debate store import' makes one; '--store' names another file")
  }
}

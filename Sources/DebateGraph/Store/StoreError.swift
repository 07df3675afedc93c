import SQLite

/// Why a store can't be opened, or did not do what it was asked for.
public struct StoreError: Error, Hashable, Sendable {
  public enum Kind: Sendable {
    /// The file is something else than a store.
    case foreign
    /// It was made by a later version.
    case newer
    case damaged, busy, diskFull, readOnly, inputOutput, cannotOpen
    /// Others have recorded something since this store was last looked at.
    case overtaken
    /// What was asked to be recorded contradicts itself or what is there.
    case contradiction
    /// There is no such transaction or time.
    case unknownTime
    case interrupted, other
  }

  public let kind: Kind
  /// What is wrong, with the file's name.
  public let message: String
  /// What to do.
  public let help: String?

  public init(_ kind: Kind, _ message: String, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
  }

  init(_ error: SQLiteError, _ path: String) {
    let told = error.message.prefix(1).lowercased() + error.message.dropFirst()
    switch error.kind {
    case .busy:
      self.init(
        .busy, "'\(path)' is held by another program", help: "try again when that has finished")
    case .damaged:
      self.init(
        .damaged, "'\(path)' is damaged: \(told)",
        help:
          "'debate store check' tells what is wrong; a backup, or the text files, have the facts")
    case .foreign:
      self.init(.foreign, "'\(path)' is no store of a debate", help: "'--store' names another file")
    case .diskFull:
      self.init(.diskFull, "nothing more fits on the disk of '\(path)'", help: "make room there")
    case .readOnly: self.init(.readOnly, "'\(path)' can't be written: \(told)")
    case .inputOutput: self.init(.inputOutput, "'\(path)' can't be read or written: \(told)")
    case .cannotOpen: self.init(.cannotOpen, "'\(path)' can't be opened: \(told)")
    case .interrupted: self.init(.interrupted, "interrupted")
    case .tooLarge, .constraint, .unexpectedType, .other:
      self.init(.other, "'\(path)': \(told)", help: error.sql.map { "in '\($0)'" })
    }
  }
}

/// What an import makes of a foreign file: a debate of its own, and what it came to.
public struct Import: Sendable {
  public struct File: Sendable {
    /// From the folder of the debate.
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  public let files: [File]
  /// Lines of a report: what came over, what is understood in which way, and what was left behind.
  public let report: [String]
}

/// Why a foreign file was not imported; nothing was made of it.
public struct ImportRefusal: Error, Equatable, Sendable {
  public let message: String
  public let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

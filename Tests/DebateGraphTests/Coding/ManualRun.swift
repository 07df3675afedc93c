import Foundation

/// A page of the manual that is followed step by step: what it tells to write is written, what it tells
/// to type is typed.
///
/// A block opened by ```` ```file PATH ```` is that file's content; in a block ```` ```sh ```` each line
/// that begins with `$ ` is a command, and the lines below it are what it prints.
struct ManualRun {
  private let folder: URL
  private let path: String

  /// - Parameter folder: where the steps are taken; `debate` is the program beside this one.
  init(in folder: URL) {
    self.folder = folder
    let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().path()
    let system = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    path = "\(programs):\(system)"
  }

  /// The page with what its commands print now.
  func follow(_ page: String) throws -> String {
    var lines: [String] = []
    var block: (kind: Substring, argument: String, body: [String])?
    for line in page.components(separatedBy: "\n") {
      guard line.hasPrefix("```") else {
        if block == nil { lines.append(line) } else { block?.body.append(line) }
        continue
      }
      if let (kind, argument, body) = block {
        lines += try followed(kind, argument, body) + [line]
        block = nil
      } else {
        let words = line.dropFirst(3).split(separator: " ")
        block = (words.first ?? "", words.count > 1 ? String(words[1]) : "", [])
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func followed(
    _ kind: Substring, _ argument: String, _ body: [String]
  ) throws -> [String] {
    switch kind {
    case "file":
      let text = body.map { $0 + "\n" }.joined()
      try text.write(to: folder.appending(path: argument), atomically: true, encoding: .utf8)
      return body
    case "sh":
      return try body.filter { $0.hasPrefix("$ ") }.flatMap { try [$0] + typed($0.dropFirst(2)) }
    default:
      return body
    }
  }

  /// What a command prints, to standard output and to standard error, line by line.
  private func typed(_ command: Substring) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["bash", "-c", "exec 2>&1; \(command)"]
    process.currentDirectoryURL = folder
    process.environment = ["PATH": path, "LC_ALL": "C.UTF-8"]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.isEmpty ? [] : text.components(separatedBy: "\n").dropLast()
  }
}

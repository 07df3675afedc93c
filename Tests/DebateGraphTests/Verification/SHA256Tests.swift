import DebateGraph
import Foundation
import Testing

struct SHA256Tests {
  /// Examples of FIPS 180-4 (one block, two blocks), the empty message, and 10⁶ times `a`.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "a", 1_000_000,
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `the published examples have the published digests`(
    message: String, times: Int, digest: String
  ) {
    #expect(SHA256(of: Array(String(repeating: message, count: times).utf8)).hexadecimal == digest)
  }

  /// Lengths at which the padding needs a further block, or just not.
  @Test func `every length around a block's end agrees with the system's sha256sum`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "sha256-\(UInt64.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lengths = Array(54...66) + Array(118...130)
    let messages = lengths.map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) } }
    for (length, message) in zip(lengths, messages) {
      try Data(message).write(to: folder.appending(path: "\(length)"))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum"] + lengths.map(String.init)
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let expected = text.split(separator: "\n").map { String($0.prefix(64)) }
    #expect(messages.map { SHA256(of: $0).hexadecimal } == expected)
  }
}

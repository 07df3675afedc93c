public import Datalog
import Foundation

/// Asks clingo what follows from programs: the judge that shares no line with us.
///
/// Programs are put side by side into one text, each with a prefix of its own before its predicates'
/// names, because starting the process costs more than solving a small program.
public struct ClingoJudge {
  public enum Failure: Error {
    case notInstalled
    /// What clingo says against the text.
    case refused(String)
    /// Its answer is not of the form expected.
    case unreadable(String)
  }

  private static let paths = [
    "/usr/bin/clingo", "/usr/local/bin/clingo", "/opt/homebrew/bin/clingo",
  ]

  private let executable: URL

  /// Nil where clingo is not installed.
  public init?() {
    guard let path = Self.paths.first(where: FileManager.default.isExecutableFile) else {
      return nil
    }
    executable = URL(filePath: path)
  }

  /// What follows from each program, in their order.
  ///
  /// - Precondition: each can be exported.
  public func outcomes(of programs: [CheckedProgram]) throws -> [Outcome] {
    let texts = programs.enumerated().map { number, program in
      let export = ASPExport(program, prefix: Self.prefix(number))
      precondition(export.diagnostics.isEmpty, "the program can't be exported")
      return export.text
    }
    return try outcomes(ofTexts: texts)
  }

  /// What follows from each text, in their order. The predicates of the `n`th are told apart by
  /// `prefix(n)` before their names.
  public func outcomes(ofTexts texts: [String]) throws -> [Outcome] {
    var outcomes = [Outcome](repeating: [:], count: texts.count)
    for atom in try answerSet(of: texts.joined(separator: "\n")) {
      var reader = ASPReader(atom)
      let name = try reader.name()
      guard name.first == "k", let end = name.firstIndex(of: "_"),
        let number = Int(name[name.index(after: name.startIndex)..<end])
      else { throw Failure.unreadable(atom) }
      let predicate = ASPExport.originalName(of: String(name[name.index(after: end)...]))
      outcomes[number][predicate, default: []].insert(try reader.arguments())
    }
    return outcomes
  }

  public static func prefix(_ number: Int) -> String { "k\(number)_" }

  /// The atoms of the one answer set, each as text.
  private func answerSet(of program: String) throws -> [String] {
    let process = Process()
    process.executableURL = executable
    process.arguments = ["--outf=1", "-V0", "-Wnone"]
    process.standardInput = try Self.namelessFile(of: program)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("%") && !$0.hasPrefix("ANSWER") }
    guard lines.count == 1 || lines.isEmpty, text.contains("ANSWER") else {
      throw Failure.refused(String(decoding: complaints, as: UTF8.self) + text)
    }
    return lines.first.map(Self.atoms) ?? []
  }

  /// A file without a name is gone with its last reader, also where the tests are killed.
  private static func namelessFile(of text: String) throws -> FileHandle {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).lp")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    return try FileHandle(forReadingFrom: file)
  }

  /// Splits `p(1). q("a. b").` at the ends of atoms, not inside texts.
  private static func atoms(in line: Substring) -> [String] {
    var atoms: [String] = []
    var atom: [UInt8] = []
    var (isText, isEscaped) = (false, false)
    for byte in line.utf8 {
      if isText {
        if !isEscaped, byte == UInt8(ascii: "\"") { isText = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: ".") {
        atoms.append(String(decoding: atom, as: UTF8.self))
        atom = []
        continue
      } else {
        isText = byte == UInt8(ascii: "\"")
      }
      if isText || byte != UInt8(ascii: " ") { atom.append(byte) }
    }
    return atoms
  }
}

/// Reads atoms as `ASPExport` has clingo write them.
private struct ASPReader {
  private let whole: String
  private var rest: Substring

  init(_ atom: String) {
    whole = atom
    rest = atom[...]
  }

  mutating func name() throws -> String {
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "'" }
    guard !name.isEmpty else { throw ClingoJudge.Failure.unreadable(whole) }
    rest = rest.dropFirst(name.count)
    return String(name)
  }

  /// Up to the end.
  mutating func arguments() throws -> [Value] {
    guard accept("(") else { return [] }
    var values: [Value] = []
    repeat { values.append(try value()) } while accept(",")
    guard accept(")") else { throw ClingoJudge.Failure.unreadable(whole) }
    return values
  }

  private mutating func value() throws -> Value {
    if rest.first == "\"" { return .text(try text()) }
    if let first = rest.first, first == "-" || first.isNumber { return .int(try integer()) }
    let name = try name()
    guard rest.first == "(" else { return .symbol(ASPExport.originalName(of: name)) }
    let parts = try arguments()
    switch (name, parts.last) {
    case ("date", .text(let text)): return .date(try EDTFDate(parsing: text))
    case ("decimal", .text(let text)):
      if let number = Double(text) { return .decimal(number) }
    default: break
    }
    throw ClingoJudge.Failure.unreadable(whole)
  }

  private mutating func integer() throws -> Int64 {
    let digits = rest.prefix { $0 == "-" || $0.isNumber }
    rest = rest.dropFirst(digits.count)
    guard let number = Int64(digits) else { throw ClingoJudge.Failure.unreadable(whole) }
    return number
  }

  private mutating func text() throws -> String {
    var (text, isEscaped) = ("", false)
    rest = rest.dropFirst()
    while let character = rest.popFirst() {
      if isEscaped {
        text.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\"" {
        return text
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    throw ClingoJudge.Failure.unreadable(whole)
  }

  private mutating func accept(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest = rest.dropFirst()
    return true
  }
}

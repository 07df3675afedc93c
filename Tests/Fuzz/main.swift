// Reading under coverage-guided fuzzing: no text makes it crash or hang, and a text without errors is
// printed so that it reads the same. `Tests/Fuzz/run` builds and runs this.

import Datalog

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ argumentCount: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private func read(_ bytes: [UInt8]) {
  let (program, diagnostics) = parse(InputText(name: "fuzz", bytes: bytes), as: InputID(0))
  guard !diagnostics.contains(where: { $0.severity == .error }) else { return }
  let printed = program.description
  let again = parse(InputText(name: "printed", printed), as: InputID(0))
  precondition(
    !again.diagnostics.contains { $0.severity == .error }, "what was printed can't be read")
  precondition(again.program.description == printed, "printing is not a fixed point")
}

var argumentCount = CommandLine.argc
var arguments = unsafe CommandLine.unsafeArgv
let status = unsafe runFuzzer(&argumentCount, &arguments) { start, count in
  read(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

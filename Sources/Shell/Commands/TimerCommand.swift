extension Command {
  static let timer: Command = Command(
    name: "timer", usage: "on | off", summary: "tell how long each answer takes",
    example: ".timer on", arguments: [.word(["on", "off"])]
  ) { session, argument, _ in
    session.display.tellsTime = try isOn(argument, for: .timer)
  }
}

/// `48 µs`, `0.4 ms`, `23 ms`, `1.62 s`
func timeText(_ duration: Duration) -> String {
  let (seconds, attoseconds) = duration.components
  let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  func digits(_ number: Int64, _ divisor: Int64, _ places: Int) -> String {
    let text = String(number / divisor)
    let scale = places == 1 ? Int64(10) : 100
    let rest = String(number % divisor * scale / divisor)
    return text + "." + String(repeating: "0", count: places - rest.count) + rest
  }
  switch microseconds {
  case 1..<100: return "\(microseconds) µs"
  case ..<10_000: return digits(microseconds, 1_000, 1) + " ms"
  case ..<1_000_000: return "\(microseconds / 1_000) ms"
  default: return digits(microseconds, 1_000_000, 2) + " s"
  }
}

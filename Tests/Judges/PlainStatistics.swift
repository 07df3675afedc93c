import Datalog

/// A decimal; nil of nothing.
func mean(_ numbers: [Value]) throws -> Value? {
  guard !numbers.isEmpty else { return nil }
  let sum = try numbers.sorted().reduce(.int(0)) { try calculate($0, .add, $1) }
  return try calculate(sum, .divide, .decimal(Double(numbers.count)))
}

/// The mean of what is left when least and greatest are taken away in pairs.
func median(_ numbers: [Value]) throws -> Value? {
  var numbers = numbers.sorted()
  while numbers.count > 2 { numbers = Array(numbers.dropFirst().dropLast()) }
  return try mean(numbers)
}

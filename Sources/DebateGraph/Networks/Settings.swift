public import Datalog

// How a network is made, rules say by predicates of their own: `chosen(Name, Value)` is what counts,
// `setting`, `number_setting` and `date_setting` are what somebody asked for, and `choice`,
// `number_choice` and `date_choice` what can be asked for. See `queries/networks/settings.dl`.

extension Predicate {
  /// Whether the rules of its network look at the settings: its edges have a column for the stretch of
  /// time.
  var isMadeBySettings: Bool { columns.contains { $0.name == "slice" } }
}

extension Database {
  /// Takes choices for networks, such as `aggregation=subtract`, `from=2022-02-24` or `minimum=3`.
  public func choose(_ choices: [String]) throws(EvaluationError) {
    var facts = ""
    for choice in choices {
      let (name, value) = try parts(of: choice, in: "--set")
      facts += try fact(setting: name, value)
    }
    try state(facts)
  }

  /// Leaves out the statements with a value, such as `source=Daily News`, or all others.
  ///
  /// - Parameter predicate: `exclude` or `only`.
  public func filter(_ predicate: String, _ choices: [String]) throws(EvaluationError) {
    let numeric = try column("variable(name: V, kind: integer)?")
      .union(column("variable(name: V, kind: boolean)?"))
    var facts = ""
    for choice in choices {
      let (variable, value) = try parts(of: choice, in: "--\(predicate)")
      try expect(value, of: variable, isNumeric: numeric.contains(variable))
      if numeric.contains(variable), let number = Int64(value) {
        facts += "\(predicate)_number(\(Value.symbol(variable)), \(number)).\n"
      } else {
        facts += "\(predicate)(\(Value.symbol(variable)), \(Value.symbol(value))).\n"
      }
    }
    try state(facts)
  }

  /// Keeps statements whose entities have an attribute, such as `organization:Type=NGO`.
  public func filterByAttributes(_ choices: [String]) throws(EvaluationError) {
    var facts = ""
    for choice in choices {
      let (name, content) = try parts(of: choice, in: "--with")
      guard let mark = name.firstIndex(of: ":"), mark != name.startIndex else {
        throw refusal(
          "'\(name)' is no attribute", help: "write '--with VARIABLE:ATTRIBUTE=CONTENT'")
      }
      let (variable, attribute) = (String(name[..<mark]), String(name[name.index(after: mark)...]))
      let arguments = [.symbol(variable), .symbol(attribute), Value.text(content)]
      facts += "only_with(\(arguments.map(\.description).joined(separator: ", "))).\n"
    }
    try state(facts)
  }

  /// Makes a network of each stretch of time, such as `2022-01-01/2022-06`.
  public func choosePeriods(_ periods: [String]) throws(EvaluationError) {
    if periods.isEmpty { return }
    var facts = "setting(window, periods).\n"
    for (number, text) in periods.enumerated() {
      guard let date = try? EDTFDate(parsing: text), date.first != EDTFDate.openStart,
        date.last != EDTFDate.openEnd
      else {
        throw refusal(
          "'\(text)' is no stretch of time with both ends", help: "such as 2022-01-01/2022-06-30")
      }
      let days = [date.first, date.last].map { CalendarDay(number: $0).description }
      facts += "period(\(number + 1), \(days[0]), \(days[1])).\n"
    }
    try state(facts)
  }

  /// Refuses to make the network where what was asked for makes no sense for it.
  func refuseUnfitSettings(of network: String) throws(EvaluationError) {
    try refuseUnfitWord(of: network)
    try refuseUnfitPair()
    try refuseUnfitWindows()
  }

  private func refuseUnfitWord(of network: String) throws(EvaluationError) {
    guard catalog.predicate(named: "unfit") != nil else { return }
    let answer = try ask("setting(Name, Value), unfit(\(Value.symbol(network)), Name, Value)?")
    guard answer.rowCount > 0 else { return }
    let (name, value) = (answer[0, 0].displayText, answer[0, 1].displayText)
    let others = try column("choice(\(name), Value, _)?")
      .subtracting(column("unfit(\(Value.symbol(network)), \(name), Value)?"))
    throw refusal(
      "'\(value)' is no \(name) of '\(network)'",
      help: "there is " + others.sorted().map { "'\($0)'" }.joined(separator: ", "))
  }

  private func refuseUnfitPair() throws(EvaluationError) {
    guard catalog.predicate(named: "unfit_together") != nil else { return }
    let answer = try ask("chosen(A, X), chosen(B, Y), unfit_together(A, X, B, Y)?")
    guard answer.rowCount > 0 else { return }
    let words = answer.row(0).map(\.displayText)
    throw refusal(
      "'\(words[0])=\(words[1])' makes no sense with '\(words[2])=\(words[3])'")
  }

  private func refuseUnfitWindows() throws(EvaluationError) {
    guard catalog.predicate(named: "units") != nil else { return }
    let unsized = try ask(
      "windowed(Window), Window != periods, not number_setting(window_size, _)?")
    if unsized.rowCount > 0 {
      throw refusal(
        "'window=\(unsized[0, 0].displayText)' needs a size",
        help: "such as '--set window_size=12'")
    }
    let small = try ask("windowed(_), number_setting(window_size, Size), Size < 1?")
    if small.rowCount > 0 { throw refusal("a window can't be \(small[0, 0].displayText) wide") }
    let many = try ask("units(N), N > 1000000?")
    if many.rowCount > 0 {
      throw refusal(
        "there would be \(many[0, 0].displayText) windows",
        help: "choose a longer unit, or dates with 'from' and 'until'")
    }
  }

  /// What counts for a network, sorted by name: choices as they are in effect, and what was left out.
  func chosenSettings(of network: String) throws(EvaluationError) -> [Network.Attribute] {
    var settings: [Network.Attribute] = []
    for predicate in ["chosen", "number_setting", "date_setting"] {
      settings += try attributes("\(predicate)(Name, Value)?")
    }
    for change in try attributes("in_effect(\(Value.symbol(network)), Name, Value)?") {
      settings.removeAll { $0.name == change.name }
      settings.append(change)
    }
    for word in ["exclude", "only"] {
      for suffix in ["", "_number"] {
        settings += try attributes("\(word)\(suffix)(Name, Value)?").map {
          Network.Attribute("\(word) \($0.name)", $0.value)
        }
      }
    }
    if catalog.predicate(named: "only_with") != nil {
      let answer = try ask("only_with(Variable, Name, Value)?")
      settings += (0..<answer.rowCount).map { row in
        let words = answer.row(row).map(\.displayText)
        return Network.Attribute("only \(words[0]) with \(words[1])", words[2])
      }
    }
    return settings.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
  }

  /// Names and values; none where there is no such predicate.
  private func attributes(_ question: String) throws(EvaluationError) -> [Network.Attribute] {
    guard catalog.predicate(named: String(question.prefix { $0 != "(" })) != nil else { return [] }
    let answer = try ask(question)
    return (0..<answer.rowCount).map {
      Network.Attribute(answer[$0, 0].displayText, answer[$0, 1].displayText)
    }
  }

  /// Whether the qualifier's levels are of this kind.
  func hasLevels(_ kind: String) throws(EvaluationError) -> Bool {
    guard catalog.predicate(named: "qualifier_is") != nil else { return false }
    return try ask("qualifier_is(\(kind))?").holds
  }

  /// Whether the nodes are what the debate takes for those who speak.
  func isOfSpeakers(_ settings: [Network.Attribute]) throws(EvaluationError) -> Bool {
    guard let one = settings.first(where: { $0.name == "one" })?.value else { return true }
    return try column("default(one, V)?").union(column("preset(one, V)?")).contains(one)
  }

  /// The stretches of time that the networks are made for.
  func slices() throws(EvaluationError) -> [Network.Slice] {
    let timed = try slices("slice_time")
    return timed.isEmpty ? try slices("slice") : timed
  }

  private func slices(_ predicate: String) throws(EvaluationError) -> [Network.Slice] {
    guard catalog.predicate(named: predicate) != nil else { return [] }
    let answer = try ask("\(predicate)(number: N, first: First, last: Last)?")
    return (0..<answer.rowCount).map { row in
      Network.Slice(
        number: answer[row, 0].integer ?? 0, first: answer[row, 1].displayText,
        last: answer[row, 2].displayText)
    }
  }

  /// What is known of the entities of an imported coding, by their names.
  func attributes() throws(EvaluationError) -> [String: [Network.Attribute]] {
    guard let id = catalog.predicate(named: "attribute"), catalog[id].arity == 5 else { return [:] }
    let answer = try ask("chosen(one, V), attribute(_, V, X, Name, Content)?")
    var attributes: [String: [Network.Attribute]] = [:]
    for row in 0..<answer.rowCount {
      attributes[answer[row, 1].displayText, default: []].append(
        Network.Attribute(answer[row, 2].displayText, answer[row, 3].displayText))
    }
    return attributes
  }
}

extension Database {
  private func fact(setting name: String, _ value: String) throws(EvaluationError) -> String {
    if try column("number_choice(Name, _)?").contains(name) {
      guard let number = Int64(value) else {
        throw refusal("'\(name)' takes a whole number, not '\(value)'")
      }
      return "number_setting(\(name), \(number)).\n"
    }
    if try column("date_choice(Name, _)?").contains(name) {
      guard let date = try? EDTFDate(parsing: value) else {
        throw refusal("'\(name)' takes a date, not '\(value)'", help: "such as 2022-02-24")
      }
      return "date_setting(\(name), \(Value.date(date))).\n"
    }
    let names = try column("default(Name, _)?")
    guard names.contains(name) else { throw unknown("setting", name, among: names) }
    let words = try column("choice(\(name), Value, _)?")
    let known = words.isEmpty ? try column("choice_of_variable(\(name), Value)?") : words
    guard known.contains(value) else { throw unknown("value of '\(name)'", value, among: known) }
    return "setting(\(name), \(Value.symbol(value))).\n"
  }

  /// A filter that could leave out nothing, or everything, is a slip.
  private func expect(
    _ value: String, of variable: String, isNumeric: Bool
  ) throws(EvaluationError) {
    if isNumeric, Int64(value) != nil { return }
    let variables = try column("filters_by(V, _)?").union(
      try column("variable(name: V, kind: integer)?")
    ).union(try column("variable(name: V, kind: boolean)?"))
    guard variables.contains(variable) else {
      throw unknown("variable", variable, among: variables)
    }
    if isNumeric { throw refusal("'\(variable)' holds numbers, not '\(value)'") }
    let values = try column("filters_by(\(Value.symbol(variable)), X)?")
    if values.contains(value) { return }
    let guess = nearest(to: value, in: values).map { "did you mean '\($0)'?" }
    throw refusal("'\(variable)' is nowhere '\(value)'", help: guess)
  }

  private func state(_ facts: String) throws(EvaluationError) {
    let loading = load([InputText(name: "<options>", facts)])
    if !loading.succeeded { throw .refused(loading.diagnostics) }
  }

  /// The first column of an answer.
  private func column(_ question: String) throws(EvaluationError) -> Set<String> {
    let name = String(question.prefix { $0 != "(" })
    guard catalog.predicate(named: name) != nil else { return [] }
    let answer = try ask(question)
    return Set((0..<answer.rowCount).map { answer[$0, 0].displayText })
  }

  private func parts(
    of choice: String, in option: String
  ) throws(EvaluationError) -> (name: String, value: String) {
    guard let sign = choice.firstIndex(of: "="), sign != choice.startIndex else {
      throw refusal("'\(choice)' is no choice", help: "write '\(option) NAME=VALUE'")
    }
    return (String(choice[..<sign]), String(choice[choice.index(after: sign)...]))
  }

  private func unknown(
    _ kind: String, _ name: String, among known: Set<String>
  ) -> EvaluationError {
    let guess = nearest(to: name, in: known).map { "did you mean '\($0)'?" }
    let list =
      known.isEmpty ? nil : "there is " + known.sorted().map { "'\($0)'" }.joined(separator: ", ")
    return refusal("no \(kind) '\(name)'", help: guess ?? list)
  }

  private func refusal(_ message: String, help: String? = nil) -> EvaluationError {
    .refused([Diagnostic(.wrongUsage, at: nil, message, help: help)])
  }
}

/// Literals of rules that were rewritten, in the words of the rules that were written.
///
/// - A relation of an early projection is `#1`.
/// - `step of path` is the relation of what `path`, which is transitive, is made of.
/// - `edge(X, _)` is also the relation of the distinct `X` that a count has made of `edge`.
/// - `path^bf` is what of `path` is asked for with the first of two places bound; `?path^bf` is the
///   relation of the values it is asked with, and `stated path` its facts.
struct PlanNames {
  let catalog: Catalog

  func text(of literal: Literal) -> String {
    switch literal.kind {
    case .positive(let atom): text(of: atom)
    case .negative(let atom): "not " + text(of: atom)
    case .comparison, .aggregate: literal.description
    }
  }

  /// With named arguments where a column that is passed over has a name.
  func text(of atom: Atom) -> String {
    if let whole = wholeAtom(of: atom) { return text(of: whole) }
    let name = name(of: atom.predicate.text)
    if atom.terms.isEmpty { return name }
    let named = columns(of: atom.predicate.text).filter { _ in
      atom.terms.count(where: \.isWildcard) > 1
    }
    let arguments = atom.terms.indices.compactMap { place -> String? in
      let term = atom.terms[place]
      guard named.count == atom.terms.count else { return term.description }
      return term.isWildcard ? nil : "\(nameText(named[place])): \(term)"
    }
    return "\(name)(\(arguments.joined(separator: ", ")))"
  }

  /// With `_` in place of the columns that the internal name `edge/-1`, or `said/-0,3`, leaves out; nil for
  /// others.
  private func wholeAtom(of atom: Atom) -> Atom? {
    let name = atom.predicate.text.spelled
    guard isInternal(atom.predicate.text), let slash = name.lastIndex(of: "/"),
      name[slash...].hasPrefix("/-")
    else { return nil }
    var terms = atom.terms
    for place in name[slash...].dropFirst(2).split(separator: ",").compactMap({ Int($0) }) {
      guard place <= terms.count else { return nil }
      terms.insert(Term(.wildcard, range: atom.range), at: place)
    }
    return Atom(internal: String(name[..<slash]), terms, range: atom.range)
  }

  /// Whether a rewriting has made the relation of that name.
  func isInternal(_ name: String) -> Bool { catalog.predicate(named: name) == nil }

  func name(of predicate: String) -> String {
    guard isInternal(predicate) else { return predicateText(predicate) }
    let name = predicate.spelled
    return switch name.first {
    case "#": name
    case "+": "step of " + predicateText(String(name.dropFirst()))
    case "=": "stated " + predicateText(String(name.dropFirst()))
    case "?": "?" + adorned(name)
    case "!": adorned(name)
    default: predicateText(name)
    }
  }

  /// `path^bf` for the internal name of `path` with its first place bound.
  private func adorned(_ internalName: String) -> String {
    guard let slash = internalName.lastIndex(of: "/") else { return internalName }
    let predicate = String(internalName[..<slash].dropFirst())
    let bound = internalName[slash...].dropFirst().split(separator: ",").compactMap { Int($0) }
    let whole = predicate.first == "+" ? String(predicate.spelled.dropFirst()) : predicate
    let arity = catalog.predicate(named: whole).map { catalog[$0].arity } ?? 0
    let letters = (0..<arity).map { bound.contains($0) ? "b" : "f" }.joined()
    return "\(name(of: predicate))^\(letters)"
  }

  /// The names of columns that were declared; none where they weren't.
  private func columns(of predicate: String) -> [String] {
    guard let id = catalog.predicate(named: predicate), catalog[id].isDeclared else { return [] }
    return catalog[id].columns.map(\.name)
  }

  /// Columns of an atom as they are called, or what stands there where they have no names.
  func columns(_ places: [Int], of atom: Atom) -> String {
    let names = columns(of: atom.predicate.text)
    return places.map { place in
      names.isEmpty ? atom.terms[place].description : nameText(names[place])
    }.joined(separator: ", ")
  }

  /// Columns of a relation as they are called, or their numbers.
  func columns(_ places: [Int], of predicate: String) -> String {
    let names = columns(of: predicate)
    if names.isEmpty {
      return (places.count == 1 ? "column " : "columns ")
        + places.map { "\($0 + 1)" }.joined(separator: ", ")
    }
    return places.map { nameText(names[$0]) }.joined(separator: ", ")
  }
}

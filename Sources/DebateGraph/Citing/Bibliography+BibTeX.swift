import Datalog

extension Bibliography {
  /// An `@article` for each source, in UTF-8; dates also as EDTF, which BibLaTeX reads.
  ///
  /// - SeeAlso: the manuals of BibTeX and of BibLaTeX, 2.3.8.
  public var bibTeX: String {
    var taken: Set<String> = []
    return sources.map { source in
      var key = source.key
      while !taken.insert(key).inserted { key += "_" }
      let fields = source.fields.map { "  \($0.name) = {\($0.value)}" }
      return "@article{\(key),\n" + fields.joined(separator: ",\n") + "\n}\n"
    }.joined(separator: "\n")
  }
}

extension Bibliography.Source {
  fileprivate var key: String {
    let kept = id.unicodeScalars.map { scalar -> Character in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar
          || "-:_".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    return kept.isEmpty ? "source" : String(kept)
  }

  fileprivate var fields: [(name: String, value: String)] {
    // The inner braces keep capitals as they are.
    var fields = [("title", "{\(bibTeXText(title))}")]
    if let publisher { fields.append(("journal", bibTeXText(publisher))) }
    if let published {
      fields.append(("date", published.text))
      if let year = published.year { fields.append(("year", String(year))) }
      if let month = published.month { fields.append(("month", String(month))) }
    }
    if let language { fields.append(("langid", bibTeXText(language))) }
    return fields
  }
}

/// What TeX would act on is written so that it is printed.
private func bibTeXText(_ text: String) -> String {
  var written = ""
  for character in text.controlsEscaped {
    switch character {
    case "\\": written += "\\textbackslash{}"
    case "~": written += "\\textasciitilde{}"
    case "^": written += "\\textasciicircum{}"
    case "{", "}", "&", "%", "$", "#", "_": written += "\\\(character)"
    default: written.append(character)
    }
  }
  return written
}

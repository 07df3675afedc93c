/// The candidate that `word` most probably was meant to be, or nil where none is near.
///
/// Near means: at most one slip (a letter left out, put in, exchanged, or swapped with its neighbour)
/// for every three letters, and at least one; a single letter is near nothing. Of equally near candidates the first in alphabetical
/// order is taken. `word` itself is no candidate. O(length²) for each candidate of similar length.
public func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
  let letters = Array(word.unicodeScalars.prefix(longestComparedWord))
  guard letters.count > 1 else { return nil }
  var bound = max(1, letters.count / 3)
  var best: String?
  for candidate in candidates where candidate != word {
    let others = Array(candidate.unicodeScalars.prefix(longestComparedWord + bound))
    guard abs(others.count - letters.count) <= bound else { continue }
    let slips = editDistance(letters, others)
    if slips < bound || (slips == bound && best.map { candidate < $0 } ?? true) {
      (bound, best) = (slips, candidate)
    }
  }
  return best
}

/// Words are compared by their beginnings of this length, so that a hostile name costs little.
private let longestComparedWord = 64

/// Damerau–Levenshtein distance, restricted: no letter takes part in two slips.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let exchange = last[j] + (a[i] == b[j] ? 0 : 1)
      var distance = min(exchange, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

@preconcurrency @unsafe import CReadline
@preconcurrency @unsafe import Glibc
import Shell
import Synchronization

/// Lines typed at a terminal, edited with GNU readline.
///
/// Keys are read by `nextKey`, never by readline's own `rl_getc`: that one swallows the interruption
/// of a read and then loses the first key typed after ^C. For one thread.
struct Readline {
  enum Line {
    case text(String)
    /// ^C: what was typed is thrown away.
    case interrupted
    /// ^D on an empty line.
    case end
  }

  /// - Parameters:
  ///   - isToErrors: where standard output is redirected, the prompt and the keys are shown on
  ///     standard error.
  ///   - opening: what is read while the first line is typed; then, words are completed by its session.
  init(isToErrors: Bool, meanwhile opening: OpeningDebate) {
    useUTF8()
    unsafe rl_readline_name = UnsafePointer(strdup("debate"))
    if isToErrors { unsafe rl_outstream = stderr }
    unsafe rl_getc_function = { _ in nextKey() }
    bind("\\e[A", "history-search-backward")
    bind("\\e[B", "history-search-forward")
    bind("\\eOA", "history-search-backward")
    bind("\\eOB", "history-search-forward")
    unsafe Editing.opening = opening
    offerCompletion()
    unsafe rl_bind_keyseq("\\C-x\\C-e") { _, _ in editLine() }
    rl_startup_hook = {
      unsafe rl_insert_text(Editing.prefilled)
      unsafe Editing.prefilled = ""
      return 0
    }
  }

  /// Puts a text behind the next prompt, as if it had been typed.
  func prefill(_ text: String) { unsafe Editing.prefilled = text }

  /// Keys that were typed before the next prompt and read by something else.
  static func keep(typed keys: [UInt8]) { unsafe Editing.keptKeys += keys }

  /// - Parameter prompt: printable text; escape sequences only between `\u{1}` and `\u{2}`.
  func line(after prompt: String) -> Line {
    unsafe Editing.isAborting = false
    Signals.clear()
    guard let typed = unsafe readline(prompt) else { return .end }
    defer { unsafe free(typed) }
    // It may come when the line has been taken, but is not yet returned.
    if unsafe Editing.isAborting || Signals.isInterrupted {
      rl_clear_pending_input()
      return .interrupted
    }
    return .text(unsafe String(cString: typed))
  }

  private func bind(_ keys: String, _ function: String) {
    unsafe rl_bind_keyseq(keys, rl_named_function(function))
  }
}

/// Under another character set readline would take the bytes of `Ž` for Meta keys.
private func useUTF8() {
  unsafe setlocale(LC_ALL, "")
  if unsafe String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" { return }
  unsafe setenv("LC_ALL", "C.UTF-8", 1)
  unsafe setlocale(LC_ALL, "")
}

/// What readline's callbacks know: they are C functions, which capture nothing.
private enum Editing {
  // SAFETY: set and read on the main thread only, from where `readline` is called.
  nonisolated(unsafe) static var isAborting = false
  nonisolated(unsafe) static var opening: OpeningDebate?
  /// What stands behind the next prompt from the beginning.
  nonisolated(unsafe) static var prefilled = ""
  /// How candidates are listed, where not as they are.
  nonisolated(unsafe) static var labels: [String: String] = [:]
  /// Keys that were read while ^C came in, or something else was awaited.
  nonisolated(unsafe) static var keptKeys: [UInt8] = []
  /// The last six keys that readline was given, one a byte.
  nonisolated(unsafe) static var lastKeys: UInt64 = 0
  /// Whether these were within a paste, which readline reads on its own up to its end.
  nonisolated(unsafe) static var isPasting = false
  /// How many bytes of a paste's end were made up, where ^C has cut it off.
  nonisolated(unsafe) static var endOfPasteGiven = 0
}

// MARK: - Keys

/// Waits for a key; ends the line when ^C was typed.
private func nextKey() -> Int32 {
  while true {
    if rl_pending_signal() != 0 { rl_check_signals() }
    if Signals.takeInterrupt() { unsafe Editing.isAborting = true }
    if unsafe Editing.isAborting { return keyThatAborts() }
    if unsafe !Editing.keptKeys.isEmpty { return unsafe given(Editing.keptKeys.removeFirst()) }
    var request = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    let isReading = unsafe Editing.opening?.isUnderWay ?? false
    if unsafe poll(&request, 1, isReading ? 10 : 250) <= 0 {
      rl_check_signals()
      redrawIfNeeded()
      tellNews()
      continue
    }
    // ^C between the two calls empties the terminal's queue: look again before waiting in `read`.
    if rl_pending_signal() != 0 || Signals.isInterrupted { continue }
    var key: UInt8 = 0
    let count = unsafe read(0, &key, 1)
    if count == 0 { return EOF }
    if count < 0, errno != EINTR, errno != EAGAIN { return EOF }
    if count == 1 { unsafe Editing.keptKeys.append(key) }
  }
}

/// What a terminal sends before and behind what is pasted: `ESC [200~` and `ESC [201~`.
private let (pasteBegins, pasteEnds): (UInt64, UInt64) = (0x1B5B_3230_307E, 0x1B5B_3230_317E)

private func given(_ key: UInt8) -> Int32 {
  unsafe Editing.lastKeys = Editing.lastKeys << 8 & 0xFFFF_FFFF_FF00 | UInt64(key)
  if unsafe Editing.lastKeys == pasteBegins { unsafe Editing.isPasting = true }
  if unsafe Editing.lastKeys == pasteEnds { unsafe Editing.isPasting = false }
  return Int32(key)
}

/// Ends a paste, leaves modes that wait for more (by ^G) one by one, then ends the line as Return would.
private func keyThatAborts() -> Int32 {
  if unsafe Editing.isPasting {
    // A key that was read while ^C came in belongs to what is pasted.
    unsafe Editing.keptKeys = []
    return endPaste()
  }
  if isWaitingForMore() { return 7 }
  unsafe rl_replace_line("", 0)
  rl_crlf()
  rl_on_new_line()
  rl_done = 1
  return 10
}

/// The next byte of the end that the paste will not have.
private func endPaste() -> Int32 {
  let place = unsafe Editing.endOfPasteGiven
  unsafe Editing.endOfPasteGiven = (place + 1) % 6
  return given(UInt8(truncatingIfNeeded: pasteEnds >> (40 - 8 * UInt64(place))))
}

private func isWaitingForMore() -> Bool {
  let modes =
    RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_MOREINPUT | RL_STATE_NUMERICARG
    | RL_STATE_METANEXT
  return rl_readline_state & UInt(modes) != 0
}

/// Shows above the line what was found meanwhile; ends the line where there is nothing to type for.
private func tellNews() {
  guard let opening = unsafe Editing.opening else { return }
  let hasFailed = opening.hasFailed
  if opening.hasNews {
    rl_clear_visible_line()
    unsafe fflush(rl_outstream)
    opening.tellNews()
    rl_on_new_line()
    if !hasFailed { rl_forced_update_display() }
  }
  if hasFailed { unsafe Editing.isAborting = true }
}

private func redrawIfNeeded() {
  if Signals.resized.exchange(false, ordering: .relaxed) { rl_resize_terminal() }
  if Signals.resumed.exchange(false, ordering: .relaxed) {
    rl_on_new_line()
    rl_forced_update_display()
  }
}

/// Lets the user change the line in an editor.
private func editLine() -> Int32 {
  rl_deprep_terminal()
  defer {
    rl_prep_terminal(1)
    rl_on_new_line()
    rl_forced_update_display()
  }
  guard let text = try? Editor.edit(lineTyped()) else { return Int32(rl_ding()) }
  rl_begin_undo_group()
  unsafe rl_replace_line(text, 0)
  rl_point = rl_end
  rl_end_undo_group()
  return 0
}

// MARK: - Completion

private func offerCompletion() {
  unsafe rl_completer_quote_characters = UnsafePointer(strdup("\""))
  unsafe rl_completer_word_break_characters = UnsafePointer(strdup(Completion.wordBreaks))
  unsafe rl_completion_word_break_hook = {
    // Only whole words of a path make sense to the file system.
    let isFile = completion(at: Int(rl_point)).kind == .file
    return unsafe isFile ? fileWordBreaks : nil
  }
  unsafe rl_attempted_completion_function = { _, start, end in
    let completion = completion(at: Int(end))
    if completion.kind == .file {
      rl_attempted_completion_over = 0
      return nil
    }
    rl_attempted_completion_over = 1
    rl_completion_append_character = completion.endsWord ? 32 : 0
    let fitted = completion.candidates.map { completion.fit($0, from: Int(start)) }
    unsafe Editing.labels = Dictionary(
      zip(fitted, completion.candidates.map { completion.labels[$0] ?? $0 }),
      uniquingKeysWith: { first, _ in first })
    return unsafe matches(fitted)
  }
  unsafe rl_completion_display_matches_hook = { words, count, _ in
    unsafe list(words, Int(count))
  }
}

/// Candidates for the word of the line that ends at a place, an offset in bytes.
private func completion(at end: Int) -> Completion {
  unsafe Editing.opening?.sessionForCompletion?.complete(lineTyped(), at: end) ?? .none
}

/// Lists candidates below the line, predicates with how many columns they have.
private func list(_ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int) {
  guard let words = unsafe words else { return }
  // SAFETY: readline gives `count` words behind what they have in common; the copies live until they
  // are freed below.
  let shown = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
    capacity: count + 2)
  var longest = 0
  for index in 0...count {
    let word = unsafe words[index].map { unsafe String(cString: $0) } ?? ""
    let label = unsafe index == 0 ? word : Editing.labels[word] ?? word
    longest = max(longest, label.utf8.count)
    unsafe shown[index] = unsafe strdup(label)
  }
  unsafe shown[count + 1] = nil
  unsafe rl_display_match_list(shown, Int32(count), Int32(longest))
  for index in 0...count { unsafe free(shown[index]) }
  unsafe shown.deallocate()
  rl_forced_update_display()
}

private nonisolated(unsafe) let fileWordBreaks = unsafe strdup(" \t\n>")

private func lineTyped() -> String { unsafe String(cString: rl_line_buffer) }

/// As readline takes it: what all have in common, then each, NUL-terminated; it frees them all.
private func matches(
  _ candidates: [String]
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  guard let first = candidates.first else { return nil }
  let common = candidates.dropFirst().reduce(Array(first.utf8)) { common, candidate in
    zip(common, candidate.utf8).prefix { $0 == $1 }.map(\.0)
  }
  let whole = String(decoding: common, as: UTF8.self)
  let words = candidates.count == 1 ? candidates : [whole.droppingBrokenEnd] + candidates
  let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
    capacity: words.count + 1)
  for (index, word) in words.enumerated() { unsafe list[index] = unsafe strdup(word) }
  unsafe list[words.count] = nil
  return unsafe list
}

extension Completion {
  /// The candidate as it continues readline's word, which may begin elsewhere than ours.
  fileprivate func fit(_ candidate: String, from wordStart: Int) -> String {
    let between = lineTyped().utf8.prefix(start).dropFirst(wordStart)
    let rest = candidate.utf8.dropFirst(max(wordStart - start, 0))
    return String(decoding: Array(between) + Array(rest), as: UTF8.self)
  }
}

extension String {
  /// Common bytes may end within a character.
  fileprivate var droppingBrokenEnd: String { hasSuffix("\u{FFFD}") ? String(dropLast()) : self }
}

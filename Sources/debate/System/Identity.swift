import Glibc

// Who works here, and what time it is.

/// The name under which git would commit in a folder; otherwise the user's name on this computer.
func author(in folder: String) -> String {
  let command = ["env", "git", "-C", folder.isEmpty ? "." : folder, "config", "user.name"]
  if let (output, status) = Child("/usr/bin/env", command)?.exchange([], seconds: 2), status == 0 {
    let name = String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    if !name.isEmpty { return name }
  }
  return unsafe getpwuid(getuid()).map { unsafe String(cString: $0.pointee.pw_name) } ?? "unknown"
}

func millisecondsSince1970() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

import Datalog
import Glibc
import Shell

/// Makes a folder that must not be there yet: `fill` writes into a draft beside it, which is renamed
/// when it is complete and removed where `fill` fails.
func createFolder(
  _ path: String, _ fill: (_ draft: String) throws(Refusal) -> Void
) throws(Refusal) {
  let name = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  if folderExists(name) || canonicalPath(name) != nil {
    throw Refusal(.unwritableFile, "'\(name)' is there already", help: "name a folder to be made")
  }
  let draft = name + "." + String(UInt64.random(in: .min ... .max), radix: 36)
  do throws(Refusal) {
    try makeFolder(draft, named: name)
    try fill(draft)
    guard unsafe rename(draft, name) == 0 else { throw unwritable(name, errno) }
  } catch {
    removeFolder(draft)
    throw error
  }
}

/// Also the folders of files to come: see `writeFile`.
func makeFolder(_ path: String, named name: String) throws(Refusal) {
  guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw unwritable(name, errno) }
}

func removeFolder(_ path: String) {
  for name in (try? listFolder(path)) ?? [] where name != "." && name != ".." {
    let inner = path + "/" + name
    if folderExists(inner) { removeFolder(inner) } else { _ = unsafe unlink(inner) }
  }
  _ = unsafe rmdir(path)
}

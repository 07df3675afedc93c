import SQLite

// The tables that every store has, and how those of older versions become like them.

/// What marks the file as a store: "DBTG".
let storeApplicationID: Int64 = 0x4442_5447

/// Each step makes one version into the next; the first makes a store out of an empty file.
let storeMigrations = [
  """
  create table _transaction (
    id integer primary key,
    at text not null unique, -- UTC, strictly increasing
    author text not null,
    kind text not null check (kind in ('prompt', 'import', 'undo', 'redo')),
    note text,
    undoes integer references _transaction, -- also what a redo does again
    digest text not null -- of the one before and of all that this one changed; set at its end
  ) strict;
  create table _value (
    id integer primary key,
    kind text not null check (kind in ('symbol', 'text', 'date', 'int', 'decimal')),
    text text not null,
    unique (text, kind)
  ) strict;
  create table _source (id integer primary key, path text not null unique) strict;
  create table _import ( -- a file as it was read; no digest where it was gone
    "transaction" integer not null references _transaction,
    source integer not null references _source,
    sha256 text,
    primary key ("transaction", source)
  ) strict, without rowid;
  create table _relation (
    id integer primary key,
    name text not null,
    base text not null unique collate nocase, -- of the names of its table and indices
    "view" text not null unique collate nocase,
    declaration text not null,
    since integer not null references _transaction
  ) strict;
  create table _column (
    relation integer not null references _relation,
    position integer not null,
    name text not null,
    label text not null,
    storage text not null check (storage in ('value', 'integer', 'decimal')),
    key integer not null check (key in (0, 1)),
    primary key (relation, position)
  ) strict, without rowid;
  create table _change ( -- what a transaction changed in a relation
    "transaction" integer not null references _transaction,
    relation integer not null references _relation,
    first integer not null, -- of the rows it asserted, which follow each other
    asserted integer not null,
    retracted integer not null,
    settled integer not null,
    moved integer not null, -- both asserted and retracted, since another file states them now
    digest text not null,
    primary key ("transaction", relation)
  ) strict, without rowid;
  """,
  // Only the indices of relations differ: see `GraphStore.migrate`.
  "",
]

/// Tables whose rows are never deleted, and when a change of a row is refused.
private let keptTables = [
  ("_transaction", "when old.digest <> ''"), ("_value", ""), ("_source", ""), ("_import", ""),
  ("_relation", "when old.base is not new.base or old.name is not new.name"), ("_column", ""),
  ("_change", ""),
]

extension SQLiteConnection {
  /// Makes an empty file a store of the newest version.
  ///
  /// - Precondition: a transaction is open.
  func createStore() throws(SQLiteError) {
    for step in storeMigrations { try run(all: step) }
    for (table, condition) in keptTables {
      let refusal = "begin select raise(abort, 'history is only added to'); end"
      try run("create trigger \(table)__kept before delete on \(table) \(refusal)")
      try run("create trigger \(table)__fixed before update on \(table) \(condition) \(refusal)")
    }
    try run("pragma application_id = \(storeApplicationID)")
    try run("pragma user_version = \(storeMigrations.count)")
  }
}

"""Runs all that may befall a store, or the parts that are named, and prints how often it did."""

import os
import sys
import time

import faults

SHORT = "--short" in sys.argv
NAMED = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
SEED = int(os.environ.get("SEED", time.time_ns() % 1_000_000))


def of(long, short):
    return short if SHORT else long


PARTS = {
    "kill -9 at the prompt": lambda: faults.kill_at_prompt(of(100, 10), SEED),
    "kill -9 in transactions of 50": lambda: faults.kill_at_prompt(of(100, 10), SEED, bulk=True),
    "kill -9 in imports": lambda: faults.kill_import(of(100, 10), SEED),
    "failing calls": lambda: faults.fail_calls(of(60, 2)),
    "full disk": faults.fill_disk,
    "file size limit": faults.limit_file_size,
    "forbidden places": faults.forbid_writing,
    "damaged files": lambda: faults.damage(of(500, 20), SEED),
    "several writers": lambda: faults.write_together(of(2000, 50)),
    "earlier versions": faults.upgrade,
}

print(f"SEED={SEED}", flush=True)
failures = 0
for name, part in PARTS.items():
    if NAMED and name not in NAMED:
        continue
    started = time.monotonic()
    try:
        told = part()
    except faults.Lost as error:
        told = f"FAILED: {error}"
        failures += 1
    print(f"{name}: {told} ({time.monotonic() - started:.0f} s)", flush=True)
sys.exit(failures > 0)

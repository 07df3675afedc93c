"""A short, seeded part of what may befall a store; Tests/Faults/run does it all.

    DEBATE=.build/debug/debate python3 Tests/Terminal/fault_tests.py
"""

import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Faults"))
import faults  # noqa: E402

SEED = int(os.environ.get("SEED", random.randrange(1_000_000)))


class FaultTests(unittest.TestCase):
    """Each raises where a fact was lost, half there, or missing without a word."""

    def test_kills_lose_nothing_that_was_told(self):
        faults.kill_at_prompt(8, SEED)
        faults.kill_at_prompt(6, SEED, bulk=True)
        faults.kill_import(6, SEED)

    def test_what_can_not_be_written_is_told(self):
        faults.limit_file_size()
        faults.forbid_writing()

    def test_damage_is_found(self):
        faults.damage(10, SEED)

    def test_writers_do_not_lose_each_others_facts(self):
        faults.write_together(20)

    def test_earlier_versions_are_opened(self):
        faults.upgrade()


if __name__ == "__main__":
    unittest.main()

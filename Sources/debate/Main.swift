import ArgumentParser

@main struct Debate: ParsableCommand {}

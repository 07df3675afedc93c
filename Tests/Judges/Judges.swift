// Empty until its first judge.

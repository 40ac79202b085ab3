"""The loader: takes sealed chunks, has them labelled, and writes them into the store exactly once."""

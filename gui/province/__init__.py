"""The window of a store: parks, merging, signers."""

"""Use cases: one module per noun, functions are verbs; transactions begin and end here."""

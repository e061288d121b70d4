"""Commands for those who build the product; no part of it."""

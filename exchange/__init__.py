"""Spreadsheets and data files: Excel templates, exports and imports, CSV tables, JSON answers."""

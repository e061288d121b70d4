"""Answers in spreadsheets: what an import would change, templates and exports."""

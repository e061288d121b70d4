"""The audit workbook: an export whose inventory and scores are live formulas."""

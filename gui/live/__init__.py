"""The live panel beside the form: result, code, radar, and what the current field does."""

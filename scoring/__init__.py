"""Pure rules of the evaluation: rubric editions, indicators, gates, grades, carbon code."""

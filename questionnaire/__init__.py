"""What is asked and answered: field catalogue, answers, checks, the formula language."""

"""Data only: catalogue, rubrics, factors, policies, fonts, icons, translations."""

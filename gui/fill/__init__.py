"""填报: the workspace of a park file, its pages, tables, problems and search."""

"""Pure rules of merging: revisions, lineage, three-way field differences, merge plans."""

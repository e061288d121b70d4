"""Figures of reports: each module turns a small model into drawing commands."""

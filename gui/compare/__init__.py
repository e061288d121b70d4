"""Comparing the open park file with a colleague's copy.

Source: interface.md, 填报.
"""

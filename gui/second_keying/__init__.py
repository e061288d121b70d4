"""二次录入核对: a second person keys fields blind, and differences are decided.

Source: interface.md, 填报.
"""

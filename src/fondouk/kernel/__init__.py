"""The words every room shares: money, quantities, codes, actors and the coded "no". No
framework, no I/O.
"""

"""The buyer's pages: requests, quotes side by side, orders, messages."""

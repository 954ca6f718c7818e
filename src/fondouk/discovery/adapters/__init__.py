"""Where the words of one meaning come from."""

"""What was agreed, frozen, and its history."""

"""What can be done with words: hand them over for delivery."""

from fondouk.notices.commands.delivery import deliver

__all__ = ["deliver"]

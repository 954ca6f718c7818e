"""What can be done with words: deliver them, write them into a thread, read them."""

from fondouk.notices.commands.delivery import deliver, reseal_deliveries
from fondouk.notices.commands.threads import mark_read, post_message

__all__ = ["deliver", "mark_read", "post_message", "reseal_deliveries"]

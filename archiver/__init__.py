"""juzheng (举证): keeps exported QQ chats, understands them, and cites them."""

__version__ = "0.1.0"

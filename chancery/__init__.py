"""chancery reads diplomatic news and keeps the record of what states do and promise one another."""

from importlib.metadata import version

__version__ = version("chancery")

"""The web pages: one address a thing, each with its data as JSON and CSV, complete without any script."""

from chancery.web.app import application

__all__ = ["application"]

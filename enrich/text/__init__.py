"""Archived bytes to printed text, with inserted and deleted words kept apart."""

from .printed import METHOD_VERSION, PrintedText, Unreadable
from .read import MAX_BYTES, read_document

__all__ = ["MAX_BYTES", "METHOD_VERSION", "PrintedText", "Unreadable", "read_document"]

"""One small tree of errors: each names its input and says what to do."""


class ChanceryError(Exception):
    """Anything chancery refuses to do; the message names the input and the way out."""


class SourceError(ChanceryError):
    """A source (file, address, line) could not be read as a document."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class EvidenceError(ChanceryError):
    """A span's text is not what the document holds at that place."""


class UnknownActorError(ChanceryError):
    """A name that stands for no actor we know."""


class LedgerError(ChanceryError):
    """The ledger file cannot be opened, read or written."""


class NotFoundError(ChanceryError):
    """An id that the ledger does not hold."""

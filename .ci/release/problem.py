"""What is wrong with a bundle."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A broken rule: its stable name, the file, what is wrong, and how to fix it."""

    rule: str
    where: str
    what: str
    fix: str

    def __str__(self):
        return f"{self.where}: {self.what} [{self.rule}]. {self.fix}"

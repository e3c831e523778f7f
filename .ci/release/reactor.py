"""What the POMs of the source tree say: which modules there are, which of them are published, and in which version."""

import sys
import xml.etree.ElementTree as tree
from pathlib import Path

NAMESPACE = "{http://maven.apache.org/POM/4.0.0}"


class Module:
    """One POM of the reactor with what it inherits from the POMs of the tree."""

    def __init__(self, file, parents):
        self.file = Path(file)
        self.root = tree.parse(self.file).getroot()
        self.artifact = self._text("artifactId")
        self.packaging = self._text("packaging") or "jar"
        self.parent = parents.get(self._text("parent/artifactId"))

    def _text(self, path):
        found = self.root.findtext("/".join(NAMESPACE + name for name in path.split("/")))
        return found.strip() if found else None

    def group(self):
        return self._text("groupId") or self._text("parent/groupId")

    def version(self):
        return self._text("version") or self._text("parent/version")

    def url(self):
        return self._text("url")

    def property(self, name):
        """The property as this module sees it: its own, else its parent's."""
        own = self._text("properties/" + name)
        return own if own is not None or self.parent is None else self.parent.property(name)

    def published(self):
        return self.property("maven.deploy.skip") != "true"

    def children(self):
        return [self.file.parent / child.text.strip() / "pom.xml"
                for child in self.root.findall(f"{NAMESPACE}modules/{NAMESPACE}module")]


def modules(folder):
    """Every module of the reactor in the folder, parents before their children."""
    found = {}
    waiting = [Path(folder) / "pom.xml"]
    while waiting:
        module = Module(waiting.pop(0), found)
        found[module.artifact] = module
        waiting += module.children()
    return list(found.values())


def published(folder):
    return [module for module in modules(folder) if module.published()]


if __name__ == "__main__":
    # reactor.py version FOLDER; reactor.py group FOLDER; reactor.py published FOLDER: the folders of the published modules, for -pl
    question, where = sys.argv[1:]
    if question == "version":
        print(modules(where)[0].version())
    elif question == "group":
        print(modules(where)[0].group())
    elif question == "published":
        print(",".join(str(module.file.parent.relative_to(where)) for module in published(where)))
    else:
        sys.exit(f"unknown question: {question}")

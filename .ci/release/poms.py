"""POMs as Maven sees them: with what they inherit from their parents, and with the versions that they import."""

import re
import xml.etree.ElementTree as tree

# Maven does not hand these on; the others that Central asks for it does.
NOT_INHERITED = {"name", "packaging"}


class MissingPom(Exception):
    """A POM that another one needs is nowhere."""


class Coordinates:
    """Group, artifact and version of something."""

    def __init__(self, group, artifact, version):
        self.group, self.artifact, self.version = group, artifact, version

    def folder(self):
        return "/".join((self.group.replace(".", "/"), self.artifact, self.version))

    def pom(self):
        return f"{self.folder()}/{self.artifact}-{self.version}.pom"

    def __str__(self):
        return f"{self.group}:{self.artifact}:{self.version}"


class Pom:
    """One POM; `repository` finds the POMs that it names."""

    def __init__(self, text, repository):
        self.root = strip_namespaces(tree.fromstring(text))
        self.repository = repository
        self._parent = None

    def raw(self, path):
        found = self.root.findtext(path)
        return found.strip() if found and found.strip() else None

    def parent_coordinates(self):
        if self.root.find("parent") is None:
            return None
        return Coordinates(self.raw("parent/groupId"), self.raw("parent/artifactId"), self.raw("parent/version"))

    def parent(self):
        coordinates = self.parent_coordinates()
        if coordinates and self._parent is None:
            self._parent = self.repository.pom(coordinates)
        return self._parent

    def coordinates(self):
        return Coordinates(
            self.raw("groupId") or self.raw("parent/groupId"),
            self.raw("artifactId"),
            self.raw("version") or self.raw("parent/version"))

    def element(self, name):
        """The element of the project, its own or inherited; None if there is none."""
        own = self.root.find(name)
        if own is not None and (len(own) or (own.text or "").strip()):
            return own
        return None if name in NOT_INHERITED or self.parent() is None else self.parent().element(name)

    def properties(self):
        inherited = dict(self.parent().properties()) if self.parent() else {}
        for entry in self.root.findall("properties/*"):
            inherited[entry.tag] = (entry.text or "").strip()
        return inherited

    def value(self, text):
        """The text with its ${...} filled in."""
        if text is None:
            return None
        known = self.properties()
        own = self.coordinates()
        for prefix in ("project.", "pom.", ""):
            known.setdefault(prefix + "groupId", own.group)
            known.setdefault(prefix + "version", own.version)
        for _ in range(10):
            filled = re.sub(r"\$\{([^}]+)\}", lambda use: known.get(use.group(1), use.group(0)), text.strip())
            if filled == text:
                break
            text = filled
        return text

    def managed(self):
        """(group, artifact) -> version of everything that dependencyManagement fixes, imports included."""
        versions = dict(self.parent().managed()) if self.parent() else {}
        imports = []
        for entry in self.root.findall("dependencyManagement/dependencies/dependency"):
            group, artifact = self.value(entry.findtext("groupId")), self.value(entry.findtext("artifactId"))
            version = self.value(entry.findtext("version"))
            if entry.findtext("scope") == "import":
                imports.append(Coordinates(group, artifact, version))
            else:
                versions[group, artifact] = version
        for coordinates in imports:
            for key, version in self.repository.pom(coordinates).managed().items():
                versions.setdefault(key, version)
        return versions

    def dependencies(self):
        """(group, artifact, version, scope) of every dependency, its own and inherited; version None if nothing fixes it."""
        versions = self.managed()
        found = self.parent().dependencies() if self.parent() else []
        for entry in self.root.findall("dependencies/dependency"):
            group, artifact = self.value(entry.findtext("groupId")), self.value(entry.findtext("artifactId"))
            version = self.value(entry.findtext("version")) or versions.get((group, artifact))
            found = [known for known in found if known[:2] != (group, artifact)]
            found.append((group, artifact, version, self.value(entry.findtext("scope")) or "compile"))
        return found


def strip_namespaces(root):
    for element in root.iter():
        element.tag = element.tag.rsplit("}", 1)[-1]
    return root

"""A bundle for Maven Central: a folder laid out as a Maven repository."""

from pathlib import Path

from poms import Coordinates, MissingPom, Pom

CHECKSUMS = ("md5", "sha1", "sha256", "sha512")
SIGNATURE = ".asc"


class Repository:
    """POMs by their coordinates: first those of the bundle, then those that the build fetched into a local repository."""

    def __init__(self, bundle, local):
        self.bundle, self.local = Path(bundle), Path(local)
        self._read = {}

    def in_bundle(self, coordinates):
        return (self.bundle / coordinates.pom()).is_file()

    def fetched(self, coordinates):
        """Whether Maven got the POM from a repository, rather than from an installation on this machine."""
        pom = self.local / coordinates.pom()
        origins = pom.parent / "_remote.repositories"
        if not pom.is_file() or not origins.is_file():
            return False
        begin = pom.name + ">"
        return any(line.startswith(begin) and not line.startswith(begin + "=")
                   for line in origins.read_text(encoding="utf-8").splitlines())

    def pom(self, coordinates):
        key = str(coordinates)
        if key not in self._read:
            for root in (self.bundle, self.local):
                file = root / coordinates.pom()
                if file.is_file():
                    self._read[key] = Pom(file.read_bytes(), self)
                    break
            else:
                raise MissingPom(key)
        return self._read[key]


class Component:
    """One folder group/artifact/version of the bundle."""

    def __init__(self, folder, bundle):
        self.folder = folder
        parts = folder.relative_to(bundle).parts
        self.coordinates = Coordinates(".".join(parts[:-2]), parts[-2], parts[-1])
        self.prefix = f"{parts[-2]}-{parts[-1]}"

    def file(self, ending):
        return self.folder / (self.prefix + ending)

    def files(self):
        return sorted(file for file in self.folder.iterdir() if file.is_file())

    def signed_files(self):
        """What is published, without its signatures and checksums."""
        return [file for file in self.files() if not is_companion(file)]


def is_checksum(file):
    return file.suffix.lstrip(".") in CHECKSUMS


def is_companion(file):
    return is_checksum(file) or file.suffix == SIGNATURE


def components(bundle):
    """The folders of the bundle that hold a POM."""
    return [Component(folder, bundle) for folder in sorted({pom.parent for pom in Path(bundle).rglob("*.pom")})]

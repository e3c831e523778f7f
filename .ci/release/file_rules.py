"""What Maven Central asks of the files of a bundle: where they lie, which there are, and what is in the archives."""

import json
import re
import struct
import xml.etree.ElementTree as tree
import zipfile

from bundle import is_companion
from problem import Problem

# Class files of Java 17, the oldest that the library supports.
NEWEST_CLASS_FILE = 61
ARCHIVES = (".jar", "-sources.jar", "-javadoc.jar")
BILLS = ("-cyclonedx.json", "-cyclonedx.xml")


def check_layout(bundle, components):
    """Files that lie where no file of a release belongs."""
    folders = {component.folder: component for component in components}
    for file in sorted(bundle.rglob("*")):
        if not file.is_file():
            continue
        component = folders.get(file.parent)
        name = str(file.relative_to(bundle))
        if component is None or not re.match(re.escape(component.prefix) + r"[.-]", file.name):
            yield Problem("layout", name, "does not belong into a release",
                          "Only GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION.* may be there.")
        elif is_companion(file) and not file.with_suffix("").is_file():
            yield Problem("layout", name, "belongs to a file that is not there", "Remove it.")
    if not components:
        yield Problem("layout", ".", "holds no POM", "Give the folder of a bundle.")


def check_archives(component, packaging):
    """The archives that a library brings, and the bill of materials."""
    if packaging != "jar":
        return
    for ending in ARCHIVES + BILLS:
        if not component.file(ending).is_file():
            yield Problem({".jar": "jar", "-sources.jar": "sources", "-javadoc.jar": "javadoc"}.get(ending, "sbom"),
                          component.prefix, f"has no {component.prefix}{ending}", "Build with -Prelease.")
    for ending, rule, wanted in ((".jar", "jar", ".class"), ("-sources.jar", "sources", ".java"),
                                 ("-javadoc.jar", "javadoc", "index.html")):
        file = component.file(ending)
        if file.is_file():
            yield from _archive(file, rule, wanted)
    yield from _bills(component)


def _archive(file, rule, wanted):
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if not any(name.endswith(wanted) for name in names):
                yield Problem(rule, file.name, f"holds no {wanted}", "An empty archive does not count: fill it.")
            if rule == "jar":
                for name in names:
                    if name.endswith(".class"):
                        yield from _class_file(file, name, archive.open(name).read(8))
    except zipfile.BadZipFile:
        yield Problem(rule, file.name, "is no archive", "Build it again.")


def _class_file(file, name, head):
    newest = struct.unpack(">H", head[6:8])[0]
    if newest > NEWEST_CLASS_FILE:
        yield Problem("jar", file.name, f"holds {name} for a newer Java (class file {newest})", "Compile with --release 17.")


def _bills(component):
    wanted = component.coordinates
    for ending in BILLS:
        file = component.file(ending)
        if not file.is_file():
            continue
        try:
            found, parts = _json_bill(file) if ending.endswith("json") else _xml_bill(file)
        except (ValueError, KeyError, AttributeError, tree.ParseError):
            yield Problem("sbom", file.name, "is no CycloneDX bill of materials", "Build with -Prelease.")
            continue
        if found != (wanted.group, wanted.artifact, wanted.version):
            yield Problem("sbom", file.name, f"is the bill of {':'.join(map(str, found))}", f"It must be of {wanted}.")
        for part in parts:
            if part.endswith("-SNAPSHOT"):
                yield Problem("sbom", file.name, f"lists {part}", "Build it from a released version.")


def _json_bill(file):
    bill = json.loads(file.read_text(encoding="utf-8"))
    if bill["bomFormat"] != "CycloneDX":
        raise ValueError(file)
    of = bill["metadata"]["component"]
    return (of["group"], of["name"], of["version"]), [
        f"{part.get('group')}:{part['name']}:{part['version']}" for part in bill.get("components", [])]


def _xml_bill(file):
    root = tree.parse(file).getroot()
    space = root.tag[:root.tag.index("}") + 1]
    if "cyclonedx.org/schema/bom" not in space:
        raise ValueError(file)

    def coordinates(component):
        return tuple(component.find(space + name).text for name in ("group", "name", "version"))

    return coordinates(root.find(f"{space}metadata/{space}component")), [
        ":".join(str(part.findtext(space + name)) for name in ("group", "name", "version"))
        for part in root.findall(f"{space}components/{space}component")]

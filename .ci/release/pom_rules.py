"""What Maven Central asks of a POM, and what a consumer of it needs."""

import re

from bundle import Component
from poms import Coordinates, MissingPom
from problem import Problem

PACKAGINGS = {"jar", "pom"}
UNFIXED = re.compile(r"^(LATEST|RELEASE)$|[\[\](),]|-SNAPSHOT$|\$\{")


def check(component: Component, repository):
    """Every problem of the component's POM."""
    where = f"{component.prefix}.pom"
    try:
        pom = repository.pom(component.coordinates)
        yield from _coordinates(component, pom, where)
        yield from _parent(pom, repository, where)
        yield from _statements(pom, where)
        yield from _outside_central(pom, where)
        yield from _snapshots(pom, where)
        yield from _dependencies(pom, repository, where)
        yield from _siblings(pom, repository, where)
    except MissingPom as missing:
        yield Problem("dependency", where, f"needs {missing}, which is neither in the bundle nor fetched from a repository",
                      "Publish it with the others, or name one that exists.")


def _coordinates(component, pom, where):
    stated = pom.coordinates()
    if str(stated) != str(component.coordinates):
        yield Problem("coordinates", where, f"says it is {stated} but lies where {component.coordinates} belongs",
                      "State groupId, artifactId and version as literal text.")
    if component.coordinates.version.endswith("-SNAPSHOT"):
        yield Problem("snapshot", where, "is a snapshot", "Release versions only: .ci/set-version VERSION.")
    packaging = pom.raw("packaging") or "jar"
    if packaging not in PACKAGINGS:
        yield Problem("packaging", where, f"has the packaging {packaging}", f"Use one of {', '.join(sorted(PACKAGINGS))}.")


def _parent(pom, repository, where):
    coordinates = pom.parent_coordinates()
    if coordinates and not repository.in_bundle(coordinates):
        yield Problem("parent", where, f"has the parent {coordinates}, which is not in the bundle",
                      "Publish the parent with it.")


def _statements(pom, where):
    for name in ("name", "description", "url"):
        if pom.element(name) is None:
            yield Problem(name, where, f"has no <{name}>", f"State <{name}>; a name is not inherited.")
    yield from _each(pom, where, "licence", "licenses", "license", ("name", "url"))
    yield from _each(pom, where, "developers", "developers", "developer", ("name",))
    scm = pom.element("scm")
    for name in ("connection", "developerConnection", "url"):
        if scm is None or not (scm.findtext(name) or "").strip():
            yield Problem("scm", where, f"has no <scm> with <{name}>", f"State <{name}> in <scm>.")


def _each(pom, where, rule, plural, singular, names):
    entries = pom.element(plural)
    if entries is None or entries.find(singular) is None:
        yield Problem(rule, where, f"has no <{singular}>", f"State at least one <{singular}> in <{plural}>.")
        return
    for entry in entries.findall(singular):
        for name in names:
            if not (entry.findtext(name) or "").strip():
                yield Problem(rule, where, f"has a <{singular}> without <{name}>", f"State its <{name}>.")


def _outside_central(pom, where):
    for name in ("repositories", "pluginRepositories", "distributionManagement"):
        for found in pom.root.iter(name):
            if len(found):
                yield Problem("outside-central", where, f"has <{name}>", "Remove it: everything comes from Maven Central.")
    for dependency in pom.root.iter("dependency"):
        if dependency.find("systemPath") is not None or dependency.findtext("scope") == "system":
            yield Problem("outside-central", where, f"takes {dependency.findtext('artifactId')} from a file of the machine",
                          "Depend on a published artifact.")


def _snapshots(pom, where):
    for version in pom.root.iter("version"):
        if pom.value(version.text or "").endswith("-SNAPSHOT"):
            yield Problem("snapshot", where, f"names the snapshot version {version.text}", "Name a release.")


def _dependencies(pom, repository, where):
    promised = []
    if pom.coordinates().artifact.endswith("-bom"):
        promised = [(group, artifact, version, "managed") for (group, artifact), version in pom.managed().items()]
    for group, artifact, version, _ in promised + pom.dependencies():
        name = f"{group}:{artifact}"
        if not version:
            yield Problem("dependency", where, f"gives {name} no version", "State it, or manage it in the parent.")
        elif UNFIXED.search(version):
            yield Problem("dependency", where, f"gives {name} the version {version}", "Name exactly one release.")
        else:
            coordinates = Coordinates(group, artifact, version)
            if group == pom.coordinates().group:
                continue  # said by the rule of siblings
            if not repository.fetched(Coordinates(group, artifact, version)):
                yield Problem("dependency", where, f"needs {group}:{artifact}:{version}, which is not to be had from Maven Central",
                              "Name one that exists.")


def _siblings(pom, repository, where):
    """Names of our own that nobody could fetch, wherever the POM says them, and be it for tests: tools try to fetch them."""
    own = pom.coordinates()
    for dependency in (found for each in pom.root.iter("dependencies") for found in each.findall("dependency")):
        group, artifact = pom.value(dependency.findtext("groupId")), pom.value(dependency.findtext("artifactId"))
        version = pom.value(dependency.findtext("version")) or pom.managed().get((group, artifact)) or own.version
        if group == own.group and not repository.in_bundle(Coordinates(group, artifact, version)):
            yield Problem("sibling", where, f"names {group}:{artifact}:{version}, which is not in the bundle",
                          "Publish it with the others, or do without it.")

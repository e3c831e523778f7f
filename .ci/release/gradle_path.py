#!/usr/bin/env python3
"""The class path that Gradle would build for an application which takes its versions from our bill of versions alone.

    gradle_path.py REPOSITORY GROUP VERSION ARTIFACT...

Maven takes the version that stands nearest to the application, Gradle the highest that anybody asks for. This walks the same
POMs by Gradle's rule, among what was fetched into REPOSITORY, and prints the jars, separated by colons.
"""

import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from bundle import Repository  # noqa: E402
from poms import Coordinates  # noqa: E402


def order(version):
    """Higher versions sort later; a number comes after a word, so that a release comes after its candidates."""
    return [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"[.-]", version)]


def exclusions(entry):
    return frozenset((found.findtext("groupId"), found.findtext("artifactId"))
                     for found in entry.findall("exclusions/exclusion"))


def managed_exclusions(pom):
    found = managed_exclusions(pom.parent()) if pom.parent() else {}
    for entry in pom.root.findall("dependencyManagement/dependencies/dependency"):
        found[pom.value(entry.findtext("groupId")), pom.value(entry.findtext("artifactId"))] = exclusions(entry)
    return found


def edges(pom):
    """(group, artifact, version, exclusions) of each dependency that comes along at run time."""
    managed = managed_exclusions(pom)
    hidden = {(entry.findtext("groupId"), entry.findtext("artifactId")): exclusions(entry)
              for entry in pom.root.findall("dependencies/dependency")}
    optional = {(entry.findtext("groupId"), entry.findtext("artifactId"))
                for entry in pom.root.findall("dependencies/dependency") if entry.findtext("optional") == "true"}
    for group, artifact, version, scope in pom.dependencies():
        if scope in ("compile", "runtime") and (group, artifact) not in optional:
            key = group, artifact
            yield group, artifact, version, hidden.get(key, frozenset()) | managed.get(key, frozenset())


def resolve(repository, roots):
    """(group, artifact) -> version of everything that the roots bring; the highest version wins everywhere."""
    chosen = {}
    while True:
        reached, waiting = {}, [(root, frozenset()) for root in roots]
        seen = set()
        while waiting:
            (group, artifact, version), excluded = waiting.pop()
            key = group, artifact
            reached[key] = max(reached.get(key, version), version, chosen.get(key, version), key=order)
            if (key, excluded) in seen:
                continue
            seen.add((key, excluded))
            pom = repository.pom(Coordinates(group, artifact, reached[key]))
            for group, artifact, version, hidden in edges(pom):
                if not {(group, artifact), (group, "*"), ("*", "*")} & excluded:
                    waiting.append(((group, artifact, version), excluded | hidden))
        if reached == chosen:
            return reached
        chosen = reached


def main(arguments):
    local, group, version, *artifacts = arguments
    repository = Repository(local, local)
    listed = repository.pom(Coordinates(group, "bitbucket-oidc-bom", version)).managed()
    jars = []
    for (found_group, found_artifact), found_version in sorted(
            resolve(repository, [(group, artifact, listed[group, artifact]) for artifact in artifacts]).items()):
        coordinates = Coordinates(found_group, found_artifact, found_version)
        jar = Path(local) / coordinates.folder() / f"{found_artifact}-{found_version}.jar"
        if jar.is_file():
            jars.append(str(jar))
        elif (repository.pom(coordinates).raw("packaging") or "jar") != "pom":
            sys.exit(f"{coordinates} was not fetched: Maven chose a lower version")
    print(":".join(jars))


if __name__ == "__main__":
    main(sys.argv[1:])

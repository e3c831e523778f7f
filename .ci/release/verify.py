#!/usr/bin/env python3
"""Checks a bundle against every rule of Maven Central, and prints each one that it breaks.

    verify.py --keys GNUPG_HOME [--local-repository FOLDER] BUNDLE

BUNDLE is laid out as a Maven repository. GNUPG_HOME holds the public key of the signer. The local repository is the one of
the build: what the bundle depends on must have been fetched into it. Exits with 1 when a rule is broken.
"""

import argparse
import sys
from pathlib import Path

import file_rules
import pom_rules
import seals
from bundle import Repository, components
from poms import MissingPom
from problem import Problem


def problems(bundle, keys, local):
    """Every problem of the bundle, in the order of its folders."""
    repository = Repository(bundle, local)
    parts = components(bundle)
    yield from file_rules.check_layout(bundle, parts)
    for component in parts:
        yield from pom_rules.check(component, repository)
        yield from file_rules.check_archives(component, packaging(component, repository))
        yield from seals.check_checksums(component)
        yield from seals.check_signatures(component, keys)
        yield from seals.unsigned_companions(component)
    yield from check_bom(parts, repository)


def packaging(component, repository):
    try:
        return repository.pom(component.coordinates).raw("packaging") or "jar"
    except MissingPom:
        return "jar"


def check_bom(parts, repository):
    """Every library of the bundle stands in its bill of versions."""
    boms = [part for part in parts if part.coordinates.artifact.endswith("-bom")]
    for bom in boms:
        try:
            listed = repository.pom(bom.coordinates).managed()
        except MissingPom:
            continue  # said by the rules of POMs
        for part in parts:
            key = part.coordinates.group, part.coordinates.artifact
            if packaging(part, repository) == "jar" and listed.get(key) != part.coordinates.version:
                yield Problem("bom", f"{bom.prefix}.pom", f"does not list {part.coordinates}", "Add it.")


def main(arguments):
    parser = argparse.ArgumentParser(description="Checks a bundle against every rule of Maven Central")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--keys", type=Path, required=True, help="a GnuPG home with the public key of the signer")
    parser.add_argument("--local-repository", type=Path, default=Path.home() / ".m2" / "repository")
    options = parser.parse_args(arguments)
    found = list(problems(options.bundle, options.keys, options.local_repository))
    for problem in found:
        print(problem)
    count = len(components(options.bundle))
    print(f"{options.bundle}: {count} artifacts, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Signatures and checksums: that each file has them, and that they are right."""

import hashlib
import subprocess

from bundle import CHECKSUMS, SIGNATURE, is_companion
from problem import Problem


def check_checksums(component):
    for file in component.signed_files():
        for kind in CHECKSUMS:
            stated = file.with_name(f"{file.name}.{kind}")
            if not stated.is_file():
                yield Problem("checksum", file.name, f"has no {stated.name}", "Write it beside the file.")
            elif not _right(stated, file, kind):
                yield Problem("checksum", stated.name, f"is not the {kind} of {file.name}", "Write it after the last change.")
    for signature in component.folder.glob("*" + SIGNATURE):
        for kind in CHECKSUMS:
            stated = signature.with_name(f"{signature.name}.{kind}")
            if stated.is_file() and not _right(stated, signature, kind):
                yield Problem("checksum", stated.name, f"is not the {kind} of {signature.name}", "Write it again.")


def _right(stated, file, kind):
    return stated.read_text(encoding="ascii", errors="replace").strip() == hashlib.new(kind, file.read_bytes()).hexdigest()


def check_signatures(component, keys):
    """`keys` is a GnuPG home that holds the public key of the signer."""
    for file in component.signed_files():
        signature = file.with_name(file.name + SIGNATURE)
        if not signature.is_file():
            yield Problem("signature", file.name, "is not signed", "Build with -Prelease and a key.")
        elif not _valid(signature, file, keys):
            yield Problem("signature", signature.name, f"is no valid signature of {file.name} by a known key",
                          "Sign after the last change, with the key that is published.")


def _valid(signature, file, keys):
    done = subprocess.run(
        ["gpg", "--homedir", str(keys), "--batch", "--no-auto-key-retrieve", "--status-fd", "1", "--verify",
         str(signature), str(file)], capture_output=True, text=True, check=False)
    return done.returncode == 0 and "[GNUPG:] VALIDSIG " in done.stdout


def unsigned_companions(component):
    """Companions of companions are noise: a signature of a checksum, a checksum of a checksum."""
    for file in component.files():
        if file.suffix == SIGNATURE and is_companion(file.with_suffix("")):
            yield Problem("layout", file.name, "signs a signature or a checksum", "Remove it.")

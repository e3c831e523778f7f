"""A small bundle without a defect, signed by a key of its own, for the tests to plant one defect each."""

import hashlib
import json
import subprocess
import zipfile
from pathlib import Path

from bundle import CHECKSUMS, SIGNATURE, is_companion

GROUP, VERSION = "org.example.sample", "1.0.0"

STATEMENTS = """
  <url>https://example.org</url>
  <licenses><license><name>Apache-2.0</name><url>https://example.org/licence</url></license></licenses>
  <developers><developer><name>Somebody</name></developer></developers>
  <scm><connection>scm:git:a</connection><developerConnection>scm:git:b</developerConnection><url>c</url></scm>"""

PARENT = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>{GROUP}</groupId><artifactId>sample-parent</artifactId><version>{VERSION}</version><packaging>pom</packaging>
  <name>Parent</name><description>Sample</description>{STATEMENTS}
  <properties><fetched.version>2.0</fetched.version></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>com.example</groupId><artifactId>fetched</artifactId><version>${{fetched.version}}</version>
  </dependency></dependencies></dependencyManagement>
</project>"""

LIBRARY = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>{GROUP}</groupId><artifactId>sample-parent</artifactId><version>{VERSION}</version></parent>
  <artifactId>sample</artifactId>
  <name>Library</name>
  <dependencies><dependency><groupId>com.example</groupId><artifactId>fetched</artifactId></dependency></dependencies>
</project>"""

BOM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>{GROUP}</groupId><artifactId>sample-bom</artifactId><version>{VERSION}</version><packaging>pom</packaging>
  <name>Bill</name><description>Sample</description>{STATEMENTS}
  <dependencyManagement><dependencies><dependency>
    <groupId>{GROUP}</groupId><artifactId>sample</artifactId><version>${{project.version}}</version>
  </dependency></dependencies></dependencyManagement>
</project>"""

FETCHED = """<project><groupId>com.example</groupId><artifactId>fetched</artifactId><version>2.0</version></project>"""


class SampleBundle:
    """The bundle, the local repository beside it, and the key."""

    def __init__(self, root):
        self.root = Path(root)
        self.folder, self.local, self.keys = self.root / "bundle", self.root / "local", self.root / "keys"
        self.keys.mkdir(mode=0o700)
        new_key(self.keys)
        fetched = self.local / "com/example/fetched/2.0"
        fetched.mkdir(parents=True)
        (fetched / "fetched-2.0.pom").write_text(FETCHED)
        (fetched / "_remote.repositories").write_text("fetched-2.0.pom>central=\n")
        for artifact, pom in (("sample-parent", PARENT), ("sample", LIBRARY), ("sample-bom", BOM)):
            self.path(artifact, ".pom").parent.mkdir(parents=True)
            self.path(artifact, ".pom").write_text(pom)
        self.archive(".jar", {"Sample.class": bytes([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 61])})
        self.archive("-sources.jar", {"Sample.java": b"class Sample {}"})
        self.archive("-javadoc.jar", {"index.html": b"<p>"})
        self.bills("sample")
        self.seal()

    def path(self, artifact, ending):
        return self.folder / GROUP.replace(".", "/") / artifact / VERSION / f"{artifact}-{VERSION}{ending}"

    def archive(self, ending, files):
        with zipfile.ZipFile(self.path("sample", ending), "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    def bills(self, name, part="2.0"):
        of = {"group": GROUP, "name": name, "version": VERSION}
        parts = [{"group": "com.example", "name": "fetched", "version": part}]
        self.path("sample", "-cyclonedx.json").write_text(json.dumps(
            {"bomFormat": "CycloneDX", "metadata": {"component": of}, "components": parts}))
        self.path("sample", "-cyclonedx.xml").write_text(
            '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><component>'
            f"<group>{GROUP}</group><name>{name}</name><version>{VERSION}</version></component></metadata></bom>")

    def rewrite_pom(self, artifact, old, new):
        """Changes the POM and seals it again: the change alone is the defect."""
        pom = self.path(artifact, ".pom")
        text = pom.read_text()
        assert old in text, old
        pom.write_text(text.replace(old, new))
        self.seal()

    def seal(self, keys=None):
        """Signs every file and writes the checksums."""
        for file in [found for found in self.folder.rglob("*") if found.is_file()]:
            if is_companion(file):
                file.unlink()
        for file in [found for found in self.folder.rglob("*") if found.is_file()]:
            sign(file, keys or self.keys)
            for name in (file, file.with_name(file.name + SIGNATURE)):
                for kind in CHECKSUMS:
                    name.with_name(f"{name.name}.{kind}").write_text(hashlib.new(kind, name.read_bytes()).hexdigest())

    def close(self):
        stop_agent(self.keys)


def gpg(keys, *arguments):
    subprocess.run(["gpg", "--homedir", str(keys), "--batch", "--yes", "--quiet", *arguments],
                   check=True, capture_output=True)


def new_key(keys):
    gpg(keys, "--passphrase", "", "--quick-gen-key", "sample <sample@example.invalid>", "ed25519", "sign", "1d")


def sign(file, keys):
    gpg(keys, "--armor", "--detach-sign", "--output", str(file) + SIGNATURE, str(file))


def stop_agent(keys):
    subprocess.run(["gpgconf", "--homedir", str(keys), "--kill", "all"], check=False, capture_output=True)

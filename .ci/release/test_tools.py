"""The two tools that change the source tree, on a small one and on a copy of this one."""

import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import reactor

CI = Path(__file__).resolve().parent.parent

PARENT = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <groupId>io.github.old</groupId><artifactId>sample-parent</artifactId><version>1.2.0-SNAPSHOT</version>
  <packaging>pom</packaging><url>https://github.com/old/sample</url>
  <modules><module>library</module><module>examples</module></modules>
</project>"""
CHILD = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>io.github.old</groupId><artifactId>sample-parent</artifactId><version>1.2.0-SNAPSHOT</version></parent>
  <artifactId>NAME</artifactId><properties><maven.deploy.skip>SKIP</maven.deploy.skip></properties>MODULES
</project>"""
DEMO = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>io.github.old</groupId><artifactId>examples</artifactId><version>1.2.0-SNAPSHOT</version></parent>
  <artifactId>demo</artifactId>
</project>"""


def child(name, skip, modules=""):
    return CHILD.replace("NAME", name).replace("SKIP", skip).replace("MODULES", modules)


class ToolsTest(unittest.TestCase):

    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="tools"))
        self.addCleanup(shutil.rmtree, self.root)
        self.write("pom.xml", PARENT)
        self.write("library/pom.xml", child("library", "false"))
        self.write("examples/pom.xml", child("examples", "true", "<modules><module>demo</module></modules>"))
        self.write("examples/demo/pom.xml", DEMO)

    def write(self, name, text):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text)

    def read(self, name):
        return (self.root / name).read_text()

    @staticmethod
    def run_tool(name, *arguments):
        return subprocess.run([sys.executable, CI / name, *map(str, arguments)], capture_output=True, text=True, check=False)

    def test_published_modules_are_those_that_deploy(self):
        self.assertEqual(["sample-parent", "library"], [module.artifact for module in reactor.published(self.root)])

    def test_the_parent_may_stand_beside_the_modules(self):
        root = child("sample", "true", "<modules><module>build</module><module>library</module><module>examples</module></modules>")
        self.write("build/pom.xml", re.sub(r"<modules>.*</modules>", "", PARENT))
        self.write("pom.xml", root.replace("</parent>", "<relativePath>build/pom.xml</relativePath></parent>"))
        self.assertEqual(["sample-parent", "library"], [module.artifact for module in reactor.published(self.root)])
        done = self.run_tool("set-version", "1.2.0", self.root)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual({"1.2.0"}, {module.version() for module in reactor.modules(self.root)})

    def test_the_version_changes_everywhere_but_in_the_history(self):
        self.write("README.md", "<version>1.2.0-SNAPSHOT</version> and org:sample:1.2.0-SNAPSHOT")
        self.write("CHANGELOG.md", "1.2.0-SNAPSHOT")
        done = self.run_tool("set-version", "1.2.0", self.root)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual({"1.2.0"}, {module.version() for module in reactor.modules(self.root)})
        self.assertEqual("<version>1.2.0</version> and org:sample:1.2.0", self.read("README.md"))
        self.assertEqual("1.2.0-SNAPSHOT", self.read("CHANGELOG.md"))

    def test_a_version_must_be_one(self):
        self.assertEqual(2, self.run_tool("set-version", "next", self.root).returncode)

    def test_the_namespace_changes_in_texts_and_in_places(self):
        self.write("library/src/main/java/io/github/old/Sample.java", "package io.github.old; // io.github.older")
        self.write("library/src/main/resources/META-INF/services/io.github.old.Store", "io.github.old.Sample")
        self.write("README.md", "https://github.com/old/sample and io/github/old/Sample")
        self.write("library/target/built", "io.github.old")
        done = self.run_tool("rename-namespace", "io.github.fresh", "", self.root)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual("package io.github.fresh; // io.github.older", self.read("library/src/main/java/io/github/fresh/Sample.java"))
        self.assertEqual("io.github.fresh.Sample", self.read("library/src/main/resources/META-INF/services/io.github.fresh.Store"))
        self.assertEqual("https://github.com/fresh/sample and io/github/fresh/Sample", self.read("README.md"))
        self.assertEqual("io.github.old", self.read("library/target/built"))
        self.assertFalse((self.root / "library/src/main/java/io/github/old").exists())
        self.assertEqual({"io.github.fresh"}, {module.group() for module in reactor.modules(self.root)})

    def test_the_namespace_can_change_again(self):
        for namespace in ("org.example.one", "io.github.two"):
            done = self.run_tool("rename-namespace", namespace, "https://example.org/x/sample", self.root)
            self.assertEqual(0, done.returncode, done.stderr)
            self.assertEqual(namespace, reactor.modules(self.root)[0].group())

    def test_a_namespace_must_name_packages(self):
        for namespace in ("io.github.a-b", "acme", "io..x", "IO.github.x"):
            self.assertEqual(2, self.run_tool("rename-namespace", namespace, "", self.root).returncode, namespace)

    def test_a_url_is_asked_for_when_it_cannot_be_known(self):
        self.assertEqual(2, self.run_tool("rename-namespace", "org.example", "", self.root).returncode)

    def test_nothing_of_the_old_namespace_stays_in_a_copy_of_this_project(self):
        copy = self.root / "copy"
        shutil.copytree(CI.parent, copy, ignore=shutil.ignore_patterns("target", ".git"))
        old = reactor.modules(copy)[0].group()
        self.assertEqual(0, self.run_tool("rename-namespace", "io.github.fresh", "", copy).returncode)
        left = [file for file in copy.rglob("*") if file.is_file()
                and (old.encode() in file.read_bytes() or old.replace(".", "/") in str(file))]
        self.assertEqual([], left)
        self.assertTrue((copy / "secret-store-spi/src/main/java/io/github/fresh/store/SecretStore.java").is_file())


if __name__ == "__main__":
    unittest.main()

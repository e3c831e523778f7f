"""The verifier accepts a bundle without a defect, and names each planted one."""

import shutil
import tempfile
import unittest
from pathlib import Path

import verify
from sample_bundle import GROUP, VERSION, SampleBundle, new_key, stop_agent


class BundleTest(unittest.TestCase):
    """Gives each test the good bundle anew."""

    @classmethod
    def setUpClass(cls):
        cls.home = Path(tempfile.mkdtemp(prefix="verify"))
        cls.bundle = SampleBundle(cls.home)
        shutil.copytree(cls.bundle.folder, cls.home / "good")
        shutil.copytree(cls.bundle.local, cls.home / "good-local")

    @classmethod
    def tearDownClass(cls):
        cls.bundle.close()
        shutil.rmtree(cls.home)

    def setUp(self):
        for folder, good in ((self.bundle.folder, "good"), (self.bundle.local, "good-local")):
            shutil.rmtree(folder)
            shutil.copytree(self.home / good, folder)

    def broken(self):
        return {problem.rule for problem in
                verify.problems(self.bundle.folder, self.bundle.keys, self.bundle.local)}

    def assert_breaks(self, *rules):
        self.assertEqual(set(rules), self.broken())


class GoodBundleTest(BundleTest):

    def test_accepts_a_good_bundle(self):
        self.assert_breaks()

    def test_exits_with_1_only_when_a_rule_is_broken(self):
        arguments = [str(self.bundle.folder), "--keys", str(self.bundle.keys),
                     "--local-repository", str(self.bundle.local)]
        self.assertEqual(0, verify.main(arguments))
        self.bundle.path("sample", "-sources.jar").unlink()
        self.assertEqual(1, verify.main(arguments))


class PomRulesTest(BundleTest):

    def test_what_every_pom_says(self):
        for rule, artifact, old in (
                ("name", "sample", "<name>Library</name>"),
                ("description", "sample-parent", "<description>Sample</description>"),
                ("url", "sample-bom", "<url>https://example.org</url>"),
                ("licence", "sample-parent", "<license><name>Apache-2.0</name><url>https://example.org/licence</url></license>"),
                ("licence", "sample-parent", "<url>https://example.org/licence</url>"),
                ("developers", "sample-bom", "<developers><developer><name>Somebody</name></developer></developers>"),
                ("scm", "sample-bom", "<connection>scm:git:a</connection>"),
                ("scm", "sample-bom", "<developerConnection>scm:git:b</developerConnection>"),
                ("scm", "sample-bom", "<url>c</url>")):
            with self.subTest(rule=rule, without=old):
                self.setUp()
                self.bundle.rewrite_pom(artifact, old, "")
                self.assert_breaks(rule)

    def test_coordinates_that_are_not_the_place(self):
        self.bundle.rewrite_pom("sample-bom", "<artifactId>sample-bom</artifactId>", "<artifactId>other</artifactId>")
        self.assert_breaks("coordinates")

    def test_coordinates_that_are_no_literal_text(self):
        self.bundle.rewrite_pom("sample-bom", f"<version>1.0.0</version><packaging>", "<version>${revision}</version><packaging>")
        self.assertIn("coordinates", self.broken())

    def test_a_parent_outside_the_bundle(self):
        shutil.move(self.bundle.path("sample-parent", ".pom").parent.parent.parent / "sample-parent",
                    self.bundle.local / GROUP.replace(".", "/") / "sample-parent")
        self.assert_breaks("parent")

    def test_an_unknown_parent(self):
        shutil.rmtree(self.bundle.path("sample-parent", ".pom").parent.parent)
        self.assertIn("parent", self.broken())

    def test_a_packaging_that_is_no_library(self):
        self.bundle.rewrite_pom("sample-bom", "<packaging>pom</packaging>", "<packaging>war</packaging>")
        self.assert_breaks("packaging")

    def test_a_snapshot(self):
        old = self.bundle.folder / "org/example/sample/sample-bom/1.0.0"
        new = old.with_name("1.0.0-SNAPSHOT")
        old.rename(new)
        for file in new.iterdir():
            file.rename(new / file.name.replace("1.0.0", "1.0.0-SNAPSHOT"))
        self.assertIn("snapshot", self.broken())

    def test_a_dependency_on_a_snapshot(self):
        self.bundle.rewrite_pom("sample-parent", "<fetched.version>2.0<", "<fetched.version>2.0-SNAPSHOT<")
        self.assert_breaks("snapshot", "dependency")

    def test_repositories_of_its_own(self):
        for name in ("repositories", "pluginRepositories", "distributionManagement"):
            with self.subTest(name=name):
                self.setUp()
                self.bundle.rewrite_pom("sample", "<dependencies>",
                                        f"<{name}><repository><url>https://example.org</url></repository></{name}><dependencies>")
                self.assert_breaks("outside-central")

    def test_repositories_in_a_profile(self):
        self.bundle.rewrite_pom("sample", "<dependencies>", "<profiles><profile><id>x</id><repositories><repository>"
                                "<url>https://example.org</url></repository></repositories></profile></profiles><dependencies>")
        self.assert_breaks("outside-central")

    def test_a_file_of_the_machine(self):
        self.bundle.rewrite_pom("sample", "<artifactId>fetched</artifactId>",
                                "<artifactId>fetched</artifactId><scope>system</scope><systemPath>/x.jar</systemPath>")
        self.assert_breaks("outside-central")

    def test_a_dependency_without_version(self):
        self.bundle.rewrite_pom("sample-parent", "<version>${fetched.version}</version>", "")
        self.assert_breaks("dependency")

    def test_a_dependency_on_a_range_or_on_the_latest(self):
        for version in ("[1,2)", "LATEST", "RELEASE", "${nowhere}"):
            with self.subTest(version=version):
                self.setUp()
                self.bundle.rewrite_pom("sample-parent", "${fetched.version}", version)
                self.assert_breaks("dependency")

    def test_a_dependency_that_only_this_machine_has(self):
        (self.bundle.local / "com/example/fetched/2.0/_remote.repositories").write_text("fetched-2.0.pom>=\n")
        self.assert_breaks("dependency")

    def test_a_sibling_that_is_not_in_the_bundle(self):
        self.bundle.rewrite_pom("sample-bom", f"<groupId>{GROUP}</groupId><artifactId>sample</artifactId>",
                                f"<groupId>{GROUP}</groupId><artifactId>gone</artifactId>")
        self.assert_breaks("sibling", "bom")

    def test_a_sibling_that_is_not_published_whatever_it_is_for(self):
        kit = f"<dependency><groupId>{GROUP}</groupId><artifactId>kit</artifactId><version>{VERSION}</version>"
        for scope in ("", "<scope>test</scope>", "<scope>provided</scope>", "<optional>true</optional>"):
            for artifact, where in (("sample", "<dependencies>"), ("sample-parent", "<dependencyManagement><dependencies>")):
                with self.subTest(scope=scope, of=artifact):
                    self.setUp()
                    self.bundle.rewrite_pom(artifact, where, f"{where}{kit}{scope}</dependency>")
                    self.assert_breaks("sibling")

    def test_a_sibling_of_a_profile_that_is_not_published(self):
        self.bundle.rewrite_pom("sample", "<dependencies>", f"<profiles><profile><id>x</id><dependencies><dependency><groupId>{GROUP}"
                                "</groupId><artifactId>kit</artifactId></dependency></dependencies></profile></profiles><dependencies>")
        self.assert_breaks("sibling")


class FileRulesTest(BundleTest):

    def test_files_that_are_missing(self):
        for rule, ending in (("jar", ".jar"), ("sources", "-sources.jar"), ("javadoc", "-javadoc.jar"),
                             ("sbom", "-cyclonedx.json"), ("sbom", "-cyclonedx.xml")):
            with self.subTest(ending=ending):
                self.setUp()
                self.bundle.path("sample", ending).unlink()
                self.bundle.seal()
                self.assert_breaks(rule)

    def test_archives_without_content(self):
        for rule, ending in (("jar", ".jar"), ("sources", "-sources.jar"), ("javadoc", "-javadoc.jar")):
            with self.subTest(ending=ending):
                self.setUp()
                self.bundle.archive(ending, {"META-INF/MANIFEST.MF": b""})
                self.bundle.seal()
                self.assert_breaks(rule)

    def test_an_archive_that_is_none(self):
        self.bundle.path("sample", ".jar").write_bytes(b"PK")
        self.bundle.seal()
        self.assert_breaks("jar")

    def test_classes_for_a_newer_java(self):
        self.bundle.archive(".jar", {"Sample.class": bytes([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 62])})
        self.bundle.seal()
        self.assert_breaks("jar")

    def test_the_bill_of_another_artifact(self):
        self.bundle.bills("other")
        self.bundle.seal()
        self.assert_breaks("sbom")

    def test_a_bill_that_lists_a_snapshot(self):
        self.bundle.bills("sample", part="2.0-SNAPSHOT")
        self.bundle.seal()
        self.assert_breaks("sbom")

    def test_a_bill_that_is_none(self):
        for ending in ("-cyclonedx.json", "-cyclonedx.xml"):
            with self.subTest(ending=ending):
                self.setUp()
                self.bundle.path("sample", ending).write_text("{}")
                self.bundle.seal()
                self.assert_breaks("sbom")

    def test_files_that_do_not_belong_there(self):
        for name in ("notes.txt", "org/example/sample/sample/maven-metadata.xml", "org/example/sample/sample/1.0.0/other.jar"):
            with self.subTest(name=name):
                self.setUp()
                (self.bundle.folder / name).write_text("x")
                self.assertIn("layout", self.broken())

    def test_companions_without_their_file(self):
        self.bundle.path("sample", "-extra.jar.asc").write_text("x")
        self.assert_breaks("layout")

    def test_an_empty_folder(self):
        shutil.rmtree(self.bundle.folder)
        self.bundle.folder.mkdir()
        self.assert_breaks("layout")


class SealsTest(BundleTest):

    def test_checksums_that_are_missing_or_wrong(self):
        for kind in ("md5", "sha1", "sha256", "sha512"):
            for change in (Path.unlink, lambda file: file.write_text("0" * 40)):
                with self.subTest(kind=kind):
                    self.setUp()
                    change(self.bundle.path("sample", f".jar.{kind}"))
                    self.assert_breaks("checksum")

    def test_a_wrong_checksum_of_a_signature(self):
        self.bundle.path("sample", ".jar.asc.sha1").write_text("0" * 40)
        self.assert_breaks("checksum")

    def test_a_missing_signature(self):
        for file in self.bundle.path("sample", ".jar").parent.glob("sample-1.0.0.jar.asc*"):
            file.unlink()
        self.assert_breaks("signature")

    def test_a_file_that_changed_after_it_was_signed(self):
        with self.bundle.path("sample", "-sources.jar").open("ab") as archive:
            archive.write(b"x")
        self.assert_breaks("signature", "checksum")

    def test_a_signature_of_another_key(self):
        other = self.home / "other"
        other.mkdir(mode=0o700)
        try:
            new_key(other)
            self.bundle.seal(other)
            self.assert_breaks("signature")
        finally:
            stop_agent(other)
            shutil.rmtree(other)

    def test_a_signature_of_a_checksum(self):
        file = self.bundle.path("sample", ".jar.md5.asc")
        file.write_text("x")
        self.assert_breaks("layout")


class BomTest(BundleTest):

    def test_a_library_that_the_bill_of_versions_leaves_out(self):
        self.bundle.rewrite_pom("sample-bom", f"<dependency>\n    <groupId>{GROUP}</groupId><artifactId>sample</artifactId>"
                                "<version>${project.version}</version>\n  </dependency>", "")
        self.assert_breaks("bom")

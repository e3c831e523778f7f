package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The descriptors of the modules say which packages are exported; each list of packages that are not, which Maven's plugins and our rules
 * want written out, says the same.
 */
class InsidePackagesTest {

    private static final String ROOT = "io.github.bitbucketoidc.";
    private static final Pattern EXPORT = Pattern.compile("exports\\s+([\\w.]+)\\s*(to\\b)?[^;]*;");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    private static String read(String file) throws IOException {
        return Files.readString(Repository.root().resolve(file));
    }

    private static Set<String> all(String module) throws IOException {
        Set<String> packages = new TreeSet<>();
        for (Path file : Repository.javaFiles(Repository.root().resolve(module).resolve("src/main/java"))) {
            PACKAGE.matcher(Files.readString(file)).results().forEach(found -> packages.add(found.group(1)));
        }
        return packages;
    }

    private static Set<String> exported(String module, boolean toNeighboursToo) throws IOException {
        if (module.equals("store-aws")) { // what its SDK is made of has no module names, so it has no descriptor
            return Set.of(ROOT + "store.aws");
        }
        return EXPORT.matcher(read(module + "/src/main/java/module-info.java"))
                .results()
                .filter(found -> toNeighboursToo || found.group(2) == null)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is exported to nobody, or to neighbours only. */
    private static Set<String> inside(String module) throws IOException {
        Set<String> packages = all(module);
        packages.removeAll(exported(module, false));
        return packages;
    }

    private static Set<String> property(String file, String element, String separator) throws IOException {
        String found = Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(read(file))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        return new TreeSet<>(List.of(found.split(separator, -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitbucket-oidc-core", "bitbucket-oidc-provider"})
    void doclintLeavesOutWhatIsInside(String module) throws IOException {
        Set<String> expected =
                inside(module).stream().map(name -> '-' + name).collect(Collectors.toCollection(TreeSet::new));
        expected.add(ROOT + '*');
        assertThat(property(module + "/pom.xml", "doclint.packages", ",")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-store-spi", "store-file", "store-vault", "store-aws"})
    void doclintLooksAtWhatStoresExport(String module) throws IOException {
        assertThat(property(module + "/pom.xml", "doclint.packages", ",")).isEqualTo(exported(module, false));
    }

    /** What is exported to nobody, the tool leaves out by itself. */
    @Test
    void javadocLeavesOutWhatIsForNeighbours() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String module : List.of("bitbucket-oidc-core", "bitbucket-oidc-provider")) {
            expected.addAll(exported(module, true));
            expected.removeAll(exported(module, false));
        }
        assertThat(property("build/pom.xml", "excludePackageNames", ":")).isEqualTo(expected);
    }

    @Test
    void comparingWithAReleaseLeavesOutWhatIsInside() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String module : List.of(
                "bitbucket-oidc-core",
                "bitbucket-oidc-provider",
                "secret-store-spi",
                "store-file",
                "store-vault",
                "store-aws")) {
            expected.addAll(inside(module));
        }
        Set<String> excluded = Pattern.compile("<exclude>(" + Pattern.quote(ROOT) + "[\\w.]+)</exclude>")
                .matcher(read("build/pom.xml"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(excluded).isEqualTo(expected);
    }

    @Test
    void theRulesOnWhoKnowsWhomNameWhatIsInside() throws IOException {
        assertThat(rule("INSIDE_OF_THE_CORE")).isEqualTo(shortened("bitbucket-oidc-core"));
        assertThat(rule("INSIDE_OF_THE_PROVIDER")).isEqualTo(shortened("bitbucket-oidc-provider"));
    }

    private static Set<String> shortened(String module) throws IOException {
        return inside(module).stream()
                .map(name -> name.replace(ROOT, ".."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rule(String constant) throws IOException {
        String source = Files.readString(Repository.sourceOf(DirectionOfKnowledgeTest.class));
        int start = source.indexOf('{', source.indexOf(constant + " = "));
        return Stream.of(source.substring(start + 1, source.indexOf('}', start)).split(",", -1))
                .map(text -> text.strip().replace("\"", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

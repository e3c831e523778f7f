package io.github.bitbucketoidc.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.FilterDomain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The schema that editors use accepts every accepted sample and refuses every refused one, but for those whose mistake no schema
 * can see: they are named here, with the reason.
 */
class PolicySchemaTest {

    static final String IN_THE_JAR = "/META-INF/bitbucket-oidc/policy.schema.json";

    private static final Path FILES = Path.of("src/test/resources/policy");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> NO_DOCUMENT_AT_ALL = Set.of(
            "anchor-without-a-name",
            "colon-in-plain-text",
            "control-character",
            "escape-without-digits",
            "indentation-does-not-fit",
            "invalid-utf-8",
            "key-that-is-a-list",
            "key-without-a-colon",
            "nul-character",
            "quote-not-closed",
            "something-behind-the-map",
            "tab-indents",
            "tab-indents-deeper",
            "text-begins-with-an-at",
            "text-goes-on-behind-its-quote",
            "two-documents",
            "unclosed-bracket",
            "unclosed-quote",
            "unknown-escape",
            "escape-above-all-characters",
            "escape-above-all-numbers",
            "escape-cut-off-by-the-end",
            "unquoted-star",
            "utf-16");

    /** How the document is written, of which nothing is left in what a schema sees. */
    private static final Set<String> SPELLING = Set.of(
            "anchor",
            "byte-order-mark",
            "duplicate-grant",
            "duplicate-key-in-json",
            "duplicate-key-of-a-grant",
            "duplicate-section",
            "duplicate-setting-of-a-store",
            "key-that-is-a-number",
            "merge-key",
            "nested-too-deep",
            "tag",
            "tag-of-a-java-class",
            "yaml-1-1",
            "yaml-of-another-major-version",
            "yaml-tag-directive");

    /** Names that stand in one place and are used in another. */
    private static final Set<String> NAMES = Set.of(
            "error-in-a-single-quoted-condition",
            "repository-of-an-unknown-workspace",
            "same-issuer-twice",
            "same-uuid-twice",
            "unknown-name",
            "unknown-name-in-a-list",
            "unknown-store");

    /** What only the store itself knows. */
    private static final Set<String> STORES = Set.of(
            "credential-written-out",
            "missing-store-setting",
            "number-of-a-store-too-large",
            "store-setting-of-the-wrong-type",
            "unknown-store-setting",
            "unknown-store-type");

    /** What conditions mean, and how variables of several grants compare. */
    private static final Set<String> MEANING = Set.of(
            "case-twins",
            "case-twins-in-two-grants",
            "clash-not-shown-apart",
            "clash-of-a-glob-and-a-text",
            "clash-of-different-fields",
            "clash-of-one-alternative",
            "clash-of-two-grants",
            "clash-of-workspace-and-repository",
            "clash-once-no-longer-in-shadow",
            "denial-by-absence",
            "denial-by-absence-of-an-environment",
            "denial-by-negation",
            "denial-on-absence-itself",
            "literal-repository-among-workspaces",
            "literal-repository-beside-the-wrong-alternative",
            "not-every-path-is-the-repositorys-own",
            "not-pinned-behind-double-negation",
            "not-pinned-by-a-branch",
            "not-pinned-by-a-glob",
            "not-pinned-by-negation",
            "not-pinned-by-presence",
            "not-pinned-on-one-side-of-or",
            "own-path-among-workspaces",
            "too-many-alternatives");

    private final JsonNode schemaText = schemaText();
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText);

    @Test
    void shipsInTheJarAsInTheDocs() throws IOException {
        assertThat(schemaText)
                .isEqualTo(JSON.readTree(Path.of("../docs/policy.schema.json").toFile()));
        assertThat(schemaText.path("title").asText()).isNotEmpty();
    }

    @Test
    void acceptsEveryAcceptedSample() throws IOException {
        for (Path file : samples("accepted")) {
            assertThat(complaints(document(file).orElseThrow())).as(name(file)).isEmpty();
        }
    }

    @Test
    void refusesEveryRefusedSampleWhoseMistakeASchemaCanSee() throws IOException {
        Set<String> unreadable = new TreeSet<>();
        Set<String> accepted = new TreeSet<>();
        for (Path file : samples("refused")) {
            Optional<JsonNode> document = document(file);
            if (document.isEmpty()) {
                unreadable.add(name(file));
            } else if (complaints(document.get()).isEmpty()) {
                accepted.add(name(file));
            }
        }
        assertThat(unreadable).isSubsetOf(union(List.of(NO_DOCUMENT_AT_ALL, SPELLING)));
        assertThat(accepted)
                .isEqualTo(minus(union(List.of(NO_DOCUMENT_AT_ALL, SPELLING, NAMES, STORES, MEANING)), unreadable));
    }

    @Test
    void refusesAnythingButAMap() {
        assertThat(complaints(JSON.valueToTree(List.of()))).isNotEmpty();
        assertThat(complaints(JSON.nullNode())).isNotEmpty();
    }

    /** A condition that the language reads must not be marked red in an editor. */
    @Property
    @Domain(FilterDomain.class)
    void acceptsEveryCondition(@ForAll ClaimFilter filter) {
        assertThat(filter.toString()).matches(CONDITION);
    }

    private static final Pattern CONDITION =
            Pattern.compile(schemaText().at("/$defs/condition/pattern").asText());

    private Set<String> complaints(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode schemaText() {
        try (InputStream in = Objects.requireNonNull(PolicyFile.class.getResourceAsStream(IN_THE_JAR))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Iterable<Path> samples(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
            return files.filter(file -> !file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<JsonNode> document(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(true)
                .build();
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            Object loaded = new Load(settings).loadFromString(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return Optional.of(JSON.valueToTree(loaded));
        } catch (YamlEngineException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }

    private static Set<String> union(Collection<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> minus(Set<String> set, Set<String> less) {
        Set<String> rest = new TreeSet<>(set);
        rest.removeAll(less);
        return rest;
    }
}

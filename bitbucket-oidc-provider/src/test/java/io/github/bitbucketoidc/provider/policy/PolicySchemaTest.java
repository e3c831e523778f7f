package io.github.bitbucketoidc.provider.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterDomain;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** The samples of this module, and those that need files of secrets. */
    private static final List<Path> FILES =
            List.of(Path.of("src/test/resources/policy"), Path.of("../store-file/src/test/resources/policy"));

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
            "comment-glued-in-a-list",
            "comment-glued-to-a-condition",
            "comment-glued-to-a-path",
            "comment-glued-to-a-quoted-reference",
            "comment-glued-to-a-reference",
            "comment-glued-to-a-uuid",
            "comment-glued-to-a-wildcards-secret",
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
            "denial-of-a-secret-in-an-unknown-store",
            "unknown-store");

    /** What only the store itself knows, or the file system. */
    private static final Set<String> STORES = Set.of(
            "byte-order-mark-in-a-folder",
            "credential-written-out",
            "dot-in-place-of-the-field",
            "field-that-the-secret-has-not",
            "missing-store-setting",
            "number-of-a-store-too-large",
            "path-that-the-file-does-not-hold",
            "policy-that-its-group-may-write",
            "policy-that-others-may-write",
            "secrets-that-others-may-read",
            "store-setting-of-the-wrong-type",
            "unknown-store-setting",
            "unknown-store-type");

    /** What conditions mean, and how variables of several grants compare. */
    private static final Set<String> MEANING = Set.of(
            "branch-begins-with-a-dot",
            "branch-begins-with-a-slash",
            "branch-ends-with-a-dot",
            "branch-ends-with-a-slash",
            "branch-ends-with-lock",
            "branch-in-a-list-is-a-ref",
            "branch-is-a-pattern",
            "branch-is-a-pattern-of-one",
            "branch-is-a-ref",
            "branch-is-a-remote",
            "branch-is-a-tag",
            "branch-is-not-a-ref",
            "branch-like-a-class",
            "branch-like-a-ref",
            "branch-like-a-regular-expression",
            "branch-like-all-refs",
            "branch-like-any-text-of-a-regular-expression",
            "branch-like-digits",
            "branch-with-a-blank",
            "branch-with-a-caret",
            "branch-with-a-colon",
            "branch-with-a-control-character",
            "branch-with-a-tilde",
            "branch-with-at-and-brace",
            "branch-with-two-dots",
            "branch-with-two-slashes",
            "denial-of-a-branch-that-cannot-be",
            "case-twins",
            "case-twins-in-two-grants",
            "name-kubeconfig",
            "name-node-tls-reject-unauthorized",
            "name-openssl-conf",
            "name-pip-index-url",
            "wildcard-only-a-reserved-name",
            "wildcard-only-what-it-cannot-become",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ type: file, path: s, permissions: group, allow: missing, trim: newline }",
                "{ type: file, path: { file: name, permissions: group } }",
                "{ type: file, path: s, permissions: { env: MODE }, allow: { file: word } }",
                "{ type: vault, client-key: k, permissions: any, login: { token: { file: t, permissions: any } } }",
                "{ type: vault, allow: [data-path], requests: { file: { path: p }, permissions: { path: q } } }",
                "{ type: aws-credentials, roles: { d: { session-policy: { file: d.json, permissions: owner } } } }",
                "{ type: of-somebody-else, permissions: [read], allow: all, nested: { permissions: 7 } }"
            })
    void acceptsWhoMayReadAFile(String store) {
        assertThat(complaints(withStore(store))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ type: file, path: s, permissions: all }",
                "{ type: file, path: s, permissions: 0640 }",
                "{ type: file, path: s, permissions: [group] }",
                "{ type: file, path: s, permissions: { env: MODE, permissions: any } }",
                "{ type: file, path: s, allow: [missing] }",
                "{ type: file, path: s, allow: everything }",
                "{ type: file, path: { file: name, permissions: all } }",
                "{ type: vault, permissions: Any }",
                "{ type: vault, login: { app-role: { secret-id: { file: s, permissions: { env: MODE } } } } }",
                "{ type: aws-credentials, roles: { d: { session-policy: { file: d.json, permissions: world } } } }",
                "{ type: of-somebody-else, token: { file: t, permissions: all } }"
            })
    void refusesOtherWordsForWhoMayReadAFile(String store) {
        assertThat(complaints(withStore(store))).isNotEmpty();
    }

    private static JsonNode withStore(String store) {
        String text = """
                version: 1
                workspaces: { acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" } }
                stores: { one: %s }
                """.formatted(store);
        return JSON.valueToTree(
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(text));
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
        List<Path> samples = new ArrayList<>();
        for (Path place : FILES) {
            try (Stream<Path> files = Files.list(place.resolve(folder))) {
                files.filter(file -> !file.toString().endsWith(".txt")).sorted().forEach(samples::add);
            }
        }
        return samples;
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

package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.FileAuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the audit log tells every field of an event, in its order, and no other. */
class AuditPageTest {

    private static final String PAGE = "docs/audit.md";
    private static final Pattern NAME = Pattern.compile("\"([a-z-]+)\":");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_-]+)` \\|", Pattern.MULTILINE);
    private static final UUID ID = new UUID(1, 2);

    @TempDir
    Path folder;

    /** An event in which everything is there. */
    private static AuditEvent full() {
        List<String> one = List.of("x");
        return new AuditFacts(
                Instant.EPOCH,
                Origin.of("c", "192.0.2.1", Optional.of("192.0.2.2")),
                200,
                AuditEvent.Outcome.RELEASED,
                Optional.of("x"),
                "x",
                Optional.of(new AuditFacts.Step(
                        "x",
                        "x",
                        ID,
                        ID,
                        Optional.of(ID),
                        Optional.of(ID),
                        ID,
                        Optional.of("x"),
                        "x",
                        Optional.of("x"),
                        "x",
                        1,
                        1)),
                Optional.of(new AuditFacts.Decided(one, one, one, one, one, one, one, Optional.of("x"))),
                List.of(new AuditFacts.Variable(
                        "x",
                        "x",
                        "x",
                        Optional.of("x"),
                        Optional.of("x"),
                        one,
                        Optional.of("x"),
                        Optional.of("x"),
                        Optional.of(Instant.EPOCH))),
                one,
                one,
                one,
                "x",
                Duration.ZERO);
    }

    private static AuditEvent counted() {
        AuditEvent full = full();
        return new AuditFacts(
                full.time(),
                full.origin(),
                401,
                AuditEvent.Outcome.REFUSED,
                full.code(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Duration.ZERO,
                Optional.of(new AuditFacts.Counted(2, Instant.EPOCH, Instant.EPOCH)));
    }

    private static List<String> names(String json) {
        return NAME.matcher(json).results().map(name -> name.group(1)).toList();
    }

    /** The first words of the rows below this head. */
    private static List<String> rows(String head) throws IOException {
        String page = Files.readString(Repository.root().resolve(PAGE));
        int from = page.indexOf("| " + head + " |");
        assertThat(from).as("a table of %s", head).isNotNegative();
        String table = page.substring(from, page.indexOf("\n\n", from));
        return ROW.matcher(table).results().map(row -> row.group(1)).toList();
    }

    @Test
    void tellsEveryFieldInItsOrder() throws IOException {
        String json = full().toJson();
        int variables = json.indexOf("[{");
        String variable = json.substring(variables, json.indexOf("}]"));

        assertThat(rows("field of a variable")).isEqualTo(names(variable));
        List<String> rows = new ArrayList<>(rows("field"));
        assertThat(rows.remove(rows.size() - 1)).isEqualTo("cut"); // of a longer one
        assertThat(rows).isEqualTo(names(json.replace(variable, "")));
    }

    @Test
    void tellsEveryFieldOfACountInItsOrder() throws IOException {
        assertThat(rows("field of a count")).isEqualTo(names(counted().toJson()));
        assertThat(names(Markdown.blocks(PAGE, "json").get(1)))
                .isEqualTo(names(counted().toJson()).stream()
                        .filter(name -> !name.equals("client"))
                        .toList());
    }

    @Test
    void tellsEveryOutcome() throws IOException {
        assertThat(rows("outcome"))
                .isEqualTo(Arrays.stream(AuditEvent.Outcome.values())
                        .map(AuditEvent.Outcome::toString)
                        .toList());
    }

    @Test
    void itsExampleHasFieldsOfAnEventOnly() throws IOException {
        assertThat(names(full().toJson()))
                .containsAll(names(Markdown.blocks(PAGE, "json").get(0)));
    }

    @Test
    void itsJavaIsTheCodeBelow() throws IOException {
        String source = Files.readString(Repository.sourceOf(AuditPageTest.class));
        assertThat(Markdown.blocks(PAGE, "java"))
                .singleElement()
                .satisfies(block -> assertThat(source.replaceAll("\\s+", "")).contains(block.replaceAll("\\s+", "")));
    }

    @Test
    void theFileHasTheEvent() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
                """);
        FileAuditLog audit = FileAuditLog.builder(folder.resolve("audit.jsonl"))
                .fsync() // wait for the disk; without it an event survives the program, but not the machine
                .maxBytes(50_000_000) // then audit.jsonl becomes audit.jsonl.1, and so on
                .deleteAfter(Duration.ofDays(400)) // without this nothing that a proven token did is ever deleted
                .build();
        SecretProvider provider =
                SecretProvider.builder().policyFile(policy).auditLog(audit).build();
        Release refused = provider.release("no token", Origin.local());
        provider.close();
        audit.close();

        assertThat(refused.status()).isEqualTo(401);
        assertThat(Files.readString(folder.resolve("audit.jsonl.unproven"))).contains("\"outcome\":\"refused\"");
    }
}

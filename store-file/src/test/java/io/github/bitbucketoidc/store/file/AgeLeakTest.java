package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.file.AgeFixture.Identity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of an identity or of what is decrypted shows up: in no log at any level, no exception with its causes, no toString. */
class AgeLeakTest {

    private static final String VALUE = "a-value-that-must-show-up-nowhere";

    @TempDir
    Path folder;

    private final Queue<String> shown = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            shown.add(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Identity identity;
    private Path key;
    private Path file;

    @BeforeEach
    void listen() throws Exception {
        identity = Identity.generate();
        key = Fixture.write(folder.resolve("age.key"), identity.file());
        file = Fixture.write(folder.resolve("s.yaml.age"), AgeFixture.encrypt("a: " + VALUE + "\n", identity));
        handler.setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    @AfterEach
    void stop() {
        root.removeHandler(handler);
        root.setLevel(before);
    }

    private void showProblems() {
        Throwable refused =
                catchThrowable(() -> Fixture.open(file, AgeFixture.with(key)).close());
        assertThat(refused).isNotNull();
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        shown.add(trace.toString());
    }

    private void assertNothingIsShown() {
        String key1 = identity.secret().substring("AGE-SECRET-KEY-1".length());
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8));
        assertThat(shown)
                .isNotEmpty()
                .noneMatch(line -> line.contains(VALUE)
                        || line.contains(base64)
                        || line.contains(key1.substring(0, 20))
                        || line.contains(key1.substring(key1.length() - 20)));
    }

    @Test
    void whenTheFileOrTheIdentityIsRefusedAtLoad() throws Exception {
        byte[] whole = AgeFixture.encrypt("a: " + VALUE + "\n", identity);
        Fixture.write(file, Arrays.copyOf(whole, whole.length - 1));
        showProblems();
        Fixture.write(file, AgeFixture.encrypt(VALUE + "\n", identity));
        showProblems();
        Fixture.write(file, AgeFixture.encrypt("a: [" + VALUE + "]\n", identity));
        showProblems();
        Fixture.write(file, "a: " + VALUE + "\n");
        showProblems();
        Fixture.write(file, whole);
        for (String other : List.of(
                identity.secret() + "Q",
                identity.secret().toLowerCase(java.util.Locale.ROOT),
                identity.secret().substring(0, identity.secret().length() - 1) + "B",
                identity.secret().substring(0, identity.secret().length() - 2) + "QQ",
                Identity.generate().secret())) {
            Fixture.write(key, other);
            showProblems();
        }
        assertNothingIsShown();
    }

    @Test
    void whenItIsInTheSettings() {
        Throwable refused = catchThrowable(
                () -> Fixture.open(file, Map.of("identity", identity.secret())).close());
        shown.add(String.valueOf(refused));
        assertNothingIsShown();
    }

    /** With the store's own thread, as an application has it. */
    @Test
    void whenAFileIsTakenAndAnotherIsNot() throws Exception {
        try (SecretStore store = Fixture.open(file, AgeFixture.with(key))) {
            Fixture.write(file, AgeFixture.armored("a: " + VALUE + "2\n", identity));
            Awaitility.await().until(() -> Fixture.text(store, "a").endsWith("2"));
            Fixture.write(file, AgeFixture.encrypt("a: " + VALUE + "3\n", Identity.generate()));
            Awaitility.await().until(() -> store.health().status() == StoreHealth.Status.DEGRADED);
            shown.add(store + " " + store.health());
            assertThat(Fixture.text(store, "a")).isEqualTo(VALUE + "2");
        }
        assertThat(shown)
                .anyMatch(line -> line.contains("was taken: 1 secret"))
                .anyMatch(line -> line.contains("its last good content is still served. no identity"));
        assertNothingIsShown();
    }
}

package io.github.bitbucketoidc.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file of secrets, all of which is in memory, says of a reference when the policy is loaded. */
class FileStoreMissingTest {

    private static final String INSIST = "; to deliver what comes later, write allow: missing in the store's settings";

    @TempDir
    Path folder;

    Path file;
    SecretStore store;

    @BeforeEach
    void open() throws IOException {
        file = Fixture.write(folder.resolve("s.yaml"), "npm: { token: t, user: u }\nplain: hidden-value\n");
        store = Fixture.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static SecretReference to(String path) {
        return SecretReference.to(SecretId.of(path));
    }

    @Test
    void acceptsWhatIsThere() {
        assertThat(store.validate(to("npm").withField("token"))).isEmpty();
        assertThat(store.validate(to("npm").withEveryField())).isEmpty();
        assertThat(store.validate(to("plain"))).isEmpty();
    }

    @Test
    void proposesTheFieldThatWasWrittenAsPartOfThePath() {
        assertThat(store.validate(to("npm.token")))
                .contains("it holds no secret 'npm.token'; fix: did you mean `npm#token`?" + INSIST);
        assertThat(store.validate(to("npm/user")))
                .contains("it holds no secret 'npm/user'; fix: did you mean `npm#user`?" + INSIST);
    }

    @Test
    void listsWhatThereIsAndNoValue() {
        assertThat(store.validate(to("nmp"))).contains("it holds no secret 'nmp'; fix: it holds npm, plain" + INSIST);
        assertThat(store.validate(to("npm").withField("tokn")))
                .contains("the secret 'npm' has no field 'tokn'; fix: its fields are token, user" + INSIST);
        assertThat(store.validate(to("plain").withField("x")).orElseThrow())
                .contains("it is one text, write `plain`")
                .doesNotContain("hidden");
    }

    @Test
    void refusesThePartThatASecretCannotHave() {
        assertThat(store.validate(to("plain").withEveryField()).orElseThrow()).contains("has no fields");
        assertThat(store.validate(to("npm")).orElseThrow())
                .contains("has fields only; fix: name one of them, as in `npm#token`");
    }

    @Test
    void leavesTemplatesAlone() {
        assertThat(store.validate(to("00000000-0000-0000-0000-000000000000").asTemplate()))
                .isEmpty();
    }

    @Test
    void knowsWhatWasWrittenJustNow() throws IOException {
        Fixture.write(file, "npm: { token: t, user: u }\nplain: p\nlater: l\n");
        assertThat(store.validate(to("later"))).isEmpty();
    }

    @Test
    void canBeToldToWait() {
        try (SecretStore patient = Fixture.open(file, Map.of("allow", "missing"))) {
            assertThat(patient.validate(to("later"))).isEmpty();
        }
        assertThat(Fixture.problems(file, Map.of("allow", "all")).get(0))
                .hasToString("allow: is not known (write missing, or leave it out to have references checked at load)");
    }
}

package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.TestKeys;
import io.github.bitbucketoidc.rows.Row;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** Attack row K6's alarm, and that an alarm rings once for each change. */
class KeyAlarmsTest {

    private final List<String> log = new ArrayList<>();
    private final KeyAlarms alarms = new KeyAlarms("https://issuer.example", recorder());

    /** A logger that keeps what it is told, with its level. */
    private Logger recorder() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    Object[] values = arguments.length == 2 && arguments[1] instanceof Object[] several
                            ? several
                            : Arrays.copyOfRange(arguments, 1, arguments.length);
                    log.add(method.getName()
                            + ' '
                            + MessageFormatter.arrayFormat((String) arguments[0], values)
                                    .getMessage());
                    return null;
                });
    }

    private static KeySet read(String... jwks) throws KeySetRefused {
        return new KeySetReader().read(TestKeys.set(jwks).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ringsOnceForOneFailureAndOnceForItsEnd() throws KeySetRefused {
        alarms.failed("it answered 500", true);
        alarms.failed("it answered 500", true);
        alarms.failed("it is gone", false);
        alarms.refreshed(read(TestKeys.jwk("k1")));
        alarms.refreshed(read(TestKeys.jwk("k1")));

        assertThat(log)
                .containsExactly(
                        "warn The keys of https://issuer.example could not be refreshed: it answered 500. The last good ones"
                                + " serve for now.",
                        "warn The keys of https://issuer.example could not be refreshed: it is gone. Its tokens cannot be"
                                + " judged until that works.",
                        "info The keys of https://issuer.example are refreshed again: 1 usable");
    }

    @Test
    void namesWhatIsDroppedOnce() throws KeySetRefused {
        String weak = TestKeys.jwk("weak", TestKeys.rsa("short", 1024));
        alarms.refreshed(read(TestKeys.jwk("k1"), weak, "{\"kty\":\"EC\",\"kid\":\"bad\\u001b[31m\"}"));
        alarms.refreshed(read(TestKeys.jwk("k1"), weak, "{\"kty\":\"EC\",\"kid\":\"bad\\u001b[31m\"}"));

        assertThat(log)
                .containsExactly("warn Dropped from the key set of https://issuer.example: the key weak has 1024 bits"
                        + " instead of 2048 to 8192; a key without a usable kid is not an RSA key for verifying RS256"
                        + " signatures");
    }

    @Row("K6")
    @Test
    void k6NamesThePrivateMember() {
        try {
            read(TestKeys.jwk("k1").replace("}", ",\"d\":\"AQAB\"}"));
        } catch (KeySetRefused refused) {
            assertThat(refused)
                    .hasMessage(
                            "it publishes a private or symmetric key (a member d): whoever read it can forge tokens,"
                                    + " so none of its keys is used");
            return;
        }
        throw new AssertionError("a private key was taken");
    }
}

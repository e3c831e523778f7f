package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.text.Issuers;
import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.provider.log.SafeText;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.store.HiddenCharacters;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.file.reading.FieldName;
import io.github.bitbucketoidc.store.support.Loopback;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the SPI and the core both need, and neither can take from the other, is the same on both sides. */
class TextKitTest {

    /** Where a list of hidden characters has more, or other, characters on purpose. */
    private static void assertHidden(IntPredicate refused, IntPredicate alsoRefused) {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> refused.test(c) != (Quoting.isHidden(c) || alsoRefused.test(c)))
                .findFirst()
                .ifPresent(c -> assertThat(refused.test(c)).as("U+%04X", c).isEqualTo(!refused.test(c)));
    }

    private static String around(int codePoint) {
        return "a" + Character.toString(codePoint) + "b";
    }

    @Test
    void storesHideWhatTheCoreHides() {
        assertHidden(HiddenCharacters::contains, c -> false);
    }

    @Test
    void pathsRefuseWhatIsHiddenAndWhatWouldSplitAnAddress() {
        assertHidden(c -> !isPath(around(c)), c -> "?#%\\".indexOf(c) >= 0);
    }

    private static boolean isPath(String text) {
        try {
            SecretPath.of(text);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void fieldsRefuseWhatIsHiddenAndWhatStandsForNoText() {
        assertHidden(c -> !FieldName.wellFormed(around(c)), c -> c == 0xFFFD);
    }

    @Test
    void namesOfGrantsRefuseWhatIsHidden() {
        assertHidden(c -> Labels.objection(around(c)).isPresent(), c -> false);
    }

    @Test
    void logLinesEscapeWhatIsHiddenAndWhatLooksDifferentElsewhere() {
        assertHidden(
                c -> !SafeText.of(around(c)).equals(around(c)),
                c -> Character.getType(c) == Character.PRIVATE_USE || Character.getType(c) == Character.UNASSIGNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.255.255.255",
                "[::1]",
                "127.0.0.01",
                "127.0.0.256",
                "128.0.0.1",
                "localhost.example",
                "[::2]",
                "vault.example"
            })
    void storesAndTheCoreAgreeOnLoopback(String host) {
        assertThat(Loopback.isHost(host)).isEqualTo(mayBePlain(host));
    }

    private static boolean mayBePlain(String host) {
        try {
            Issuers.check("http://" + host);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}

package io.github.bitbucketoidc.provider.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of revocations may say, and what becomes of the list when the file changes or is gone. */
class RevocationsTest {

    private static final String ONE = "759de0c6-eaee-4eaa-b7a6-c507eec759a7";
    private static final String TWO = "1de489be-ce6a-42a0-a8c8-eadbf1174ac7";

    @Nested
    class ALine {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "step " + ONE,
                    "step {" + ONE + "}",
                    "  STEP\t759DE0C6-EAEE-4EAA-B7A6-C507EEC759A7  # stolen",
                    "\u00EF\u00BB\u00BFstep " + ONE
                })
        void namesAKindAndAnId(String line) {
            RevocationList list = RevocationList.parse(line);
            assertThat(list.entries()).containsExactly("step " + ONE);
            assertThat(list.mistakes()).isEmpty();
        }

        @Test
        void isOfOneOfFourKinds() {
            RevocationList list = RevocationList.parse("step " + ONE + "\r\npipeline " + ONE + "\rrepository " + ONE
                    + "\ndigest " + "aB".repeat(32) + "\n# nothing\n\n");
            assertThat(list.entries())
                    .containsExactlyInAnyOrder(
                            "step " + ONE, "pipeline " + ONE, "repository " + ONE, "digest " + "ab".repeat(32));
            assertThat(list.mistakes()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "step",
                    "step " + ONE + " " + TWO,
                    "step {" + ONE,
                    "step 1-1-1-1-1",
                    "workspace " + ONE,
                    "digest abc",
                    "\u0000\u00FF",
                    ONE
                })
        @Row("W10")
        void thatIsBadIsReportedAndSpoilsNoOther(String line) {
            RevocationList list = RevocationList.parse("step " + ONE + "\n" + line + "\npipeline " + TWO);
            assertThat(list.entries()).containsExactlyInAnyOrder("step " + ONE, "pipeline " + TWO);
            assertThat(list.mistakes())
                    .singleElement()
                    .asString()
                    .startsWith("line 2 is skipped; fix: ")
                    .doesNotContain(ONE);
        }
    }

    @Nested
    class TheFile {

        @TempDir
        Path folder;

        private Path file;
        private Revocations revocations;

        @BeforeEach
        void begin() throws IOException {
            file = folder.resolve("revoked");
            write("step " + ONE + "\n");
            revocations = Revocations.of(file);
        }

        private void write(String text) throws IOException {
            Files.writeString(file, text, StandardCharsets.US_ASCII);
        }

        private boolean isRevoked(String entry) {
            return revocations.list().entries().contains(entry);
        }

        @Test
        void revokesAtOnceWhatIsAdded() throws IOException {
            write("step " + TWO + "\n");
            revocations.look();
            assertThat(isRevoked("step " + TWO)).isTrue();
        }

        @Test
        @Row("W10")
        void givesBackOnlyWhatIsGoneTwice() throws IOException {
            write("");
            revocations.look();
            assertThat(isRevoked("step " + ONE)).isTrue();
            revocations.look();
            assertThat(isRevoked("step " + ONE)).isFalse();
        }

        @Test
        @Row("W10")
        void thatVanishesOrCannotBeReadKeepsTheLastGoodList() throws IOException {
            Files.delete(file);
            for (int i = 0; i < 5; i++) {
                revocations.look();
                assertThat(isRevoked("step " + ONE)).isTrue();
            }
            Files.createDirectory(file);
            revocations.look();
            revocations.look();
            assertThat(isRevoked("step " + ONE)).isTrue();
            Files.delete(file);
            write("pipeline " + TWO);
            revocations.look();
            assertThat(isRevoked("pipeline " + TWO)).isTrue();
        }

        @Test
        void thatIsNotThereAtFirstIsAnErrorWithAFix() {
            assertThatThrownBy(() -> Revocations.watching(folder.resolve("none")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("fix: create it");
        }

        @Test
        void ofTooManyBytesIsNotRead() throws IOException {
            write("#".repeat(RevocationFile.LARGEST + 1));
            revocations.look();
            revocations.look();
            assertThat(isRevoked("step " + ONE)).isTrue();
        }
    }
}

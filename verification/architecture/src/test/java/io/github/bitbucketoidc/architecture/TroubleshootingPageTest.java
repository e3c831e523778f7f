package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever code an audit event can have, docs/troubleshooting.md says what it means and how to fix it. */
class TroubleshootingPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9_]+)` \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);

    @Test
    void listsEveryCodeOnceAndNoOther() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(codes().toList());
    }

    @Test
    void saysForEachCodeWhatItMeansAndHowToMendIt() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.group(2)).hasSizeGreaterThan(10);
            assertThat(row.group(3)).hasSizeGreaterThan(7);
        });
    }

    @Test
    void putsEachFailureUnderItsStatus() throws IOException {
        for (Release.FailureCode code : Release.FailureCode.values()) {
            String above = page().substring(0, page().indexOf("| `" + code + "` |"));
            String heading = above.substring(above.lastIndexOf("\n## ") + 4);
            assertThat(heading).as("%s", code).startsWith(code.status() + ":");
        }
    }

    /** Who writes policies finds the codes on that page, too. */
    @Test
    void thePageOfThePolicyNamesEveryCode() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/policy.md"));
        String codes = page.substring(page.indexOf("\n## When a step is refused"));
        assertThat(codes()).allSatisfy(code -> assertThat(codes).contains('`' + code + '`'));
    }

    private static Stream<String> codes() {
        List<Object> all = new ArrayList<>();
        all.addAll(List.of(Release.Malformed.Code.values()));
        all.addAll(List.of(Rejection.Code.values()));
        all.addAll(List.of(Release.FailureCode.values()));
        return all.stream().map(Object::toString);
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(page()).results().toList();
    }

    private static String page() throws IOException {
        return Files.readString(Repository.root().resolve("docs/troubleshooting.md"));
    }
}

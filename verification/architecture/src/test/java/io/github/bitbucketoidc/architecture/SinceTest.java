package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every public type of a published module says since which version it exists. */
class SinceTest {

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:[a-z-]+ )*(?:class|interface|enum|record|@interface) ", Pattern.MULTILINE);
    private static final Pattern SINCE = Pattern.compile("^ \\* @since \\d+\\.\\d+\\.\\d+$", Pattern.MULTILINE);

    @Test
    void everyPublicTypeSaysSinceWhenItExists() throws IOException {
        List<Path> published = PublishedSources.files();
        assertThat(published).hasSizeGreaterThan(100);
        assertThat(published.stream().filter(SinceTest::saysNothing))
                .as("types whose Javadoc has no line `@since VERSION`")
                .isEmpty();
    }

    private static boolean saysNothing(Path file) {
        String text = PublishedSources.read(file);
        Matcher type = PUBLIC_TYPE.matcher(text);
        return type.find() && !SINCE.matcher(text.substring(0, type.start())).find();
    }
}

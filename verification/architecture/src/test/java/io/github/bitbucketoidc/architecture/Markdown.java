package io.github.bitbucketoidc.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The code blocks of a page. */
final class Markdown {

    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z ]+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Markdown() {}

    /** The blocks whose opening line says exactly this, in their order. */
    static List<String> blocks(String page, String kind) throws IOException {
        return blocksOf(Files.readString(Repository.root().resolve(page)), kind);
    }

    /** The same of a text. */
    static List<String> blocksOf(String page, String kind) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2))
                .toList();
    }
}

package io.github.bitbucketoidc.threats.mutation;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file that the compiler reads from memory. */
public final class SourceText extends SimpleJavaFileObject {

    private final String text;

    public SourceText(String file, String text) {
        super(URI.create("string:///" + file.substring(file.indexOf("java/") + 5)), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}

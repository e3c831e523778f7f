package io.github.bitbucketoidc.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that must show up nowhere, in the spellings that logs have been seen to hold them in (attack row H11). */
final class Canaries {

    /** Shorter texts are found by chance. */
    static final int MIN_LENGTH = 8;

    private final Set<String> spellings = new LinkedHashSet<>();

    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        spellings.add(text);
        spellings.add(text.strip());
        spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        spellings.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        spellings.add(HexFormat.of().formatHex(bytes));
        spellings.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    void addAll(Collection<Secret> secrets) {
        for (Secret secret : secrets) {
            secret.text().map(SecretValue::reveal).ifPresent(this::add);
            secret.fields().values().forEach(value -> add(value.reveal()));
        }
    }

    /** Nothing of a thing's text may hold a canary; the message of the assertion does not show which. */
    void checkText(String what, @Nullable Object thing) {
        String text = String.valueOf(thing);
        boolean shown = spellings.stream().anyMatch(text::contains);
        assertThat(shown).as("%s shows a secret value or a token", what).isFalse();
    }

    /** The whole trace: messages of the exception, of its causes and of what was suppressed. */
    void checkFailure(@Nullable Throwable failure) {
        if (failure != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            checkText("the exception " + failure.getClass().getName(), trace);
        }
    }
}

package io.github.bitbucketoidc.core.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A text that must be nowhere, in no spelling: raw, base64 and base64url at each alignment, hexadecimal, URL-encoded. */
public final class Canary {

    private final String text;
    private final List<String> spellings = new ArrayList<>();

    /** Long enough that no spelling of it turns up by chance. */
    public Canary(String text) {
        this.text = text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        spellings.add(text);
        spellings.add(HexFormat.of().formatHex(bytes));
        spellings.add(HexFormat.ofDelimiter("%").withPrefix("").withUpperCase().formatHex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String inner = base64.substring(shift == 0 ? 0 : 4, base64.length() - 4); // what neighbours cannot change
            spellings.add(inner);
            spellings.add(inner.replace('+', '-').replace('/', '_'));
        }
    }

    public String text() {
        return text;
    }

    /** The spellings that stand in a place where none should, case ignored. */
    public List<String> foundIn(String place) {
        String folded = place.toLowerCase(Locale.ROOT);
        return spellings.stream()
                .filter(spelling -> folded.contains(spelling.toLowerCase(Locale.ROOT)))
                .toList();
    }
}

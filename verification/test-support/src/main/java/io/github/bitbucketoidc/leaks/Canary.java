package io.github.bitbucketoidc.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A text that must be nowhere, in no spelling: raw, in base64 and base64url at each alignment, in hexadecimal, and escaped as in
 * a URL or in JSON, be it each character or those only that must be. Immutable and thread-safe.
 */
public final class Canary {

    private static final String PLAIN_IN_URLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private final String text;
    private final Set<String> spellings = new LinkedHashSet<>();

    /**
     * Knows every spelling of a text.
     *
     * @param text so long that no spelling of it turns up by chance
     */
    public Canary(String text) {
        this.text = text;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        spellings.add(text);
        spellings.add(HexFormat.of().formatHex(bytes));
        spellings.add(HexFormat.ofDelimiter("%").withUpperCase().formatHex(bytes));
        spellings.add(inUrl(bytes));
        spellings.add(text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining()));
        spellings.add(inJson(text));
        spellings.add(inJson(inJson(text)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String inner = base64.substring(shift == 0 ? 0 : 4, base64.length() - 4); // what neighbours cannot change
            spellings.add(inner);
            spellings.add(inner.replace('+', '-').replace('/', '_'));
        }
    }

    private static String inUrl(byte[] bytes) {
        StringBuilder url = new StringBuilder();
        for (byte b : bytes) {
            url.append(PLAIN_IN_URLS.indexOf(b) >= 0 ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return url.toString();
    }

    private static String inJson(String text) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    /**
     * The text itself, to be hidden somewhere.
     *
     * @return as it was given
     */
    public String text() {
        return text;
    }

    /**
     * Finds the spellings that stand in a place where none should, case ignored.
     *
     * @param place a text, such as a log
     * @return those that are there; empty if all is well
     */
    public List<String> foundIn(String place) {
        String folded = place.toLowerCase(Locale.ROOT);
        return spellings.stream()
                .filter(spelling -> folded.contains(spelling.toLowerCase(Locale.ROOT)))
                .toList();
    }
}

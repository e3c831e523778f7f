package io.github.bitbucketoidc.provider.policy.yaml;

import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a policy file, by lines. LF, CR LF and CR each end a line, as in YAML 1.2. Immutable but for what is hidden.
 */
public final class SourceText {

    /** Room for 100,000 grants of several variables each. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int WINDOW = 100;
    private static final Pattern STORES_KEY = Pattern.compile("(?m)^[ \t{,]*[\"']?stores[\"']?[ \t]*:");
    private static final Pattern KEY_HERE = Pattern.compile("[\"']?[A-Za-z0-9_-]+[\"']? *:");

    private final String text;
    private int[] starts;
    private int lines;
    private int unusualFrom;
    private int hiddenFrom = Integer.MAX_VALUE;
    private int hiddenTo = Integer.MAX_VALUE;

    public SourceText(String text) {
        this.text = text;
        this.starts = new int[64];
        this.lines = 1;
        this.unusualFrom = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                unusual(c, i);
            }
        }
    }

    private void unusual(char c, int index) {
        if (c == '\n' || (c == '\r' && (index + 1 == text.length() || text.charAt(index + 1) != '\n'))) {
            if (lines == starts.length) {
                starts = Arrays.copyOf(starts, lines * 2);
            }
            starts[lines++] = index + 1;
        } else if (c != '\t' && c != '\r') {
            unusualFrom = Math.min(unusualFrom, index);
        }
    }

    /** Decodes UTF-8 and refuses what is not: nothing is replaced, so that no two files read the same. */
    public static SourceText decode(byte[] bytes, Problems problems) {
        FilePosition start = new FilePosition(1, 1);
        if (bytes.length > MAX_BYTES) {
            problems.add(
                    start,
                    "the file is larger than " + MAX_BYTES / 1024 / 1024 + " MiB",
                    "use fewer or shorter grants");
            throw problems.toException();
        }
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            problems.add(
                    start,
                    "the file begins with a byte order mark",
                    "save it as UTF-8 without BOM (in an editor: \"UTF-8\", not \"UTF-8 with BOM\")");
            throw problems.toException();
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            problems.add(start, "the file is UTF-16", "save it as UTF-8 without BOM");
            throw problems.toException();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Equal bytes come back only if nothing was replaced.
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                ? new SourceText(text)
                : refuseEncoding(bytes, problems);
    }

    /** Says where the bytes cease to be UTF-8. */
    private static SourceText refuseEncoding(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        SourceText source = new SourceText(chars.flip().toString());
        problems.add(source.position(source.text.length()), "what follows is not UTF-8", "save the file as UTF-8");
        throw problems.toException();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    public void refuseControls(Problems problems) {
        for (int i = unusualFrom; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) || c >= 0xFFFE) {
                problems.add(
                        position(i),
                        String.format("the character U+%04X must not stand in a policy file", (int) c),
                        c == 0 ? "save the file as UTF-8" : "remove it");
                throw problems.toException();
            }
        }
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0 && c != 0x85);
    }

    public String text() {
        return text;
    }

    /** Whether a comment is glued to its `#` anywhere, so that it pays to look behind each value. */
    public boolean holdsGluedComments() {
        for (int i = text.indexOf('#'); i >= 0; i = text.indexOf('#', i + 1)) {
            if (i > 0 && isBlank(text.charAt(i - 1)) && isGlued(i)) {
                return true;
            }
        }
        return false;
    }

    /** The index of the `#` of a comment that stands behind a value on its line and is glued to it; -1 if there is none. */
    public int gluedCommentBehind(int end) {
        int at = end;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at > end && at < text.length() && text.charAt(at) == '#' && isGlued(at) ? at : -1;
    }

    /** Several `#` in a row are an ornament; what follows them decides. */
    private boolean isGlued(int hash) {
        int at = hash;
        while (at < text.length() && text.charAt(at) == '#') {
            at++;
        }
        return at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != '\n' && text.charAt(at) != '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** The position of a character, by its index in the text. */
    public FilePosition position(int index) {
        int found = Arrays.binarySearch(starts, 0, lines, index);
        int line = found >= 0 ? found : -found - 2;
        return new FilePosition(line + 1, text.codePointCount(starts[line], index) + 1);
    }

    /** The index in the text of a position; where the YAML library counts a CR at the end of the file as a column, that of the CR. */
    public int index(FilePosition position) {
        int start = starts[position.line() - 1];
        int end = endOfLine(start);
        int columns = Math.min(position.column() - 1, text.codePointCount(start, end));
        return text.offsetByCodePoints(start, columns);
    }

    private int endOfLine(int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Notes where the section of the stores stands, whose lines may hold credentials that somebody wrote out. */
    public void topLevelKey(String name, int line) {
        if (name.equals("stores")) {
            hiddenFrom = line;
            hiddenTo = Integer.MAX_VALUE;
        } else if (hiddenTo == Integer.MAX_VALUE && hiddenFrom < hiddenTo) {
            hiddenTo = Math.max(hiddenFrom, line - 1);
        }
    }

    /** After a file could not be read to its end: what looks like the stores' section is hidden, and all that follows. */
    public void hideUnreadStores() {
        if (hiddenFrom == Integer.MAX_VALUE) {
            Matcher stores = STORES_KEY.matcher(text);
            if (stores.find()) {
                hiddenFrom = position(stores.end()).line();
            }
        }
    }

    /** The line of a position, and a caret below the position. Of a hidden line only the key is shown. */
    public String picture(FilePosition position) {
        if (position.line() < 1) {
            return "";
        }
        int at = index(position);
        int start = starts[position.line() - 1];
        int end = endOfLine(start);
        int from = at - start > WINDOW ? boundary(at - WINDOW / 2) : start;
        int to = end - from > WINDOW + WINDOW / 2 ? boundary(from + WINDOW + WINDOW / 2) : end;
        String before = (from > start ? "... " : "") + visible(text.substring(from, at));
        String after = visible(text.substring(at, to)) + (to < end ? " ..." : "");
        if (position.line() >= hiddenFrom && position.line() <= hiddenTo) {
            Matcher key = KEY_HERE.matcher(after);
            if (!key.lookingAt()) {
                return "";
            }
            before = before.isBlank() ? before : "... ";
            after = key.group() + " ...";
        }
        if (before.isBlank() && after.isBlank()) {
            return "";
        }
        return before + after + "\n" + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }

    private int boundary(int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }

    private static String visible(String part) {
        StringBuilder visible = new StringBuilder(part.length());
        part.codePoints().forEach(c -> visible.appendCodePoint(c == '\t' ? ' ' : Quoting.isHidden(c) ? '\uFFFD' : c));
        return visible.toString();
    }
}

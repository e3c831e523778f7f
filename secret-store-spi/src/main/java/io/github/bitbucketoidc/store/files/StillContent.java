package io.github.bitbucketoidc.store.files;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How long the content of a watched file must hold still before it is taken: nobody can see that a file is complete, only that
 * nobody has written it for a while. A text that may be cut off at its end must hold still for longer, because the part of a
 * policy that is not written yet may be what takes away. Stateless.
 *
 * @since 0.1.0
 */
public final class StillContent {

    /** How long any content must hold still. */
    public static final Duration USUAL = Duration.ofMillis(500);

    /** How long a content must hold still that may be the beginning of a whole one. */
    public static final Duration CUT_OFF = Duration.ofSeconds(10);

    private StillContent() {}

    /**
     * How long a content must hold still.
     *
     * @param inUse the content in use, in UTF-8
     * @param now the content that is there now
     * @return {@link #CUT_OFF} if the new one is only the beginning of the one in use, or lacks what stands at its end: its
     *     last section, the last key in that, its last lines or its last line end; else {@link #USUAL}
     */
    public static Duration required(byte[] inUse, byte[] now) {
        return mayBeCutOff(text(inUse), text(now)) ? CUT_OFF : USUAL;
    }

    private static String text(byte[] bytes) {
        // What is no UTF-8 is refused by whoever parses it; here it is only compared.
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean mayBeCutOff(String inUse, String now) {
        String kept = now.stripTrailing();
        if (kept.isEmpty() || now.equals(inUse)) {
            return false; // an empty file is never taken by anybody
        }
        if (inUse.stripTrailing().length() > kept.length() && inUse.startsWith(kept)) {
            return true;
        }
        if (inUse.endsWith("\n") && !now.endsWith("\n")) {
            return true;
        }
        List<String> before = lines(inUse);
        List<String> after = lines(now);
        String last = before.isEmpty() ? "" : before.get(before.size() - 1);
        if (after.size() < before.size() && !after.contains(last)) {
            return true;
        }
        return !keys(after).containsAll(lastKeys(before));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .toList();
    }

    /** The keys of the outermost level, and below each those of the next one, as {@code section/key}. */
    private static Set<String> keys(List<String> lines) {
        return new HashSet<>(outline(lines));
    }

    /** The last section and the last key in it. */
    private static List<String> lastKeys(List<String> lines) {
        List<String> outline = outline(lines);
        List<String> last = new ArrayList<>();
        for (int i = outline.size() - 1; i >= 0; i--) {
            last.add(outline.get(i));
            if (outline.get(i).indexOf('\n') < 0) {
                break;
            }
            while (i > 0 && outline.get(i - 1).indexOf('\n') >= 0) {
                i--;
            }
        }
        return last;
    }

    private static List<String> outline(List<String> lines) {
        List<String> outline = new ArrayList<>();
        String section = "";
        int inner = 0;
        for (String line : lines) {
            int indent = line.length() - line.stripLeading().length();
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = line.substring(indent, colon).strip();
            if (indent == 0) {
                section = key;
                inner = 0;
                outline.add(section);
            } else if (inner == 0 || indent == inner) {
                inner = indent;
                outline.add(section + "\n" + key);
            }
        }
        return outline;
    }
}

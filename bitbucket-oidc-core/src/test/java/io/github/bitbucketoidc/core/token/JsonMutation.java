package io.github.bitbucketoidc.core.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A flat JSON object changed in one to three ways: members dropped, doubled, reordered, retyped or written differently. */
final class JsonMutation {

    private static final List<String> OTHER_TYPES =
            List.of("null", "true", "0", "-1", "1.5", "1784003600.0", "[]", "{}", "\"\"", "[null]", "1e3", "\"null\"");

    private final Random random;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private JsonMutation(Random random) {
        this.random = random;
    }

    static JsonMutation of(String json, Random random) {
        JsonMutation mutation = new JsonMutation(random);
        mutation.split(json);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            mutation.change();
        }
        return mutation;
    }

    /** Members as they are written; values here hold no escapes, and commas in lists only. */
    private void split(String json) {
        int at = 1;
        while (at < json.length() - 1) {
            int nameEnd = json.indexOf('"', at + 1) + 1;
            int valueEnd = nameEnd + 1;
            boolean quoted = false;
            for (int depth = 0; quoted || depth > 0 || ",}".indexOf(json.charAt(valueEnd)) < 0; valueEnd++) {
                char c = json.charAt(valueEnd);
                quoted ^= c == '"';
                depth += quoted ? 0 : c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            }
            names.add(json.substring(at, nameEnd));
            values.add(json.substring(nameEnd + 1, valueEnd));
            at = valueEnd + 1;
        }
    }

    private void change() {
        if (names.isEmpty()) {
            return;
        }
        int place = random.nextInt(names.size());
        switch (random.nextInt(9)) {
            case 0 -> {
                names.remove(place);
                values.remove(place);
            }
            case 1 -> add(names.get(place), values.get(place));
            case 2 -> add(escaped(names.get(place)), values.get(random.nextInt(values.size())));
            case 3 -> {
                long seed = random.nextLong();
                Collections.shuffle(names, new Random(seed));
                Collections.shuffle(values, new Random(seed));
            }
            case 4 -> values.set(place, OTHER_TYPES.get(random.nextInt(OTHER_TYPES.size())));
            case 5 -> names.set(place, escaped(names.get(place)));
            case 6 -> values.set(place, escaped(values.get(place)));
            case 7 -> values.set(place, spaced(values.get(place)));
            default -> add("\"more" + random.nextInt(3) + '"', OTHER_TYPES.get(random.nextInt(OTHER_TYPES.size())));
        }
    }

    private void add(String name, String value) {
        int place = random.nextInt(names.size() + 1);
        names.add(place, name);
        values.add(place, value);
    }

    /** One character of a text as an escape; nothing else has another spelling. */
    private String escaped(String json) {
        if (json.length() < 3 || json.charAt(0) != '"') {
            return json;
        }
        int at = 1 + random.nextInt(json.length() - 2);
        char c = json.charAt(at);
        boolean whole = c != '\\' && json.charAt(at - 1) != '\\' && json.indexOf('\\') < 0;
        return whole ? json.substring(0, at) + String.format("\\u%04X", (int) c) + json.substring(at + 1) : json;
    }

    private String spaced(String json) {
        return " \t\r\n".charAt(random.nextInt(4)) + json + " ";
    }

    String text() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            json.append(i == 0 ? "" : ",").append(names.get(i)).append(':').append(values.get(i));
        }
        boolean whole = random.nextInt(20) > 0;
        return json.append('}').append(whole ? "" : "{}").toString();
    }
}

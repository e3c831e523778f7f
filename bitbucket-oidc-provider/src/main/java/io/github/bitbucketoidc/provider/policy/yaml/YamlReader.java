package io.github.bitbucketoidc.provider.policy.yaml;

import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Turns YAML 1.2, and so JSON, into {@link Node}s. The only class that knows the YAML library.
 *
 * <p>What makes one text read in two ways, or grow while it is read, is refused: anchors, aliases, merge keys, tags, several
 * documents, keys that are not texts, a key twice. Events are taken one by one, so that a file that is refused for its depth or
 * its length is not read further.
 */
public final class YamlReader {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_ENTRIES = 250_000;
    private static final int LARGEST_BUFFER = 1 << 20;

    private final SourceText source;
    private final Problems problems;
    private final Iterator<Event> events;
    private final boolean escapes;
    private final boolean gluedComments;
    private final Set<String> anchors = new HashSet<>();
    private final String[] recent = new String[1024];

    private YamlReader(SourceText source, Problems problems, LoadSettings settings, StreamReader characters) {
        this.source = source;
        this.problems = problems;
        this.gluedComments = source.holdsGluedComments();
        this.escapes = source.text().indexOf('\\') >= 0;
        this.events = new ParserImpl(settings, characters);
    }

    /** The whole file, or null when it is empty; throws only what {@link Problems#toException} makes. */
    public static @Nullable Node read(SourceText source, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                // A text longer than the buffer is copied once for each buffer that it fills.
                .setBufferSize(Math.max(1024, Math.min(source.text().length(), LARGEST_BUFFER)))
                .build();
        StreamReader characters = new StreamReader(settings, source.text());
        try {
            return new YamlReader(source, problems, settings, characters).document();
        } catch (MarkedYamlEngineException e) {
            FilePosition position = e.getProblemMark().map(YamlReader::position).orElse(new FilePosition(1, 1));
            // What was refused before, such as an unquoted '*', often upsets the parser a little later.
            if (!problems.anyOnLine(position.line())) {
                FilePosition begun =
                        e.getContextMark().map(YamlReader::position).orElse(position);
                YamlMistakes.report(problems, position, begun, e.getProblem() + "", e.getContext() + "");
            }
        } catch (NumberFormatException e) {
            // What the library does not expect: an escape that the file's end cuts off, or one above all characters.
            YamlMistakes.notACharacter(
                    problems, characters.getMark().map(YamlReader::position).orElse(new FilePosition(1, 1)));
        } catch (YamlEngineException e) {
            problems.add(new FilePosition(1, 1), "only YAML 1.2 is read", "remove the line that begins with %YAML");
        }
        source.hideUnreadStores();
        throw problems.toException();
    }

    private @Nullable Node document() {
        events.next();
        if (!(events.next() instanceof DocumentStartEvent start)) {
            return null;
        }
        boolean other = start.getSpecVersion()
                .map(version -> version.getMajor() != 1 || version.getMinor() != 2)
                .orElse(false);
        if (other || !start.getTags().isEmpty()) {
            FilePosition line = new FilePosition(position(start).line(), 1);
            problems.add(line, "only YAML 1.2 without tags is read", "remove the lines that begin with %");
        }
        Node root = node(events.next(), 1);
        events.next();
        Event next = events.next();
        if (next instanceof DocumentStartEvent) {
            problems.add(position(next), "a second document begins here", "keep one policy in one file, without ---");
        }
        return root;
    }

    private Node node(Event event, int depth) {
        FilePosition position = position(event);
        boolean refused = refuse(event, position);
        if (event instanceof ScalarEvent scalar) {
            if (escapes) {
                checkUnicode(scalar.getValue(), position);
            }
            refuseGluedComment(scalar);
            return refused
                    ? new Node.Broken(position)
                    : new Node.Scalar(position, shared(scalar.getValue()), style(scalar.getScalarStyle()));
        }
        if (event instanceof AliasEvent) {
            return new Node.Broken(position);
        }
        if (depth > MAX_DEPTH) {
            problems.add(
                    position,
                    "brackets or indentation are nested deeper than " + MAX_DEPTH + " levels",
                    "nothing in a policy needs it: remove the outer ones");
            throw problems.toException();
        }
        Node node = event instanceof MappingStartEvent ? fields(position, depth) : items(position, depth);
        return refused ? new Node.Broken(position) : node;
    }

    /** Whether a node has what no node may have; it is reported here. */
    private boolean refuse(Event event, FilePosition position) {
        if (event instanceof AliasEvent alias) {
            // An alias of an anchor that was reported, or one that was, has the same cause.
            if (anchors.add(alias.getAlias().getValue())) {
                problems.add(
                        position,
                        "a '*' without quotes refers to an anchor, and those are not read",
                        "write a wildcard in quotes: \"*\"; write anything else out");
            }
            return true;
        }
        Optional<Anchor> anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
        if (anchor.isPresent() && anchors.add(anchor.get().getValue())) {
            problems.add(
                    position,
                    "an '&' without quotes makes an anchor, and those are not read",
                    "put the text in quotes; write out what is meant in each place");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        if (tag.isPresent()) {
            problems.add(
                    position, "a '!' without quotes makes a tag, and those are not read", "put the text in quotes");
        }
        return anchor.isPresent() || tag.isPresent();
    }

    /**
     * Refuses {@code aws:db/main #password}: YAML takes what follows a blank and a {@code #} for a comment, so that the whole secret
     * would be delivered where one field was meant. A comment that says something to people has a blank behind its {@code #}.
     */
    private void refuseGluedComment(ScalarEvent scalar) {
        Optional<Mark> end = gluedComments && mayLoseItsEnd(scalar) ? scalar.getEndMark() : Optional.empty();
        int hash = end.isEmpty() ? -1 : source.gluedCommentBehind(source.index(position(end.get())));
        if (hash >= 0) {
            problems.add(
                    source.position(hash),
                    "`#` behind a blank begins a comment, so this is no part of the value before it",
                    "remove the blank before the `#` if it belongs to the value; for a comment write a blank behind it: `# ...`");
        }
    }

    /** Any text without quotes; of those with quotes only what looks like a reference, of which the field was left outside. */
    private static boolean mayLoseItsEnd(ScalarEvent scalar) {
        String value = scalar.getValue();
        return switch (scalar.getScalarStyle()) {
            case PLAIN -> true;
            case SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE ->
                value.indexOf(':') > 0 && value.indexOf(' ') < 0 && !value.contains("://") && value.indexOf('#') < 0;
            case LITERAL, FOLDED -> false;
        };
    }

    private Node items(FilePosition position, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
            checkCount(items.size(), event);
        }
        return new Node.Items(position, items);
    }

    private Node fields(FilePosition position, int depth) {
        List<Node.Field> fields = new ArrayList<>(4);
        Keys keys = new Keys();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Node key = node(event, depth + 1);
            Event behind = events.next();
            if (depth == 1 && key instanceof Node.Scalar scalar) {
                source.topLevelKey(scalar.value(), key.line());
            }
            Node value = node(behind, depth + 1);
            Node.Scalar name = key(key);
            if (name != null && keys.isNew(name, problems)) {
                fields.add(new Node.Field(name, value));
            }
            checkCount(fields.size(), event);
        }
        return new Node.Fields(position, fields);
    }

    private Node.@Nullable Scalar key(Node key) {
        if (key instanceof Node.Scalar scalar) {
            if (scalar.style() == Node.Style.PLAIN && scalar.value().equals("<<")) {
                problems.add(key.position(), "merge keys (<<) are not read", "write the keys out");
                return null;
            }
            if (scalar.isText()) {
                return scalar;
            }
        }
        if (!(key instanceof Node.Broken)) {
            problems.add(key.position(), "a key is a text, and this is " + key.kind(), "put the key in quotes");
        }
        return null;
    }

    private void checkCount(int count, Event event) {
        if (problems.enough()) {
            throw problems.toException();
        }
        if (count > MAX_ENTRIES) {
            problems.add(position(event), "more than " + MAX_ENTRIES + " entries stand in one place", "use fewer");
            throw problems.toException();
        }
    }

    private void checkUnicode(String value, FilePosition position) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || (Character.isSurrogate(c) && value.codePointAt(i) == c && !followsHigh(value, i))) {
                problems.add(position, "the text holds an escape that is no character", "remove it");
                return;
            }
        }
    }

    private static boolean followsHigh(String value, int index) {
        return index > 0
                && Character.isLowSurrogate(value.charAt(index))
                && Character.isHighSurrogate(value.charAt(index - 1));
    }

    /** Texts that keep coming, such as keys, are kept once. */
    private String shared(String text) {
        int slot = text.hashCode() & recent.length - 1;
        String known = recent[slot];
        if (text.equals(known)) {
            return known;
        }
        recent[slot] = text;
        return text;
    }

    /** The keys of one map. */
    private static final class Keys {

        private final Map<String, Node.Scalar> first = new HashMap<>(4);

        boolean isNew(Node.Scalar key, Problems problems) {
            Node.Scalar before = first.putIfAbsent(key.value(), key);
            if (before != null) {
                problems.add(
                        key.position(),
                        "`" + key.value() + "` is there twice, first on line " + before.line(),
                        "remove one of them, or give it another name");
            }
            return before == null;
        }
    }

    private static Node.Style style(ScalarStyle style) {
        return switch (style) {
            case SINGLE_QUOTED -> Node.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Node.Style.DOUBLE_QUOTED;
            case LITERAL -> Node.Style.LITERAL;
            case FOLDED -> Node.Style.FOLDED;
            case PLAIN -> Node.Style.PLAIN;
        };
    }

    private static FilePosition position(Event event) {
        return event.getStartMark().map(YamlReader::position).orElse(new FilePosition(1, 1));
    }

    private static FilePosition position(Mark mark) {
        return new FilePosition(mark.getLine() + 1, mark.getColumn() + 1);
    }
}

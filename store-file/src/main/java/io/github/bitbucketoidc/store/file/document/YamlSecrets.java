package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.file.reading.Text;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML file of secrets. The one class that knows the YAML library, of which it uses the events only: no node is built
 * and nothing is expanded. Anchors, aliases, tags and merge keys are refused: a file of secrets needs none of them, and each
 * can make a value another than the one that a person reads.
 */
final class YamlSecrets {

    /** The widest of the YAML 1.2 schemas, so that what any tool takes for a number or a boolean must be quoted. */
    private static final ScalarResolver SCALARS = new CoreScalarResolver(false);

    /** How far something that is wrong anyway is followed, to find what else is wrong behind it. */
    private static final int MAX_SKIPPED_DEPTH = 16;

    private final Iterator<Event> events;
    private final SecretsContent content;

    private YamlSecrets(Iterator<Event> events, SecretsContent content) {
        this.events = events;
        this.content = content;
    }

    static void parse(String text, SecretsContent content) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("secrets")
                .setCodePointLimit(Text.MAX_BYTES + 1)
                .build();
        StreamReader characters = new StreamReader(settings, text);
        try {
            new YamlSecrets(new ParserImpl(settings, characters), content).stream();
        } catch (NoSuchElementException e) {
            content.wrong("the file is nested too deeply to look for more", "");
        } catch (MarkedYamlEngineException e) {
            // The library's own message is left out: it quotes what it could not read.
            content.wrong(position(e.getProblemMark()), "this is not YAML", "see to indentation, colons and quotes");
        } catch (NumberFormatException e) {
            // What the library does not expect: an escape that the file's end cuts off, or one above all characters.
            content.wrong(
                    position(characters.getMark()),
                    "the escape is no character",
                    "\\u and four hexadecimal digits; \\\\ is a backslash");
        } catch (YamlEngineException e) {
            content.wrong(
                    "the file is not YAML: it holds a character that YAML does not allow",
                    "write it as an escape, in double quotes");
        }
    }

    private void stream() {
        events.next();
        Event document = events.next();
        if (!(document instanceof DocumentStartEvent)) {
            content.wrong("the file is empty", "a file without secrets is { }");
            return;
        }
        Event top = events.next();
        if (!(top instanceof MappingStartEvent map)) {
            content.wrong(at(top), "the file must map paths to secrets", "path/of/secret: \"...\"");
            return;
        }
        checkPlain(map);
        secrets();
        Event end = events.next();
        Event next = end instanceof DocumentEndEvent ? events.next() : end;
        if (!(next instanceof StreamEndEvent)) {
            content.wrong(at(next), "the file holds more than one document", "keep one, without --- in between");
        }
    }

    private void secrets() {
        for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
            content.path(key(key), at(key));
            Event value = events.next();
            if (value instanceof MappingStartEvent map) {
                checkPlain(map);
                fields(at(map));
            } else {
                value(value);
            }
        }
    }

    private void fields(SecretsContent.Position begin) {
        content.beginFields();
        for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
            content.field(key(key), at(key));
            value(events.next());
        }
        content.endFields(begin);
    }

    /** The text of a key; whatever is wrong with it is noted. */
    private String key(Event key) {
        if (!(key instanceof ScalarEvent scalar)) {
            content.wrong(at(key), "a key must be a text", "a path or the name of a field");
            skip(key);
            return "";
        }
        checkPlain(scalar);
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            content.wrong(at(key), "merge keys are not allowed", "write each field out");
        }
        kindOfPlain(scalar)
                .ifPresent(kind -> content.wrong(at(key), "a key is " + kind + ", not a text", "write it in quotes"));
        return scalar.getValue();
    }

    private void value(Event value) {
        if (value instanceof ScalarEvent scalar) {
            checkPlain(scalar);
            Optional<String> kind = kindOfPlain(scalar);
            if (kind.isPresent()) {
                content.notText(kind.get(), at(scalar));
            } else {
                content.text(scalar.getValue(), at(scalar));
            }
        } else if (value instanceof AliasEvent) {
            content.wrong(at(value), "aliases are not allowed", "write the value out");
        } else {
            content.notFlat(value instanceof MappingStartEvent ? "a map" : "a list", at(value));
            skip(value);
        }
    }

    private void skip(Event begin) {
        int depth = begin instanceof CollectionStartEvent ? 1 : 0;
        while (depth > 0) {
            Event event = events.next();
            if (depth > MAX_SKIPPED_DEPTH) {
                throw new NoSuchElementException("too deep");
            }
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
        }
    }

    private void checkPlain(NodeEvent node) {
        if (node.getAnchor().isPresent()) {
            content.wrong(at(node), "anchors are not allowed", "write the value where it is needed");
        }
        Optional<String> tag = node instanceof ScalarEvent scalar
                ? scalar.getTag()
                : node instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        if (tag.isPresent()) {
            content.wrong(at(node), "tags are not allowed", "remove the word that begins with '!'");
        }
    }

    /** What a scalar without quotes is, if not a text. */
    private static Optional<String> kindOfPlain(ScalarEvent scalar) {
        if (!scalar.isPlain()) {
            return Optional.empty();
        }
        Tag tag = SCALARS.resolve(scalar.getValue(), true);
        if (tag.equals(Tag.NULL)) {
            return Optional.of(scalar.getValue().isEmpty() ? "empty" : "null");
        }
        if (tag.equals(Tag.BOOL)) {
            return Optional.of("a boolean");
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Optional.of("a number") : Optional.empty();
    }

    private static SecretsContent.Position at(Event event) {
        return position(event.getStartMark());
    }

    private static SecretsContent.Position position(Optional<Mark> mark) {
        return new SecretsContent.Position(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
    }
}

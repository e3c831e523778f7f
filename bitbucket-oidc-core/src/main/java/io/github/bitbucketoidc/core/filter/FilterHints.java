package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.FilterLexer.Kind;
import io.github.bitbucketoidc.core.filter.FilterLexer.Token;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.core.text.Suggestions;
import io.github.bitbucketoidc.core.text.Uuids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the parser tells people who wrote something else than the language: the word they were looking for. */
final class FilterHints {

    /** The longest piece of the filter that a message repeats. */
    private static final int SHOWN = 60;

    private static final String QUOTE_UUID = "write the UUID in quotes";

    /** What other languages write, and what ours does. */
    private static final Map<String, String> SYMBOLS = Map.of(
            "&&", "and", "&", "and", "||", "or", "|", "or", "!", "not", "=", "is", "==", "is", "=~", "like", "~",
            "like");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("equals", "is"),
            Map.entry("eq", "is"),
            Map.entry("are", "is"),
            Map.entry("matches", "like"),
            Map.entry("glob", "like"),
            Map.entry("contains", "has"),
            Map.entry("includes", "has"),
            Map.entry("exists", "is present"),
            Map.entry("present", "is present"),
            Map.entry("absent", "is absent"),
            Map.entry("missing", "is absent"));

    private static final List<String> CLAIM_NAMES =
            Stream.of(ClaimWord.values()).map(ClaimWord::claim).toList();

    private static final Set<String> NOTHING = Set.of("null", "nil", "none", "undefined", "empty", "missing", "unset");

    private FilterHints() {}

    /** A token as messages show it. */
    static String found(Token token) {
        if (token.kind() == Kind.END) {
            return "the end of the filter";
        }
        int first = token.text().isEmpty() ? ' ' : token.text().codePointAt(0);
        if (token.kind() == Kind.OTHER && Quoting.isHidden(first)) {
            return Suggestions.character(first);
        }
        String text = token.text();
        if (text.codePointCount(0, text.length()) > SHOWN) {
            text = text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
        }
        return token.kind() == Kind.TEXT ? Quoting.quote(text) : '`' + text + '`';
    }

    static List<String> quoted(Collection<String> words) {
        return words.stream().map(word -> '`' + word + '`').toList();
    }

    /** Where a condition should start. */
    static @Nullable String start(Token token, Aliases aliases) {
        String text = token.text();
        return switch (token.kind()) {
            case CLOSE -> "there is no condition before it";
            case TEXT -> "a claim that has no word is written `claim " + Quoting.quote(shorten(text)) + "`";
            case WORD -> startWord(text, aliases);
            case OTHER -> symbol(token, Set.of("not"));
            case NUMBER, OPEN, OPEN_LIST, CLOSE_LIST, COMMA, END -> null;
        };
    }

    private static String startWord(String text, Aliases aliases) {
        if (text.equals("and") || text.equals("or")) {
            return "there is no condition before it";
        }
        for (ClaimWord owner : ClaimWord.values()) {
            if (owner.isUuid() && aliases.find(owner, text).isPresent()) {
                return "write `" + owner.word() + " is " + text + "`";
            }
        }
        List<String> known = new ArrayList<>(Vocabulary.STARTS);
        known.add("not");
        String near = Suggestions.nearest(text, known);
        if (near != null) {
            return "did you mean `" + near + "`?";
        }
        String name = Suggestions.nearest(text, CLAIM_NAMES);
        return name == null
                ? "the claims are " + Suggestions.either(quoted(Vocabulary.STARTS))
                        + ", the last with a name: `claim \"...\"`"
                : "write `" + ClaimWord.ofClaim(name).orElseThrow().word() + "`";
    }

    /** After a whole condition. */
    static @Nullable String afterCondition(Token token) {
        return switch (token.kind()) {
            case END -> "close the parenthesis";
            case CLOSE -> "it has no `(`";
            case COMMA -> "write `and` or `or` between two conditions";
            case WORD -> afterWord(token.text());
            case OTHER -> symbol(token, Set.of("and", "or"));
            case TEXT, NUMBER, OPEN, OPEN_LIST, CLOSE_LIST -> null;
        };
    }

    private static String afterWord(String text) {
        String near = Suggestions.nearest(text, List.of("and", "or"));
        if (near == null && (text.equals("OR") || text.equals("Or"))) {
            near = "or";
        }
        return near != null ? "did you mean `" + near + "`?" : "write `and` or `or` between two conditions";
    }

    /** After a claim. */
    static @Nullable String operator(ClaimRef claim, Token token) {
        String text = token.text();
        if (token.kind() == Kind.OTHER) {
            return text.equals("!=") || text.equals("<>")
                    ? "write `not (" + claim + " is ...)`"
                    : symbol(token, Set.of("is", "like"));
        }
        if (token.kind() != Kind.WORD) {
            return token.kind() == Kind.TEXT ? "say how to compare: `" + claim + " is ...`" : null;
        }
        if (text.equals("not")) {
            return "`not` stands before the condition: `not (" + claim + " ...)`";
        }
        if (claim.equals(ClaimRef.of(ClaimWord.AUDIENCE))) {
            return "a token can have several audiences: write `audience has \"...\"`";
        }
        if (text.equals("like")) {
            return "`" + claim + "` is compared as a whole: write `is` or `in`";
        }
        if (text.equals("has")) {
            return "`has` is for `audience`: write `is`";
        }
        String meant = WORDS.get(text);
        if (meant == null) {
            meant = Suggestions.nearest(text, Operator.firstWords());
        }
        return meant == null || meant.equals("has") || meant.equals(text) ? null : "did you mean `" + meant + "`?";
    }

    /** In the place of a value. */
    static @Nullable String value(ClaimRef claim, Token token) {
        String text = token.text();
        if (token.kind() == Kind.OTHER) {
            return Uuids.parse(text) != null || text.startsWith("{") ? QUOTE_UUID : other(claim, token);
        }
        if (token.kind() == Kind.OPEN_LIST) {
            return "a list is written `" + claim + " in [..., ...]`";
        }
        String misplaced = misplaced(claim, token);
        return misplaced != null || claim.isUuid() ? misplaced : quote(token);
    }

    private static @Nullable String other(ClaimRef claim, Token token) {
        boolean number =
                claim.word().isEmpty() && "+-0123456789".indexOf(token.text().charAt(0)) >= 0;
        return number
                ? "a whole number is digits, perhaps after `-`, without leading zeros, and fits in 64 bits"
                : symbol(token, Set.of());
    }

    private static @Nullable String misplaced(ClaimRef claim, Token token) {
        if (token.kind() != Kind.WORD) {
            return null;
        }
        if (Operator.firstWords().contains(token.text()) && !token.is("is")) {
            return "leave `is` out: `" + claim + " " + token.text() + " ...`";
        }
        return switch (token.text()) {
            case "not" -> "write `not (" + claim + " is ...)`";
            case "present", "absent" -> "`" + claim + "` is in every token";
            default ->
                NOTHING.contains(token.text())
                        ? "for a claim that is not there write `is absent`"
                        : presence(claim, token);
        };
    }

    private static @Nullable String presence(ClaimRef claim, Token token) {
        String near = Suggestions.nearest(token.text(), List.of("present", "absent"));
        return near != null && Operator.PRESENT.suits(claim) ? "did you mean `" + near + "`?" : null;
    }

    /** A bare word or number where a quoted text should be. */
    static @Nullable String quote(Token token) {
        return switch (token.kind()) {
            case WORD, NUMBER -> "write the text in quotes: " + Quoting.quote(shorten(token.text()));
            case OTHER -> symbol(token, Set.of());
            case TEXT, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA, END -> null;
        };
    }

    /** A bare word that is no alias of the claim. */
    static String unknownAlias(ClaimWord word, Token token, Aliases aliases) {
        String name = token.text();
        String misplaced = misplaced(ClaimRef.of(word), token);
        if (misplaced != null) {
            return misplaced;
        }
        if (Uuids.parse(name) != null) {
            return QUOTE_UUID;
        }
        if (Vocabulary.WORDS.contains(name)) {
            return "`" + name + "` is a word of the language and cannot be an alias";
        }
        String near = Suggestions.nearest(name, aliases.names(word));
        if (near != null) {
            return "did you mean `" + near + "`?";
        }
        for (ClaimWord other : ClaimWord.values()) {
            if (other.isUuid() && aliases.find(other, name).isPresent()) {
                return "`" + name + "` is an alias of `" + other.word() + "`";
            }
        }
        List<String> known = aliases.names(word).stream().sorted().toList();
        return known.isEmpty()
                ? "there are no aliases of `" + word.word() + "`"
                : "the aliases of `" + word.word() + "` are "
                        + String.join(", ", quoted(known.subList(0, Math.min(8, known.size()))))
                        + (known.size() > 8 ? ", ..." : "");
    }

    private static @Nullable String symbol(Token token, Set<String> wanted) {
        String text = token.text();
        int first = text.codePointAt(0);
        if (Character.getType(first) == Character.SURROGATE) {
            return "half of a surrogate pair is no character";
        }
        if (Quoting.isHidden(first)) {
            return "only spaces, tabs and line breaks may stand between words";
        }
        if (first == '\'' || first == '`' || first == '\u201C' || first == '\u201D' || first == '\u201E') {
            return "texts are quoted with `\"`";
        }
        int foreign = text.codePoints().filter(c -> c >= 0x80).findFirst().orElse(0);
        if (foreign != 0) {
            return "words are ASCII; this holds " + Suggestions.character(foreign);
        }
        String meant = SYMBOLS.get(text);
        return meant != null && wanted.contains(meant) ? "write `" + meant + "`" : null;
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : "...";
    }
}

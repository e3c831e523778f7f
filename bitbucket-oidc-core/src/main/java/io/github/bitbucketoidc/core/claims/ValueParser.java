package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.claims.FilterLexer.Kind;
import io.github.bitbucketoidc.core.claims.FilterLexer.Token;
import io.github.bitbucketoidc.core.text.Suggestions;
import io.github.bitbucketoidc.core.text.Uuids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the values on the right side of {@code is}, {@code in} and {@code has}, and puts UUIDs in the place of aliases. */
final class ValueParser {

    /** An example that messages show. */
    private static final String UUID_EXAMPLE = "a UUID looks like \"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}\"";

    /**
     * A value, and the workspace that it is bound to.
     *
     * @param token where it stands
     * @param value the value itself
     * @param workspace for an alias that is bound to a workspace, that workspace
     */
    record Value(Token token, ClaimValue value, Optional<UUID> workspace) {}

    private final FilterLexer lexer;
    private final ClaimRef claim;
    private final Aliases aliases;
    private final boolean orPresence;

    ValueParser(FilterLexer lexer, ClaimRef claim, Aliases aliases, boolean orPresence) {
        this.lexer = lexer;
        this.claim = claim;
        this.aliases = aliases;
        this.orPresence = orPresence;
    }

    /** What can stand in the place of a value. */
    static String describe(ClaimRef claim, boolean orPresence) {
        List<String> kinds = new ArrayList<>();
        kinds.add(claim.isUuid() ? "an alias of `" + claim + "`" : "a text in quotes");
        if (claim.isUuid()) {
            kinds.add("a UUID in quotes");
        } else if (claim.word().isEmpty()) {
            kinds.addAll(List.of("a whole number", "`true`", "`false`"));
        }
        if (orPresence) {
            kinds.addAll(List.of("`present`", "`absent`"));
        }
        return Suggestions.either(kinds);
    }

    Value read(Token token) {
        if (claim.isUuid()) {
            return token.kind() == Kind.WORD ? alias(token) : uuid(token);
        }
        ClaimValue value = plain(token);
        if (value == null) {
            throw error(token, describe(claim, orPresence), FilterHints.value(claim, token));
        }
        if (value.equals(new ClaimValue.Text(""))) {
            boolean optional = claim.operators().contains(Operator.ABSENT);
            throw error(
                    token,
                    "a text that is not empty",
                    optional ? "for a claim that is not there write `is absent`" : null);
        }
        return new Value(token, value, Optional.empty());
    }

    private @Nullable ClaimValue plain(Token token) {
        boolean free = claim.word().isEmpty();
        if (token.kind() == Kind.TEXT) {
            return new ClaimValue.Text(token.text());
        }
        if (free && token.kind() == Kind.NUMBER) {
            return new ClaimValue.Whole(Long.parseLong(token.text()));
        }
        return free && (token.is("true") || token.is("false")) ? new ClaimValue.Flag(token.is("true")) : null;
    }

    private Value alias(Token token) {
        ClaimWord word = claim.word().orElseThrow();
        Optional<Aliases.Alias> alias =
                Vocabulary.WORDS.contains(token.text()) ? Optional.empty() : aliases.find(word, token.text());
        if (alias.isEmpty()) {
            throw error(token, describe(claim, orPresence), FilterHints.unknownAlias(word, token, aliases));
        }
        return new Value(
                token, new ClaimValue.Uuid(alias.get().uuid()), alias.get().workspace());
    }

    private Value uuid(Token token) {
        if (token.kind() != Kind.TEXT) {
            throw error(token, describe(claim, orPresence), FilterHints.value(claim, token));
        }
        UUID uuid = Uuids.parse(token.text());
        if (uuid == null) {
            throw error(token, describe(claim, orPresence), notUuid(token));
        }
        return new Value(token, new ClaimValue.Uuid(uuid), Optional.empty());
    }

    private String notUuid(Token token) {
        ClaimWord word = claim.word().orElseThrow();
        if (aliases.find(word, token.text()).isPresent()) {
            return "`" + token.text() + "` is an alias: write it without quotes";
        }
        String near = Suggestions.nearest(token.text(), aliases.names(word));
        return near != null ? "did you mean the alias `" + near + "`, without quotes?" : UUID_EXAMPLE;
    }

    /** A list is of one type: no claim has two, so a second type would never hold. */
    void checkSameType(List<Value> before, Value value) {
        if (!before.isEmpty()
                && before.get(0).value().getClass() != value.value().getClass()) {
            throw error(
                    value.token(),
                    "a value of the same type as " + before.get(0).value(),
                    "put the others behind `or`");
        }
    }

    /**
     * The predicate on the values. Those that are bound to a workspace hold for its tokens only: {@code (c in [..] and workspace is w)},
     * one for each workspace, joined by {@code or}.
     */
    ClaimFilter expand(List<Value> values) {
        if (values.size() == 1 && values.get(0).workspace().isEmpty()) {
            return new ClaimFilter.Is(claim, values.get(0).value());
        }
        if (values.stream().allMatch(value -> value.workspace().isEmpty())) {
            return ClaimFilters.oneOf(claim, values.stream().map(Value::value).toList());
        }
        Map<Optional<UUID>, List<ClaimValue>> groups = new LinkedHashMap<>();
        values.forEach(value -> groups.computeIfAbsent(value.workspace(), workspace -> new ArrayList<>())
                .add(value.value()));
        List<ClaimFilter> alternatives = new ArrayList<>();
        groups.forEach((workspace, members) -> {
            ClaimFilter predicate = ClaimFilters.oneOf(claim, members);
            alternatives.add(workspace
                    .map(uuid -> predicate.and(ClaimFilters.workspace().is(uuid)))
                    .orElse(predicate));
        });
        return ClaimFilters.anyOf(alternatives);
    }

    private FilterSyntaxException error(Token token, String wanted, @Nullable String hint) {
        return lexer.error(token.offset(), wanted, FilterHints.found(token), hint);
    }
}

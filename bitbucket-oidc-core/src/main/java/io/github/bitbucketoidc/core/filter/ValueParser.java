package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.FilterLexer.Kind;
import io.github.bitbucketoidc.core.filter.FilterLexer.Token;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Operator;
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
    /** Words that could stand there too. */
    private final List<String> others;

    ValueParser(FilterLexer lexer, ClaimRef claim, Aliases aliases, List<String> others) {
        this.lexer = lexer;
        this.claim = claim;
        this.aliases = aliases;
        this.others = others;
    }

    /** What can stand in the place of a value. */
    static String describe(ClaimRef claim, List<String> others) {
        List<String> kinds = new ArrayList<>();
        kinds.add(claim.isUuid() ? "an alias of `" + claim + "`" : "a text in quotes");
        if (claim.isUuid()) {
            kinds.add("a UUID in quotes");
        } else if (claim.word().isEmpty()) {
            kinds.addAll(List.of("a whole number", "`true`", "`false`"));
        }
        kinds.addAll(FilterHints.quoted(others));
        return Suggestions.either(kinds);
    }

    Value read(Token token) {
        if (claim.isUuid()) {
            return token.kind() == Kind.WORD ? alias(token) : uuid(token);
        }
        ClaimValue value = plain(token);
        if (value == null) {
            throw error(token, describe(claim, others), FilterHints.value(claim, token));
        }
        if (value.equals(new ClaimValue.Text(""))) {
            boolean optional = Operator.ABSENT.suits(claim);
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
            throw error(token, describe(claim, others), FilterHints.unknownAlias(word, token, aliases));
        }
        return new Value(
                token, new ClaimValue.Uuid(alias.get().uuid()), alias.get().workspace());
    }

    private Value uuid(Token token) {
        if (token.kind() != Kind.TEXT) {
            throw error(token, describe(claim, others), FilterHints.value(claim, token));
        }
        UUID uuid = Uuids.parse(token.text());
        if (uuid == null) {
            throw error(token, describe(claim, others), notUuid(token));
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
    Condition expand(Operator operator, List<Value> values) {
        if (values.stream().allMatch(value -> value.workspace().isEmpty())) {
            return operator.about(claim, values.stream().map(Value::value).toList());
        }
        Map<Optional<UUID>, List<ClaimValue>> groups = new LinkedHashMap<>();
        values.forEach(value -> groups.computeIfAbsent(value.workspace(), workspace -> new ArrayList<>())
                .add(value.value()));
        List<Condition> alternatives = new ArrayList<>();
        groups.forEach((workspace, members) -> {
            Condition predicate = operator.about(claim, members);
            alternatives.add(workspace.map(uuid -> within(predicate, uuid)).orElse(predicate));
        });
        return Condition.anyOf(alternatives);
    }

    private static Condition within(Condition predicate, UUID workspace) {
        ClaimRef claim = ClaimRef.of(ClaimWord.WORKSPACE);
        return Condition.allOf(List.of(predicate, Operator.IS.about(claim, List.of(new ClaimValue.Uuid(workspace)))));
    }

    private FilterSyntaxException error(Token token, String wanted, @Nullable String hint) {
        return lexer.error(token.offset(), wanted, FilterHints.found(token), hint);
    }
}

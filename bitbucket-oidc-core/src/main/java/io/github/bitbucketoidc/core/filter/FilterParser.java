package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.FilterLexer.Kind;
import io.github.bitbucketoidc.core.filter.FilterLexer.Token;
import io.github.bitbucketoidc.core.filter.tree.Argument;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import io.github.bitbucketoidc.core.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter by recursive descent, one token ahead; depth is bounded by {@link Condition#MAX_NESTING}. What can be asked of a claim is said by {@link Operator} alone.
 *
 * <pre>
 * filter    = and { "or" and }
 * and       = unary { "and" unary }
 * unary     = "not" unary | "(" filter ")" | predicate
 * predicate = claim operator [ value | "[" value { "," value } "]" | text ]
 * claim     = "workspace" | ... | "branch" | "claim" text
 * </pre>
 */
final class FilterParser {

    private final FilterLexer lexer;
    private final Aliases aliases;
    private Token token;
    private int nesting;

    FilterParser(String source, Aliases aliases) {
        this.lexer = new FilterLexer(Objects.requireNonNull(source, "text"));
        this.aliases = Objects.requireNonNull(aliases, "aliases");
        this.token = lexer.next();
    }

    Condition parse() {
        if (token.kind() == Kind.END) {
            throw error("a condition", "a filter that says nothing would hold for every token");
        }
        Condition filter = or();
        if (token.kind() != Kind.END) {
            throw error("`and`, `or` or the end of the filter", FilterHints.afterCondition(token));
        }
        return filter;
    }

    private Condition or() {
        Condition first = and();
        if (!token.is("or")) {
            return first;
        }
        List<Condition> members = new ArrayList<>(4);
        members.add(first);
        while (token.is("or")) {
            advance();
            members.add(and());
        }
        return Condition.anyOf(members);
    }

    private Condition and() {
        int offset = token.offset();
        Condition first = unary();
        if (!token.is("and")) {
            return first;
        }
        List<Condition> members = new ArrayList<>(4);
        members.add(first);
        while (token.is("and")) {
            advance();
            members.add(unary());
        }
        checkNesting(offset, members, Condition.And::nestingOf);
        return Condition.allOf(members);
    }

    private Condition unary() {
        Token start = token;
        if (start.kind() == Kind.OPEN) {
            enter(start);
            Condition inner = or();
            if (token.kind() != Kind.CLOSE) {
                throw error("`and`, `or` or `)`", FilterHints.afterCondition(token));
            }
            leave();
            return inner;
        }
        if (start.is("not")) {
            nesting++;
            enterDepth(start);
            advance();
            Condition inner = unary();
            nesting--;
            checkNesting(start.offset(), List.of(inner), members -> Condition.Not.nestingOf(members.get(0)));
            return inner.negate();
        }
        return predicate();
    }

    private void enter(Token start) {
        nesting++;
        enterDepth(start);
        advance();
    }

    private void leave() {
        nesting--;
        advance();
    }

    private void enterDepth(Token start) {
        if (nesting > Condition.MAX_NESTING) {
            throw tooDeep(start.offset());
        }
    }

    /** Aliases that are bound to a workspace become an {@code and}, which can need parentheses that the source did not have. */
    private void checkNesting(int offset, List<Condition> members, ToIntFunction<List<Condition>> measure) {
        if (measure.applyAsInt(members) > Condition.MAX_NESTING) {
            throw tooDeep(offset);
        }
    }

    private FilterSyntaxException tooDeep(int offset) {
        return lexer.error(
                offset,
                "`(` and `not` nested at most " + Condition.MAX_NESTING + " deep",
                "one more level",
                "say it in several grants, or with `in [...]`");
    }

    private Condition predicate() {
        ClaimRef claim = claim();
        List<Operator> started = started(claim);
        advance();
        for (Operator operator : started) {
            if (operator.words().size() > 1 && token.is(operator.words().get(1))) {
                advance();
                return operator.about(claim, List.of());
            }
        }
        Operator operator = started.get(0);
        return switch (operator.argument().kind()) {
            case VALUE -> {
                ValueParser values = new ValueParser(lexer, claim, aliases, secondWords(started));
                yield values.expand(operator, List.of(value(values)));
            }
            case VALUES -> {
                ValueParser values = new ValueParser(lexer, claim, aliases, List.of());
                yield values.expand(operator, list(claim, values));
            }
            case TEXT -> operator.about(claim, List.of(text(operator.argument())));
            case NONE -> operator.about(claim, List.of());
        };
    }

    /** The operators that the next word begins; the first is the one that has no second word, if there is such a one. */
    private List<Operator> started(ClaimRef claim) {
        List<Operator> offered = Operator.of(claim);
        List<Operator> started = offered.stream()
                .filter(operator -> token.is(operator.words().get(0)))
                .toList();
        if (started.isEmpty()) {
            throw error(Operator.list(offered), FilterHints.operator(claim, token));
        }
        return started;
    }

    private static List<String> secondWords(List<Operator> started) {
        return started.stream()
                .filter(operator -> operator.words().size() > 1)
                .map(operator -> operator.words().get(1))
                .toList();
    }

    private ClaimRef claim() {
        Token start = token;
        if (start.is("claim")) {
            advance();
            return freeClaim();
        }
        if (start.kind() == Kind.WORD) {
            ClaimWord word = ClaimRef.wordFor(start.text()).orElse(null);
            if (word != null && word.word().equals(start.text())) {
                advance();
                return ClaimRef.of(word);
            }
        }
        throw error("a claim, `not` or `(`", FilterHints.start(start, aliases));
    }

    private ClaimRef freeClaim() {
        Token name = token;
        if (name.kind() != Kind.TEXT) {
            throw error(
                    "the claim's name in quotes",
                    name.kind() == Kind.WORD ? "write " + Quoting.quote(name.text()) : null);
        }
        if (name.text().isEmpty()) {
            throw error("the claim's name in quotes, not empty", null);
        }
        ClaimWord word = ClaimRef.wordFor(name.text()).orElse(null);
        if (word != null) {
            throw error("the name of a claim that has no word", "write `" + word.word() + "`");
        }
        advance();
        return ClaimRef.named(name.text());
    }

    private List<ValueParser.Value> list(ClaimRef claim, ValueParser parser) {
        if (token.kind() != Kind.OPEN_LIST) {
            throw error("`[`", "write the values in brackets: `" + claim + " in [..., ...]`");
        }
        List<ValueParser.Value> values = new ArrayList<>();
        do {
            advance();
            if (token.kind() == Kind.CLOSE_LIST) {
                throw error(
                        ValueParser.describe(claim, List.of()),
                        values.isEmpty() ? "a list without values would hold for nothing" : "leave the last comma out");
            }
            ValueParser.Value value = value(parser);
            parser.checkSameType(values, value);
            values.add(value);
        } while (token.kind() == Kind.COMMA);
        if (token.kind() != Kind.CLOSE_LIST) {
            throw error("`,` or `]`", token.kind() == Kind.END ? "close the list" : "write a comma between two values");
        }
        advance();
        return values;
    }

    private ValueParser.Value value(ValueParser values) {
        ValueParser.Value value = values.read(token);
        advance();
        return value;
    }

    private ClaimValue.Text text(Argument argument) {
        Token text = token;
        if (text.kind() != Kind.TEXT) {
            throw error(argument.noun() + " in quotes", FilterHints.quote(text));
        }
        if (text.text().isEmpty()) {
            throw error(argument.noun() + " in quotes, not empty", argument.hintIfEmpty());
        }
        if (text.text().length() > argument.most()) {
            throw error(argument.noun() + " of at most " + argument.most() + " characters", null);
        }
        advance();
        return new ClaimValue.Text(text.text());
    }

    private void advance() {
        token = lexer.next();
    }

    private FilterSyntaxException error(String expected, @Nullable String hint) {
        return lexer.error(token.offset(), expected, FilterHints.found(token), hint);
    }
}

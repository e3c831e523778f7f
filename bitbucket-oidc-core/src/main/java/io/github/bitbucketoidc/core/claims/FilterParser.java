package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.claims.FilterLexer.Kind;
import io.github.bitbucketoidc.core.claims.FilterLexer.Token;
import io.github.bitbucketoidc.core.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter by recursive descent, one token ahead; depth is bounded by {@link ClaimFilter#MAX_NESTING}.
 *
 * <pre>
 * filter    = and { "or" and }
 * and       = unary { "and" unary }
 * unary     = "not" unary | "(" filter ")" | predicate
 * predicate = claim ( "is" ( value | "present" | "absent" ) | "in" "[" value { "," value } "]" | "like" text | "has" text )
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

    ClaimFilter parse() {
        if (token.kind() == Kind.END) {
            throw error("a condition", "a filter that says nothing would hold for every token");
        }
        ClaimFilter filter = or();
        if (token.kind() != Kind.END) {
            throw error("`and`, `or` or the end of the filter", FilterHints.afterCondition(token));
        }
        return filter;
    }

    private ClaimFilter or() {
        ClaimFilter first = and();
        if (!token.is("or")) {
            return first;
        }
        List<ClaimFilter> members = new ArrayList<>(4);
        members.add(first);
        while (token.is("or")) {
            advance();
            members.add(and());
        }
        return ClaimFilters.anyOf(members);
    }

    private ClaimFilter and() {
        int offset = token.offset();
        ClaimFilter first = unary();
        if (!token.is("and")) {
            return first;
        }
        List<ClaimFilter> members = new ArrayList<>(4);
        members.add(first);
        while (token.is("and")) {
            advance();
            members.add(unary());
        }
        checkNesting(offset, members, FilterPrinter.Nesting::ofAnd);
        return ClaimFilters.allOf(members);
    }

    private ClaimFilter unary() {
        Token start = token;
        if (start.kind() == Kind.OPEN) {
            enter(start);
            ClaimFilter inner = or();
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
            ClaimFilter inner = unary();
            nesting--;
            checkNesting(start.offset(), List.of(inner), members -> FilterPrinter.Nesting.ofNot(members.get(0)));
            return new ClaimFilter.Not(inner);
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
        if (nesting > ClaimFilter.MAX_NESTING) {
            throw tooDeep(start.offset());
        }
    }

    /** Aliases that are bound to a workspace become an {@code and}, which can need parentheses that the source did not have. */
    private void checkNesting(int offset, List<ClaimFilter> members, ToIntFunction<List<ClaimFilter>> measure) {
        if (measure.applyAsInt(members) > ClaimFilter.MAX_NESTING) {
            throw tooDeep(offset);
        }
    }

    private FilterSyntaxException tooDeep(int offset) {
        return lexer.error(
                offset,
                "`(` and `not` nested at most " + ClaimFilter.MAX_NESTING + " deep",
                "one more level",
                "say it in several grants, or with `in [...]`");
    }

    private ClaimFilter predicate() {
        ClaimRef claim = claim();
        Token operator = token;
        Set<Operator> offered = claim.operators();
        if (operator.is("is") && offered.contains(Operator.IS)) {
            advance();
            return is(claim);
        }
        if (operator.is("in") && offered.contains(Operator.IN)) {
            advance();
            return values(claim).expand(list(claim));
        }
        if (operator.is("like") && offered.contains(Operator.LIKE)) {
            advance();
            return like(claim);
        }
        if (operator.is("has") && offered.contains(Operator.HAS)) {
            advance();
            return new ClaimFilter.Has((ClaimValue.Text) value(claim).value());
        }
        throw error(Operator.list(offered), FilterHints.operator(claim, operator));
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

    private ClaimFilter is(ClaimRef claim) {
        Set<Operator> offered = claim.operators();
        if (token.is("present") && offered.contains(Operator.PRESENT)) {
            advance();
            return new ClaimFilter.Present(claim);
        }
        if (token.is("absent") && offered.contains(Operator.ABSENT)) {
            advance();
            return new ClaimFilter.Absent(claim);
        }
        ValueParser values = new ValueParser(lexer, claim, aliases, offered.contains(Operator.PRESENT));
        ValueParser.Value value = values.read(token);
        advance();
        return values.expand(List.of(value));
    }

    private List<ValueParser.Value> list(ClaimRef claim) {
        if (token.kind() != Kind.OPEN_LIST) {
            throw error("`[`", "write the values in brackets: `" + claim + " in [..., ...]`");
        }
        List<ValueParser.Value> values = new ArrayList<>();
        do {
            advance();
            if (token.kind() == Kind.CLOSE_LIST) {
                throw error(
                        ValueParser.describe(claim, false),
                        values.isEmpty() ? "a list without values would hold for nothing" : "leave the last comma out");
            }
            ValueParser.Value value = value(claim);
            values(claim).checkSameType(values, value);
            values.add(value);
        } while (token.kind() == Kind.COMMA);
        if (token.kind() != Kind.CLOSE_LIST) {
            throw error("`,` or `]`", token.kind() == Kind.END ? "close the list" : "write a comma between two values");
        }
        advance();
        return values;
    }

    private ValueParser values(ClaimRef claim) {
        return new ValueParser(lexer, claim, aliases, false);
    }

    private ValueParser.Value value(ClaimRef claim) {
        ValueParser.Value value = values(claim).read(token);
        advance();
        return value;
    }

    private ClaimFilter like(ClaimRef claim) {
        Token pattern = token;
        if (pattern.kind() != Kind.TEXT) {
            throw error("a pattern in quotes", FilterHints.quote(pattern));
        }
        if (pattern.text().isEmpty()) {
            throw error(
                    "a pattern in quotes, not empty",
                    "an empty pattern matches nothing; any text at all is `like \"**\"`");
        }
        if (pattern.text().length() > Glob.MAX_LENGTH) {
            throw error("a pattern of at most " + Glob.MAX_LENGTH + " characters", null);
        }
        advance();
        return new ClaimFilter.Like(claim, Glob.of(pattern.text()));
    }

    private void advance() {
        token = lexer.next();
    }

    private FilterSyntaxException error(String expected, @Nullable String hint) {
        return lexer.error(token.offset(), expected, FilterHints.found(token), hint);
    }
}

package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which values no branch can have: git refuses such names (git-check-ref-format(1)), and Bitbucket's claim holds the short name.
 * A condition that asks for one never applies, so it is refused where it is written. Stateless.
 */
public final class BranchRules {

    /** What is wrong with a value or a pattern, as the condition quotes it. */
    public record Fault(String value, String message, String hint) {}

    private static final ClaimRef BRANCH = ClaimRef.of(ClaimWord.BRANCH);
    private static final List<String> REFS = List.of("refs/heads/", "refs/tags/", "refs/remotes/");

    private static final String AS_GIT_DOES = "write the name as `git branch` shows it";

    private BranchRules() {}

    /** Tells of every value of a condition that no branch can have. */
    public static void check(ClaimFilter filter, Consumer<Fault> faults) {
        filter.condition().forEach((predicate, negated) -> {
            if (!predicate.claim().equals(BRANCH)) {
                return;
            }
            if (predicate.values().isEmpty()) {
                predicate.texts().forEach(text -> pattern(predicate, text).ifPresent(faults));
            } else {
                predicate.texts().forEach(text -> value(text).ifPresent(faults));
            }
        });
    }

    private static Optional<Fault> value(String name) {
        if (!name.startsWith("refs/") && (name.indexOf('*') >= 0 || name.indexOf('?') >= 0)) {
            return Optional.of(new Fault(
                    name,
                    "`is` and `in` compare whole names, and no branch has a `*` or a `?` in its name",
                    "write branch like \"" + name + "\""));
        }
        if (name.startsWith("refs/")) {
            return Optional.of(ref(name, "is"));
        }
        String odd = objection(name);
        return odd.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(name, "no branch can have this name: git allows no " + odd, AS_GIT_DOES));
    }

    /** A pattern, or another text that is no whole name: what git says of a name that satisfies the predicate, it says of that. */
    private static Optional<Fault> pattern(Predicate predicate, String text) {
        if (text.startsWith("refs/")) {
            return Optional.of(ref(text, predicate.word()));
        }
        String odd = predicate
                .witness(true)
                .filter(ClaimValue.Text.class::isInstance)
                .map(name -> objection(((ClaimValue.Text) name).value()))
                .orElse("");
        return odd.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        text,
                        "no branch can match this: git allows no " + odd,
                        looksRegular(text)
                                ? "patterns are no regular expressions: * is any characters but /, ** any, as in \"release/*\""
                                : AS_GIT_DOES));
    }

    private static Fault ref(String text, String word) {
        for (String prefix : REFS) {
            if (text.startsWith(prefix) && text.length() > prefix.length()) {
                String rest = text.substring(prefix.length());
                boolean tag = prefix.equals("refs/tags/");
                return new Fault(
                        text,
                        "the claim holds a branch's short name, never `" + prefix + "...`",
                        tag
                                ? "a tag is no branch: remove this condition"
                                : "write branch " + word + " \""
                                        + (prefix.equals("refs/heads/") ? rest : afterSlash(rest)) + "\"");
            }
        }
        return new Fault(text, "the claim holds a branch's short name, never `refs/...`", AS_GIT_DOES);
    }

    private static String afterSlash(String text) {
        return text.substring(text.indexOf('/') + 1);
    }

    private static boolean looksRegular(String pattern) {
        return pattern.startsWith("^")
                || pattern.endsWith("$")
                || pattern.contains(".*")
                || pattern.contains(".+")
                || pattern.indexOf('\\') >= 0
                || pattern.indexOf('[') >= 0;
    }

    /** What of it git allows in no name; empty if it can be one. Stars and question marks are looked at by the caller. */
    private static String objection(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                return c == ' ' ? "blank" : "control character";
            }
            if ("~^:[\\".indexOf(c) >= 0) {
                return "`" + c + "`";
            }
        }
        for (String part : List.of("..", "@{", "//")) {
            if (text.contains(part)) {
                return "`" + part + "`";
            }
        }
        if (text.startsWith("/") || text.endsWith("/")) {
            return "`/` at the beginning or the end";
        }
        if (text.startsWith(".") || text.contains("/.")) {
            return "`.` at the beginning of a part";
        }
        if (text.endsWith(".")) {
            return "`.` at the end";
        }
        if (text.endsWith(".lock") || text.contains(".lock/")) {
            return "part that ends with `.lock`";
        }
        return text.equals("@") ? "branch that is called `@`" : "";
    }
}

package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.provider.names.NamePattern;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.util.Optional;
import java.util.Set;

/** What is said about a delivery's name that cannot be one (attack rows H3, H4). */
public final class VariableRules {

    public record Fault(String message, String hint) {}

    private VariableRules() {}

    /** What is wrong with a name, or with a name that holds a {@code *}. */
    public static Optional<Fault> fault(String name, Set<String> allowed) {
        if (!VariableNames.isWellFormedPattern(name)) {
            return Optional.of(
                    new Fault(
                            "no variable can be called `" + name + "`",
                            "use ASCII letters, digits and '_', not beginning with a digit; one '*' stands for the names of fields"));
        }
        if (name.indexOf('*') >= 0) {
            NamePattern pattern = NamePattern.of(name);
            return VariableNames.isReserved(name) && allowed.stream().noneMatch(pattern::matches)
                    ? Optional.of(new Fault(
                            "every name that `" + name + "` can become is reserved: it changes what runs on the runner",
                            "rename it; if it is meant, add the exact names to `allow-names` in `settings`"))
                    : Optional.empty();
        }
        return VariableNames.check(name, allowed)
                .map(fault -> fault == VariableNames.Fault.RESERVED
                        ? new Fault(
                                "`" + name + "` is reserved: it changes what runs on the runner",
                                "rename it; if it is meant, add it to `allow-names` in `settings`")
                        : new Fault("`" + name + "` is reserved: it means something to JavaScript", "rename it"));
    }

    /** What is wrong with a name, or a pattern of names, that a wildcard says it may become (attack row W6). */
    public static Optional<Fault> onlyFault(String name, String variable, Set<String> allowed) {
        if (name.equals("*")) {
            return Optional.of(new Fault(
                    "`*` is any name, which `only` is there to prevent",
                    "name those that you expect, or write any-name: true in place of only"));
        }
        Optional<Fault> fault = fault(name, allowed);
        if (fault.isEmpty()
                && VariableNames.isWellFormedPattern(variable)
                && !NamePattern.exact(variable).meets(NamePattern.exact(name))) {
            return Optional.of(new Fault(
                    "`" + name + "` is no name that `" + variable + "` can become",
                    "write final names, with what stands before and behind the `*`; letter case counts"));
        }
        return fault;
    }
}

package io.github.bitbucketoidc.core.policy;

import java.util.Optional;
import java.util.Set;

/** What is said about a delivery's name that cannot be one (attack rows H3, H4). */
final class VariableRules {

    record Fault(String message, String hint) {}

    private VariableRules() {}

    /** What is wrong with a name, or with a name that holds a {@code *}. */
    static Optional<Fault> fault(String name, Set<String> allowed) {
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
}

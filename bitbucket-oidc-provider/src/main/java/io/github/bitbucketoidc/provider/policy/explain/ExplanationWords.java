package io.github.bitbucketoidc.provider.policy.explain;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.filter.analysis.LookAlike;
import io.github.bitbucketoidc.core.filter.analysis.PredicateTrace;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import io.github.bitbucketoidc.provider.names.NameTable;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences of explanations; UUIDs go by the names that the policy gives them. */
final class ExplanationWords {

    private final NameTable names;

    ExplanationWords(NameTable names) {
        this.names = names;
    }

    String text(List<ExplainedRule> grants, List<ExplainedRule> denials) {
        StringBuilder text = new StringBuilder();
        grants.forEach(rule -> rule(text, "grant", rule));
        denials.forEach(rule -> rule(text, "denial", rule));
        return text.length() == 0 ? "The policy holds no grant and no denial.\n" : text.toString();
    }

    private void rule(StringBuilder text, String what, ExplainedRule rule) {
        text.append(what).append(" `").append(rule.name()).append('`');
        text.append(rule.line() == 0 ? "" : " (line " + rule.line() + ")").append(": ");
        text.append(
                rule.lapsed()
                        ? "stopped applying when its review fell overdue"
                        : rule.applies() ? "applies" : "does not apply");
        text.append(rule.shadow() ? ", in shadow mode" : "").append('\n');
        int first = rule.firstDivergence();
        for (int i = 0; i < rule.trace().predicates().size(); i++) {
            text.append(i == first ? "  > " : "    ")
                    .append(predicate(rule.trace().predicates().get(i)))
                    .append('\n');
        }
        if (!rule.changes().isEmpty()) {
            text.append("  would apply if ").append(changes(rule.changes())).append('\n');
        }
    }

    private String predicate(PredicateTrace trace) {
        String not = trace.negated() ? "not " : "";
        String line = trace.outcome() + "  " + not + named(trace.predicate()) + ": the step has "
                + (trace.actual().equals("absent") ? nothing(trace.predicate().claim()) : trace.actual());
        return trace.lookAlikes().isEmpty()
                ? line
                : line + "; they only look alike: "
                        + trace.lookAlikes().stream()
                                .map(LookAlike::description)
                                .collect(Collectors.joining(", "));
    }

    private String changes(List<ClosestChange.Change> changes) {
        return changes.stream().map(this::change).collect(Collectors.joining(", and "));
    }

    /** What would have to hold, and when the claim is missing, that it is. */
    String change(ClosestChange.Change change) {
        Predicate predicate = change.wanted().predicate();
        String wanted = predicate.phrase(change.wanted().negated(), value -> value(predicate.claim(), value));
        return change.absent() ? wanted + "; the step has " + nothing(predicate.claim()) : wanted;
    }

    private String named(Predicate predicate) {
        return predicate.text(value -> value(predicate.claim(), value));
    }

    private String value(ClaimRef claim, ClaimValue value) {
        return value instanceof ClaimValue.Uuid uuid && claim.word().isPresent()
                ? names.name(claim.word().get(), uuid.value()).orElse(value.toString())
                : value.toString();
    }

    private static String nothing(ClaimRef claim) {
        return switch (claim.toString()) {
            case "environment" -> "no deployment environment";
            case "branch" -> "no branch";
            case "pipeline" -> "no pipeline";
            default -> "no " + claim;
        };
    }
}

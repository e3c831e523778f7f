package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.PlainEvaluator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a policy decides, once more: from the page alone, in the plainest way, without an index and without any type of the real
 * decision. Sets, because order never matters.
 */
public record PlainDecision(
        Set<String> grants,
        Set<String> shadowGrants,
        Set<String> lapsed,
        Set<String> denials,
        Set<String> shadowDenials,
        Map<String, Set<String>> deliveries,
        Map<String, Set<String>> withheld) {

    private PlainDecision() {
        this(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    public static PlainDecision of(RandomPolicy policy, Claims claims, Instant now) {
        PlainDecision decision = new PlainDecision();
        for (RandomPolicy.ADenial denial : policy.denials()) {
            // A denial applies on YES and on UNKNOWN.
            if (PlainEvaluator.evaluate(denial.when(), claims) != Outcome.NO) {
                (denial.shadow() ? decision.shadowDenials : decision.denials).add(denial.name());
            }
        }
        for (RandomPolicy.AGrant grant : policy.grants()) {
            if (applies(grant, claims)) {
                boolean overdue = grant.reviewBy().isPresent()
                        && now.atZone(ZoneOffset.UTC)
                                .toLocalDate()
                                .isAfter(grant.reviewBy().get());
                if (grant.refuse() && overdue) {
                    decision.lapsed.add(grant.name());
                } else if (grant.shadow()) {
                    decision.shadowGrants.add(grant.name());
                } else {
                    decision.grants.add(grant.name());
                    grant.deliver()
                            .forEach((variable, secret) -> decision.deliver(policy, grant, variable, secret, claims));
                }
            }
        }
        return decision;
    }

    /** A grant applies on YES only; a path that is filled asks that the claim is present. */
    private static boolean applies(RandomPolicy.AGrant grant, Claims claims) {
        String paths = grant.deliver().values().toString();
        for (ClaimWord word : ClaimWord.values()) {
            if (paths.contains("{" + word.word() + "}")
                    && claims.text(word.claim()).isEmpty()) {
                return false;
            }
        }
        return PlainEvaluator.evaluate(grant.when(), claims) == Outcome.YES;
    }

    private void deliver(
            RandomPolicy policy, RandomPolicy.AGrant grant, String variable, String secret, Claims claims) {
        String filled = secret;
        for (ClaimWord word : ClaimWord.values()) {
            String uuid = claims.text(word.claim()).orElse("").replace("{", "").replace("}", "");
            filled = filled.replace("{" + word.word() + "}", uuid.toLowerCase(Locale.ROOT));
        }
        String path = filled.replaceFirst("#.*", "").replaceFirst("@.*", "");
        boolean gone = applying(policy)
                        .flatMap(denial -> denial.withholdSecrets().stream())
                        .anyMatch(pattern -> matches(pattern, path))
                || RandomPolicy.ONLY.getOrDefault(variable, List.of(variable)).stream()
                        .allMatch(name -> applying(policy)
                                .flatMap(denial -> denial.withhold().stream())
                                .anyMatch(pattern -> covers(pattern, name)));
        (gone ? withheld : deliveries)
                .computeIfAbsent(variable + " <- " + filled, key -> new TreeSet<>())
                .add(grant.name());
    }

    private Stream<RandomPolicy.ADenial> applying(RandomPolicy policy) {
        return policy.denials().stream().filter(denial -> denials.contains(denial.name()));
    }

    /** The words of the page on patterns, one character at a time. */
    private static boolean matches(String pattern, String text) {
        if (pattern.isEmpty() || text.isEmpty()) {
            return pattern.isEmpty() && text.isEmpty();
        }
        if (pattern.startsWith("**")) {
            return matches(pattern.substring(2), text.substring(1)) || matches(pattern, text.substring(1));
        }
        boolean fits = pattern.charAt(0) == text.charAt(0)
                || ((pattern.charAt(0) == '*' || pattern.charAt(0) == '?') && text.charAt(0) != '/');
        return fits
                && (matches(pattern.substring(1), text.substring(1))
                        || (pattern.charAt(0) == '*' && matches(pattern, text.substring(1))));
    }

    /** Whether a pattern matches all that a variable can become: {@code ~} stands for a field's name, and no pattern holds one. */
    private static boolean covers(String pattern, String variable) {
        String name = variable.replace("*", "~~~").toLowerCase(Locale.ROOT);
        String folded = pattern.toLowerCase(Locale.ROOT);
        int star = folded.indexOf('*');
        if (star < 0) {
            return name.equals(folded);
        }
        String before = folded.substring(0, star);
        String after = folded.substring(star + 1);
        return name.length() >= before.length() + after.length() && name.startsWith(before) && name.endsWith(after);
    }

    /** The real decision in the same words. */
    public static PlainDecision of(Decision decision) {
        PlainDecision plain = new PlainDecision();
        plain.grants.addAll(decision.grants());
        plain.shadowGrants.addAll(decision.shadowGrants());
        plain.lapsed.addAll(decision.lapsed());
        plain.denials.addAll(decision.denials());
        plain.shadowDenials.addAll(decision.shadowDenials());
        decision.deliveries()
                .forEach(delivery -> plain.deliveries.put(text(delivery), new TreeSet<>(delivery.grants())));
        decision.withheld().forEach(delivery -> plain.withheld.put(text(delivery), new TreeSet<>(delivery.grants())));
        return plain;
    }

    private static String text(DecidedDelivery delivery) {
        return delivery.variable() + " <- " + delivery.store() + ":" + delivery.secret()
                + delivery.field().map(field -> "#" + field).orElse("");
    }
}

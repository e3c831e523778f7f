package io.github.bitbucketoidc.testkit.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilters;
import io.github.bitbucketoidc.provider.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes claims one at a time, and says them in the words of a policy. */
final class StepClaims {

    private StepClaims() {}

    /** A UUID as a policy file may write it: with or without braces, in any letter case. */
    static Optional<UUID> uuid(String text) {
        try {
            ClaimFilters.repository().is(text); // Strict, as UUID.fromString is not.
            return Optional.of(UUID.fromString(text.replace("{", "").replace("}", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same claims with one set to a value, or left out for null. */
    static Claims with(Claims claims, String name, @Nullable ClaimValue value) {
        Claims.Builder builder = Claims.builder();
        for (String kept : claims.names()) {
            if (!kept.equals(name)) {
                copy(claims, kept, builder);
            }
        }
        if (value instanceof ClaimValue.Uuid uuid) {
            builder.text(name, Step.braces(uuid.value()));
        } else if (value instanceof ClaimValue.Text text) {
            builder.text(name, text.value());
        } else if (value instanceof ClaimValue.Whole whole) {
            builder.number(name, whole.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            builder.flag(name, flag.value());
        }
        return builder.build();
    }

    private static void copy(Claims claims, String name, Claims.Builder builder) {
        switch (claims.kind(name)) {
            case TEXT -> builder.text(name, claims.text(name).orElseThrow());
            case LIST -> builder.list(name, claims.list(name));
            case NUMBER -> builder.number(name, claims.number(name).orElseThrow());
            case FLAG -> builder.flag(name, claims.flag(name).orElseThrow());
            case OTHER -> builder.other(name);
            case ABSENT -> {}
        }
    }

    static String describe(Policy policy, Claims claims) {
        List<String> parts = new ArrayList<>();
        for (ClaimWord word : ClaimWord.values()) {
            if (word != ClaimWord.SUBJECT && word != ClaimWord.AUDIENCE && word != ClaimWord.STEP) {
                value(policy, ClaimRef.of(word), claims).ifPresent(value -> parts.add(word.word() + " " + value));
            }
        }
        for (String name : claims.names()) {
            if (ClaimWord.ofClaim(name).isEmpty()) {
                value(policy, ClaimRef.named(name), claims)
                        .ifPresent(value -> parts.add("claim \"" + name + "\" " + value));
            }
        }
        return String.join(", ", parts);
    }

    private static Optional<String> value(Policy policy, ClaimRef claim, Claims claims) {
        return claim.valueIn(claims).map(value -> {
            if (value instanceof ClaimValue.Uuid uuid && claim.word().isPresent()) {
                ClaimWord word = claim.word().get();
                return policy.aliases().names(word).stream()
                        .filter(name -> policy.aliases()
                                .find(word, name)
                                .filter(alias -> alias.uuid().equals(uuid.value()))
                                .isPresent())
                        .sorted()
                        .findFirst()
                        .orElse(value.toString());
            }
            return value.toString();
        });
    }
}

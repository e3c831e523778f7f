package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.FilterDomain;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;
import io.github.bitbucketoidc.provider.policy.check.BranchRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Policies, and claims that verified tokens could have, over few names and values, so that they meet often. */
public final class PolicyDomain extends DomainContextBase {

    private static final LocalDate DAY = LocalDate.of(2027, 6, 30);

    /** Each variable has one secret, wherever it stands, so that no two grants clash. */
    private static final Map<String, String> SECRETS = Map.of(
            "A", "local:a#x",
            "B", "local:folders/{repository}/b",
            "C", "local:{environment}/c@7#y",
            "D_TOKEN", "local:{workspace}/{repository}/d",
            "W_*", "local:w",
            "*", "local:everything",
            "*_L", "local:folders/l");

    private static final List<String> SECRET_PATTERNS = List.of(
            "local:a", "local:**", "local:folders/*/b", "local:*", "local:?", "local:own/**", "local:folders/**");

    private static final List<String> PATTERNS = List.of("*", "a", "b*", "*_Token", "W_*", "w_*", "D*N", "Z");

    @Provide
    public Arbitrary<RandomPolicy> policies() {
        return Arbitraries.randomValue(PolicyDomain::policy);
    }

    @Provide
    public Arbitrary<RandomPolicy.ADenial> denials() {
        return Arbitraries.randomValue(random -> denial("added", random));
    }

    @Provide
    public Arbitrary<ClaimFilter> conditions() {
        return Arbitraries.randomValue(PolicyDomain::condition);
    }

    /** Around the review date of all grants that have one. */
    @Provide
    public Arbitrary<Instant> times() {
        Instant boundary = DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Arbitraries.of(
                boundary.minusSeconds(86_400), boundary.minusNanos(1), boundary, boundary.plusSeconds(86_400));
    }

    /** Workspace, repository and step are there and are UUIDs, as in every verified token. */
    @Provide
    public Arbitrary<Claims> claims() {
        return Arbitraries.randomValue(random -> {
            Claims any = FilterDomain.claims(random);
            Claims.Builder claims = Claims.builder();
            for (ClaimWord word : List.of(ClaimWord.WORKSPACE, ClaimWord.REPOSITORY, ClaimWord.STEP)) {
                claims.text(word.claim(), uuid(random, word));
            }
            for (String name : any.names()) {
                Optional<ClaimWord> word = ClaimWord.ofClaim(name);
                if (word.isPresent() && word.get().isUuid()) {
                    if (word.get() == ClaimWord.ENVIRONMENT || word.get() == ClaimWord.PIPELINE) {
                        claims.text(name, uuid(random, word.get()));
                    }
                } else {
                    copy(any, name, claims);
                }
            }
            return claims.build();
        });
    }

    private static String uuid(Random random, ClaimWord word) {
        while (true) {
            Claims any = FilterDomain.claims(random);
            Optional<String> text = any.text(word.claim());
            if (text.isPresent() && text.get().length() >= 36) {
                return text.get();
            }
        }
    }

    public static void copy(Claims any, String name, Claims.Builder claims) {
        switch (any.kind(name)) {
            case TEXT -> claims.text(name, any.text(name).orElseThrow());
            case LIST -> claims.list(name, any.list(name));
            case NUMBER -> claims.number(name, any.number(name).orElseThrow());
            case FLAG -> claims.flag(name, any.flag(name).orElseThrow());
            case OTHER -> claims.other(name);
            case ABSENT -> {}
        }
    }

    private static RandomPolicy policy(Random random) {
        List<RandomPolicy.AGrant> grants = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            grants.add(grant("grant-" + i, random));
        }
        List<RandomPolicy.ADenial> denials = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            denials.add(denial("denial-" + i, random));
        }
        return new RandomPolicy(grants, denials);
    }

    private static RandomPolicy.AGrant grant(String name, Random random) {
        Map<String, String> deliver = new LinkedHashMap<>();
        List<String> variables = new ArrayList<>(SECRETS.keySet());
        for (int i = random.nextInt(3); i > 0; i--) {
            String variable = variables.get(random.nextInt(variables.size()));
            deliver.put(variable, SECRETS.get(variable));
        }
        if (deliver.isEmpty() || random.nextInt(4) == 0) {
            deliver.put("OF_" + name.replace('-', '_'), "local:own/" + name);
        }
        Optional<LocalDate> reviewBy = random.nextInt(3) == 0 ? Optional.of(DAY) : Optional.empty();
        return new RandomPolicy.AGrant(
                name,
                condition(random),
                deliver,
                random.nextInt(5) == 0,
                reviewBy,
                reviewBy.isPresent() && random.nextBoolean());
    }

    private static RandomPolicy.ADenial denial(String name, Random random) {
        List<String> withhold = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                secrets.add(SECRET_PATTERNS.get(random.nextInt(SECRET_PATTERNS.size())));
            } else {
                withhold.add(PATTERNS.get(random.nextInt(PATTERNS.size())));
            }
        }
        return new RandomPolicy.ADenial(name, condition(random), withhold, secrets, random.nextInt(5) == 0);
    }

    private static ClaimFilter condition(Random random) {
        while (true) {
            ClaimFilter filter = FilterDomain.filter(random);
            List<BranchRules.Fault> impossible = new ArrayList<>();
            BranchRules.check(filter, impossible::add);
            if (impossible.isEmpty() && FilterAnalysis.alternatives(filter).isPresent()) {
                return filter;
            }
        }
    }

    /** Decides on claims of this domain, in any workspace. */
    public static Decision decide(Policy policy, Claims claims, Instant now) {
        return policy.decide(
                claims,
                now,
                word -> ((ClaimValue.Uuid) ClaimRef.of(word).valueIn(claims).orElseThrow()).value());
    }
}

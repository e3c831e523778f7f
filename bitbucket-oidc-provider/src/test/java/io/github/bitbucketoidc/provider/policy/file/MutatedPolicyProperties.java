package io.github.bitbucketoidc.provider.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.rules.PolicyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A policy in which bytes were changed, copied and lost is a policy or refused with problems: nothing else comes out. */
class MutatedPolicyProperties {

    private static final String SAMPLE = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local: { type: file, path: secrets }
            grants:
              one: { when: 'workspace is acme and branch like "release/*"', deliver: { A: "local:a#x" } }
              two:
                when: workspace is acme and not (branch in ["main", "next"])
                review-by: 2027-06-30
                deliver: { "B_*": "local:{repository}/b" }
              three:
                when: workspace is acme
                deliver:
                  "*": { from: local:c, only: [C, "C_*"] }
                  "*_E": { from: local:e, any-name: true }
            """;

    @Provide
    Arbitrary<byte[]> mutations() {
        byte[] sample = (SAMPLE
                        + "denials:\n  d: { when: workspace is acme, withhold: [\"*\"], withhold-secrets: [\"local:a/**\"] }\n"
                        + "settings: { skew: 30s, budget: 5KB }\n")
                .getBytes(StandardCharsets.UTF_8);
        return Arbitraries.randomValue(random -> mutate(sample, random));
    }

    private static byte[] mutate(byte[] sample, Random random) {
        byte[] mutated = sample.clone();
        String odd = "\t\r\n {}[]\",:'&*!|>%@`#-?~\\<\u00e9\0";
        byte[] bytes = odd.getBytes(StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(mutated.length);
            if (random.nextBoolean()) {
                mutated[at] = bytes[random.nextInt(bytes.length)];
            } else {
                int length = Math.min(random.nextInt(40), mutated.length - at);
                System.arraycopy(sample, random.nextInt(sample.length - length), mutated, at, length);
            }
        }
        return mutated;
    }

    @Property
    void whateverIsReadIsAPolicyOrRefused(@ForAll("mutations") byte[] bytes) {
        try {
            assertThat(PolicyFile.parse(bytes, "policy.yaml", Path.of("."), definition -> {})
                            .workspaces())
                    .isNotEmpty();
        } catch (PolicyException refused) {
            assertThat(refused.problems()).isNotEmpty();
            assertThat(refused.getMessage()).doesNotContain("Exception", "snakeyaml", "java.");
        }
    }
}

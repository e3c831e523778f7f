package io.github.bitbucketoidc.provider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.store.SecretReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A store may refuse a reference when the policy is loaded, because it can never be read. */
class ReferenceProblemTest {

    private static final String POLICY = """
            version: 1
            workspaces:
              acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
            stores:
              local: { type: file, path: secrets.yaml }
            grants:
              payments:
                when: repository is "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"
                deliver:
                  GOOD: local:good/{repository}@3
                  BAD: local:bad#field
            """;

    private final List<String> asked = new ArrayList<>();

    private final Policy.StoreOpener opener = new Policy.StoreOpener() {
        @Override
        public void open(StoreDefinition definition) {}

        @Override
        public Optional<String> validate(StoreDefinition definition, SecretReference reference) {
            asked.add(definition.name() + " " + reference + (reference.isTemplate() ? " template" : ""));
            return reference.id().path().toString().startsWith("good")
                    ? Optional.empty()
                    : Optional.of("it begins badly");
        }
    };

    @Test
    void isReportedWithItsPlace() {
        assertThatThrownBy(() -> PolicyFile.parse(POLICY, Path.of(""), opener))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("11:12")
                .hasMessageContaining("the store `local` refuses this: it begins badly");
        assertThat(asked)
                .containsExactly("local good/00000000-0000-0000-0000-000000000000@3 template", "local bad#field");
    }

    @Test
    void isNotAskedForAStoreThatIsNotThere() {
        assertThatThrownBy(() -> PolicyFile.parse(POLICY.replace("BAD: local:", "BAD: lokal:"), Path.of(""), opener))
                .hasMessageContaining("there is no store `lokal`");
        assertThat(asked).hasSize(1);
    }
}

package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.names.SecretPattern;
import io.github.bitbucketoidc.provider.names.VariableNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Denial}. Without further words a denial is live, must not apply through absence alone, and has neither owner
 * nor description. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class DenialBuilder {

    final String name;
    final List<String> withhold = new ArrayList<>(1);
    final List<SecretPattern> secrets = new ArrayList<>(0);
    boolean whenAbsent;
    boolean shadow;

    @Nullable
    String owner;

    @Nullable
    String description;

    int line;
    private @Nullable ClaimFilter when;

    DenialBuilder(String name) {
        Labels.check("name", name);
        this.name = name;
    }

    /**
     * Sets the condition.
     *
     * @param when the denial applies where this is YES or UNKNOWN
     * @return this builder
     */
    public DenialBuilder when(ClaimFilter when) {
        this.when = Objects.requireNonNull(when, "when");
        return this;
    }

    /**
     * Withholds variables.
     *
     * @param patterns final names; one {@code *} in each stands for any text; letter case is ignored
     * @return this builder
     * @throws IllegalArgumentException if one could not be the name of a variable
     */
    public DenialBuilder withhold(String... patterns) {
        for (String pattern : patterns) {
            if (!VariableNames.isWellFormedPattern(pattern)) {
                throw new IllegalArgumentException(
                        "patterns: letters, digits and '_', not beginning with a digit, and at most one '*'");
            }
            withhold.add(pattern);
        }
        return this;
    }

    /**
     * Withholds secrets, whatever the variables are called that they would fill. Such a secret is not read.
     *
     * @param patterns each a store and a path, {@code vault:secret/payments/**}; in the path {@code *} stands for characters of
     *     one segment and {@code **} for any, as in {@link io.github.bitbucketoidc.core.claims.Glob}. A path that grants fill, such as
     *     with <code>{repository}</code>, is matched as it is filled for the step
     * @return this builder
     * @throws IllegalArgumentException if one could match no secret, or names a field or a version
     */
    public DenialBuilder withholdSecrets(String... patterns) {
        for (String pattern : patterns) {
            secrets.add(SecretPattern.parse(pattern));
        }
        return this;
    }

    /**
     * Lets the denial apply when a claim that it asks about is absent.
     *
     * @return this builder
     */
    public DenialBuilder alsoWhenAbsent() {
        this.whenAbsent = true;
        return this;
    }

    /**
     * Only tries the denial: it is decided and audited, but nothing is withheld.
     *
     * @return this builder
     */
    public DenialBuilder shadow() {
        this.shadow = true;
        return this;
    }

    /**
     * Says who answers for the denial.
     *
     * @param owner a person or a team, 1 to 200 visible characters
     * @return this builder
     * @throws IllegalArgumentException if it is empty, too long or holds characters that cannot be seen
     */
    public DenialBuilder owner(String owner) {
        Labels.check("owner", owner);
        this.owner = owner;
        return this;
    }

    /**
     * Says what the denial is for.
     *
     * @param description not empty
     * @return this builder
     * @throws IllegalArgumentException if it is empty
     */
    public DenialBuilder description(String description) {
        if (description.isBlank()) {
            throw new IllegalArgumentException("description: must not be empty");
        }
        this.description = description;
        return this;
    }

    /**
     * Says where it stands in a file: for readers of policies.
     *
     * @param line its line, counted from 1; 0 if it stands in none
     * @return this builder
     */
    public DenialBuilder line(int line) {
        this.line = line;
        return this;
    }

    /**
     * Ends the building.
     *
     * @return the denial
     * @throws IllegalStateException if there is no condition or nothing to withhold
     */
    public Denial build() {
        if (withhold.isEmpty() && secrets.isEmpty()) {
            throw new IllegalStateException("withhold: the denial " + name + " withholds nothing");
        }
        return new Denial(this);
    }

    ClaimFilter condition() {
        if (when == null) {
            throw new IllegalStateException("when: the denial " + name + " has no condition");
        }
        return when;
    }
}

package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.DecidedDelivery;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From deliveries and what the stores had to final names and values: fields are picked, wildcards become as many variables as
 * the secret has fields that they may bring (attack row W6), and what a denial withholds falls away.
 */
final class Expansion {

    private final Decision decision;
    private final Map<String, Map<SecretId, Secret>> secrets;
    private final List<Candidate> candidates = new ArrayList<>();

    private Expansion(Decision decision, Map<String, Map<SecretId, Secret>> secrets) {
        this.decision = decision;
        this.secrets = secrets;
    }

    /**
     * Expands.
     *
     * @param decision what is delivered, and what of it is withheld
     * @param secrets what was read, by store and id
     * @return what would leave
     * @throws ReleaseFailure if a secret or a field is missing, or is not what the delivery needs
     */
    static List<Candidate> expand(Decision decision, Map<String, Map<SecretId, Secret>> secrets) {
        Expansion expansion = new Expansion(decision, secrets);
        decision.deliveries().forEach(expansion::add); // without those that are withheld altogether
        return expansion.candidates;
    }

    private void add(DecidedDelivery delivery) {
        Secret secret = secrets.getOrDefault(delivery.store(), Map.of()).get(delivery.secret());
        if (secret == null) {
            throw failure(Release.FailureCode.SECRET_MISSING, delivery, "does not exist");
        }
        if (delivery.isWildcard()) {
            addEachField(delivery, secret);
        } else if (delivery.field().isPresent()) {
            String field = delivery.field().get();
            SecretValue value = fields(delivery, secret).get(field);
            if (value == null && secret.malformedFields().contains(field)) {
                throw failure(Release.FailureCode.SECRET_MALFORMED, delivery, "is no text");
            }
            if (value == null) {
                throw failure(
                        Release.FailureCode.SECRET_MISSING, delivery, "does not exist: the secret has no such field");
            }
            add(delivery, delivery.variable(), value, delivery.field(), secret);
        } else {
            SecretValue text = secret.text()
                    .orElseThrow(() -> failure(
                            Release.FailureCode.SECRET_MALFORMED, delivery, "has fields only: name one with #field"));
            add(delivery, delivery.variable(), text, Optional.empty(), secret);
        }
    }

    private void addEachField(DecidedDelivery delivery, Secret secret) {
        Map<String, SecretValue> fields = fields(delivery, secret);
        if (fields.isEmpty() && secret.malformedFields().isEmpty()) {
            throw failure(Release.FailureCode.SECRET_MALFORMED, delivery, "has no fields for a wildcard name");
        }
        boolean brought = false;
        for (String field : secret.malformedFields()) {
            String variable = variable(delivery, field);
            brought |= delivery.brings(variable);
            if (delivery.brings(variable) && !decision.withholds(variable)) {
                throw failure(Release.FailureCode.SECRET_MALFORMED, delivery, "is no text in its field " + field);
            }
        }
        for (Map.Entry<String, SecretValue> field : fields.entrySet()) {
            String variable = variable(delivery, field.getKey());
            brought |= delivery.brings(variable);
            if (delivery.brings(variable) && !decision.withholds(variable)) {
                add(delivery, variable, field.getValue(), Optional.of(field.getKey()), secret);
            }
        }
        if (!brought) {
            throw failure(Release.FailureCode.SECRET_MALFORMED, delivery, "has no field that `only` names");
        }
    }

    private void add(
            DecidedDelivery delivery,
            String variable,
            @Nullable SecretValue value,
            Optional<String> field,
            Secret secret) {
        if (value == null) {
            throw failure(Release.FailureCode.SECRET_MALFORMED, delivery, "has a field without a value");
        }
        candidates.add(new Candidate(
                variable,
                value,
                delivery.store(),
                delivery.secret(),
                field,
                secret,
                delivery.grants(),
                delivery.anyName()));
    }

    private static String variable(DecidedDelivery delivery, String field) {
        return delivery.variable().replace("*", field);
    }

    private static Map<String, SecretValue> fields(DecidedDelivery delivery, Secret secret) {
        try {
            return secret.fields();
        } catch (SecretStoreException unreadable) {
            throw failure(
                    Release.FailureCode.SECRET_MALFORMED,
                    delivery,
                    "cannot be read as fields: " + unreadable.getMessage());
        } catch (RuntimeException defect) {
            throw failure(
                    Release.FailureCode.SECRET_MALFORMED,
                    delivery,
                    "cannot be read as fields: " + SafeTrace.of(defect));
        }
    }

    private static ReleaseFailure failure(Release.FailureCode code, DecidedDelivery delivery, String what) {
        return new ReleaseFailure(
                code, Candidate.source(delivery.store(), delivery.secret(), delivery.field()) + " " + what);
    }
}

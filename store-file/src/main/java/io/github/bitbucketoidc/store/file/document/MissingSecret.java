package io.github.bitbucketoidc.store.file.document;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretReference;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says at load what a file of secrets, all of which is known, does not hold. Never shows a value. */
final class MissingSecret {

    private static final int LISTED = 5;
    private static final String INSIST = "; to deliver what comes later, write allow: missing in the store's settings";

    private MissingSecret() {}

    /** What a reference names that is not there. */
    static Optional<String> problem(Map<SecretPath, Secret> secrets, SecretReference reference) {
        Secret secret = secrets.get(reference.id().path());
        if (secret == null) {
            return Optional.of("it holds no secret '" + reference.id().path() + "'; fix: "
                    + suggestion(secrets, reference) + INSIST);
        }
        String path = reference.id().path().toString();
        String fields = listed(secret.fields());
        if (reference.field().isPresent()) {
            String field = reference.field().get();
            return secret.fields().containsKey(field)
                    ? Optional.empty()
                    : Optional.of("the secret '" + path + "' has no field '" + field + "'; fix: "
                            + (secret.fields().isEmpty()
                                    ? "it is one text, write `" + path + "`"
                                    : "its fields are " + fields)
                            + INSIST);
        }
        if (reference.everyField()) {
            return secret.fields().isEmpty()
                    ? Optional.of(
                            "the secret '" + path + "' is one text and has no fields; fix: take the * out of the name")
                    : Optional.empty();
        }
        return secret.text().isPresent()
                ? Optional.empty()
                : Optional.of("the secret '" + path + "' has fields only; fix: name one of them, as in `" + path + "#"
                        + secret.fields().keySet().iterator().next() + "`; its fields are " + fields);
    }

    private static String suggestion(Map<SecretPath, Secret> secrets, SecretReference reference) {
        String path = reference.id().path().toString();
        for (int i = path.length() - 1; i > 0; i--) {
            if (path.charAt(i) != '.' && path.charAt(i) != '/') {
                continue;
            }
            String field = path.substring(i + 1);
            for (Map.Entry<SecretPath, Secret> secret : secrets.entrySet()) {
                if (secret.getKey().toString().equals(path.substring(0, i))
                        && secret.getValue().fields().containsKey(field)) {
                    return "did you mean `" + secret.getKey() + "#" + field + "`?";
                }
            }
        }
        return secrets.isEmpty() ? "it is empty" : "it holds " + listed(secrets);
    }

    private static String listed(Map<?, ?> named) {
        String first =
                named.keySet().stream().limit(LISTED).map(Object::toString).collect(Collectors.joining(", "));
        return named.size() > LISTED ? first + " and " + (named.size() - LISTED) + " more" : first;
    }
}

package io.github.bitbucketoidc.store.aws.secrets;

import io.github.bitbucketoidc.store.aws.sdk.Arn;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what AWS answers with is what it was asked for. */
final class Entries {

    /** What Secrets Manager puts behind a name to make an ARN of it. */
    private static final Pattern SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}");

    private Entries() {}

    /**
     * Whether two spellings, each a name, an ARN or an ARN without the six characters, can mean one secret. Good enough to tell which
     * secret an error is about, and not for a value.
     */
    static boolean isSameSecret(String one, String other) {
        String shorter = name(one);
        String longer = name(other);
        if (shorter.length() > longer.length()) {
            String swap = shorter;
            shorter = longer;
            longer = swap;
        }
        return longer.startsWith(shorter)
                && (longer.length() == shorter.length()
                        || SUFFIX.matcher(longer.substring(shorter.length())).matches());
    }

    private static String name(String spelling) {
        return Arn.parse(spelling)
                .map(Arn::resource)
                .filter(resource -> resource.startsWith(Service.SECRETS_MANAGER.resource()))
                .map(resource ->
                        resource.substring(Service.SECRETS_MANAGER.resource().length()))
                .orElse(spelling);
    }

    /** By its name, by its ARN, or by its ARN without the six characters that AWS adds. */
    static boolean isMeant(String asked, @Nullable String name, @Nullable String arn) {
        if (name == null || arn == null || name.isEmpty()) {
            return false;
        }
        if (asked.equals(name) || asked.equals(arn)) {
            return true;
        }
        return Arn.looksLikeOne(asked)
                && arn.startsWith(asked)
                && asked.endsWith(":" + name)
                && SUFFIX.matcher(arn.substring(asked.length())).matches();
    }
}

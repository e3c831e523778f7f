package io.github.bitbucketoidc.store.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what AWS answers with is what it was asked for. */
final class Entries {

    /** What Secrets Manager puts behind a name to make an ARN of it. */
    private static final Pattern SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}");

    private Entries() {}

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

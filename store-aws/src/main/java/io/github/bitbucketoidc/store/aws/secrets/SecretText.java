package io.github.bitbucketoidc.store.aws.secrets;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.aws.reading.Content;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What Secrets Manager holds under one id.
 *
 * @param name the secret's name
 * @param version the id of the version
 * @param text a value that is text
 * @param bytes a value that is not
 */
record SecretText(
        String name,
        @Nullable String version,
        @Nullable String text,
        @Nullable SdkBytes bytes) {

    Secret secret(SecretId id, Content content) {
        Secret secret;
        if (text != null) {
            secret = content.ofText(id, text);
        } else if (bytes != null) {
            secret = content.ofBytes(id, bytes.asByteArray());
        } else {
            throw AwsErrors.unavailable("Secrets Manager answered without a value", List.of(id));
        }
        return version == null || version.isBlank() ? secret : secret.withVersion(version);
    }

    @Override
    public String toString() {
        return "SecretText[redacted]";
    }
}

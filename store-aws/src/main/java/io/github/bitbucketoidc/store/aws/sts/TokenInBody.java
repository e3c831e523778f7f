package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.support.Failures;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Puts a step's token into the body of one call to STS. The SDK itself never has it as a parameter: it would write it to its log
 * as a part of an address, at the level TRACE. The call is not signed, so no signature covers what is replaced. Thread-safe.
 */
final class TokenInBody implements ExecutionInterceptor {

    /** What the SDK is given in place of the token. STS refuses it, should it ever be sent. */
    static final String STAND_IN = "the-token-is-put-in-later";

    private final SecretValue token;

    TokenInBody(SecretValue token) {
        this.token = token;
    }

    /** Adds it to the one call, whoever made the client. */
    static SdkPlugin plugin(SecretValue token) {
        return client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new TokenInBody(token))
                .build());
    }

    /** Moves the parameters to the body, as the SDK does a little later with those of other calls. */
    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        if (!(context.httpRequest() instanceof SdkHttpFullRequest request)
                || request.contentStreamProvider().isPresent()) {
            throw Failures.misconfigured("the AWS SDK puts the step's token where it is not expected", List.of());
        }
        byte[] body =
                filled(request.encodedQueryParametersAsFormData().orElse("")).getBytes(StandardCharsets.UTF_8);
        return request.toBuilder()
                .clearQueryParameters()
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("Content-Length", String.valueOf(body.length))
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
    }

    /** The form with the token. */
    String filled(String form) {
        int at = form.indexOf(STAND_IN);
        if (at < 0 || form.indexOf(STAND_IN, at + 1) >= 0) {
            throw Failures.misconfigured("the AWS SDK does not send the step's token exactly once", List.of());
        }
        return form.substring(0, at)
                + URLEncoder.encode(token.reveal(), StandardCharsets.UTF_8)
                + form.substring(at + STAND_IN.length());
    }
}

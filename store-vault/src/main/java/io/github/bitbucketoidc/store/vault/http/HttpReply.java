package io.github.bitbucketoidc.store.vault.http;

import java.util.Map;
import java.util.Optional;

/**
 * What came back. {@code toString} shows the status only.
 *
 * @param status the HTTP status
 * @param headers the first value of each header, by its name in lower case
 * @param body the body; empty if it was longer than the limit
 * @param lasts whether another call may follow on the same connection
 * @since 0.1.0
 */
public record HttpReply(int status, Map<String, String> headers, Optional<byte[]> body, boolean lasts) {

    /**
     * A header.
     *
     * @param name its name, in lower case
     * @return its first value; empty text if it is not there
     */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}

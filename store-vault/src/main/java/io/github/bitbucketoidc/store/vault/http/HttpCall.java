package io.github.bitbucketoidc.store.vault.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent. Immutable as long as nobody changes the body; {@code toString} shows method and target only.
 *
 * @since 0.1.0
 */
public final class HttpCall {

    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;
    private final boolean repeatable;

    /**
     * A call.
     *
     * @param method the method
     * @param target path and query, encoded already
     * @param headers the headers but for those that say how the message is framed
     * @param body the body, or {@code null} for none
     * @param repeatable whether sending it twice does no harm
     */
    public HttpCall(
            String method, String target, Map<String, String> headers, byte @Nullable [] body, boolean repeatable) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.repeatable = repeatable;
    }

    boolean repeatable() {
        return repeatable;
    }

    /** The whole message; to a proxy that passes plain HTTP on, the target is a complete address. */
    byte[] message(Server server, Map<String, String> forProxy, boolean complete) {
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(complete ? server : "")
                .append(target)
                .append(" HTTP/1.1\r\n");
        header(head, "Host", server.authority());
        headers.forEach((name, value) -> header(head, name, value));
        forProxy.forEach((name, value) -> header(head, name, value));
        byte[] content = body;
        if (content != null) {
            header(head, "Content-Length", Integer.toString(content.length));
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (content != null) {
            message.writeBytes(content);
        }
        return message.toByteArray();
    }

    /** A value that would end its line could add headers of its own; the message never shows it. */
    static void header(StringBuilder head, String name, String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(name + ": a header holds printable ASCII only");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}

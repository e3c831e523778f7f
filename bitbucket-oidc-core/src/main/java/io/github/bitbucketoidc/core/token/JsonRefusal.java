package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.RequestPayload;
import java.io.Serial;

/**
 * A document is refused: how Jackson is left from within. There is one for each reason, made once, without a stack trace, which
 * would cost more than all our checks and which nobody would read. Immutable: it takes nothing of a document.
 */
@SuppressWarnings(
        "StaticAssignmentOfThrowable") // there is no stack trace that could mislead, and nothing is added to them
final class JsonRefusal extends JsonParseException {

    @Serial
    private static final long serialVersionUID = 1L;

    static final JsonRefusal NOT_JSON = new JsonRefusal(Refusals.NOT_JSON);
    static final JsonRefusal NAME_TWICE = new JsonRefusal(Refusals.NAME_TWICE);
    static final JsonRefusal TOO_LARGE = new JsonRefusal(Refusals.JSON_TOO_LARGE);

    private final transient Rejection rejection;

    private JsonRefusal(Rejection rejection) {
        super(rejection.detail());
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }

    @Override
    public JsonParseException withParser(JsonParser parser) {
        return this;
    }

    @Override
    public JsonParseException withRequestPayload(RequestPayload payload) {
        return this;
    }

    @Override
    @SuppressWarnings("NonSynchronizedMethodOverridesSynchronizedMethod") // there is nothing to guard
    public Throwable fillInStackTrace() {
        return this;
    }
}

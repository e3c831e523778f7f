package io.github.bitbucketoidc.core.token.json;

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
public final class JsonRefusal extends JsonParseException {

    @Serial
    private static final long serialVersionUID = 1L;

    public static final JsonRefusal NOT_JSON = new JsonRefusal(Reason.NOT_JSON);
    public static final JsonRefusal NAME_TWICE = new JsonRefusal(Reason.NAME_TWICE);
    public static final JsonRefusal TOO_LARGE = new JsonRefusal(Reason.TOO_LARGE);

    /** Why a document is refused. */
    public enum Reason {
        /** It is not exactly one JSON object in valid UTF-8. */
        NOT_JSON("not one JSON object in UTF-8"),
        /** An object has one name twice. */
        NAME_TWICE("a name twice"),
        /** It goes beyond one of the limits of {@link StrictJson}. */
        TOO_LARGE("beyond a limit");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For messages of operators. */
        @Override
        public String toString() {
            return text;
        }
    }

    private final Reason reason;

    private JsonRefusal(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
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

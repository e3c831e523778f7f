package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;
import org.jspecify.annotations.Nullable;

/** What came of a request, and how it looks from outside. Immutable; shows no value. */
public final class Answer {

    private final Release release;
    private final @Nullable EndpointResponse response;
    private final @Nullable Encoder encoder;

    private Answer(Release release, @Nullable EndpointResponse response, @Nullable Encoder encoder) {
        this.release = release;
        this.response = response;
        this.encoder = encoder;
    }

    /**
     * Encodes it. Total: what cannot be written is a defect, whose answer is a fixed text.
     *
     * @param encoder {@code null} if the application asked, which has no use for bytes: secrets are not copied once more then
     */
    static Answer of(Release release, RequestRecord request, @Nullable Encoder encoder) {
        if (encoder == null) {
            return new Answer(release, null, null);
        }
        try {
            return new Answer(release, encoder.encode(release, request.origin()), encoder);
        } catch (Throwable thrown) {
            Release defect = request.defect(thrown);
            try {
                return new Answer(defect, encoder.encode(defect, request.origin()), encoder);
            } catch (Throwable again) {
                return new Answer(request.defect(again), null, encoder);
            }
        }
    }

    /** Another answer in its stead, for whoever asked. */
    Answer instead(Release other, RequestRecord request) {
        return of(other, request, encoder);
    }

    public Release release() {
        return release;
    }

    boolean isReleased() {
        return release instanceof Release.Released;
    }

    /**
     * The same for HTTP.
     *
     * @throws IllegalStateException if not even the text of a failure could be written, or the application asked
     */
    public EndpointResponse response() {
        if (response == null) {
            throw new IllegalStateException("the answer could not be written");
        }
        return response;
    }

    @Override
    public String toString() {
        return "Answer[" + release.status() + "]";
    }
}

package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;
import org.jspecify.annotations.Nullable;

/** What came of a request, and how it looks from outside. Immutable; shows no value. */
public final class Answer {

    private final Release release;
    private final @Nullable EndpointResponse response;

    private Answer(Release release, @Nullable EndpointResponse response) {
        this.release = release;
        this.response = response;
    }

    /** Encodes it. Total: what cannot be written is a defect, whose answer is a fixed text. */
    static Answer of(Release release, RequestRecord request, Encoder encoder) {
        try {
            return new Answer(release, encoder.encode(release, request.origin()));
        } catch (Throwable thrown) {
            Release defect = request.defect(thrown);
            try {
                return new Answer(defect, encoder.encode(defect, request.origin()));
            } catch (Throwable again) {
                return new Answer(request.defect(again), null);
            }
        }
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
     * @throws IllegalStateException if not even the text of a failure could be written
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

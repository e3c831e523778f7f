package io.github.bitbucketoidc.core.issuer;

import io.github.bitbucketoidc.core.text.Base64Url;
import io.github.bitbucketoidc.core.text.Issuers;
import io.github.bitbucketoidc.core.text.StrictUuid;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Bitbucket workspace whose steps may ask: its immutable UUID, and the issuer and audiences of its tokens. The slug is a
 * name that its owner can change, so it only serves to build the issuer. Immutable, thread-safe, a value.
 *
 * <pre>{@code
 * Workspace acme = Workspace.of("acme", UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Workspace {

    /** How the audience begins that Bitbucket writes when a step chooses none; the UUID follows, without braces. */
    public static final String AUDIENCE_PREFIX = "ari:cloud:bitbucket::workspace/";

    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");
    private static final int LONGEST = 1000;

    private final String slug;
    private final UUID uuid;
    private final String issuer;
    private final List<String> audiences;
    private final List<X509Certificate> certificateAuthorities;
    private final List<String> keyPins;

    private Workspace(Builder builder) {
        slug = builder.slug;
        uuid = builder.uuid;
        issuer = builder.issuer == null ? defaultIssuer(slug) : builder.issuer;
        audiences = builder.audiences == null ? List.of(defaultAudience(uuid)) : builder.audiences;
        certificateAuthorities = builder.certificateAuthorities;
        keyPins = builder.keyPins;
    }

    /**
     * A workspace with the issuer and the audience that Bitbucket Cloud gives it.
     *
     * @param slug the workspace's name in URLs
     * @param uuid its UUID
     * @return the workspace
     * @throws IllegalArgumentException if the slug is not 1 to 100 ASCII letters, digits, {@code _}, {@code .} or {@code -},
     *     or starts with a dot
     */
    public static Workspace of(String slug, UUID uuid) {
        return builder(slug, uuid).build();
    }

    /**
     * Starts a workspace. Defaults: issuer {@code
     * https://api.bitbucket.org/2.0/workspaces/{slug}/pipelines-config/identity/oidc}, audience {@code
     * ari:cloud:bitbucket::workspace/{uuid}}.
     *
     * @param slug the workspace's name in URLs
     * @param uuid its UUID
     * @return a builder
     */
    public static Builder builder(String slug, UUID uuid) {
        return new Builder(slug, uuid);
    }

    private static String defaultIssuer(String slug) {
        return "https://api.bitbucket.org/2.0/workspaces/" + slug + "/pipelines-config/identity/oidc";
    }

    private static String defaultAudience(UUID uuid) {
        return AUDIENCE_PREFIX + uuid;
    }

    /**
     * The workspace's name in URLs; its owner can change it.
     *
     * @return the slug
     */
    public String slug() {
        return slug;
    }

    /**
     * The workspace's identity; every token must carry it.
     *
     * @return the UUID
     */
    public UUID uuid() {
        return uuid;
    }

    /**
     * Who signs its tokens; compared as text, never as a URL (attack row C10).
     *
     * @return the exact text of the claim {@code iss}
     */
    public String issuer() {
        return issuer;
    }

    /**
     * For whom its tokens must be made: a token needs one of them (attack row C11).
     *
     * @return at least one text, without repetitions, unmodifiable
     */
    public List<String> audiences() {
        return audiences;
    }

    /**
     * Who may vouch for the issuer's server (attack row K13).
     *
     * @return certificates of authorities, without repetitions, unmodifiable; empty when those of the JVM count
     */
    public List<X509Certificate> certificateAuthorities() {
        return certificateAuthorities;
    }

    /**
     * Which of the issuer's keys count.
     *
     * @return thumbprints as of RFC 7638 (SHA-256, base64url), without repetitions, unmodifiable; empty when all keys count
     */
    public List<String> keyPins() {
        return keyPins;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Workspace that
                && that.slug.equals(slug)
                && that.uuid.equals(uuid)
                && that.issuer.equals(issuer)
                && that.audiences.equals(audiences)
                && that.certificateAuthorities.equals(certificateAuthorities)
                && that.keyPins.equals(keyPins);
    }

    @Override
    public int hashCode() {
        return Objects.hash(slug, uuid, issuer, audiences, certificateAuthorities, keyPins);
    }

    /**
     * Slug and UUID.
     *
     * @return for example {@code acme {922e118c-f34f-4226-a897-0e0afbec553d}}
     */
    @Override
    public String toString() {
        return slug + ' ' + StrictUuid.write(uuid);
    }

    /** Collects what differs from the defaults; not safe for use by several threads. */
    public static final class Builder {

        private final String slug;
        private final UUID uuid;
        private @Nullable String issuer;
        private @Nullable List<String> audiences;
        private List<X509Certificate> certificateAuthorities = List.of();
        private List<String> keyPins = List.of();

        private Builder(String slug, UUID uuid) {
            this.slug = Objects.requireNonNull(slug, "slug");
            this.uuid = Objects.requireNonNull(uuid, "uuid");
        }

        /**
         * Replaces the issuer, for example in a test.
         *
         * @param issuer the exact text of the claim {@code iss}: an https URL without user, query and fragment; plain http only
         *     for {@code localhost}, {@code 127.0.0.0/8} and {@code [::1]} (attack row K13)
         * @return this builder
         */
        public Builder issuer(String issuer) {
            this.issuer = Objects.requireNonNull(issuer, "issuer");
            return this;
        }

        /**
         * Replaces the default audience.
         *
         * @param audiences at least one; none may be blank or longer than 1000 characters (attack row C12)
         * @return this builder
         */
        public Builder audiences(Collection<String> audiences) {
            this.audiences = List.copyOf(new LinkedHashSet<>(audiences));
            return this;
        }

        /**
         * Replaces the default audience.
         *
         * @param audiences at least one; none may be blank or longer than 1000 characters (attack row C12)
         * @return this builder
         */
        public Builder audiences(String... audiences) {
            return audiences(List.of(audiences));
        }

        /**
         * Replaces the JVM's trust store for this issuer's server, for an issuer behind a private certificate authority. Host names are
         * checked in any case.
         *
         * @param authorities the authorities' certificates; none for the JVM's own
         * @return this builder
         */
        public Builder certificateAuthorities(Collection<X509Certificate> authorities) {
            this.certificateAuthorities = List.copyOf(new LinkedHashSet<>(authorities));
            return this;
        }

        /**
         * Lets only these keys of the issuer count, whatever else it publishes. The issuer cannot change its keys then without a change
         * here: name the next one before it signs.
         *
         * @param thumbprints of public keys as of RFC 7638 (SHA-256, base64url without padding); none for all keys
         * @return this builder
         */
        public Builder keyPins(Collection<String> thumbprints) {
            this.keyPins = List.copyOf(new LinkedHashSet<>(thumbprints));
            return this;
        }

        /**
         * Checks everything and ends the building.
         *
         * @return the workspace
         * @throws IllegalArgumentException if the slug, the issuer, an audience or a pin is not acceptable, or there is no audience
         */
        public Workspace build() {
            if (!SLUG.matcher(slug).matches()) {
                throw new IllegalArgumentException("slug: 1 to 100 ASCII letters, digits, '_', '.' or '-', not starting"
                        + " with a dot; it is the name in https://bitbucket.org/<slug>/");
            }
            if (issuer != null) {
                Issuers.check(issuer);
            }
            if (audiences != null) {
                checkAudiences(audiences);
            }
            for (String pin : keyPins) {
                byte[] digest = Base64Url.decode(pin);
                if (digest == null || digest.length != 32) {
                    throw new IllegalArgumentException(
                            "key-pins: each is the SHA-256 thumbprint of a key (RFC 7638), 43 characters of"
                                    + " base64url; write it as the log names it for a key that is not pinned");
                }
            }
            return new Workspace(this);
        }

        private static void checkAudiences(List<String> audiences) {
            if (audiences.isEmpty()) {
                throw new IllegalArgumentException(
                        "audiences: at least one; without any, tokens that were made for other services would be taken");
            }
            for (String audience : audiences) {
                if (audience.isBlank() || audience.length() > LONGEST) {
                    throw new IllegalArgumentException("audiences: each 1 to " + LONGEST + " characters and not blank");
                }
            }
        }
    }

    /**
     * How an issuer's key set is doing, for a health page. A snapshot: immutable, safe to share.
     */
    public interface KeyState {

        /** {@return the issuer's exact text} */
        String issuer();

        /** {@return since the set in use was asked for, by the monotonic clock; empty while there is none} */
        Optional<Duration> age();

        /** {@return how many keys of that set can verify a token; 0 while there is none} */
        int usableKeys();

        /** {@return why the latest refresh failed, safe to log; empty when it succeeded or was never tried} */
        Optional<String> lastFailure();

        /**
         * Whether tokens of this issuer can be judged without asking for keys first.
         *
         * @return {@code true} when there is a set with usable keys; {@code false} before the first token is normal, since keys
         *     are fetched when they are needed
         */
        default boolean isLoaded() {
            return usableKeys() > 0;
        }
    }

    /**
     * Is told when an issuer was asked for its keys: for metrics. Called by the thread that asked, so an implementation is thread-safe and
     * returns at once; what it throws is ignored. Nothing that it is told is a secret.
     */
    public interface KeyListener {

        /**
         * A key set was read and is in use now. Does nothing unless overridden.
         *
         * @param issuer the issuer's exact text
         * @param usableKeys how many of its keys can verify a token, at least one
         */
        default void refreshed(String issuer, int usableKeys) {}

        /**
         * Asking failed: the last good set stays in use while it is young enough (attack row K16). Does nothing unless overridden.
         *
         * @param issuer the issuer's exact text
         * @param reason why, safe to log
         */
        default void failed(String issuer, String reason) {}
    }
}

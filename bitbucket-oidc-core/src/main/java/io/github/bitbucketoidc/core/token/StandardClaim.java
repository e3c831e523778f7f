package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.text.StrictUuid;
import org.jspecify.annotations.Nullable;

/** The claims whose type is checked in every token. */
enum StandardClaim {
    ISSUER("iss", Form.TEXT, true),
    SUBJECT("sub", Form.SUBJECT, true),
    AUDIENCE("aud", Form.AUDIENCES, true),
    ISSUED_AT("iat", Form.SECONDS, true),
    EXPIRES("exp", Form.SECONDS, true),
    NOT_BEFORE("nbf", Form.SECONDS, false),
    WORKSPACE("workspaceUuid", Form.UUID, true),
    REPOSITORY("repositoryUuid", Form.UUID, true),
    STEP("stepUuid", Form.UUID, true),
    ENVIRONMENT("deploymentEnvironmentUuid", Form.UUID, false),
    PIPELINE("pipelineUuid", Form.UUID, false),
    BRANCH("branchName", Form.TEXT, false);

    /** What a value must be. */
    enum Form {
        TEXT("a text"),
        /** See {@link Subject}. */
        SUBJECT("two or three UUIDs in braces, with colons between them"),
        /** A text or a list of texts, none empty (RFC 7519, section 4.1.3). */
        AUDIENCES("a text or at most " + ClaimChecks.MOST_AUDIENCES + " texts, none of them empty"),
        /** Whole seconds since 1970, up to the end of the year 9999 (RFC 7519, section 2, and attack row C5). */
        SECONDS("a whole number of seconds from 1970 up to the year 9999"),
        /** See {@link StrictUuid}. */
        UUID("a UUID in braces, in lower case");

        private final String wanted;

        Form(String wanted) {
            this.wanted = wanted;
        }

        String wanted() {
            return wanted;
        }
    }

    /** All standard claims, in their order. */
    private static final StandardClaim[] VALUES = values();

    static final int COUNT = VALUES.length;

    /** The bits of the required claims. */
    static final int REQUIRED = required();

    private final String claim;
    private final Form form;
    private final boolean required;

    StandardClaim(String claim, Form form, boolean required) {
        this.claim = claim;
        this.form = form;
        this.required = required;
    }

    private static int required() {
        int bits = 0;
        for (StandardClaim claim : VALUES) {
            bits |= claim.required ? claim.bit() : 0;
        }
        return bits;
    }

    /** The index of the claim in an array of all standard claims. */
    @SuppressWarnings("EnumOrdinal") // never leaves the program
    int index() {
        return ordinal();
    }

    int bit() {
        return 1 << index();
    }

    static StandardClaim at(int index) {
        return VALUES[index];
    }

    String claim() {
        return claim;
    }

    Form form() {
        return form;
    }

    /** The standard claim of this exact name, or null (attack row C13). */
    static @Nullable StandardClaim of(String name) {
        return switch (name) {
            case "iss" -> ISSUER;
            case "sub" -> SUBJECT;
            case "aud" -> AUDIENCE;
            case "iat" -> ISSUED_AT;
            case "exp" -> EXPIRES;
            case "nbf" -> NOT_BEFORE;
            case "workspaceUuid" -> WORKSPACE;
            case "repositoryUuid" -> REPOSITORY;
            case "stepUuid" -> STEP;
            case "deploymentEnvironmentUuid" -> ENVIRONMENT;
            case "pipelineUuid" -> PIPELINE;
            case "branchName" -> BRANCH;
            default -> null;
        };
    }
}

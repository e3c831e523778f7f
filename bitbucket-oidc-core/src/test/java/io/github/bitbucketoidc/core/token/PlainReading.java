package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The slow and obvious reading of a token, in place of which the verifier's stands: every part decoded, encoded again and
 * compared, all members in maps, all texts as Strings, the rules one after the other. Knows one issuer with one key, k1.
 */
final class PlainReading {

    /** A token is refused for this reason. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        final String code;

        Refused(String code) {
            super(code);
            this.code = code;
        }
    }

    private static final Pattern UUID =
            Pattern.compile("\\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}");
    /** Harmless characters; or, without a colon, segments of them between slashes that are not dots alone. */
    private static final Pattern KID =
            Pattern.compile("[\\w.~+=:@{}-]+|(?!\\.*/)[\\w.~+=@{}-]+(?:/(?!\\.*(?:/|$))[\\w.~+=@{}-]+)+");

    private static final Set<String> FORBIDDEN = Set.of("jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip", "cty");
    private static final List<String> REQUIRED =
            List.of("iss", "sub", "aud", "iat", "exp", "workspaceUuid", "repositoryUuid", "stepUuid");
    private static final List<String> TYPED = List.of(
            "iss",
            "sub",
            "aud",
            "iat",
            "exp",
            "nbf",
            "workspaceUuid",
            "repositoryUuid",
            "stepUuid",
            "deploymentEnvironmentUuid",
            "pipelineUuid",
            "branchName");
    private static final String ARI = "ari:cloud:bitbucket::workspace/";
    private static final String WORKSPACE = "{" + TestToken.WORKSPACE + "}";

    private final String issuer;
    private final long now;

    PlainReading(String issuer, long nowSeconds) {
        this.issuer = issuer;
        this.now = nowSeconds;
    }

    /** The claims of a good token, by name, without those that are null. */
    Map<String, Object> read(String token) throws Refused {
        refuseIf(token.length() > 16 * 1024, "token_too_long");
        String[] parts = token.split("\\.", -1);
        refuseIf(parts.length != 3 || List.of(parts).contains("") || token.startsWith("{"), "malformed_compact");
        byte[][] decoded = {decode(parts[0]), decode(parts[1]), decode(parts[2])};
        Map<String, Object> header = PlainJson.object(decoded[0]);
        checkHeader(header);
        Map<String, Object> claims = PlainJson.object(decoded[1]);
        claims.values().removeIf(PlainJson.NULL::equals);
        refuseIf(!claims.containsKey("iss"), "claim_missing");
        refuseIf(!(claims.get("iss") instanceof String), "claim_type");
        refuseIf(!claims.get("iss").equals(issuer), "issuer_unknown");
        refuseIf(!header.get("kid").equals("k1"), "key_unknown");
        refuseIf(!isSigned(parts[0] + '.' + parts[1], decoded[2]), "signature_invalid");
        checkClaims(claims);
        return claims;
    }

    private static void refuseIf(boolean refused, String code) throws Refused {
        if (refused) {
            throw new Refused(code);
        }
    }

    private static byte[] decode(String part) throws Refused {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(part.getBytes(StandardCharsets.UTF_8));
            refuseIf(!TestToken.encode(decoded).equals(part), "malformed_base64");
            return decoded;
        } catch (IllegalArgumentException e) {
            throw new Refused("malformed_base64");
        }
    }

    private static void checkHeader(Map<String, Object> header) throws Refused {
        refuseIf(header.keySet().stream().anyMatch(FORBIDDEN::contains), "header_forbidden");
        Object typ = header.get("typ");
        refuseIf(typ != null && !(typ instanceof String text && text.matches("[jJ][wW][tT]")), "typ_not_allowed");
        refuseIf(!"RS256".equals(header.get("alg")), "alg_not_allowed");
        refuseIf(!header.containsKey("kid"), "kid_missing");
        refuseIf(
                !(header.get("kid") instanceof String kid
                        && kid.length() <= 200
                        && KID.matcher(kid).matches()),
                "kid_invalid");
    }

    private static boolean isSigned(String text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(TestKeys.rsa("k1").getPublic());
            verifier.update(text.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void checkClaims(Map<String, Object> claims) throws Refused {
        refuseIf(!claims.keySet().containsAll(REQUIRED), "claim_missing");
        for (String name : TYPED) {
            refuseIf(claims.containsKey(name) && !fits(name, claims.get(name)), "claim_type");
        }
        checkSubject(claims);
        List<?> audiences = claims.get("aud") instanceof List<?> list ? list : List.of(claims.get("aud"));
        for (Object audience : audiences) {
            refuseIf(namesOther(audience.toString(), claims.get("workspaceUuid").toString()), "claim_conflict");
        }
        refuseIf(!claims.get("workspaceUuid").equals(WORKSPACE), "workspace_mismatch");
        refuseIf(!audiences.contains(TestToken.AUDIENCE), "audience_mismatch");
        long issued = (Long) claims.get("iat");
        long expires = (Long) claims.get("exp");
        refuseIf(now >= expires + 30, "expired");
        refuseIf(issued > now + 30 || (claims.get("nbf") instanceof Long begin && begin > now + 30), "not_yet_valid");
        refuseIf(expires < issued || expires - issued > 24 * 3600, "lifetime_exceeded");
    }

    private static boolean fits(String name, Object value) {
        if (name.endsWith("Uuid")) {
            return value instanceof String text && UUID.matcher(text).matches();
        }
        return switch (name) {
            case "iat", "exp", "nbf" -> value instanceof Long seconds && seconds >= 0 && seconds <= 253_402_300_799L;
            case "aud" ->
                value instanceof String text
                        ? !text.isEmpty()
                        : value instanceof List<?> list && list.size() <= 50 && !list.contains("");
            default -> value instanceof String;
        };
    }

    private static void checkSubject(Map<String, Object> claims) throws Refused {
        String subject = claims.get("sub").toString();
        String[] parts = subject.split(":", -1);
        refuseIf(parts.length < 2 || parts.length > 3, "claim_type");
        for (String part : parts) {
            refuseIf(!UUID.matcher(part).matches(), "claim_type");
        }
        Object repository = claims.get("repositoryUuid");
        Object environment = claims.get("deploymentEnvironmentUuid");
        Object step = claims.get("stepUuid");
        boolean three = (repository + ":" + environment + ":" + step).equals(subject);
        boolean two = (repository + ":" + step).equals(subject) || (repository + ":" + environment).equals(subject);
        refuseIf(!three && !two, "claim_conflict");
    }

    private static boolean namesOther(String audience, String workspace) {
        if (!audience.startsWith(ARI)) {
            return false;
        }
        String named = audience.substring(ARI.length()).toLowerCase(java.util.Locale.ROOT);
        String braced = named.startsWith("{") ? named : "{" + named + "}";
        return UUID.matcher(braced).matches() && !braced.equals(workspace);
    }

    /** The same as filters see them. */
    static Claims claims(Map<String, Object> read) {
        Claims.Builder claims = Claims.builder();
        read.forEach((name, value) -> {
            if (name.equals("aud") && value instanceof String one) {
                claims.list(name, List.of(one));
            } else if (value instanceof String text) {
                claims.text(name, text);
            } else if (value instanceof Long number) {
                claims.number(name, number);
            } else if (value instanceof Boolean flag) {
                claims.flag(name, flag);
            } else if (value instanceof List<?> list) {
                claims.list(name, list.stream().map(String.class::cast).toList());
            } else {
                claims.other(name);
            }
        });
        return claims.build();
    }
}

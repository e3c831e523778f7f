package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.text.StrictUuid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** The verifier sees in a token what {@link PlainReading} sees, and refuses it for the same reason: also when it saw it before. */
class FastPathProperties {

    private static final List<String> NAMES = List.of(
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
            "branchName",
            "compliant",
            "other",
            "Iss",
            "\\u0069ss",
            "branch\\u004eame",
            "n\u00e4me",
            "bad\\ud800",
            "");
    private static final List<String> VALUES = List.of(
            "\"\"",
            "\"main\"",
            "\"null\"",
            "null",
            "true",
            "false",
            "[]",
            "[\"\"]",
            "{}",
            "{\"a\":[{\"b\":null}]}",
            "{\"a\":1,\"a\":2}",
            "[\"x\",\"y\"]",
            "[\"x\",1]",
            "[\"" + TestToken.AUDIENCE + "\",\"more\"]",
            '"' + TestToken.AUDIENCE + '"',
            "\"" + TestToken.AUDIENCE.toUpperCase(java.util.Locale.ROOT) + '"',
            "\"ari:cloud:bitbucket::workspace/00000000-0000-4000-8000-000000000001\"",
            '"' + TestToken.OTHER + '"',
            '"' + TestToken.STEP + '"',
            '"' + TestToken.ENVIRONMENT + '"',
            "\"{" + TestToken.WORKSPACE + "}\"",
            '"' + TestToken.WORKSPACE + '"',
            "\"{1DE489BE-ce6a-42a0-a8c8-eadbf1174ac7}\"",
            '"' + TestToken.REPOSITORY + ':' + TestToken.STEP + '"',
            '"' + TestToken.REPOSITORY + ':' + TestToken.ENVIRONMENT + '"',
            '"' + TestToken.REPOSITORY + '.' + TestToken.ENVIRONMENT + '"',
            '"' + TestToken.REPOSITORY + ':' + TestToken.OTHER + ':' + TestToken.STEP + '"',
            "\"\\\"\"",
            "\"a\\/b\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\u00fc\ud83d\ude00\"",
            "\"tab\tin\"",
            "\"a:b,c\\\\\"",
            "\"{},:[]\"",
            "0",
            "-1",
            "1.5",
            "1e3",
            "1784000000",
            "1784000031",
            "1784000091",
            "1784003600",
            "1784086401",
            "253402300799",
            "253402300800",
            "9223372036854775807",
            "9223372036854775808",
            "1" + "0".repeat(31),
            "1" + "0".repeat(32),
            "1." + "0".repeat(31),
            "01",
            "+1",
            "NaN",
            "nul",
            "\"open",
            "\"" + "x".repeat(8190) + "\"",
            "\"" + "x".repeat(8193) + "\"",
            "[".repeat(14) + "]".repeat(14),
            "[".repeat(15) + "]".repeat(15),
            "[".repeat(16) + "]".repeat(16));

    private static Verifying verifying;
    private static PlainReading plain;

    /** Changes of a good token's members: which name is given which value, or written once more. */
    record Change(String name, String value, boolean added) {}

    @BeforeContainer
    static void start() {
        verifying = new Verifying();
        plain = new PlainReading(verifying.issuer.issuer(), TestToken.ISSUED + 60);
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
    }

    @AfterContainer
    static void stop() {
        verifying.close();
    }

    @Property(tries = 3000)
    void aSignedTokenMeansWhatItSays(
            @ForAll("changes") List<Change> changes,
            @ForAll("spaces") String space,
            @ForAll boolean otherHeader,
            @ForAll @IntRange(max = 1000) int order) {
        TestToken token = verifying.token().rawPayload(payload(changes, space, order));
        hold(otherHeader ? token.header("x" + order, "1").signed() : token.signed());
    }

    @Property(tries = 3000)
    void aSpoiltTokenIsRefusedForTheSameReason(
            @ForAll @IntRange(max = 100_000) int place,
            @ForAll @IntRange(max = 255) int character,
            @ForAll boolean cut) {
        String good = verifying.token().signed();
        int at = place % good.length();
        hold(good.substring(0, at) + (char) character + good.substring(cut ? Math.min(good.length(), at + 2) : at + 1));
    }

    /** Chance seldom comes there: the end of the header, which holds the kid, with each other character in it. */
    @Example
    void aSpoiltKidIsRefusedForTheSameReason() {
        String good = verifying.token().signed();
        int end = good.indexOf('.');
        for (int at = end - 8; at < end; at++) {
            for (char character = 0; character < 128; character++) {
                hold(good.substring(0, at) + character + good.substring(at + 1));
            }
        }
    }

    private static void hold(String token) {
        String expected = "accepted";
        Map<String, Object> claims = Map.of();
        try {
            claims = plain.read(token);
        } catch (PlainReading.Refused refused) {
            expected = refused.code;
        }
        Statistics.collect(expected);
        Verification first = verifying.verifier.verify(token);
        assertThat(codeOf(first)).as(token).isEqualTo(expected);
        // Nothing of the first time may change the second.
        Verification again = verifying.verifier.verify(token);
        assertThat(codeOf(again)).as(token).isEqualTo(expected);
        if (expected.equals("accepted")) {
            agree(((Verification.Verified) first).token(), claims);
            agree(((Verification.Verified) again).token(), claims);
        }
    }

    private static String codeOf(Verification verification) {
        return verification instanceof Verification.Rejected rejected
                ? rejected.rejection().code().toString()
                : "accepted";
    }

    private static void agree(VerifiedToken token, Map<String, Object> read) {
        Claims expected = PlainReading.claims(read);
        assertThat(token.claims()).isEqualTo(expected);
        assertThat(token.claims().names()).isEqualTo(expected.names());
        assertThat(StrictUuid.write(token.bitbucketStep().repository())).isEqualTo(read.get("repositoryUuid"));
        assertThat(StrictUuid.write(token.bitbucketStep().step())).isEqualTo(read.get("stepUuid"));
        assertThat(token.bitbucketStep().environment().map(StrictUuid::write).orElse(null))
                .isEqualTo(read.get("deploymentEnvironmentUuid"));
        assertThat(token.bitbucketStep().pipeline().map(StrictUuid::write).orElse(null))
                .isEqualTo(read.get("pipelineUuid"));
        assertThat(token.bitbucketStep().branch().orElse(null)).isEqualTo(read.get("branchName"));
        assertThat(token.subject()).isEqualTo(read.get("sub"));
        assertThat(token.issuedAt().getEpochSecond()).isEqualTo(read.get("iat"));
        assertThat(token.expires().getEpochSecond()).isEqualTo(read.get("exp"));
        assertThat(token.audiences()).isEqualTo(expected.list("aud"));
        assertThat(token.keyId()).contains("k1");
    }

    private static String payload(List<Change> changes, String space, int order) {
        List<String[]> members = new ArrayList<>();
        verifying.token().claims().forEach((name, value) -> members.add(new String[] {name, value}));
        if (order % 2 == 1) {
            Collections.shuffle(members, new Random(order));
        }
        for (Change change : changes) {
            boolean replaced = false;
            for (String[] member : members) {
                if (!change.added() && member[0].equals(change.name())) {
                    member[1] = change.value();
                    replaced = true;
                }
            }
            if (!replaced) {
                members.add(
                        (order + change.name().length()) % (members.size() + 1),
                        new String[] {change.name(), change.value()});
            }
        }
        StringBuilder text = new StringBuilder(space + "{");
        String comma = "";
        for (String[] member : members) {
            text.append(comma)
                    .append(space)
                    .append('"')
                    .append(member[0])
                    .append('"')
                    .append(space)
                    .append(':');
            text.append(space).append(member[1]).append(space);
            comma = ",";
        }
        return text.append('}').append(space).toString();
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Boolean> rarely =
                Arbitraries.frequency(net.jqwik.api.Tuple.of(5, false), net.jqwik.api.Tuple.of(1, true));
        return Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of(VALUES), rarely)
                .as(Change::new)
                .list()
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> spaces() {
        return Arbitraries.of("", "", "", " ", "\t", "\r\n", "  ");
    }
}

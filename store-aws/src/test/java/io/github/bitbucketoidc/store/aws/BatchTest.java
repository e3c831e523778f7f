package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many calls a request takes, and that every secret of a batch is accounted for. */
class BatchTest {

    private final FakeSecrets secrets = new FakeSecrets();
    private FakeAws aws;
    private SecretStore store;

    @BeforeEach
    void open() throws IOException {
        aws = new FakeAws().answering(secrets);
        store = Stores.open("aws-secrets-manager", Stores.at(aws.address()));
    }

    @AfterEach
    void close() {
        store.close();
        aws.close();
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
    }

    @Nested
    class Calls {

        @Row("F12")
        @ParameterizedTest
        @CsvSource({"1, 1, 0", "2, 0, 1", "20, 0, 1", "21, 1, 1", "41, 1, 2", "60, 0, 3"})
        void areAsFewAsCanBe(int count, int single, int batches) {
            Map<SecretId, Secret> found = Stores.read(store, names(count));
            assertThat(found).hasSize(count);
            found.forEach((id, secret) ->
                    assertThat(secret.text().orElseThrow().reveal()).isEqualTo("value of " + id));
            assertThat(aws.calls("GetSecretValue")).hasSize(single);
            assertThat(aws.calls("BatchGetSecretValue"))
                    .hasSize(batches)
                    .allSatisfy(call -> assertThat(FakeSecrets.asked(call)).hasSizeLessThanOrEqualTo(20));
        }

        @Test
        void readOtherStagesAndVersionsOneByOne() {
            String version = "11111111-2222-3333-4444-555555555555";
            Stores.read(store, "a", "b@AWSCURRENT", "c@" + version);
            assertThat(aws.calls("BatchGetSecretValue"))
                    .singleElement()
                    .satisfies(call -> assertThat(FakeSecrets.asked(call)).containsExactly("a", "b"));
            assertThat(aws.calls("GetSecretValue"))
                    .singleElement()
                    .satisfies(call ->
                            assertThat(FakeSecrets.member(call, "VersionId")).isEqualTo(version));
        }

        @Row("F13")
        @Test
        void refuseAnotherStageThanTheOneThatWasAskedFor() {
            SecretStoreException failure = Stores.failure(store, "b@AWSPREVIOUS");
            assertThat(FakeSecrets.member(aws.calls().get(0), "VersionStage")).isEqualTo("AWSPREVIOUS");
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        }

        @Test
        void followPages() {
            secrets.inPagesOf(3);
            assertThat(Stores.read(store, names(10))).hasSize(10);
            assertThat(aws.calls("BatchGetSecretValue")).hasSize(4);
        }
    }

    @Nested
    class WithoutThePermission {

        @Test
        void everySecretIsReadByItselfAndTheBatchIsTriedOnce() {
            secrets.withoutBatch();
            assertThat(Stores.read(store, names(21))).hasSize(21);
            assertThat(Stores.read(store, names(5))).hasSize(5);
            assertThat(aws.calls("BatchGetSecretValue")).hasSize(1);
            assertThat(aws.calls("GetSecretValue")).hasSize(26);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "501 | InternalFailure | API action 'BatchGetSecretValue' for service 'secretsmanager' not yet implemented",
                    "501 | '' | ''",
                    "400 | UnknownOperationException | ''",
                    "404 | UnknownOperationException | ''",
                    "400 | InvalidAction | The action BatchGetSecretValue is not valid for this endpoint",
                    "400 | SomethingElse | Unknown operation: BatchGetSecretValue",
                    "400 | AccessDeniedException | no VPC endpoint policy allows the secretsmanager:BatchGetSecretValue action"
                })
        void aServerThatKnowsNoBatchIsAskedForOneOnce(int status, String code, String message) {
            secrets.withoutBatch(FakeAws.Answer.error(status, code, message));
            assertThat(Stores.read(store, names(21))).hasSize(21);
            assertThat(Stores.read(store, names(5))).hasSize(5);
            assertThat(aws.calls("BatchGetSecretValue")).hasSize(1);
            assertThat(aws.calls("GetSecretValue")).hasSize(26);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ResourceNotFoundException", "InvalidRequestException", "ValidationException"})
        void aBatchThatFailsForOneSecretIsReadOneByOne(String code) {
            secrets.withoutBatch(FakeAws.Answer.error(code)).fails("s1", "ResourceNotFoundException");
            assertThat(Stores.read(store, names(3))).containsOnlyKeys(SecretId.of("s0"), SecretId.of("s2"));
            secrets.fails("s1", "InvalidRequestException");
            SecretStoreException failure = Stores.failure(store, names(3));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure.ids()).containsExactly(SecretId.of("s1"));
        }

        @Test
        void aBatchThatIsOverloadedIsNotReadOneByOne() {
            secrets.withoutBatch(FakeAws.Answer.error("ThrottlingException"));
            assertThat(Stores.failure(store, names(3)).kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(aws.calls("GetSecretValue")).isEmpty();
        }

        @Test
        void aSecretThatIsDeniedFailsAll() {
            secrets.withoutBatch().fails("s3", "AccessDeniedException");
            SecretStoreException failure = Stores.failure(store, names(5));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure.ids()).containsExactly(SecretId.of("s3"));
        }
    }

    @Nested
    class Entries {

        @Test
        void thatDoNotExistAreLeftOut() {
            secrets.fails("s1", "ResourceNotFoundException");
            assertThat(Stores.read(store, names(3))).containsOnlyKeys(SecretId.of("s0"), SecretId.of("s2"));
        }

        @ParameterizedTest
        @CsvSource({
            "s1, arn:aws:secretsmanager:eu-central-1:123456789012:secret:s1-AbCdEf",
            "s1, arn:aws:secretsmanager:eu-central-1:123456789012:secret:s1",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:s1-AbCdEf, s1",
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:s1,"
                    + " arn:aws:secretsmanager:eu-central-1:123456789012:secret:s1-AbCdEf"
        })
        void thatAreMissingMayBeListedInAnotherSpelling(String asked, String listed) {
            aws.answering(call -> FakeSecrets.batch(
                    List.of(FakeSecrets.entry("s0", "1")),
                    List.of("{\"SecretId\":\"" + listed + "\",\"ErrorCode\":\"ResourceNotFoundException\"}"),
                    "null"));
            assertThat(Stores.read(store, "s0", asked)).containsOnlyKeys(SecretId.of("s0"));
        }

        @Test
        void thatAreDeniedInAnotherSpellingFailForTheirId() {
            aws.answering(call -> FakeSecrets.batch(
                    List.of(FakeSecrets.entry("s0", "1")),
                    List.of("{\"SecretId\":\"" + FakeSecrets.arn("s1") + "\",\"ErrorCode\":\"AccessDeniedException\"}"),
                    "null"));
            SecretStoreException failure = Stores.failure(store, "s0", "s1");
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure.ids()).containsExactly(SecretId.of("s1"));
        }

        @Row("F12")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AccessDeniedException",
                    "DecryptionFailure",
                    "InvalidRequestException",
                    "KMSAccessDeniedException",
                    "SomethingNew"
                })
        void thatCannotBeReadFailAll(String code) {
            secrets.fails("s1", code);
            SecretStoreException failure = Stores.failure(store, names(3));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure).hasMessageContaining(code);
            assertThat(failure.ids()).containsExactly(SecretId.of("s1"));
        }

        @Test
        void areMatchedByArnAndByPartOfOne() {
            String partial = FakeSecrets.arn("a").replace("-AbCdEf", "");
            aws.answering(call -> FakeSecrets.batch(
                    List.of(FakeSecrets.entry("b", "2"), FakeSecrets.entry("a", "1")), List.of(), "null"));
            Map<SecretId, Secret> found = Stores.read(store, partial, FakeSecrets.arn("b"));
            assertThat(found.get(SecretId.of(partial)).text().orElseThrow().reveal())
                    .isEqualTo("1");
        }

        @Test
        void thatAreNotAnsweredFailAll() {
            answers(FakeSecrets.entry("s0", "1"));
            refuses("answered nothing");
        }

        @Test
        void thatNobodyAskedForFailAll() {
            answers(FakeSecrets.entry("s0", "1"), FakeSecrets.entry("s1", "2"), FakeSecrets.entry("other", "3"));
            refuses("not asked for");
        }

        @Test
        void thatComeTwiceFailAll() {
            answers(FakeSecrets.entry("s0", "1"), FakeSecrets.entry("s0", "2"), FakeSecrets.entry("s1", "2"));
            refuses("more than once");
            answers(FakeSecrets.entry("s0", "1"), FakeSecrets.entry("s0", "1"), FakeSecrets.entry("s1", "2"));
            refuses("not asked for");
        }

        @Test
        void ofAnotherSecretWhoseNameGoesOnFailAll() {
            String partial = FakeSecrets.arn("s1").replace("-AbCdEf", "");
            aws.answering(call -> FakeSecrets.batch(
                    List.of(FakeSecrets.entry("s0", "1"), FakeSecrets.entry("s1-AbCdEf", "2")), List.of(), "null"));
            assertThat(Stores.failure(store, "s0", partial)).hasMessageContaining("answered nothing");
        }

        @Row("F13")
        @Test
        void ofAnotherStageFailAll() {
            answers(FakeSecrets.entry("s0", "1").replace("AWSCURRENT", "AWSPENDING"), FakeSecrets.entry("s1", "2"));
            refuses("not the current one");
        }

        @Test
        void withoutAValueFailAll() {
            answers(
                    FakeSecrets.entry("s0", "1").replace("\"SecretString\"", "\"Another\""),
                    FakeSecrets.entry("s1", "2"));
            refuses("without a value");
        }

        @Test
        void thatAreEmptyFailAll() {
            answers(FakeSecrets.entry("s0", ""), FakeSecrets.entry("s1", "2"));
            assertThat(Stores.failure(store, "s0", "s1").kind()).isEqualTo(Kind.MALFORMED);
        }

        @Row("F12")
        @Test
        void inPagesThatDoNotEndFailAll() {
            aws.answering(call -> FakeSecrets.batch(List.of(), List.of(), "\"again\""));
            refuses("pages that do not end");
            assertThat(aws.calls()).hasSize(2);
            aws.answering(call ->
                    FakeSecrets.batch(List.of(), List.of(), "\"" + aws.calls().size() + "\""));
            refuses("pages that do not end");
            assertThat(aws.calls()).hasSizeLessThan(10);
        }

        private void answers(String... entries) {
            aws.answering(call -> FakeSecrets.batch(List.of(entries), List.of(), "null"));
        }

        private void refuses(String message) {
            SecretStoreException failure = Stores.failure(store, "s0", "s1");
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }
}

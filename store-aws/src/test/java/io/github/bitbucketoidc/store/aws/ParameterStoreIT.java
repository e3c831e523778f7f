package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsMoto
class ParameterStoreIT {

    private Moto moto;
    private SecretStore store;

    @BeforeEach
    void open() throws IOException {
        moto = Moto.started();
        moto.reset();
        store = Stores.open("aws-parameter-store", Stores.at(moto.address(), "prefix", "/ci/"));
        moto.put("/ci/db", "first");
        moto.put("/ci/db", "second");
        moto.put("/outside", "battery staple");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void readsVersionsAndLabelsBesideTheCurrentOne() {
        moto.parameters()
                .labelParameterVersion(
                        label -> label.name("/ci/db").parameterVersion(1L).labels("before"));
        assertThat(Stores.text(store, "db@before")).isEqualTo("first");
        var found = Stores.read(store, "db", "db@1", "db@2", "db@before", "db@3");
        assertThat(found).hasSize(4);
        assertThat(found.get(Stores.id("db@1")).text().orElseThrow().reveal()).isEqualTo("first");
        assertThat(found.get(Stores.id("db")).text().orElseThrow().reveal()).isEqualTo("second");
        assertThat(found.get(Stores.id("db@before")).text().orElseThrow().reveal())
                .isEqualTo("first");
        assertThat(found.get(Stores.id("db")).version()).contains("2");
    }

    @Test
    void readsParametersWithoutAFolderHoweverTheyWereMade() {
        moto.put("bare", "one");
        moto.put("/rooted", "two");
        try (SecretStore whole = Stores.open("aws-parameter-store", Stores.at(moto.address()))) {
            assertThat(Stores.text(whole, "bare")).isEqualTo("one");
            assertThat(Stores.text(whole, "rooted")).isEqualTo("two");
            assertThat(Stores.text(whole, "bare@1")).isEqualTo("one");
            assertThat(Stores.read(whole, "bare", "rooted", "missing", "mis/sing"))
                    .hasSize(2);
        }
    }

    @Test
    void readsTwentyThreeParameters() {
        String[] ids = IntStream.range(0, 23).mapToObj(i -> "many/" + i).toArray(String[]::new);
        for (String id : ids) {
            moto.put("/ci/" + id, "value of " + id);
        }
        Stores.read(store, ids)
                .forEach((id, secret) ->
                        assertThat(secret.text().orElseThrow().reveal()).isEqualTo("value of " + id));
        assertThat(Stores.read(store, ids)).hasSize(23);
    }

    @Test
    void leavesOutWhatIsNotThereAndWhatIsOutside() {
        assertThat(Stores.read(store, "db", "missing", "outside")).containsOnlyKeys(SecretId.of("db"));
    }
}
